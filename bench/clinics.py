"""The schedule: the nearest of many clinics and visits, and who comes next; against full scans."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import nsmallest
from statistics import median
from time import thread_time
from typing import Any

from bot.geo import Grid, Point, distance
from handlers.clinics.agenda import Agenda
from handlers.clinics.days import coming
from handlers.clinics.hours import read_hours
from handlers.clinics.model import Clinic, Spot, Visit
from handlers.clinics.recurrence import WEEKDAYS, Rule

CLINICS, VISITS = 15_000, 5_000
ASKED = 500  # from so many points for the nearest, and so many for the next
SCANNED = 20  # of them compared with a full scan
MOST = 5
NOW = datetime(2026, 11, 24, 8)  # noqa: DTZ001  (local times are naive)
BOX = ((10.5, 17.0), (-11.5, 1.0))  # where people live in Mali
RULES = (
    "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=DAILY;INTERVAL=7",
    "FREQ=WEEKLY;BYDAY=TU,FR",
)  # fmt: skip


def main() -> None:
    chance = random.Random(4)  # noqa: S311
    agenda = _country(chance)
    spent, _found = _timed(lambda p: agenda.next_visits(p, NOW, within=50), _somewhere(chance))
    here = [_somewhere(chance) for _each in range(ASKED)]
    print(f"{CLINICS:,} clinics, {VISITS:,} recurring visits, {ASKED} questions")
    print(f"once, at the start: all next days worked out in {spent:.0f} ms")
    _compare("nearest clinics", lambda p: _km(agenda.nearest_clinics(p, MOST)),
             lambda p: _by_scan(agenda.clinics, p), here, 1.0)  # fmt: skip
    both: list[Clinic | Visit] = [*agenda.clinics, *agenda.visits]
    grid = Grid((each.spot.point, each) for each in both)
    _compare("nearest clinics and visits", lambda p: [km for km, _each in grid.nearest(p, MOST)],
             lambda p: _by_scan(both, p), here, 1.0)  # fmt: skip
    for within, points in ((50.0, here[:100]), (3000.0, here[:SCANNED])):
        _compare(f"next visits within {within:.0f} km", partial(_next, agenda, within),
                 partial(_next_by_scan, agenda, within), points, 20.0)  # fmt: skip


def _country(chance: random.Random) -> Agenda:
    hours = read_hours("lun-ven 8h-16h")
    clinics = tuple(
        Clinic(n, f"CSCom {n}", "cscom", Spot(f"{n}", _somewhere(chance)), hours=hours)
        for n in range(CLINICS)
    )
    return Agenda(clinics, tuple(_visit(CLINICS + n, chance) for n in range(VISITS)))


def _visit(number: int, chance: random.Random) -> Visit:
    first = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    text = chance.choice(RULES)
    if text == RULES[0]:
        text += f";BYDAY={chance.choice(WEEKDAYS)}"
    hidden = 24 if number % 10 == 0 else None
    spot = Spot(f"{number}", _somewhere(chance))
    return Visit(number, "A", spot, Rule(first, text), time(9), time(14), hidden=hidden)


def _somewhere(chance: random.Random) -> Point:
    (south, north), (west, east) = BOX
    return chance.uniform(south, north), chance.uniform(west, east)


def _km(found: list[Any]) -> list[float]:
    return [near.km for near in found]


def _by_scan(every: Sequence[Clinic | Visit], here: Point) -> list[float]:
    return nsmallest(MOST, (distance(here, each.spot.point) for each in every))


def _next(agenda: Agenda, within: float, here: Point) -> list[tuple[datetime, float]]:
    found = agenda.next_visits(here, NOW, most=MOST, within=within)
    return [(near.occurrence.starts, near.km) for near in found if near.occurrence]


def _next_by_scan(agenda: Agenda, within: float, here: Point) -> list[tuple[datetime, float]]:
    """Every visit, its days one after the other until one may be told."""
    found = []
    for visit in agenda.visits:
        km = distance(here, visit.spot.point)
        if km <= within:
            day = next((day for day in coming(visit, NOW) if day.visible(NOW)), None)
            found += [(day.starts, km)] if day else []
    return nsmallest(MOST, found)


def _compare(
    what: str,
    ours: Callable[[Point], Any],
    scan: Callable[[Point], Any],
    here: list[Point],
    limit: float,
) -> None:
    """Milliseconds of ours and of a full scan, and p99 as a part of the limit; equal, or it stops.

    Of this thread's own time: other programs on the machine do not count.
    """
    times, scans = [], []
    for number, point in enumerate(here):
        spent, found = _timed(ours, point)
        times.append(spent)
        if number < SCANNED:
            spent, expected = _timed(scan, point)
            scans.append(spent)
            assert found == expected, f"{what}: not what a full scan finds"
    late = sorted(times)[int(0.99 * len(times))]
    full = median(scans)
    print(
        f"{what}: median {median(times):.3f} ms, p99 {late:.3f} ms = {late / limit:.2f} of the "
        f"{limit:.0f} ms wanted; a full scan {full:.1f} ms, {full / median(times):.0f} times that"
    )


def _timed(work: Callable[[Point], Any], point: Point) -> tuple[float, Any]:
    began = thread_time()
    found = work(point)
    return (thread_time() - began) * 1000, found


if __name__ == "__main__":
    main()
