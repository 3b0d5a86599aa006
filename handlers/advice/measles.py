"""Fever with a rash: is it to be reported as measles, what to do, whom to protect. Pure.

The values are data (`measles.toml`, `danger.toml`) with sources; docs/advice.md has the table.

* Suspected: fever and rash, or somebody says "measles". Blisters make it another illness: it is
  shown at a health centre, and offered no measles report.
* `now`: any danger sign; fever under two months of age or in pregnancy, as with malaria.
  `today`: any other suspected case, and any rash or fever: a health worker sees it, gives
  vitamin A, and reports it. Without either: `watch`, which says when to go.
* At home until four days after the day of the rash, which is day 0.
* Fever and rash from 6 to 12 days after the vaccination are expected; they are reported all the
  same, with the day of the vaccination.
* A vaccination protects somebody exposed if it is given within 72 hours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from handlers.advice.danger import Triage, Urgency
from handlers.advice.schedule import Span

OURS = Path(__file__).with_name("measles.toml")
INFANT = 2  # months: with fever, now (malaria.toml, rule infant_fever)

GO_NOW = ("measles.go_now",)
SUSPECTED = (
    "measles.health_worker_today", "measles.stay_home", "measles.drink_and_feed", "measles.eyes",
    "measles.protect_others", "measles.signs",
)  # fmt: skip
SEEN = ("measles.show_rash_today", "measles.signs")
FEVER = ("malaria.test_today", "measles.signs")
WATCH = ("measles.when_to_go", "measles.vaccination")
AFTER_VACCINE = "measles.after_vaccine"


@dataclass(frozen=True, slots=True)
class Measles:
    """The data file: days around the rash, hours after contact, days after the vaccination."""

    before_days: int
    after_days: int
    within_hours: int
    expected: tuple[int, int]
    collect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rash:
    """What was told. `named`: somebody says that it is measles. `signs` are danger signs."""

    fever: bool = False
    rash: bool = False
    named: bool = False
    blisters: bool = False
    age_months: int | None = None
    pregnant: bool = False
    rash_on: date | None = None
    vaccinated_on: date | None = None
    signs: tuple[str, ...] = ()

    @property
    def suspected(self) -> bool:
        return not self.blisters and (self.named or (self.fever and self.rash))


@dataclass(frozen=True, slots=True)
class Advised:
    """`report`: offer to report it. `home_until`: the last day at home, if the rash has a day."""

    triage: Triage
    report: bool = False
    home_until: date | None = None


def advise(told: Rash, facts: Measles) -> Advised:
    """What to do first, and whether to offer a report; every input has an answer."""
    reasons = tuple(_reasons(told, facts))
    urgency = _urgency(told)
    triage = Triage(urgency, reasons, _advice(urgency, told, reasons))
    if not told.suspected or told.rash_on is None:
        return Advised(triage, told.suspected)
    return Advised(triage, report=True, home_until=Span(days=facts.after_days).after(told.rash_on))


def contagious(rash_on: date, facts: Measles) -> tuple[date, date]:
    """The first and the last day on which others can catch it."""
    return (
        rash_on - timedelta(days=facts.before_days),
        rash_on + timedelta(days=facts.after_days),
    )


def protect_until(exposed_on: date, facts: Measles) -> date:
    """The last whole day on which a vaccination still protects somebody exposed on that day."""
    return exposed_on + timedelta(hours=facts.within_hours)


def _infant(told: Rash) -> bool:
    return told.fever and told.age_months is not None and told.age_months < INFANT


def _urgency(told: Rash) -> Urgency:
    if told.signs or _infant(told) or (told.fever and told.pregnant):
        return "now"
    return "today" if told.fever or told.rash or told.named or told.blisters else "watch"


def _reasons(told: Rash, facts: Measles) -> Iterator[str]:
    yield from told.signs
    if _infant(told):
        yield "infant_fever"
    if told.fever and told.pregnant:
        yield "pregnant_fever"
    if told.suspected:
        yield "suspected_measles"
    elif told.blisters:
        yield "blisters"
    elif told.rash:
        yield "rash"
    elif told.fever:
        yield "fever"
    if _after_vaccine(told, facts):
        yield "after_vaccine"


def _after_vaccine(told: Rash, facts: Measles) -> bool:
    if told.vaccinated_on is None or told.rash_on is None or not told.suspected:
        return False
    first, last = facts.expected
    return first <= (told.rash_on - told.vaccinated_on).days <= last


def _advice(urgency: Urgency, told: Rash, reasons: tuple[str, ...]) -> tuple[str, ...]:
    if urgency == "now":
        return GO_NOW
    if urgency == "watch":
        return WATCH
    if not told.suspected:
        return SEEN if told.rash or told.blisters else FEVER
    return (*SUSPECTED, *((AFTER_VACCINE,) if "after_vaccine" in reasons else ()))


@lru_cache
def load(path: Path = OURS) -> Measles:
    """Raises `BadFile` where a value is missing."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return Measles(
            data["contagious"]["before_days"],
            data["contagious"]["after_days"],
            data["contact"]["within_hours"],
            (data["after_vaccine"]["from_day"], data["after_vaccine"]["to_day"]),
            tuple(data["collect"]["codes"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
