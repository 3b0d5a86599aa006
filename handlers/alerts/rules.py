"""What is an alert: rules, and the clusters of cases that they find. Pure.

Rules look at the days of events, never at the order in which reports came: the same reports give
the same clusters. The rules themselves are data: `rules.toml`, read by `handlers.alerts.rulebook`.
What is compared with its past is in `handlers.alerts.past`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import cos, radians

from bot.areas import Areas
from bot.epiweek import MONDAY, WeekStart
from bot.geo import SHORTEST_DEGREE, Point
from handlers.alerts.counting import NUMBER, Cluster, by_unit, cluster, sums, unit_of
from handlers.alerts.going_on import gone_on
from handlers.alerts.model import CaseAt, Together, Weekly
from handlers.alerts.sliding import Enough, Heap, alone, joined, members, near, runs, runs_in_discs
from handlers.alerts.weekly import BACK, span, weekly


def raised(
    rule: Together | Weekly,
    cases: Sequence[CaseAt],
    areas: Areas,
    start: WeekStart = MONDAY,
    *,
    about: int | None = None,
) -> list[Cluster]:
    """The clusters that `rule` finds among `cases` of its risk, in no order.

    `about`: only what concerns the report of that number; then `cases` may be those that
    `reach` names, and need not be all. Weeks begin at `start`.
    """
    counted = list(filter(NUMBER[rule.counted], cases))
    if isinstance(rule, Together) and rule.closed:
        counted = [case for case in counted if case.closed]
    new = None
    if about is not None and (new := next((c for c in counted if c.report == about), None)) is None:
        return []
    if isinstance(rule, Weekly):
        found = weekly(rule, counted, areas, start, new)
    else:
        found = (_in_a_unit if rule.km is None else _in_discs)(rule, counted, areas, new)
    return found if about is None else [each for each in found if about in each.reports]


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the cases lie that may matter to one, from `since` to `until`, both included.

    Those in the same `unit` (place or area; None: no other), and, if there is a `box` (south,
    west, north, east, in degrees), those in it instead.
    """

    since: date
    until: date
    unit: str | None
    box: tuple[float, float, float, float] | None = None


def reach(rule: Together | Weekly, case: CaseAt, areas: Areas, start: WeekStart = MONDAY) -> Reach:
    """What to fetch before `raised(rule, ..., about=case.report)`."""
    unit = unit_of(case, rule.within or "place", areas)
    if isinstance(rule, Weekly):
        weeks = rule.apart - 1 + (BACK if rule.doubling else 0)
        return Reach(*span(case.on, start, weeks), unit)
    more = timedelta(days=rule.days - 1 + (rule.apart - 1 if rule.within == "place" else 0))
    box = None if rule.km is None or case.point is None else _box(case.point, 2 * rule.km)
    return Reach(case.on - more, case.on + more, unit, box)


def _in_a_unit(
    rule: Together, cases: Sequence[CaseAt], areas: Areas, about: CaseAt | None
) -> list[Cluster]:
    """Windows over the cases of one place or area, and in one place what goes on after them."""
    enough, goes_on = _enough(rule), rule.within == "place"
    day = None if goes_on else _day(about)
    found = []
    for unit, there in by_unit(rule, cases, areas, about):
        if enough(*sums(rule, there)):  # else not even all of them are, whatever their days
            groups = _in_windows(rule, there, areas, enough, day)
            groups = gone_on(groups, there, _on, rule.apart) if goes_on else groups
            found += [cluster(rule, unit, group) for group in groups]
    return found


def _in_windows(
    rule: Together, cases: Sequence[CaseAt], areas: Areas, enough: Enough, about: int | None
) -> list[list[CaseAt]]:
    """What is enough in a window; `cases` are enough, and mostly so near in time that it is all."""
    days = [case.on for case in cases]
    if about is None and (max(days) - min(days)).days < rule.days:
        return [list(cases)] if any(rule.holds(case.area_id, areas) for case in cases) else []
    found = runs(_heaped(rule, cases, areas), rule.days, enough, about=about)
    return [members(run) for run in found if run]


def _in_discs(
    rule: Together, cases: Sequence[CaseAt], areas: Areas, about: CaseAt | None
) -> list[Cluster]:
    """Windows over the cases of a disc; those of which no point is known, by place or area."""
    km, enough, day = rule.km or 0.0, _enough(rule), _day(about)
    if not enough(*sums(rule, cases)):
        return []  # not even all of them are, wherever they lie
    at: dict[Point, list[CaseAt]] = defaultdict(list)
    nowhere: list[CaseAt] = []
    for case in cases:
        (nowhere if case.point is None else at[case.point]).append(case)
    here = about is not None and about.point is not None  # then it is in no cluster of those
    found = [] if here else _in_a_unit(rule, nowhere, areas, about)
    for point in alone(at, km) if about is None else ():  # mostly, a village
        village = at.pop(point)
        if enough(*sums(rule, village)):
            groups = _in_windows(rule, village, areas, enough, day)
            found += [cluster(rule, None, group) for group in groups]
    spots = {point: _heaped(rule, there, areas) for point, there in at.items()}
    middles: Iterable[Point] = spots
    if about is not None:
        middles = near(about.point, spots, km) if about.point else ()
    hot = runs_in_discs(spots, middles, km, rule.days, enough, about=day)
    return found + [cluster(rule, None, group) for group in joined(hot)]


def _heaped(rule: Together, cases: Iterable[CaseAt], areas: Areas) -> list[Heap]:
    """The cases of one spot, those of a day in one heap."""
    number, everywhere = NUMBER[rule.counted], not (rule.areas or rule.but)
    heaps: dict[date, Heap] = {}
    for case in cases:
        if (heap := heaps.get(case.on)) is None:
            heap = heaps[case.on] = Heap(case.on.toordinal())
        heap.add(case, number(case), central=everywhere or rule.holds(case.area_id, areas))
    return list(heaps.values())


def _on(case: CaseAt) -> int:
    return case.on.toordinal()


def _day(case: CaseAt | None) -> int | None:
    return None if case is None else case.on.toordinal()


def _enough(rule: Together) -> Enough:
    return partial(rule.reached, rule.cases)


def _box(point: Point, km: float) -> tuple[float, float, float, float]:
    north = km / SHORTEST_DEGREE
    east = north / cos(radians(min(89.0, abs(point[0]) + north)))
    return point[0] - north, point[1] - east, point[0] + north, point[1] + east
