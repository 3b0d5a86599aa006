"""Whether a team would be in two places at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.clinics.days import occurrences
from handlers.clinics.model import Occurrence, Visit


def overlapping(visits: Iterable[Visit], new: Visit, begin: date, end: date) -> Occurrence | None:
    """A day on which the team of `new` would be in two places at once."""
    days: dict[date, list[Occurrence]] = {}
    for each in occurrences(new, begin, end):
        if not each.cancelled:
            days.setdefault(each.on, []).append(each)
    for visit in visits:
        if visit.team != new.team or visit.number == new.number or not new.team:
            continue
        for other in occurrences(visit, begin, end):
            if not other.cancelled and any(_overlap(other, e) for e in days.get(other.on, ())):
                return other
    return None


def _overlap(one: Occurrence, other: Occurrence) -> bool:
    """Of hours that nobody has entered nothing can be said."""
    if None in (one.begins, one.ends, other.begins, other.ends):
        return False
    return one.starts < other.over and other.starts < one.over
