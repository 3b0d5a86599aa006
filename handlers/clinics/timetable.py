"""What may be told of each visit, soonest first; worked out anew only when it has passed. Pure.

Thousands of recurring visits are looked through by their next days, not day by day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge
from math import floor
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from bot.geo import Bounds, Point
from handlers.clinics.days import BEGINNING, END, FAR_AHEAD, coming, occurrences
from handlers.clinics.model import Occurrence, Precision, Spot, Visit

DAYS_KEPT = 16  # days of which all visits are kept ready
SOONEST = itemgetter(0, 1)  # of entries: by when, then by number
Seen: TypeAlias = Callable[[Spot, Precision], Point]
Cell: TypeAlias = tuple[int, int]  # whole degrees


class Entry(NamedTuple):
    """`usual`: where its visit may be known to be; `point`: where this day of it may be."""

    starts: datetime
    number: int
    occurrence: Occurrence
    usual: Point
    point: Point


class Told(NamedTuple):
    """The entries of one visit, and until when they are what may be told."""

    visit: Visit
    entries: tuple[Entry, ...]
    until: datetime


def told(visit: Visit, at: datetime) -> tuple[list[Occurrence], datetime]:
    """The days to tell of a visit at `at` (naive local time): up to its first that is not cancelled
    and where it usually is; and the moment at which that is no longer all."""
    found: list[Occurrence] = []
    if visit.status != "open":
        return found, END
    until = END
    for each in coming(visit, at):
        until = min(until, each.over)
        if not each.visible(at):  # and so is what comes after it
            return found, min(until, each.shown_from)
        found.append(each)
        if not each.cancelled and each.spot.point == visit.spot.point:
            return found, until
    tomorrow = datetime.combine(at.date() + timedelta(days=1), time(0))
    return found, min(until, tomorrow)  # another day comes within reach


class Timetable:
    """The next days of all visits. One that was made `before` gives what is still the same."""

    def __init__(
        self, visits: Iterable[Visit], seen: Seen, before: Timetable | None = None
    ) -> None:
        self._visits = tuple(visits)
        self._seen = seen
        same: dict[int, Told] = before.known if before is not None else {}
        self.known: dict[int, Told] = {
            visit.number: same[visit.number]
            for visit in self._visits
            if visit.number in same and same[visit.number].visit is visit
        }
        self.asked_at: datetime = before.asked_at if before is not None else BEGINNING
        self._until = BEGINNING
        self._cells: dict[Cell, list[Entry]] = {}
        self._areas: dict[str, list[Entry]] = {}
        self._days: dict[date, list[Entry]] = {}

    def around(
        self, moment: datetime, bounds: Bounds, area_ids: Collection[str] = ()
    ) -> Iterator[Entry]:
        """What may be told at a naive local time, soonest first; cancelled days too.

        All that is within `bounds` (and what is not far outside), or of which no more may be known
        than that it is in these areas.
        """
        self._look(moment)
        south, north, west, east = (floor(degrees) for degrees in bounds)
        rows = [
            entries
            for (row, column), entries in self._cells.items()
            if south <= row <= north and west <= column <= east
        ]
        rows += [self._areas[area_id] for area_id in area_ids if area_id in self._areas]
        seen: set[int] = set()
        for entry in merge(*rows, key=SOONEST):
            if id(entry) not in seen:
                seen.add(id(entry))
                yield entry

    def _look(self, moment: datetime) -> None:
        """Work out anew what has passed since."""
        if moment < self.asked_at:  # the clock was put back
            self.known, self._until = {}, BEGINNING
        self.asked_at = moment
        if moment < self._until:
            return
        for visit in self._visits:
            known = self.known.get(visit.number)
            if known is None or moment >= known.until:
                found, until = told(visit, moment)
                entries = tuple(self._entry(each) for each in found)
                self.known[visit.number] = Told(visit, entries, until)
        self._arrange(self.known.values())

    def _arrange(self, every: Collection[Told]) -> None:
        self._until = min((each.until for each in every), default=END)
        self._cells, self._areas = defaultdict(list), defaultdict(list)
        for entry in sorted((entry for each in every for entry in each.entries), key=SOONEST):
            for cell in {_cell(entry.usual), _cell(entry.point)}:
                self._cells[cell].append(entry)
            visit = entry.occurrence.visit
            if visit.precision == "area":
                spots = (visit.spot, entry.occurrence.spot)
                for area_id in {spot.area_id for spot in spots if spot.area_id is not None}:
                    self._areas[area_id].append(entry)

    def on(self, day: date, moment: datetime) -> Iterator[Entry]:
        """All that is on one day, is not over at `moment` and may be told then; soonest first."""
        if not moment.date() <= day <= moment.date() + FAR_AHEAD:
            return
        if day not in self._days:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            found = (self._entry(o) for visit in self._visits for o in occurrences(visit, day, day))
            self._days[day] = sorted(found, key=SOONEST)
        for entry in self._days[day]:
            if entry.occurrence.over > moment and entry.occurrence.visible(moment):
                yield entry

    def _entry(self, occurrence: Occurrence) -> Entry:
        visit = occurrence.visit
        usual = point = self._seen(visit.spot, visit.precision)
        if occurrence.spot is not visit.spot:
            point = self._seen(occurrence.spot, visit.precision)
        return Entry(occurrence.starts, visit.number, occurrence, usual, point)


def _cell(point: Point) -> Cell:
    return floor(point[0]), floor(point[1])
