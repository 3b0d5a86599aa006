"""What happened in a week, by organisation unit of another system. Pure.

A unit's week is told whole: every element of a health risk of which anything was reported, zero
reports included. So whoever gets it twice, or corrected, has to replace and never to add. What
nobody tells any more (a zero report that was taken back, the only report of a risk) is not zero,
but unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.areas import Areas
from bot.epiweek import EpiWeek, WeekStart
from bot.store.base import Row
from handlers.exchange.mapping import Element, Mapped

MIDDLE = timedelta(days=3, hours=12)
Key = tuple[str, str]  # unit, period
Pair = tuple[str, str]  # element, category option combination
Values = dict[Pair, int | None]  # None: it was told, and is to be there no more


@dataclass(slots=True)
class Week:
    """A unit's week: `counts` by risk, what, sex and age group; risks that were reported as zero.

    `nothing`: a zero report of all risks.
    """

    counts: dict[tuple[str, str, str | None, str | None], int] = field(
        default_factory=lambda: defaultdict(int)
    )
    zero: set[str] = field(default_factory=set)
    nothing: bool = False

    def tells_of(self, risk: str) -> bool:
        return self.nothing or risk in self.zero or any(key[0] == risk for key in self.counts)

    def of(self, element: Element) -> int:
        return sum(
            count
            for (risk, what, sex, age), count in self.counts.items()
            if (risk, what) == (element.risk, element.what)
            if element.sex is None or (sex or "unknown") == element.sex
            if element.age_group is None or (age or "unknown") == element.age_group
        )


def middle_of(zero: Row, start: WeekStart) -> date:
    """A day that lies in the week of a zero report, whenever others begin theirs."""
    return (EpiWeek(zero["year"], zero["week"], start).starts_at + MIDDLE).date()


def unit_of(area_id: str | None, mapped: Mapped, areas: Areas) -> str | None:
    """The unit of the area, else of the nearest one above it that has one."""
    if area_id is None:
        return None
    above = areas.upwards(area_id)
    return next((mapped.units[each] for each in above if each in mapped.units), None)


def weeks_of(
    cases: Iterable[Row],
    deaths: Iterable[Row],
    zeros: Iterable[Row],
    mapped: Mapped,
    areas: Areas,
    start: WeekStart,
) -> tuple[dict[Key, Week], int]:
    """Each unit's weeks, and how many cases and deaths lie in no unit.

    `start`: when our own weeks begin, for zero reports, which know only the number of theirs.
    """
    weeks: dict[Key, Week] = defaultdict(Week)
    lost = 0
    for what, rows in (("cases", cases), ("deaths", deaths)):
        for row in rows:
            unit = unit_of(row["area_id"], mapped, areas)
            if unit is None:
                lost += row["count"]
                continue
            key = (row["risk"], what, row.get("sex"), row["age_group"])
            weeks[unit, mapped.period_of(date.fromisoformat(row["on_day"]))].counts[key] += row[
                "count"
            ]
    for row in zeros:
        if unit := unit_of(row["area_id"], mapped, areas):
            week = weeks[unit, mapped.period_of(middle_of(row, start))]
            week.nothing |= row["risk"] is None
            week.zero |= {row["risk"]} - {None}
    return dict(weeks), lost


def values_of(week: Week, mapped: Mapped, before: Mapping[Pair, int | None]) -> Values:
    """What was told `before`, of a risk of which nothing is told any more, is no value now."""
    told: Values = {
        (each.element, each.combo): week.of(each)
        for each in mapped.elements
        if week.tells_of(each.risk)
    }
    gone: Values = dict.fromkeys(before)
    return gone | told
