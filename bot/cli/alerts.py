"""`kunnafoni alerts`: what was raised, and the record of each: who did what, and when."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.opening import database, exits_with_problems
from bot.errors import BadFile
from bot.store.base import Row, moment
from handlers.alerts.records import latest, steps_of

alerts = typer.Typer(help="Alerts, and the record of each.", no_args_is_help=True)
TABLE = "number\traised\tstatus\tlevel\trisk\tarea\tcases\tto verify\tdeaths\toutcome"
STEPS = "when\twhat\tby\tdetails"
NOBODY = "-"


@alerts.command("list")
def list_(
    most: Annotated[int, typer.Option(help="how many, the latest first")] = 20,
    all_: Annotated[bool, typer.Option("--all", help="also those that are decided")] = False,
) -> None:
    """Print those that are open or passed on: a line each."""
    with exits_with_problems():
        lines = asyncio.run(_listed(most, all_=all_))
    for line in [TABLE, *lines] if lines else ["no alerts"]:
        typer.echo(line)


async def _listed(most: int, *, all_: bool) -> list[str]:
    async with database() as opened, opened.database.reading() as connection:
        zone = ZoneInfo(opened.settings.bot.timezone)
        return [_line(row, zone) for row in await latest(connection, most, everything=all_)]


def _line(row: Row, zone: ZoneInfo) -> str:
    cells = (
        row["number"], _time(row["raised_at"], zone), row["status"], row["level"], row["risk"],
        row["area_id"] or NOBODY, row["cases"], row["signals"], row["deaths"],
        row["outcome"] or NOBODY,
    )  # fmt: skip
    return "\t".join(map(str, cells))


@alerts.command()
def show(number: Annotated[int, typer.Argument(help="its number")]) -> None:
    """Print the record of one: each step with its time, by the bot's own id who took it (no name,
    no phone number), and the words that went with it."""
    with exits_with_problems():
        for line in asyncio.run(_shown(number)):
            typer.echo(line)


async def _shown(number: int) -> list[str]:
    async with database() as opened, opened.database.reading() as connection:
        zone = ZoneInfo(opened.settings.bot.timezone)
        rows = await steps_of(connection, number)
    if not rows:
        raise BadFile([f"no alert has the number {number}"])
    return [STEPS, *(_step(row, zone) for row in rows)]


def _step(row: Row, zone: ZoneInfo) -> str:
    told = json.loads(row["data"])
    details = ", ".join(f"{name}: {_plain(value)}" for name, value in told.items() if value)
    by = row["contact_id"] or NOBODY
    return f"{_time(row['at'], zone)}\t{row['what']}\t{by}\t{details}"


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())


def _time(stored: int | None, zone: ZoneInfo) -> str:
    at = moment(stored)
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else NOBODY
