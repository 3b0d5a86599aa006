"""The past as a file brings it: weekly totals of areas, a line each. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.epiweek import EpiWeek, WeekStart
from bot.errors import BadFile
from bot.table import read_table

COLUMNS = ("area_id", "risk", "year", "week", "cases")
MOST = 1_000_000  # cases of an area's week; more is a slip of the hand, and no column's place
_WHOLE = re.compile(r"\d{1,7}")


@dataclass(frozen=True, slots=True)
class PastWeek:
    """`cases` of a risk in a week of a whole area, all those below it included."""

    area_id: str
    risk: str
    week: EpiWeek
    cases: int

    @property
    def key(self) -> tuple[str, str, EpiWeek]:
        return self.area_id, self.risk, self.week


def read_past(
    text: str, *, areas: Collection[str], risks: Collection[str], now: EpiWeek
) -> list[PastWeek]:
    """The weeks of a CSV with a header, its columns in any order. `now` is not over yet.

    Raises `BadFile` with a line for each problem; then nothing is to be imported.
    """
    problems: list[str] = []
    found: dict[tuple[str, str, EpiWeek], PastWeek] = {}
    lines: dict[tuple[str, str, EpiWeek], int] = {}
    for line in read_table(text, required=COLUMNS, known=COLUMNS):
        row = line.values
        wrong = ["more values than columns"] if line.too_many else []
        if wrong := wrong or list(_wrong(row, areas, risks, now)):
            problems += map(line.problem, wrong)
            continue
        each = PastWeek(row["area_id"], row["risk"], _week(row, now.start), int(row["cases"]))
        if each.key in found:
            problems.append(line.problem(f"the same area, risk and week as line {lines[each.key]}"))
            continue
        found[each.key], lines[each.key] = each, line.number
    if problems:
        raise BadFile(problems)
    return list(found.values())


def _wrong(
    row: Mapping[str, str], areas: Collection[str], risks: Collection[str], now: EpiWeek
) -> Iterator[str]:
    for name, known in (("area_id", areas), ("risk", risks)):
        if row[name] not in known:
            yield f"unknown {name} {row[name]}" if row[name] else f"no {name}"
    try:
        week = _week(row, now.start)
    except ValueError:
        yield f"there is no week {row['week'] or '?'} in the year {row['year'] or '?'}"
    else:
        if week >= now:
            yield f"week {week} is not over yet"
    if not _WHOLE.fullmatch(row["cases"]) or int(row["cases"]) > MOST:
        yield f"cases must be a whole number from 0 to {MOST}"


def _week(row: Mapping[str, str], start: WeekStart) -> EpiWeek:
    """Raises `ValueError`."""
    return EpiWeek.parse(f"{row['year']}-W{row['week']}", start)
