"""A fever where malaria is: how soon to go, and what prevents one. Pure.

The values are data (`malaria.toml`, `danger.toml`) with sources; docs/advice.md has the table.

* `now`: any danger sign, with fever or without; fever under two months of age; fever in pregnancy.
* `today`: any other fever: a test within 24 hours, before any treatment. A fever of more than seven
  days, under four months of age, or after a negative test, goes to a health centre rather than to
  the community worker.
* `watch`: no fever and no danger sign. It always says when to go.
* An age that nobody told is not taken to be below two months, but the advice then names that case.
* Whatever is contradictory is taken for the more urgent. No dose, no diagnosis, nothing that says a
  fever is harmless: seeking care is always safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.advice.danger import Triage, Urgency, most_urgent
from handlers.advice.malaria_facts import Malaria, Round, Rule, Season
from handlers.advice.schedule import squeezed

OLDEST = 120 * 12  # months
YOUNGEST_MOTHER = 9 * 12
LONGEST_FEVER = 366  # days

# Texts, the first thing to do first.
GO_NOW = ("malaria.go_now", "malaria.on_the_way")
TEST = ("malaria.test_today", "malaria.finish_treatment", "malaria.no_leftovers", "malaria.signs")
CENTRE = "malaria.health_centre"
REFERRED = frozenset(("long_fever", "young_infant_fever", "negative_test"))
BABY = "malaria.baby_goes_now"
WATCH = ("malaria.when_to_go", "malaria.net")
PREGNANT = "malaria.antenatal_visit"


SeasonNow = Literal["high", "low", "unknown"]


@dataclass(frozen=True, slots=True)
class Fever:
    """What was told. `fever_days` is None where nobody said; `signs` are codes of danger signs."""

    age_months: int | None = None
    pregnant: bool = False
    fever: bool = True
    fever_days: int | None = None
    signs: tuple[str, ...] = ()
    negative_test: bool = False

    @property
    def has_fever(self) -> bool:
        return self.fever or bool(self.fever_days)


@dataclass(frozen=True, slots=True)
class Prevention:
    """`advice` are ids of texts; `round` is the round that is on, or the next one; `zone` has the
    season of where they live."""

    advice: tuple[str, ...]
    season: SeasonNow = "unknown"
    round: Round | None = None
    zone: Season | None = None


Doubt = Literal["age", "fever_days", "no_fever_days", "pregnant_age"]


def doubts(told: Fever) -> tuple[Doubt, ...]:
    """What cannot be, or contradicts itself: ask again, unless a danger sign decides."""
    found: list[Doubt] = []
    if told.age_months is not None and not 0 <= told.age_months <= OLDEST:
        found.append("age")
    if told.fever_days is not None and not 0 <= told.fever_days <= LONGEST_FEVER:
        found.append("fever_days")
    if told.signs:
        return tuple(found)
    if not told.fever and told.fever_days:
        found.append("no_fever_days")
    if told.pregnant and told.age_months is not None and told.age_months < YOUNGEST_MOTHER:
        found.append("pregnant_age")
    return tuple(found)


def triage(told: Fever, facts: Malaria) -> Triage:
    """How urgent it is, by the reasons that hold; every input has an answer."""
    reasons = [*told.signs, *_reasons(told, facts.rules)]
    held = [facts.rules[each if each in facts.rules else "danger_sign"] for each in reasons]
    urgency = most_urgent(rule.urgency for rule in held)
    return Triage(urgency, tuple(reasons), _advice(urgency, told, reasons))


def _reasons(told: Fever, rules: Mapping[str, Rule]) -> Iterator[str]:
    if not told.has_fever:
        if not told.signs:
            yield "no_fever"
        return
    age = told.age_months
    if age is not None and age < rules["infant_fever"].under_months:
        yield "infant_fever"
    elif age is not None and age < rules["young_infant_fever"].under_months:
        yield "young_infant_fever"
    if told.pregnant:
        yield "pregnant_fever"
    if (told.fever_days or 0) > rules["long_fever"].over_days:
        yield "long_fever"
    if told.negative_test:
        yield "negative_test"
    yield "fever"


def _advice(urgency: Urgency, told: Fever, reasons: Sequence[str]) -> tuple[str, ...]:
    if urgency == "now":
        return GO_NOW
    baby = (BABY,) if told.age_months is None and not told.pregnant else ()
    if urgency == "today":
        centre = (CENTRE,) if REFERRED & set(reasons) else ()
        return (*centre, *TEST, *baby)
    return (*WATCH, *((PREGNANT,) if told.pregnant else ()), *baby)


def prevention(
    facts: Malaria,
    on: date,
    *,
    age_months: int | None = None,
    pregnant: bool = False,
    areas: Iterable[str] = (),
    vaccine: bool = False,
) -> Prevention:
    """What protects this person. `areas`: names of the district and the region they live in;
    `vaccine`: whether the malaria vaccine is due for them (`vaccination.plan`)."""
    here = frozenset(map(squeezed, areas))
    season = next((each for each in facts.seasons if each.areas & here), None)
    coming = sorted((r for r in facts.rounds if r.area in here and r.ends >= on), key=_begins)
    advice = ["malaria.net"]
    if pregnant:
        advice.append(PREGNANT)
    first, beyond = facts.smc_ages
    child = age_months is not None and first <= age_months < beyond
    if child:
        advice.append("malaria.smc_round" if coming else "malaria.smc_ask")
    if vaccine:
        advice.append("malaria.vaccine")
    advice += ["malaria.water", "malaria.any_month"]
    coming_next = coming[0] if child and coming else None
    return Prevention(tuple(advice), _season(season, on), coming_next, season)


def _season(season: Season | None, on: date) -> SeasonNow:
    if season is None:
        return "unknown"
    return "high" if on.month in season.months else "low"


def _begins(each: Round) -> date:
    return each.begins
