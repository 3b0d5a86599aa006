"""The national schedule of vaccinations, read from `schedule.toml`: which dose, from what age."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from dateutil.relativedelta import relativedelta

from bot.errors import BadFile
from bot.folding import fold

Answer = Literal["go", "tell", "sick_first"]
ANSWERS = ("go", "tell", "sick_first")
CONFIDENCES = ("H", "M", "L")
OURS = Path(__file__).with_name("schedule.toml")
_SPAN = re.compile(r"(\d+) (day|week|month|year)s?")
_SPANS = ("age_from", "age_to", "min_interval", "up_to", "under")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """An age, or the time between two doses, as the schedule writes it.

    Months and years are those of the calendar: nine months from 31 May are 28 February.
    """

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day that comes so long after another; the end of time where there is none."""
        try:
            return day + relativedelta(months=self.months, days=self.days)
        except (ValueError, OverflowError):
            return date.max


def span(written: str) -> Span:
    """`birth`, `14 days`, `6 weeks`, `9 months`, `15 years`. Raises ValueError."""
    if written == "birth":
        return Span()
    match = _SPAN.fullmatch(written)
    if match is None:
        raise ValueError(f"{written!r} is no age")
    number = int(match[1])
    in_days = {"day": 1, "week": 7}.get(match[2])
    if in_days is not None:
        return Span(days=number * in_days)
    return Span(months=number * (12 if match[2] == "year" else 1))


@dataclass(frozen=True, slots=True)
class Slot:
    """One dose of the schedule: the fields are explained at the top of `schedule.toml`."""

    antigen: str
    dose: int
    age_from: Span
    source: str
    confidence: str
    age_to: Span | None = None
    min_interval: Span = Span()
    up_to: Span | None = None
    under: Span | None = None
    months: tuple[int, ...] = ()
    later_year: bool = False
    sex: str | None = None
    extra: bool = False
    valid_from: date = date.min
    born_from: date = date.min
    gk: tuple[str, ...] = ()

    def last_day(self, born: date) -> date:
        """The last day on which a child born on that day can still be given it."""
        if self.up_to is not None:
            return self.up_to.after(born)
        return self.under.after(born) - ONE_DAY if self.under is not None else date.max


@dataclass(frozen=True, slots=True)
class Schedule:
    """All doses by antigen, in the order of the file; `offered_in` holds folded names of areas.

    An antigen that is not in `offered_in` is offered everywhere.
    """

    slots: Mapping[str, tuple[Slot, ...]]
    grace: Span
    version: str = ""
    offered_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    early: tuple[str, ...] = ()
    reasons: Mapping[str, Answer] = field(default_factory=dict)

    def antigen(self, name: str) -> str | None:
        """The antigen that a code, or a name on a card, means."""
        return self.names.get(squeezed(name))

    def is_offered(self, antigen: str, areas: Iterable[str]) -> bool:
        """Whether it is offered where somebody lives: names of the district and the region."""
        limited = self.offered_in.get(antigen)
        return limited is None or any(squeezed(area) in limited for area in areas)


def squeezed(name: str) -> str:
    """Only letters and digits: `Kalaban-Coro` and `kalabancoro` are one place."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


@lru_cache
def load(path: Path = OURS) -> Schedule:
    """Raises `BadFile` naming every doubtful entry."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        grace = span(data["grace"])
        slots = [_slot(entry) for entry in data["slot"]]
        reasons = {entry["code"]: entry["answer"] for entry in data.get("reason", [])}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    antigens = data.get("antigen", {})
    if problems := [f"{path.name}: {each}" for each in _problems(slots, antigens, reasons)]:
        raise BadFile(problems)
    return Schedule(
        slots={name: tuple(s for s in slots if s.antigen == name) for name in antigens},
        grace=grace,
        version=data.get("version", ""),
        offered_in={
            name: frozenset(map(squeezed, entry["only_in"]))
            for name, entry in antigens.items()
            if "only_in" in entry
        },
        names={squeezed(name): antigen for antigen, name in _names(antigens)},
        early=tuple(data.get("early", {}).get("reasons", ())),
        reasons=reasons,
    )


def _slot(entry: Mapping[str, Any]) -> Slot:
    values = dict(entry)
    for name in _SPANS:
        if name in values:
            values[name] = span(values[name])
    for name in ("months", "gk"):
        values[name] = tuple(values.get(name, ()))
    return Slot(**values)


def _names(antigens: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for antigen, entry in antigens.items():
        for name in (antigen, *entry.get("also", ())):
            yield antigen, name


def _problems(
    slots: list[Slot], antigens: Mapping[str, Mapping[str, Any]], reasons: Mapping[str, str]
) -> Iterator[str]:
    seen: dict[str, str] = {}
    for antigen, name in _names(antigens):
        if seen.setdefault(squeezed(name), antigen) != antigen:
            yield f"{name!r} means both {seen[squeezed(name)]} and {antigen}"
    for before, slot in zip([None, *slots], slots, strict=False):
        yield from (f"{slot.antigen} {slot.dose}: {problem}" for problem in _doubts(slot, before))
        if slot.antigen not in antigens:
            yield f"{slot.antigen} {slot.dose}: no [antigen.{slot.antigen}]"
    yield from (f"{code}: answer {a!r}" for code, a in reasons.items() if a not in ANSWERS)


def _doubts(slot: Slot, before: Slot | None) -> Iterator[str]:
    born = date(2024, 1, 1)
    if slot.confidence not in CONFIDENCES:
        yield f"confidence {slot.confidence!r}"
    if not slot.source:
        yield "no source"
    if unknown := [name for name in slot.gk if name not in Slot.__slots__]:
        yield f"gk names no value: {', '.join(unknown)}"
    if slot.age_to and slot.age_to.after(born) <= slot.age_from.after(born):
        yield "age_to is not after age_from"
    if slot.last_day(born) < slot.age_from.after(born):
        yield "closed before it begins"
    if (
        slot.months
        and list(slot.months) != [*range(1, 13)][slot.months[0] - 1 :][: len(slot.months)]
    ):
        yield "months follow each other, within a year"
    if before is None or before.antigen != slot.antigen:
        return
    if slot.dose <= before.dose:
        yield "doses are listed in their order"
    if slot.age_from.after(born) < before.age_from.after(born):
        yield "it begins before the dose before it"
    if not slot.min_interval.after(born) > born:
        yield "min_interval is missing: two doses on one day"
