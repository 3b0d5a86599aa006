"""What is to be read before rules look at a report: areas, places and boxes, with days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bot.areas import Areas
from bot.epiweek import WeekStart
from bot.store.base import Row
from handlers.alerts.finding import Found
from handlers.alerts.records import case_of
from handlers.alerts.rules import Reach, reach
from handlers.report.records import ANIMALS


def reaches(
    risk: str, rules: Sequence[Found], report: Row, areas: Areas, start: WeekStart
) -> Iterator[Row]:
    """Each area, place and box once, with the most days that any rule asks for."""
    case, of = case_of(report, areas), risk.removesuffix(ANIMALS)
    days: dict[str, tuple[date, date]] = {}
    boxes: dict[tuple[float, ...], tuple[date, date]] = {}
    for rule in rules:
        each = reach(rule, case, areas, start)
        if each.box is not None:
            _widen(boxes, each.box, each)
        within = _centred_in(each, areas) if each.box else _below(each.unit, areas)
        for name in within or [report["place_id"]]:
            _widen(days, name, each)
    for name, (since, until) in days.items():
        kind = "place_id" if name is None or areas.find(name) is None else "area_id"
        yield {"risk": of, "since": since.isoformat(), "until": until.isoformat(), kind: name}
    for (south, west, north, east), (since, until) in boxes.items():
        spot = {"south": south, "west": west, "north": north, "east": east}
        yield {"risk": of, "since": since.isoformat(), "until": until.isoformat(), **spot}


def _widen(days: dict[Any, tuple[date, date]], name: Any, each: Reach) -> None:
    since, until = days.get(name, (each.since, each.until))
    days[name] = min(since, each.since), max(until, each.until)


def _below(unit: str | None, areas: Areas) -> Sequence[str]:
    """An area and all in it; a place alone."""
    return (unit, *areas.below(unit)) if unit else ()


def _centred_in(each: Reach, areas: Areas) -> list[str]:
    """Areas whose centre lies in the box: cases without a place are counted there."""
    assert each.box is not None
    south, west, north, east = each.box
    return [
        area.id
        for area in areas
        if area.latitude is not None and area.longitude is not None
        if south <= area.latitude <= north and west <= area.longitude <= east
    ]
