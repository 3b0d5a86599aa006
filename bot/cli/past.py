"""`kunnafoni reports past`: the weeks of the years before, brought in by a file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import database, exits_with_problems
from bot.cli.places import text_of
from bot.cli.reports import reports
from bot.cli.weeks import knowledge_of
from bot.epiweek import EpiWeek
from bot.errors import BadFile
from bot.handler import Knowledge, Outcome
from bot.reacting import settle
from bot.store.outgoing import Line
from bot.store.session import SQLSession
from handlers.alerts.again import SOON
from handlers.alerts.bringing import bring, is_used, take_back
from handlers.alerts.imported import Span, spans
from handlers.alerts.past_file import PastWeek, read_past
from handlers.report.records import risks_of
from handlers.weeks.calendar import local, weekly_of

HEADER = "area\trisk\tfrom\tto\tweeks"
SHOWN = 6  # areas by their ids; of more only how many they are
NONE = "no past is imported; `kunnafoni reports past FILE` imports it"


File = Annotated[
    Path | None,
    typer.Argument(help="CSV: area_id, risk, year, week, cases; without it, print what there is"),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="check, and say what would be; write nothing")
]
Forget = Annotated[
    str | None,
    typer.Option(metavar="AREA", help="take back what was imported for it and areas below"),
]
Only = Annotated[str | None, typer.Option(help="with --forget: only of this health risk")]


@reports.command()
def past(
    file: File = None, dry_run: DryRun = False, forget: Forget = None, risk: Only = None
) -> None:
    """Import the weekly totals of the years before: what weeks are compared with.

    All of the file, or nothing and every bad line named. A line is all cases of a health risk in
    a week of an area, those below it included; a week that is not over is refused. Importing
    again replaces the weeks that the file has. An imported week counts instead of what was
    reported for it, and raises no alert itself.
    """
    with exits_with_problems():
        if file and forget is not None:
            raise BadFile(["either a file or --forget"])
        if risk is not None and forget is None:
            raise BadFile(["--risk: with --forget only"])
        if dry_run and not file and forget is None:
            raise BadFile(["--dry-run: with a file or --forget only"])
        for line in asyncio.run(_done(file, forget, risk, dry=dry_run)):
            typer.echo(line)


async def _done(file: Path | None, forget: str | None, risk: str | None, *, dry: bool) -> list[str]:
    if file:
        return await _import(text_of(file), dry=dry)
    if forget is not None:
        return await _forget(forget, risk, dry=dry)
    return await _held()


@dataclass(frozen=True, slots=True)
class _Desk:
    session: SQLSession
    knowledge: Knowledge
    now: datetime

    @property
    def week(self) -> EpiWeek:
        """The one that is not over yet."""
        return weekly_of(self.knowledge).of(local(self.now, self.knowledge))

    async def follow(self, outcome: Outcome) -> list[str]:
        """The bot, if it runs, does it soon, else at its next start; which areas that are."""
        await settle(self.session, (), outcome, self.now, self.knowledge)
        areas = [job.data["area_id"] for job in outcome.jobs]
        minutes = int(SOON.total_seconds()) // 60
        named = ", ".join(areas) if len(areas) <= SHOWN else f"{len(areas)} areas"
        return [f"compared again in {minutes} minutes: {named}"] if areas else []


@asynccontextmanager
async def _opened() -> AsyncIterator[_Desk]:
    async with database() as opened, opened.database.transaction() as connection:
        session = SQLSession(connection, iter(()), Line())
        yield _Desk(session, await knowledge_of(opened, connection), datetime.now(UTC))


async def _import(text: str, *, dry: bool) -> list[str]:
    async with _opened() as desk:
        known = desk.knowledge
        areas = {area.id for area in known.areas}
        found = read_past(text, areas=areas, risks=risks_of(known), now=desk.week)
        done = await bring(desk.session, found, desk.now, known, dry=dry)
        follows = await desk.follow(done.outcome)
    for area_id, risk in dict.fromkeys((each.area_id, each.risk) for each in found):
        if not is_used(area_id, risk, known):
            typer.echo(f"{area_id}\t{risk}: no rule compares it with its past", err=True)
    counted = f"{len(done.new)} new, {len(done.changed)} changed, {done.same} unchanged"
    if dry:
        return [*_table(_spans_of(found)), f"{counted}; nothing is written"]
    return [counted, *follows]


async def _forget(area_id: str, risk: str | None, *, dry: bool) -> list[str]:
    async with _opened() as desk:
        known = desk.knowledge
        if known.areas.find(area_id) is None:
            raise BadFile([f"no area {area_id}; `kunnafoni areas list` shows them"])
        if risk is not None and risk not in risks_of(known):
            raise BadFile([f"no health risk {risk}"])
        gone, outcome = await take_back(desk.session, area_id, risk, desk.now, known, dry=dry)
        follows = await desk.follow(outcome)
    if dry:
        return [*_table(_spans_of(gone)), f"weeks: {len(gone)}; nothing is written"]
    return [f"weeks taken back: {len(gone)}", *follows]


async def _held() -> list[str]:
    async with _opened() as desk:
        found = await spans(desk.session, weekly_of(desk.knowledge).start)
    return _table(found) or [NONE]


def _spans_of(weeks: Iterable[PastWeek]) -> list[Span]:
    """As the database would tell them."""
    by_series: dict[tuple[str, str], list[EpiWeek]] = {}
    for each in weeks:
        by_series.setdefault((each.area_id, each.risk), []).append(each.week)
    return [
        Span(*series, min(known), max(known), len(known))
        for series, known in sorted(by_series.items())
    ]


def _table(found: Sequence[Span]) -> list[str]:
    rows = [f"{s.area_id}\t{s.risk}\t{s.first}\t{s.last}\t{s.weeks}" for s in found]
    return [HEADER, *rows] if rows else []
