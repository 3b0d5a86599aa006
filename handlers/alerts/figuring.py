"""What is kept of an alert: how many cases and deaths, where most are, from when to when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.store.base import Row
from handlers.alerts.counting import Spot, first_of, most
from handlers.alerts.finding import Group
from handlers.alerts.growing import milestone
from handlers.alerts.model import CaseAt


def new_row(number: int, risk: str, group: Group, cases: Sequence[CaseAt], was: Row | None) -> Row:
    place_id, area_id = most(cases, lambda case: case.count) if cases else (None, None)
    days = [case.on.isoformat() for case in cases]
    if not cases and was is not None:  # one that was passed on stays where and when it was
        place_id, area_id = was["place_id"], was["area_id"]
        days = [was["first_on"], was["last_on"]]
    signals, total = _signals(cases), sum(case.count for case in cases)
    return {
        "number": number,
        "risk": risk,
        "level": group.level,
        "rules": " ".join(group.rules),
        "area_id": area_id,
        "place_id": place_id,
        "first_on": min(days),
        "last_on": max(days),
        "cases": total - signals,
        "signals": signals,
        "deaths": sum(case.deaths for case in cases),
        "announced": max(was["announced"] if was else 0, milestone(total)),
    }


def grown_row(was: Row, group: Group, came: Sequence[CaseAt], places: Mapping[Spot, int]) -> Row:
    """The row of an alert with the cases that came; `places`: how many it had, where it matters.

    The place with most cases is still the one it was, or one of those where more came.
    """
    new = new_row(was["number"], was["risk"], group, came, was)
    counts = {(was["place_id"], was["area_id"]): 0, **places}
    for case in came:
        here = case.place_id, case.area_id
        counts[here] = counts.get(here, 0) + case.count
    place_id, area_id = first_of(counts)
    days = [new["first_on"], new["last_on"]] if came else []
    more = {name: was[name] + new[name] for name in ("cases", "signals", "deaths")}
    total = more["cases"] + more["signals"]
    return new | {
        **more,
        "place_id": place_id,
        "area_id": area_id,
        "first_on": min([was["first_on"], *days]),
        "last_on": max([was["last_on"], *days]),
        "announced": max(was["announced"], milestone(total)),
    }


def _signals(cases: Sequence[CaseAt]) -> int:
    return sum(case.count for case in cases if case.signal)
