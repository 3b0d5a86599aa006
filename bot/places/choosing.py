"""Which of several places a name means for one person: their own, the near one, the known one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import pi, sqrt

from bot.areas import Areas
from bot.geo import Point, distance, is_within
from bot.places.place import TOWN, Place, Resolution
from bot.places.spelling import letters

NEAR = 60.0  # km within which people speak of their own places
ONE_PLACE = 5.0  # km between two entries of one name that are one village
CITY = 50_000  # inhabitants from which what lies within it is a quarter of it
DENSITY = 5000  # inhabitants on a square kilometre of such a city


class Choosing:
    """Of places that are equally like a name, those that somebody means."""

    def __init__(self, areas: Areas, places: Iterable[Place]) -> None:
        self._areas = areas
        self._cities = [place for place in places if place.population >= CITY]

    def preferred(
        self, equal: Sequence[Place], plain: str, near: Point | None, area_id: str | None
    ) -> Resolution:
        """Of one name: the one in their own area, the only near one (of an area nobody is at its
        very centre), the one that has it for its own (not as another spelling), the seat, the
        only town."""
        if len(equal) == 1:
            return Resolution(equal[0])
        within = [p for p in equal if area_id is not None and self._is_within(p, area_id)]
        if len(within) == 1:
            return Resolution(within[0])
        equal = within or equal
        if near is not None and not (within and self._is_centre(near, area_id)):
            close = [p for p in equal if is_within(NEAR, near, (p.latitude, p.longitude))]
            if len(close) == 1:
                return Resolution(close[0])
            equal = close or equal
        own = [place for place in equal if letters(place.name) == plain]
        towns = [place for place in equal if place.is_town]
        if own and towns and not any(place.is_town for place in own):
            return self._asked([*own, *towns], near, area_id)  # `Kona` is Konna, and villages
        if len(own) == 1:
            return Resolution(own[0])
        equal = own or equal
        towns = [place for place in equal if place.is_town]
        seats = [place for place in towns if self._is_seat(place)]
        if len(seats or towns) == 1:
            return Resolution((seats or towns)[0])
        return self._asked(towns or equal, near, area_id)

    def with_others(
        self,
        found: Resolution,
        others: Sequence[Place],
        near: Point | None,
        area_id: str | None,
    ) -> Resolution:
        """People write by ear: of places that only sound like what was written (or are a little
        less like it), those near the person are meant as likely as one far away that is written
        so; and where that is a village and nothing is near, so are the towns and the quarters of
        cities."""
        written = (found.place,) if found.place else found.candidates
        theirs = [place for place in written if self.is_theirs(place, near, area_id)]
        if found.place and (theirs or found.place.is_town):
            return found
        close = [place for place in others if self.is_theirs(place, near, area_id)]
        towns = [place for place in others if self._size(place) >= TOWN and not theirs]
        joined = close or towns
        return self._asked([*written, *joined], near, area_id) if joined else found

    def rank(
        self, place: Place, near: Point | None, area_id: str | None
    ) -> tuple[bool, float, int, float]:
        """Their own first, then the nearer; of those that are not near, what more people live in:
        from Gao the quarter of Bamako is meant before the hamlet on the way there."""
        far = distance(near, _point(place)) if near else 0.0
        own = bool(area_id) and self._is_within(place, area_id or "")
        return not own, min(far, NEAR), -self._size(place), far

    def _asked(
        self, places: Sequence[Place], near: Point | None, area_id: str | None
    ) -> Resolution:
        ranked = sorted(places, key=lambda p: (*self.rank(p, near, area_id), p.id))
        return Resolution(candidates=tuple(ranked))

    def _size(self, place: Place) -> int:
        """Its inhabitants; of a quarter, whose own nobody counts, those of its city."""
        here = _point(place)
        around = [c.population for c in self._cities if is_within(_reach(c), here, _point(c))]
        return max(place.population, *around) if around else place.population

    def _is_seat(self, place: Place) -> bool:
        """The town its district is named for."""
        area = self._areas.find(place.area_id) if place.area_id else None
        return area is not None and letters(area.name) == letters(place.name)

    def is_theirs(self, place: Place, near: Point | None, area_id: str | None) -> bool:
        """In their own area, or near them."""
        if area_id is not None and self._is_within(place, area_id):
            return True
        return near is not None and is_within(NEAR, near, _point(place))

    def _is_centre(self, near: Point, area_id: str | None) -> bool:
        """Of a district or a region: its places are not told apart by that."""
        area = self._areas.find(area_id) if area_id else None
        if area is None or area.kind == "health_area":
            return False
        return near == (area.latitude, area.longitude)

    def _is_within(self, place: Place, area_id: str) -> bool:
        if place.area_id is None:
            return False
        above = self._areas.upwards(place.area_id)
        return area_id in above or place.area_id in self._wider(area_id)

    def _wider(self, area_id: str) -> set[str]:
        """Of a health area, the districts it is part of: places belong to districts."""
        return {a.id for a in self._areas.ancestors(area_id) if a.kind == "district"}


def apart(places: Sequence[Place], text: str) -> list[Place]:
    """Of neighbours of one name (a list may have a village twice) the one that is written so, or
    the bigger one: nobody could say which of the two they mean."""
    kept: list[Place] = []
    typed = text.casefold()
    for place in sorted(places, key=lambda p: (p.name.casefold() != typed, -p.population)):
        here, name = _point(place), letters(place.name)
        same = (each for each in kept if letters(each.name) == name)
        if not any(is_within(ONE_PLACE, here, _point(p)) for p in same):
            kept.append(place)
    return [place for place in places if place in kept]


def _point(place: Place) -> Point:
    return place.latitude, place.longitude


def _reach(city: Place) -> float:
    """Km from its middle to its edge."""
    return sqrt(city.population / DENSITY / pi)
