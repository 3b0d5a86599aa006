"""Reading reports to give them out, and keeping what became of each push."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.epiweek import WeekStart
from bot.store.base import Connection, Queries, Row, millis
from handlers.exchange.mapping import Mapped
from handlers.exchange.totals import Key, Week, middle_of, unit_of, weeks_of

QUERIES = Queries(Path(__file__).with_name("queries.sql"))


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Told:
    """`complete`: the units and periods of which all who should report have, and the day on which
    the last of them did. `lost`: cases and deaths of no unit."""

    weeks: dict[Key, Week]
    complete: dict[Key, date]
    lost: int


async def pages(
    connection: Connection, span: Span, *, everything: bool = False
) -> AsyncIterator[list[Row]]:
    """The line list, a thousand reports at a time."""
    after = 0
    while rows := await connection.fetch(
        QUERIES,
        "lines_after",
        after=after,
        since=span.since.isoformat(),
        until=span.until.isoformat(),
        everything=int(everything),
    ):
        yield rows
        after = rows[-1]["number"]


async def told(
    connection: Connection,
    span: Span,
    mapped: Mapped,
    areas: Areas,
    start: WeekStart,
    zone: ZoneInfo,
) -> Told:
    """Whole weeks: `span` begins and ends with one. A report is expected of who was there when the
    week began."""
    days = {"since": span.since.isoformat(), "until": span.until.isoformat()}
    cases = await connection.fetch(QUERIES, "cases_by_day", **days)
    deaths = await connection.fetch(QUERIES, "deaths_by_day", **days)
    zeros = await connection.fetch(QUERIES, "zeros_since", year=span.since.year - 1)
    zeros = [row for row in zeros if span.since <= middle_of(row, start) <= span.until]
    stand = [row for row in zeros if row["stands"]]
    weeks, lost = weeks_of(cases, deaths, stand, mapped, areas, start)
    came = await connection.fetch(QUERIES, "who_reported", **days)
    reported = _first_of(
        [(mapped.period_of(date.fromisoformat(row["on_day"])), row) for row in came]
        + [(mapped.period_of(middle_of(row, start)), row) for row in zeros]
    )
    wanted = await _expected(connection, mapped, areas)
    complete = {}
    for unit, period in weeks:
        begins = mapped.week(period).starts_at.replace(tzinfo=zone)
        last = _last_of(wanted[unit], reported[period], begins)
        if last is not None:
            complete[unit, period] = datetime.fromtimestamp(last / 1000, zone).date()
    return Told(weeks, complete, lost)


def _last_of(since: Mapping[str, int], reported: Mapping[str, int], begins: datetime) -> int | None:
    """When (ms) the last reported of those who were there when the week began, if all have."""
    wanted = {who for who, at in since.items() if at <= (millis(begins) or 0)}
    complete = wanted and wanted <= reported.keys()
    return max(reported[who] for who in wanted) if complete else None


def _first_of(came: Iterable[tuple[str, Row]]) -> dict[str, dict[str, int]]:
    """By period and reporter, when each reported of it first (ms), if anything of it stands."""
    firsts: dict[tuple[str, str], int] = {}
    standing: set[tuple[str, str]] = set()
    for period, row in came:
        key, at = (period, row["contact_id"]), row["reported_at"]
        firsts[key] = min(at, firsts.get(key, at))
        standing |= {key} if row["stands"] else set()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for period, who in standing:
        found[period][who] = firsts[period, who]
    return found


async def _expected(
    connection: Connection, mapped: Mapped, areas: Areas
) -> dict[str, dict[str, int]]:
    """Of each unit the reporters, and since when each of them is (ms)."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await connection.fetch(QUERIES, "reporters"):
        if unit := unit_of(row["area_id"], mapped, areas):
            known = found[unit].get(row["contact_id"], row["since"])
            found[unit][row["contact_id"]] = min(row["since"], known)
    return found


async def pushes(connection: Connection) -> dict[Key, Row]:
    """What became of each unit's week that was ever to be pushed."""
    rows = await connection.fetch(QUERIES, "pushes")
    return {(row["unit"], row["period"]): row for row in rows}
