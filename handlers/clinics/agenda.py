"""Who is near, open, or next, of all clinics and visits. Pure, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter

from bot.geo import Grid, Point, distance
from handlers.clinics.days import FAR_AHEAD, coming
from handlers.clinics.model import Clinic, Occurrence, Precision, Spot, Visit
from handlers.clinics.services import services_in


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

    `seen`: where everybody may know a visit to be; searches go by that.
    """

    clinics: tuple[Clinic, ...] = ()
    visits: tuple[Visit, ...] = ()
    version: int = 0
    seen: Callable[[Spot, Precision], Point] = field(default=_exactly, compare=False)

    @cached_property
    def _clinic_grid(self) -> Grid[Clinic]:
        return Grid((clinic.spot.point, clinic) for clinic in self.clinics)

    @cached_property
    def _visit_grid(self) -> Grid[Visit]:
        """A visit is also where one of its days was moved to."""
        return Grid(
            (point, visit)
            for visit in self.visits
            for point in dict.fromkeys(self.seen(spot, visit.precision) for spot in visit.spots)
        )

    @cached_property
    def _visits_by_area(self) -> dict[str, list[Visit]]:
        """Those of which only the area may be known."""
        found: dict[str, list[Visit]] = defaultdict(list)
        for visit in self.visits:
            for area_id in {spot.area_id for spot in visit.spots if spot.area_id}:
                if visit.precision == "area":
                    found[area_id].append(visit)
        return found

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
        ahead: timedelta = FAR_AHEAD,
        surely: bool = False,
    ) -> list[Near]:
        """The next days of visits near, that may be told at `at`: soonest first, then nearest.

        Cancelled days, and those moved away from here, are among them, so that nobody sets out.
        `on`: that day only. `area_ids`: the areas of who asks, for visits of which no more is told.
        `surely`: not those of whose services nothing is known.
        """
        found, wanted = [], _offering(service, surely=surely)
        for visit, was_near, km in self._around(here, within, area_ids, wanted):
            for each in _told(visit, at, on, ahead):
                away = each.spot is not visit.spot
                far = distance(here, self.seen(each.spot, visit.precision)) if away else km
                if was_near or far <= within or _is_withheld(visit, each.spot, area_ids):
                    found.append((each.starts, far, visit.number, each))
        first = nsmallest(most, found, key=itemgetter(0, 1, 2))
        return [Near(km, occurrence=occurrence) for _s, km, _n, occurrence in first]

    def _around(
        self,
        here: Point,
        within: float,
        area_ids: Collection[str],
        wanted: Callable[[Visit], bool],
    ) -> Iterator[tuple[Visit, bool, float]]:
        """Visits of which a day may be near; whether their usual place is, and how far that is."""
        seen = set()
        for km, visit in self._visit_grid.around(here, within):
            if wanted(visit) and visit.number not in seen:
                seen.add(visit.number)
                if visit.changes:
                    km = distance(here, self.seen(visit.spot, visit.precision))
                yield visit, km <= within or _is_withheld(visit, visit.spot, area_ids), km
        for visit in (v for area_id in area_ids for v in self._visits_by_area.get(area_id, ())):
            if wanted(visit) and visit.number not in seen:
                seen.add(visit.number)
                km = distance(here, self.seen(visit.spot, visit.precision))
                yield visit, _is_withheld(visit, visit.spot, area_ids), km


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


def _told(visit: Visit, at: datetime, on: date | None, ahead: timedelta) -> list[Occurrence]:
    """The days to tell of one visit: up to its first that is not cancelled; or that one day."""
    found = []
    for each in coming(visit, at, ahead):
        if not each.visible(at):
            break  # and so is what comes after it
        if on is not None:
            if each.on == on:
                found.append(each)
            elif each.on > on:
                break
            continue
        found.append(each)
        if not each.cancelled and each.spot.point == visit.spot.point:
            break
    return found
