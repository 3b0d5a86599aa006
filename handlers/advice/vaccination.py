"""What a child has to be given by the national schedule: due, overdue, next. Pure.

The schedule is data (`schedule.toml`); these are the rules, and docs/advice.md has their sources.

* Doses are taken in the order of their days. Each counts for the first dose of its antigen that is
  not yet given, whose age it has reached, which was not closed by then, and that has its minimum
  interval. One that counts for none (too young, too soon) is as if not given for later ones, but
  nothing is offered sooner than the interval after it.
* A measles-rubella dose before 9 months is the extra one: it takes the place of none, and the
  interval counts from it (MSF Measles 2.2).
* *Due*: it can be given now: age reached, interval since every dose of the antigen kept, the dose
  before it given, not closed, in season. `since` is the first day of that.
* *Overdue*: due, and beyond the end of its age window, or `grace` after `since` where it has none.
  What is overdue is not listed as due too. It stays so as long as it can still be given: catch-up,
  a series is resumed and never started again.
* *Closed*: the last day on which it can be given is over (polio at birth, tuberculosis after 12
  months, rotavirus after 24). It is neither due nor overdue, waits for nobody, and the next dose
  of the series takes its turn. `closed` lists it.
* *Next*: the earliest dose whose day is still to come: its age is not reached, or the interval
  since a dose that was given runs, or its season has not begun. Where the dose before it is due
  now, the interval counts from today: it is never announced too soon.
* *Then*: what only waits for a dose that is due now. It has no day of its own: `then` lists it with
  the earliest one, supposing that what is due is given today.
* *Complete*: nothing is due, overdue or to come. HPV is asked of girls only, once the sex is told;
  the malaria vaccine only where it is offered.
* The malaria vaccine's seasonal doses are due in May and June only: the fourth in the next such
  months after the third, the fifth in a later year. One given in another month counts all the same.
* A dose without a date counts for the first dose that is due, on the day since when it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.advice.schedule import Schedule, Slot, Span

OLDEST = Span(months=900)  # a birth before that is a slip of the pen
_YEAR = Span(months=12)


@dataclass(frozen=True, slots=True)
class Child:
    """`sex` is "f", "m" or None; `areas` are names of the district and region they live in."""

    born: date
    sex: str | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A dose that was given; None where nobody knows the day."""

    antigen: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose of the schedule, and the day from which it is due."""

    antigen: str
    dose: int
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    due: tuple[Dose, ...] = ()
    overdue: tuple[Dose, ...] = ()
    next: Dose | None = None
    then: tuple[Dose, ...] = ()
    closed: tuple[Dose, ...] = ()  # with the last day on which it could be given

    @property
    def complete(self) -> bool:
        return not self.due and not self.overdue and self.next is None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something told that cannot be: ask again. `what` is future, too_old, before_birth, later."""

    what: str
    day: date
    antigen: str | None = None


def doubts(child: Child, given: Iterable[Given], on: date) -> Iterator[Doubt]:
    """What cannot be true of this child, on that day."""
    if child.born > on:
        yield Doubt("future", child.born)
        return
    if OLDEST.after(child.born) <= on:
        yield Doubt("too_old", child.born)
    for dose in given:
        if dose.on is not None and dose.on < child.born:
            yield Doubt("before_birth", dose.on, dose.antigen)
        elif dose.on is not None and dose.on > on:
            yield Doubt("later", dose.on, dose.antigen)


def plan(child: Child, given: Iterable[Given], on: date, schedule: Schedule) -> Plan:
    """What is due, overdue and next on a day. Doses before birth or after `on` are passed over."""
    known = [dose for dose in given if dose.on is None or child.born <= dose.on <= on]
    found = Plan()
    for antigen in schedule.slots:
        theirs = _of_antigen(antigen, child, known, on, schedule)
        found = Plan(
            found.due + theirs.due,
            found.overdue + theirs.overdue,
            _sooner(found.next, theirs.next),
            found.then + theirs.then,
            found.closed + theirs.closed,
        )
    return replace(found, due=_in_order(found.due), overdue=_in_order(found.overdue))


