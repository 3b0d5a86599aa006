"""The past that was imported: kept, taken back, and what it makes of an area's weeks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.areas import Areas
from bot.epiweek import EpiWeek, WeekStart
from bot.store.base import Connection, Queries, Row, as_rows, millis
from handlers.alerts.past_file import PastWeek

QUERIES = Queries(Path(__file__).with_name("imported.sql"))

WEEKS, TIMES = 8, 10  # two months, each of them far below: no season does that


@dataclass(frozen=True, slots=True)
class Total:
    """What was imported for a week of an area. `whole`: for the area itself, or for all of its
    parts; else only some of those below it have that week."""

    cases: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Span:
    """So many imported `weeks` of a risk in an area, from the `first` to the `last`."""

    area_id: str
    risk: str
    first: EpiWeek
    last: EpiWeek
    weeks: int


async def totals(
    connection: Connection, risk: str, area_id: str, since: EpiWeek, areas: Areas
) -> dict[EpiWeek, Total]:
    """By week, as far as any was imported, from the year of `since` on."""
    within = _keys((area_id, *areas.below(area_id)))
    rows = await connection.fetch(QUERIES, "past_weeks", areas=within, risk=risk, since=since.year)
    by_week: dict[EpiWeek, dict[str, int]] = defaultdict(dict)
    for row in rows:
        by_week[EpiWeek(row["year"], row["week"], since.start)][row["area_id"]] = row["cases"]
    parts: dict[str | None, list[str]] = defaultdict(list)
    for area in filter(None, map(areas.find, areas.below(area_id))):
        parts[area.parent_id].append(area.id)
    return {week: total(area_id, cases, parts) for week, cases in by_week.items()}


def total(
    area_id: str, cases: Mapping[str, int], parts: Mapping[str | None, Sequence[str]]
) -> Total:
    """Of one week: `cases` by area, `parts` by the area they lie directly in. Pure.

    What an area has itself stands for all below it: nothing is counted twice.
    """
    if area_id in cases:
        return Total(cases[area_id], whole=True)
    below = [total(part, cases, parts) for part in parts.get(area_id, ())]
    whole = bool(below) and all(each.whole for each in below)
    return Total(sum(each.cases for each in below), whole)


async def held(connection: Connection, area_ids: Iterable[str], start: WeekStart) -> list[PastWeek]:
    """All that was imported for just these areas."""
    rows = await connection.fetch(QUERIES, "past_held", areas=_keys(area_ids))
    return [
        PastWeek(
            row["area_id"], row["risk"], EpiWeek(row["year"], row["week"], start), row["cases"]
        )
        for row in rows
    ]


async def spans(connection: Connection, start: WeekStart) -> list[Span]:
    def week(stored: int) -> EpiWeek:
        return EpiWeek(stored // 100, stored % 100, start)

    return [
        Span(row["area_id"], row["risk"], week(row["first"]), week(row["last"]), row["weeks"])
        for row in await connection.fetch(QUERIES, "past_spans")
    ]


async def far_below(connection: Connection) -> list[Row]:
    """Areas and risks whose imported past seems to count other people's cases than are reported
    here: nothing will ever be above it. With what was `observed` and what `upper` is, in all."""
    return await connection.fetch(QUERIES, "far_below", weeks=WEEKS, times=TIMES)


async def keep(connection: Connection, weeks: Iterable[PastWeek], now: datetime) -> None:
    """What is there for a week already is replaced."""
    rows = [_row(each) | {"cases": each.cases, "at": millis(now)} for each in weeks]
    await connection.fetch(QUERIES, "keep_past", rows=as_rows(rows))


async def forget(connection: Connection, weeks: Iterable[PastWeek]) -> None:
    await connection.fetch(QUERIES, "forget_past", rows=as_rows(map(_row, weeks)))


def _row(each: PastWeek) -> Row:
    return {
        "area_id": each.area_id,
        "risk": each.risk,
        "year": each.week.year,
        "week": each.week.week,
    }


def _keys(area_ids: Iterable[str]) -> str:
    return json.dumps(dict.fromkeys(area_ids, 1))
