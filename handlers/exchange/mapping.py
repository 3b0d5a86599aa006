"""The mapping file: which of our areas and figures are which of DHIS2's."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.epiweek import MONDAY, EpiWeek, WeekStart
from bot.errors import BadFile

UID = re.compile(r"[A-Za-z][A-Za-z0-9]{10}")
# DHIS2's weekly period types: how their names begin a period, and the day on which weeks begin.
PERIODS = {
    "Weekly": ("W", 0),
    "WeeklyWednesday": ("WedW", 2),
    "WeeklyThursday": ("ThuW", 3),
    "WeeklyFriday": ("FriW", 4),  # not in the developer guide: `kunnafoni dhis2 check` asks
    "WeeklySaturday": ("SatW", 5),
    "WeeklySunday": ("SunW", 6),
}
UNSAID = {day: name for name, (_prefix, day) in PERIODS.items() if name != "WeeklyFriday"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WHAT = ("cases", "deaths")
CHOICES = {
    "what": WHAT,
    "sex": ("female", "male", "unknown"),
    "age_group": ("under5", "over5", "unknown"),
}
KEYS = {"data_set", "period", "org_units", "value"}
OF_VALUE = {"risk", "what", "sex", "age_group", "element", "combo"}


@dataclass(frozen=True, slots=True)
class Element:
    """A figure: of all sexes or ages where None. `combo` is empty for DHIS2's default."""

    risk: str
    what: str
    element: str
    combo: str = ""
    sex: str | None = None
    age_group: str | None = None


@dataclass(frozen=True, slots=True)
class Mapped:
    """`units`: DHIS2's organisation unit of each area's id."""

    data_set: str
    period: str
    units: Mapping[str, str]
    elements: tuple[Element, ...]

    def period_of(self, day: date) -> str:
        """The period in which a day lies: 2026W47."""
        prefix, first = PERIODS[self.period]
        week = EpiWeek.of(day, WeekStart(first))
        return f"{week.year}{prefix}{week.week}"

    def week(self, period: str) -> EpiWeek:
        """Raises `ValueError`."""
        prefix, first = PERIODS[self.period]
        year, found, week = period.partition(prefix)
        if not found or not year.isdecimal() or not week.isdecimal():
            raise ValueError(f"a period is written 2026{prefix}47")
        return EpiWeek.parse(f"{year}W{week}", WeekStart(first))


def load(
    file: Path, *, risks: Collection[str], areas: Collection[str], start: WeekStart = MONDAY
) -> Mapped:
    """Raises `BadFile` with every problem. Without a `period` it is that of our own weeks."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BadFile([f"{file}: {reason}"]) from error
    problems = [f"{name}: no such setting" for name in data.keys() - KEYS]
    period = data.get("period", UNSAID.get(start.day))
    problems += _of_period(period, start)
    units = data.get("org_units", {})
    values = data.get("value", [])
    problems += _uid("data_set", data.get("data_set"))
    problems += _of_units(units, areas)
    for position, value in enumerate(values, 1):
        problems += [f"value {position}: {each}" for each in _of_value(value, risks)]
    if not values:
        problems.append("no [[value]]: nothing would be sent")
    elements = () if problems else tuple(Element(**value) for value in values)
    problems += _twice(elements)
    if problems:
        raise BadFile([f"{file}: {problem}" for problem in problems])
    return Mapped(data["data_set"], str(period), units, elements)


def _of_period(period: Any, start: WeekStart) -> list[str]:
    if period in PERIODS:
        return []
    ours = f"our weeks begin on {DAYS[start.day]}, those of DHIS2's guide do not; say "
    return [f"period: {ours if period is None else ''}one of {', '.join(PERIODS)}"]


def _uid(name: str, value: Any) -> list[str]:
    fine = isinstance(value, str) and UID.fullmatch(value)
    return [] if fine else [f"{name}: an id of DHIS2 has 11 letters and digits"]


def _of_units(units: Any, areas: Collection[str]) -> list[str]:
    if not isinstance(units, dict) or not units:
        return ["no [org_units]: nothing would be sent"]
    problems = [f"org_units: no area {area}" for area in units if area not in areas]
    return problems + [each for area, unit in units.items() for each in _uid(area, unit)]


def _of_value(value: Mapping[str, Any], risks: Collection[str]) -> list[str]:
    problems = [f"{name}: no such setting" for name in value.keys() - OF_VALUE]
    problems += [f"{name} is missing" for name in ("risk", "what", "element") if name not in value]
    if value.get("risk", next(iter(risks))) not in risks:
        problems.append(f"no health risk {value['risk']}")
    for name, choices in CHOICES.items():
        if name in value and value[name] not in choices:
            problems.append(f"{name}: one of {', '.join(choices)}")
    if value.get("what") == "deaths" and "sex" in value:
        problems.append("sex: deaths are not told by sex")
    for name in ("element", "combo"):
        problems += _uid(name, value[name]) if name in value else []
    return problems


def _twice(elements: Collection[Element]) -> list[str]:
    counted = Counter((each.element, each.combo) for each in elements)
    return [f"{element} {combo} is there twice" for (element, combo), n in counted.items() if n > 1]
