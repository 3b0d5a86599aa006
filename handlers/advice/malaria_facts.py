"""The rules of a fever, the seasons of malaria and the rounds against it: `malaria.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.errors import BadFile
from handlers.advice.danger import URGENCIES, Urgency
from handlers.advice.schedule import squeezed

OURS = Path(__file__).with_name("malaria.toml")
RULES = (
    "danger_sign", "infant_fever", "pregnant_fever", "long_fever", "negative_test",
    "young_infant_fever", "fever", "no_fever",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    urgency: Urgency
    source: str
    confidence: str
    under_months: int = 0
    over_days: int = 0
    gk: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A round of seasonal chemoprevention in an area (its squeezed name), both days included."""

    area: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Season:
    zone: str
    areas: frozenset[str]
    months: tuple[int, ...]
    all_ages: bool = False


@dataclass(frozen=True, slots=True)
class Malaria:
    """The data file. Ages of `smc_ages` are months completed: from the first, below the second."""

    rules: Mapping[str, Rule]
    seasons: tuple[Season, ...]
    smc_ages: tuple[int, int]
    rounds: tuple[Round, ...] = ()
    country: tuple[int, ...] = ()  # months, where the region is not known


@lru_cache
def load(path: Path = OURS) -> Malaria:
    """Raises `BadFile` for a rule that is missing, or a value that cannot be."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        facts = Malaria(
            {entry["code"]: _rule(entry) for entry in data["rule"]},
            tuple(map(_season, data.get("season", ()))),
            (data["smc"]["from_months"], data["smc"]["under_months"]),
            tuple(map(_round, data["smc"].get("round", ()))),
            tuple(data.get("country", {}).get("months", ())),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    if problems := [f"{path.name}: {each}" for each in _problems(facts)]:
        raise BadFile(problems)
    return facts


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(**dict(entry) | {"gk": tuple(entry.get("gk", ()))})


def _round(entry: Mapping[str, Any]) -> Round:
    return Round(squeezed(entry["area"]), entry["begins"], entry["ends"])


def _season(entry: Mapping[str, Any]) -> Season:
    areas, months = frozenset(map(squeezed, entry["areas"])), tuple(entry["months"])
    return Season(entry["zone"], areas, months, entry.get("all_ages", False))


def _problems(facts: Malaria) -> Iterator[str]:
    yield from (f"no rule {code!r}" for code in RULES if code not in facts.rules)
    for rule in facts.rules.values():
        if rule.code not in RULES:
            yield f"rule {rule.code!r} is not known"
        if rule.urgency not in URGENCIES:
            yield f"{rule.code}: urgency {rule.urgency!r}"
        if not rule.source:
            yield f"{rule.code}: no source"
    yield from (f"a round in {r.area} ends first" for r in facts.rounds if r.ends < r.begins)
    for zone, months in [*((s.zone, s.months) for s in facts.seasons), ("country", facts.country)]:
        if not all(1 <= month <= 12 for month in months):
            yield f"{zone}: months are 1 to 12"
