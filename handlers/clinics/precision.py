"""What may be told of where a visit is: the one place that decides it, for every way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.areas import Areas
from bot.geo import Point
from bot.places import Places
from handlers.clinics.model import DEMO, Occurrence, Precision, Spot

VAST = 0  # decimals of a degree for where only the area may be known, and its centre is not
ROUGH = 1  # decimals of a degree, about 11 km: where a village is, not where in it


def told_spot(occurrence: Occurrence, places: Places, areas: Areas) -> tuple[str, Point | None]:
    """The name and the point that may be told; no point where only the area may be known."""
    name, point = public_spot(occurrence.spot, occurrence.visit.precision, places, areas)
    return marked(name, occurrence.visit.source), point


def marked(name: str, source: str) -> str:
    """So that nobody sets out for what is only there to try the program."""
    return f"{name} (demo)" if source == DEMO else name


def public_spot(
    spot: Spot, precision: Precision, places: Places, areas: Areas
) -> tuple[str, Point | None]:
    """The same of a place alone, without a mark for what is only there to be tried."""
    if precision == "exact":
        return spot.name, spot.point
    if precision == "village":
        return _village(spot, places)
    area = areas.find(spot.area_id) if spot.area_id else None
    return (area.name if area else "", None)


def _village(spot: Spot, places: Places) -> tuple[str, Point]:
    """The village's own point, as every gazetteer has it; else a rounded one."""
    place = places.find(spot.place_id) if spot.place_id else None
    if place is not None:
        return place.name, (place.latitude, place.longitude)
    return spot.name, (round(spot.point[0], ROUGH), round(spot.point[1], ROUGH))


def may_be_told(occurrence: Occurrence, at: datetime) -> bool:
    """Whether a day of a visit is public at `at` (naive local time)."""
    return occurrence.visit.status == "open" and occurrence.visible(at)


def public_points(places: Places, areas: Areas) -> Callable[[Spot, Precision], Point]:
    """From where distances are counted: of a withheld place never its own point.

    Else whoever asks from many points would find it, by what is near enough to be told.
    """

    def seen(spot: Spot, precision: Precision) -> Point:
        _name, point = public_spot(spot, precision, places, areas)
        if point is not None:
            return point
        area = areas.find(spot.area_id) if spot.area_id else None
        if area is None or area.latitude is None or area.longitude is None:
            return round(spot.point[0], VAST), round(spot.point[1], VAST)
        return area.latitude, area.longitude

    return seen
