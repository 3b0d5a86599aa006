"""The days of a visit, with what was changed of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from handlers.clinics.model import Change, Occurrence, Visit

LONGEST_MOVE = timedelta(days=60)  # a moved day is looked for no farther from its own
BEGINNING, END = (datetime.combine(day, time(0)) for day in (date.min, date.max))
FAR_AHEAD = timedelta(days=92)  # days that are offered


def occurrences(visit: Visit, begin: date, end: date) -> list[Occurrence]:
    """The days of a visit from `begin` to `end`, both included, in order; cancelled ones too."""
    if visit.status != "open":
        return []
    changes = {change.on: change for change in visit.changes if change.kind != "extra"}
    days = set(visit.rule.between(begin, end))
    moved_in = {
        on
        for on, change in changes.items()
        if begin <= (change.to_on or on) <= end and (_is_due(visit, on) or change.was_extra)
    }
    found = [occurrence_of(visit, on, changes.get(on)) for on in days | moved_in]
    found += [
        occurrence_of(visit, change.on, change)
        for change in visit.changes
        if change.kind == "extra"
    ]
    kept = [each for each in found if begin <= each.on <= end]
    return sorted(kept, key=lambda each: (each.on, each.begins or time(0), each.planned_on))


def _is_due(visit: Visit, on: date) -> bool:
    return visit.rule.falls_on(on)


def occurrence_of(visit: Visit, on: date, change: Change | None = None) -> Occurrence:
    """One day, as the plan has it or as it was changed."""
    if change is None:
        return Occurrence(visit, on, on, visit.begins, visit.ends, visit.spot)
    same = change.begins is None and change.ends is None
    return Occurrence(
        visit,
        change.to_on or on,
        on,
        visit.begins if same else change.begins,
        visit.ends if same else change.ends,
        change.spot or visit.spot,
        cancelled=change.kind == "cancelled",
        reason=change.reason,
    )


def coming(visit: Visit, at: datetime, ahead: timedelta = FAR_AHEAD) -> Iterator[Occurrence]:
    """What is not over at `at` (naive local time), the soonest first; cancelled ones too."""
    begin, last = at.date(), at.date() + ahead
    if not visit.changes:
        planned = visit.rule.between(begin, last) if visit.status == "open" else ()
        yield from (each for on in planned if (each := occurrence_of(visit, on)).over > at)
        return
    step = timedelta(days=7)
    while begin <= last:
        end = min(begin + step, last)
        yield from (each for each in occurrences(visit, begin, end) if each.over > at)
        begin, step = end + timedelta(days=1), step * 3
