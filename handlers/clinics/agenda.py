"""Who is near, open, or next, of all clinics and visits. Pure, in memory."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias

from bot.geo import SHORTEST_DEGREE, Grid, Point, distance, rectangle
from handlers.clinics.model import Clinic, Occurrence, Precision, Spot, Visit
from handlers.clinics.services import services_in
from handlers.clinics.timetable import Entry, Timetable

Found: TypeAlias = tuple[datetime, float, int, Occurrence]
BEST = itemgetter(0, 1, 2)  # soonest, then nearest; then by number


def _exactly(spot: Spot, _precision: Precision) -> Point:
    return spot.point


@dataclass(frozen=True, slots=True)
class Near:
    """Something found, and how far: kilometres from where the person is."""

    km: float
    clinic: Clinic | None = None
    occurrence: Occurrence | None = None


@dataclass(frozen=True)
class Agenda:
    """All clinics and visits, with an index of where they are. `version` tells two apart.

    `seen`: where everybody may know a visit to be; searches go by that. `before`: the timetable of
    the version before it.
    """

    clinics: tuple[Clinic, ...] = ()
    visits: tuple[Visit, ...] = ()
    version: int = 0
    seen: Callable[[Spot, Precision], Point] = field(default=_exactly, compare=False)
    before: Timetable | None = field(default=None, compare=False, repr=False)

    @cached_property
    def _clinic_grid(self) -> Grid[Clinic]:
        return Grid((clinic.spot.point, clinic) for clinic in self.clinics)

    @cached_property
    def timetable(self) -> Timetable:
        return Timetable(self.visits, self.seen, self.before)

    @cached_property
    def _by_number(self) -> dict[int, Clinic | Visit]:
        found: dict[int, Clinic | Visit] = {clinic.number: clinic for clinic in self.clinics}
        return found | {visit.number: visit for visit in self.visits}

    def clinic(self, number: int) -> Clinic | None:
        found = self._by_number.get(number)
        return found if isinstance(found, Clinic) else None

    def visit(self, number: int) -> Visit | None:
        found = self._by_number.get(number)
        return found if isinstance(found, Visit) else None

    def nearest_clinics(
        self,
        here: Point,
        most: int = 3,
        *,
        within: float | None = None,
        kinds: Collection[str] | None = None,
        service: str | None = None,
        only: str | None = None,
    ) -> list[Near]:
        """Open ones, nearest first. Of a service: those that have it, or of which it is not known
        and whose kind (`kinds`) usually has it. A closed or suspended one is never offered.

        `service`: an id, or several with blanks between. `only`: of this kind of facility.
        """
        named = services_in(service)

        def wanted(clinic: Clinic) -> bool:
            if clinic.status != "open" or (only is not None and clinic.kind != only):
                return False
            if not named or not named.isdisjoint(clinic.services):
                return True
            return not clinic.services and kinds is not None and clinic.kind in kinds

        found = self._clinic_grid.nearest(here, most, within=within, wanted=wanted)
        return [Near(km, clinic=clinic) for km, clinic in found]

    def next_visits(
        self,
        here: Point,
        at: datetime,
        *,
        most: int = 3,
        within: float,
        area_ids: Collection[str] = (),
        service: str | None = None,
        on: date | None = None,
        surely: bool = False,
    ) -> list[Near]:
        """The next days of visits near, that may be told at `at`: soonest first, then nearest.

        Cancelled days, and those moved away from here, are among them, so that nobody sets out.
        `on`: that day only. `area_ids`: the areas of who asks, for visits of which no more is told.
        `surely`: not those of whose services nothing is known.
        """
        near = _Near(here, within, area_ids)
        soonest = self.timetable.around(at, near.bounds, area_ids)
        entries = soonest if on is None else self.timetable.on(on, at)
        best = _best(entries, _offering(service, surely=surely), near, most)
        return [Near(km, occurrence=occurrence) for _s, km, _n, occurrence in best]


def _best(
    entries: Iterable[Entry], wanted: Callable[[Visit], bool], near: _Near, most: int
) -> list[Found]:
    """Of entries that come soonest first, the soonest and nearest."""
    best: list[Found] = []
    for entry in entries:
        if len(best) == most:
            starts, worst, _number, _occurrence = best[-1]
            if entry.starts > starts:
                break  # what comes now begins later than enough others
            if near.at_least(entry) > worst:
                continue
        occurrence = entry.occurrence
        if wanted(occurrence.visit) and (far := near.far(entry)) is not None:
            insort(best, (entry.starts, far, entry.number, occurrence), key=BEST)
            del best[most:]
    return best


class _Near:
    """Whether a day of a visit concerns who asks from a point, and how far it is."""

    def __init__(self, here: Point, within: float, area_ids: Collection[str]) -> None:
        self._here, self._within, self._area_ids = here, within, area_ids
        self.bounds = rectangle(here, within)

    def at_least(self, entry: Entry) -> float:
        """Kilometres that it is away in any case."""
        return abs(entry.point[0] - self._here[0]) * SHORTEST_DEGREE

    def far(self, entry: Entry) -> float | None:
        """Near where it is, or where people would look for it: then also one that moved away."""
        occurrence = entry.occurrence
        visit = occurrence.visit
        km = self._km(entry.point)
        if km is not None:
            return km
        usual = entry.usual is not entry.point and self._km(entry.usual) is not None
        spots = (visit.spot, occurrence.spot)
        if usual or any(_is_withheld(visit, spot, self._area_ids) for spot in spots):
            return distance(self._here, entry.point)
        return None

    def _km(self, point: Point) -> float | None:
        """None where it is farther than is asked for; most are, and cost no sines."""
        south, north, west, east = self.bounds
        if not (south <= point[0] <= north and west <= point[1] <= east):
            return None
        km = distance(self._here, point)
        return km if km <= self._within else None


def _is_withheld(visit: Visit, spot: Spot, area_ids: Collection[str]) -> bool:
    """Whether it is in these areas, and no more may be known of where."""
    return visit.precision == "area" and spot.area_id in area_ids


def _offering(service: str | None, *, surely: bool) -> Callable[[Visit], bool]:
    """Visits that go on, and have the service, or of whose services nothing is known."""
    named = services_in(service)
    return lambda visit: (
        visit.status == "open"
        and (
            not named or not named.isdisjoint(visit.services) or (not visit.services and not surely)
        )
    )