def extra_dose(
    child: Child, given: Iterable[Given], on: date, reasons: Collection[str], schedule: Schedule
) -> Dose | None:
    """The supplementary measles-rubella dose of 6 to 8 months, where one of `reasons` holds.

    None if none of the schedule's early reasons is among them, or a dose was given already.
    """
    if not set(reasons) & set(schedule.early):
        return None
    for antigen, slots in schedule.slots.items():
        for slot in (slot for slot in slots if slot.extra):
            since = slot.age_from.after(child.born)
            had = any(dose.antigen == antigen for dose in given)
            if since <= on <= slot.last_day(child.born) and not had:
                return Dose(antigen, slot.dose, since)
    return None


def _of_antigen(
    antigen: str, child: Child, given: Sequence[Given], on: date, schedule: Schedule
) -> Plan:
    if not schedule.is_offered(antigen, child.areas):
        return Plan()
    slots = [slot for slot in schedule.slots[antigen] if _is_for(slot, child)]
    told = [dose.on for dose in given if dose.antigen == antigen]
    days = {day for day in told if day is not None}
    found = _standing(slots, child, days, on, schedule.grace)
    for _unknown in range(told.count(None)):
        if not (waiting := found.due + found.overdue):
            break
        days.add(waiting[0].on)
        found = _standing(slots, child, days, on, schedule.grace)
    return found


def _is_for(slot: Slot, child: Child) -> bool:
    return slot.sex in (None, child.sex) and child.born >= slot.born_from


def _standing(
    slots: Sequence[Slot], child: Child, days: Collection[date], on: date, grace: Span
) -> Plan:
    """One antigen: at most one of its doses is due or overdue, and one comes next."""
    filled = _filled(slots, child, days)
    before = given = max(days, default=None)
    found = Plan()
    for slot in slots:
        if slot.extra or slot.dose in filled:
            continue
        since, last = _since(slot, child, before, on), slot.last_day(child.born)
        dose = Dose(slot.antigen, slot.dose, since)
        if max(since, on) > last:
            found = replace(found, closed=(*found.closed, replace(dose, on=last)))
        elif since > on and (before == given or _since(slot, child, given, on) > on):
            return replace(found, next=dose)
        elif since > on:
            found, before = replace(found, then=(*found.then, dose)), since
        elif _overdue_from(slot, child, since, grace) <= on:
            found, before = replace(found, overdue=(*found.overdue, dose)), on
        else:
            found, before = replace(found, due=(*found.due, dose)), on
    return found


def _filled(slots: Sequence[Slot], child: Child, days: Iterable[date]) -> set[int]:
    """The doses that count, by their numbers."""
    filled: set[int] = set()
    regular = [slot for slot in slots if not slot.extra]
    has_extra = len(regular) < len(slots)
    counted: date | None = None
    for day in sorted(days):
        waiting = (slot for slot in regular if slot.dose not in filled)
        slot = next((slot for slot in waiting if _counts(slot, child, day, counted)), None)
        if slot is not None:
            filled.add(slot.dose)
            counted = day
        elif has_extra and day < regular[0].age_from.after(child.born):
            counted = day
    return filled


def _counts(slot: Slot, child: Child, day: date, before: date | None) -> bool:
    if not slot.age_from.after(child.born) <= day <= slot.last_day(child.born):
        return False
    return before is None or slot.min_interval.after(before) <= day


def _since(slot: Slot, child: Child, before: date | None, on: date) -> date:
    earliest = max(slot.age_from.after(child.born), slot.valid_from)
    if before is not None:
        earliest = max(earliest, slot.min_interval.after(before))
        if slot.later_year:
            earliest = max(earliest, _YEAR.after(date(before.year, 1, 1)))
    return _in_season(earliest, max(earliest, on), slot.months) if slot.months else earliest


def _in_season(earliest: date, day: date, months: Sequence[int]) -> date:
    """The beginning of the season that `day` is in, not before `earliest`; else of the next."""
    begins = date(day.year, months[0], 1)
    if day.month in months:
        return max(earliest, begins)
    return begins if begins > day else _YEAR.after(begins)


def _overdue_from(slot: Slot, child: Child, since: date, grace: Span) -> date:
    return grace.after(since) if slot.age_to is None else slot.age_to.after(child.born)


def _sooner(one: Dose | None, other: Dose | None) -> Dose | None:
    if one is None or other is None:
        return one or other
    return other if other.on < one.on else one


def _in_order(doses: Iterable[Dose]) -> tuple[Dose, ...]:
    """The longest due first; else as in the schedule."""
    return tuple(sorted(doses, key=lambda dose: dose.on))
