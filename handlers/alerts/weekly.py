"""Numbers of a week: cases, or cases for each 100,000 people, or twice as many. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from bot.areas import Areas
from bot.epiweek import EpiWeek, WeekStart
from handlers.alerts.counting import Cluster, by_unit, cluster, sums
from handlers.alerts.going_on import gone_on
from handlers.alerts.model import CaseAt, Weekly

PER = 100_000
BACK = 2  # weeks; what has doubled since the second week before has doubled over three weeks


def weekly(
    rule: Weekly, cases: Sequence[CaseAt], areas: Areas, start: WeekStart, about: CaseAt | None
) -> list[Cluster]:
    """A cluster for each area and its weeks with too many cases, and the cases of the week after.

    `about`'s area only, if given.
    """
    found = []
    for unit, members in by_unit(rule, cases, areas, about):
        area = areas.find(unit) if unit else None
        people = area.population if area else None
        if not _is_for(rule, people):
            continue
        by_week: dict[int, list[CaseAt]] = defaultdict(list)
        for case in members:
            by_week[_count_of(case.on, start)].append(case)
        groups = []
        for week in list(by_week):
            past = range(BACK, 0, -1) if rule.doubling else ()
            three = [*(by_week.get(week - back, []) for back in past), by_week[week]]
            together = _too_many(rule, three, people)
            if any(rule.holds(case.area_id, areas) for case in together):
                groups.append(together)
        groups = gone_on(groups, members, lambda case: _count_of(case.on, start), rule.apart)
        found += [cluster(rule, unit, group) for group in groups]
    return found


@lru_cache(maxsize=4096)
def span(day: date, start: WeekStart, more: int) -> tuple[date, date]:
    """The first and the last day of a day's week and of so many weeks before and after it."""
    week = EpiWeek.of(day, start)
    return (week - more).days[0], (week + more).days[-1]


@lru_cache(maxsize=4096)
def _count_of(day: date, start: WeekStart) -> int:
    """How many weeks lie before a day's, from a day long ago."""
    return start.before(datetime.combine(day, time(0))).toordinal() // 7


def _is_for(rule: Weekly, people: int | None) -> bool:
    living = people or 0
    return rule.least_people <= living <= (rule.most_people or living)


def _too_many(rule: Weekly, three: Sequence[list[CaseAt]], people: int | None) -> list[CaseAt]:
    """Of three weeks the last, if it has too many cases; all, if they doubled; else none.

    Where it does not matter whether they doubled, the last alone.
    """
    first, last = sums(rule, three[0]), sums(rule, three[-1])
    rate = rule.per_100000 * people / PER if rule.per_100000 and people else None
    if any(limit is not None and rule.reached(limit, *last) for limit in (rule.cases, rate)):
        return three[-1]
    twice = 2 * (first[0] + rule.weight * first[1])
    if rule.doubling and rule.reached(1, *first) and rule.reached(twice, *last):
        return [case for week in three for case in week]
    return []
