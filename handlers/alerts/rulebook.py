"""The rules as data: `rules.toml`, or a deployment's own file in its place, and what differs in
some areas. Every doubtful entry is named."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from bot.areas import Areas
from bot.errors import BadFile
from handlers.alerts.model import Past, Rule, Together, Weekly
from handlers.report.records import ANIMALS

AnyRule = Together | Weekly | Past
Data = Mapping[str, Any]
OURS = Path(__file__).with_name("rules.toml")
WEEK = 7  # days
FIXED = {"id", "risk", "kind", "areas", "but"}  # what an area cannot change
_READ: TypeAdapter[AnyRule] = TypeAdapter(Annotated[AnyRule, Field(discriminator="kind")])


class Rulebook:
    """All rules, by health risk. A rule that an area changes is there twice: see `Rule.holds`."""

    def __init__(self, rules: Iterable[AnyRule]) -> None:
        self._by_risk: dict[str, tuple[AnyRule, ...]] = {}
        for rule in rules:
            self._by_risk[rule.risk] = (*self.of(rule.risk), rule)

    def of(self, risk: str) -> tuple[AnyRule, ...]:
        """Of animals (`guinea_worm:animals`) those of the disease that they have."""
        return self._by_risk.get(risk.removesuffix(ANIMALS), ())

    def __iter__(self) -> Iterator[AnyRule]:
        return (rule for rules in self._by_risk.values() for rule in rules)


def load(
    path: Path = OURS,
    *,
    risks: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    tree: Areas | None = None,
) -> Rulebook:
    """Raises `BadFile` with a line for each problem. `risks` and `areas` are the ids there are;
    `tree` says what kind of areas those are that are known.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    problems: list[str] = []
    rules, overrides = _read(data, problems), _tables(data, "override", problems)
    problems += _nowhere(rules, overrides, tree) if tree else ()
    rules = _varied(rules, overrides, problems)
    problems += _unknown(rules, risks, areas)
    if problems:
        raise BadFile([f"{path.name}: {problem}" for problem in dict.fromkeys(problems)])
    return Rulebook(rules)


def _read(data: Data, problems: list[str]) -> list[AnyRule]:
    """The rules as written; an entry may be of several risks."""
    unknown = sorted(data.keys() - {"signals", "rule", "override"})
    problems += [f"unknown section {name!r}" for name in unknown]
    signals = data.get("signals", {})
    if not isinstance(signals, dict) or signals.keys() - {"weight"}:
        problems.append("[signals] has a weight, and nothing else")
        signals = {}
    rules: list[AnyRule] = []
    for entry in _tables(data, "rule", problems):
        risks = entry.get("risk")
        for risk in risks if isinstance(risks, list) else [risks]:
            rules += _checked({**signals, **entry, "risk": risk}, problems)
    for name, times in Counter((rule.id, rule.risk) for rule in rules).items():
        if times > 1:
            problems.append(f"rule {name[0]!r} of {name[1]!r} is there twice")
    return rules


def _tables(data: Data, name: str, problems: list[str]) -> list[Data]:
    found = data.get(name, [])
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return found
    problems.append(f"write [[{name}]]")
    return []


def _checked(entry: Data, problems: list[str], where: str = "") -> list[AnyRule]:
    """The rule; none if something is wrong with it."""
    name = f"rule {entry.get('id', '?')!r}{where}"
    try:
        rule = _READ.validate_python(entry)
    except ValidationError as error:
        problems += [f"{name}: {_said(each)}" for each in error.errors()]
        return []
    wrong = list(_contradictions(rule))
    problems += [f"{name}: {problem}" for problem in wrong]
    return [] if wrong else [rule]


def _said(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"][1:]) or "kind"
    return f"{where}: {error['msg']}"


def _contradictions(rule: AnyRule) -> Iterator[str]:
    if isinstance(rule, Together):
        if (rule.within is None) == (rule.km is None):
            yield "either within or km"
        if (rule.kind == "single") != (rule.cases == 1):
            yield "a single case is one case, a cluster two or more"
        if rule.closed:
            yield (
                "closed: no report says that its place is a camp or a school, so it would never "
                "find a case. Make the camp a health area of its own and override the rule there"
            )
        if rule.joins is not None and rule.within != "place":
            yield "joins is for what is counted within a place"
        if rule.joins is not None and rule.joins < rule.days:
            yield "joins is less than days"
    if isinstance(rule, Weekly):
        if rule.cases is None and rule.per_100000 is None and not rule.doubling:
            yield "cases, per_100000 or doubling"
        if rule.most_people is not None and rule.most_people < rule.least_people:
            yield "most_people is less than least_people"
        if rule.joins is not None and rule.joins < WEEK:
            yield "joins is less than a week"


def _varied(
    rules: Iterable[AnyRule], overrides: Iterable[Data], problems: list[str]
) -> list[AnyRule]:
    """The rules, and beside them what they are in the areas that differ."""
    by_rule: dict[str, dict[str, Data]] = defaultdict(dict)
    for entry in overrides:
        rule, area = str(entry.get("rule")), entry.get("area")
        if not isinstance(area, str) or area in by_rule[rule]:
            problems.append(f"override of {rule!r}: an area, and once")
            continue
        if fixed := sorted(entry.keys() & FIXED):
            problems.append(f"override of {rule!r} in {area!r}: {', '.join(fixed)} cannot differ")
            continue
        by_rule[rule][area] = entry
    found = [variant for rule in rules for variant in _variants(rule, by_rule[rule.id], problems)]
    known = {rule.id for rule in found}
    problems += [f"override: no rule {name!r}" for name in sorted(by_rule.keys() - known)]
    return found


def _variants(rule: AnyRule, by_area: Mapping[str, Data], problems: list[str]) -> Iterator[AnyRule]:
    areas = frozenset(by_area)
    yield replace(rule, but=rule.but | areas)
    for area, entry in by_area.items():
        if not entry.get("off"):
            given = {key: entry[key] for key in entry.keys() - {"area", "rule", "off"}}
            fixed = {"areas": [area], "but": [*(areas - {area})]}
            yield from _checked({**_data(rule), **given, **fixed}, problems, f" in {area!r}")


def _data(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in rule.__dataclass_fields__}


def _unknown(
    rules: Iterable[AnyRule], risks: Collection[str] | None, areas: Collection[str] | None
) -> Iterator[str]:
    for rule in rules:
        if risks is not None and rule.risk not in risks:
            yield f"rule {rule.id!r}: no health risk {rule.risk!r}"
        if areas is not None:
            named = sorted((rule.areas | rule.but) - set(areas))
            yield from (f"rule {rule.id!r}: no area {area!r}" for area in named)


def _nowhere(rules: Iterable[AnyRule], overrides: Iterable[Data], tree: Areas) -> Iterator[str]:
    """Whole areas of one kind are compared with their past: in a smaller one nothing would be."""
    past = {rule.id: rule for rule in rules if isinstance(rule, Past)}
    wanted = [(rule.id, area, rule.within) for rule in past.values() for area in rule.areas]
    wanted += [
        (rule.id, str(each.get("area")), each.get("within", rule.within))
        for each in overrides
        if (rule := past.get(str(each.get("rule"))))
    ]
    for name, area_id, within in wanted:
        area = tree.find(area_id)
        here = [area, *map(tree.find, tree.below(area_id))] if area else []
        if area and not any(each and each.kind == within for each in here):
            yield (
                f"rule {name!r} in {area_id!r}: it compares whole areas (within = {within!r}), and "
                f"none is there: {area_id!r} is of kind {area.kind!r}. Give within = {area.kind!r}"
            )
