"""Which alerts there are to be: the clusters of all rules, and the alerts there already are. Pure.

What shares a report is one alert, whatever rules found it. So the same reports lead to the same
alerts in any order, as long as no person has decided anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.areas import Areas
from bot.epiweek import MONDAY, WeekStart
from handlers.alerts.counting import Cluster
from handlers.alerts.model import CaseAt, Level, Together, Weekly
from handlers.alerts.rules import raised

Found = Together | Weekly


@dataclass(frozen=True, slots=True)
class Group:
    """Reports that are one alert, and what rules they meet."""

    reports: frozenset[int]
    level: Level
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An alert that is open or escalated, and its reports."""

    number: int
    status: str
    level: Level
    reports: frozenset[int]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The alert that a group is to be: of that `number`, or (None) a new one."""

    number: int | None
    group: Group


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of the alerts: `joined` are parts of another now, `gone` are none."""

    wanted: tuple[Wanted, ...]
    joined: Mapping[int, int]
    gone: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Part:
    """Clusters that share reports."""

    reports: set[int] = field(default_factory=set)
    clusters: list[Cluster] = field(default_factory=list)


def groups(
    rules: Iterable[Found], cases: Sequence[CaseAt], areas: Areas, start: WeekStart = MONDAY
) -> list[Group]:
    """Clusters of all `rules` among `cases` of one risk, those together that share a report."""
    parts: dict[int, _Part] = {}  # by report
    for rule in rules:
        for cluster in raised(rule, cases, areas, start):
            added = set(cluster.reports)
            sharing = set(filter(None, map(parts.get, added)))
            whole = max(sharing, key=lambda part: len(part.reports)) if sharing else _Part()
            whole.clusters.append(cluster)
            for part in sharing:
                if part is not whole:
                    added |= part.reports
                    whole.clusters += part.clusters
            if not added <= whole.reports:
                whole.reports |= added
                parts.update(dict.fromkeys(added, whole))
    once = {id(part): part for part in parts.values()}.values()
    return sorted(map(_group, once), key=lambda group: min(group.reports))


def _group(part: _Part) -> Group:
    level: Level = "outbreak" if any(c.rule.level == "outbreak" for c in part.clusters) else "alert"
    return Group(frozenset(part.reports), level, tuple(sorted({c.rule.id for c in part.clusters})))


def planned(found: Sequence[Group], held: Sequence[Held], decided: AbstractSet[int]) -> Plan:
    """`decided`: reports of alerts that were dismissed or closed; they are not raised again.

    An alert that a person escalated keeps what it has, though no rule is met any more.
    """
    wanted: list[Wanted] = []
    joined: dict[int, int] = {}
    taken: set[int] = set()
    for group in found:
        sharing = [h for h in held if h.number not in taken and h.reports & group.reports]
        kept = _kept(sharing)
        if not (rest := _rest(group, sharing, kept, decided)):
            continue
        number = kept.number if kept else None
        wanted.append(Wanted(number, Group(rest, group.level, group.rules)))
        parts = {each.number for each in sharing if each.status == "open"} - {number}
        joined |= {part: number for part in parts if number is not None}
        taken |= parts | {number} if number is not None else parts
    left = [each for each in held if each.number not in taken]
    wanted += (
        Wanted(each.number, Group(each.reports, each.level, each.rules))
        for each in left
        if each.status == "escalated"
    )
    return Plan(tuple(wanted), joined, tuple(h.number for h in left if h.status == "open"))


def _kept(sharing: Sequence[Held]) -> Held | None:
    """Of alerts that are one now the one that stays: what a person escalated, then the oldest."""
    escalated = [each for each in sharing if each.status == "escalated"]
    return min(escalated or sharing, key=lambda each: each.number, default=None)


def _rest(
    group: Group, sharing: Sequence[Held], kept: Held | None, decided: AbstractSet[int]
) -> frozenset[int]:
    """What of a group belongs to the alert that stays; other escalated ones keep their own."""
    escalated = [each for each in sharing if each.status == "escalated"]
    others = {r for each in escalated if each is not kept for r in each.reports}
    rest = group.reports - decided - others
    return rest | kept.reports if kept is not None and kept in escalated else rest
