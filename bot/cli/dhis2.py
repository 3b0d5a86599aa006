"""`kunnafoni dhis2`: what the ministry's system was told, what it refused, and again."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.areas import Areas
from bot.cli.exchanging import opened_registry, plan_of, week_start
from bot.cli.opening import Opened, database, exits_with_problems
from bot.errors import BadConfig, BadFile, SendError
from bot.store.base import millis, moment
from bot.store.places import load_areas
from handlers.exchange.mapping import DAYS, PERIODS
from handlers.exchange.plan import Pushed
from handlers.exchange.pushing import Pusher
from handlers.exchange.records import QUERIES, pushes

dhis2 = typer.Typer(help="Weekly totals to DHIS2.", no_args_is_help=True)
TABLE = "unit\tperiod\tstatus\ttries\tlast sent\treason"


@dhis2.command("list")
def list_(
    all_: Annotated[bool, typer.Option("--all", help="also those that were sent")] = False,
) -> None:
    """Print what waits and what was refused, and why: a line for each unit and week."""
    with exits_with_problems():
        lines = asyncio.run(_listed(all_=all_))
    for line in [TABLE, *lines] if lines else ["nothing waits, nothing was refused"]:
        typer.echo(line)


async def _listed(*, all_: bool) -> list[str]:
    async with database() as opened, opened.database.reading() as connection:
        zone = ZoneInfo(opened.settings.bot.timezone)
        found = await pushes(connection)
    lines = []
    for (unit, period), row in found.items():
        if all_ or row["status"] != "sent":
            sent = moment(row["sent_at"])
            when = sent.astimezone(zone).strftime("%Y-%m-%d %H:%M") if sent else "-"
            cells = (unit, period, row["status"], row["attempts"], when, row["reason"] or "")
            lines.append("\t".join(map(str, cells)))
    return lines


@dhis2.command()
def retry() -> None:
    """Send again what was refused, once the reason is mended."""
    with exits_with_problems():
        count = asyncio.run(_retry())
    typer.echo(f"{count} are due again" if count else "nothing was refused")


async def _retry() -> int:
    async with database() as opened, opened.database.transaction() as connection:
        return len(await connection.fetch(QUERIES, "retry_pushes", now=millis(datetime.now(UTC))))


@dhis2.command()
def push(
    since: Annotated[
        str | None, typer.Option(help="look back to this day's week; else [dhis2] weeks")
    ] = None,
) -> None:
    """Send what is new or changed now, without waiting for the hour."""
    with exits_with_problems():
        pushed = asyncio.run(_push(since))
    typer.echo(f"{pushed.sent} sent, {pushed.later} later, {pushed.dead} refused")
    raise typer.Exit(1 if pushed.dead or pushed.later else 0)


async def _push(since: str | None) -> Pushed:
    async with AsyncExitStack() as stack:
        _opened, pusher = await _pusher(stack)
        await pusher.look(pusher.since(_day(since)) if since else None)
        return await pusher.send()


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadFile([f"{written}: a day is written 2026-11-24"]) from error


@dhis2.command()
def check() -> None:
    """Ask DHIS2 who we are and which weeks it knows, and read the mapping."""
    with exits_with_problems():
        for line in asyncio.run(_check()):
            typer.echo(line)


async def _check() -> list[str]:
    async with AsyncExitStack() as stack:
        opened, pusher = await _pusher(stack)
        registry = opened_registry(opened.settings, stack)
        try:
            name, known = await registry.user(), await registry.periods()
        except SendError as error:
            raise BadFile([f"[dhis2] url: {error}"]) from error
        period, day = pusher.plan.mapped.period, week_start(opened.settings).day
        if known and period not in known:
            weekly = ", ".join(sorted(each for each in known if each.startswith("Weekly")))
            raise BadFile([f"period: this DHIS2 has no {period}; it has {weekly or 'no weeks'}"])
        lines = [f"DHIS2 knows us as {name}; the mapping is read"]
        if (theirs := PERIODS[period][1]) != day:
            lines.append(
                f"our weeks begin on {DAYS[day]}, those of {period} on {DAYS[theirs]}: each day "
                "counts for the week of DHIS2 that it lies in"
            )
        return lines


async def _pusher(stack: AsyncExitStack) -> tuple[Opened, Pusher]:
    opened = await stack.enter_async_context(database())
    if opened.settings.dhis2 is None:
        raise BadConfig(["there is no [dhis2] in the configuration; docs/dhis2.md tells how"])
    async with opened.database.reading() as connection:
        areas = Areas(await load_areas(connection))
    plan = plan_of(opened.settings, areas)
    registry = opened_registry(opened.settings, stack)
    return opened, Pusher(opened.database, registry, plan, lambda: datetime.now(UTC))
