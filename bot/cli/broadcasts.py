"""`kunnafoni broadcasts`: who sent what to how many, and what became of it."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.opening import Opened, database, exits_with_problems
from bot.errors import BadFile
from bot.i18n import Catalogs
from bot.paths import LOCALES
from bot.replies import load_reply
from bot.store.base import Row, moment
from handlers.broadcast.records import everybody, history, latest, one, outcomes

EVER = 1_000_000  # rows: all there are
EVERY = 0.5  # seconds between two looks
COLUMNS = (
    "number", "status", "urgent", "by", "area", "visit", "created", "confirmed", "expires",
    "ended", "people", "recipients", "queued", "sent", "delivered", "failed",
)  # fmt: skip
STATES = ("queued", "sent", "delivered", "failed")

broadcasts = typer.Typer(help="Messages to many.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="its number")]


@broadcasts.command("list")
def list_(most: Annotated[int, typer.Option(help="how many, the latest first")] = 20) -> None:
    """Print the latest: number, when, state, how many of how many are sent."""
    with exits_with_problems():
        rows, zone = asyncio.run(_latest(most))
    for row, counts in rows:
        total = row["recipients"] or row["people"]
        done = counts["sent"] + counts["delivered"]
        when = _time(row["created_at"], zone)
        typer.echo(f"{row['number']}\t{when}\t{row['status']}\t{done} of {total}")
    if not rows:
        typer.echo("no broadcasts")


async def _latest(most: int) -> tuple[list[tuple[Row, dict[str, int]]], ZoneInfo]:
    async with database() as opened, opened.database.reading() as connection:
        rows = await latest(connection, most)
        counted = [(row, _by_state(await outcomes(connection, row["number"]))) for row in rows]
        return counted, ZoneInfo(opened.settings.bot.timezone)


def _by_state(rows: Iterable[Row]) -> dict[str, int]:
    found = dict.fromkeys(STATES, 0)
    for row in rows:
        found[row["status"]] += row["messages"]
    return found


def _time(stored: int | None, zone: ZoneInfo) -> str:
    at = moment(stored)
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else "-"


@broadcasts.command()
def show(number: Number) -> None:
    """Print one: what it says in each language, who did what, what became of it and why."""
    with exits_with_problems():
        lines = asyncio.run(_shown(number))
    for line in lines:
        typer.echo(line)


async def _shown(number: int) -> list[str]:
    async with database() as opened, opened.database.reading() as connection:
        row = await one(connection, number)
        if row is None:
            raise BadFile([f"no broadcast has the number {number}"])
        zone = ZoneInfo(opened.settings.bot.timezone)
        known = opened.settings.bot
        catalogs = Catalogs(LOCALES, known.locales, known.default_locale)
        lines = [f"{number}\t{row['status']}\t{row['recipients'] or row['people']} people"]
        said: dict[str, list[str]] = {}
        for locale, reply in row["texts"].items():
            words = catalogs.render(load_reply(reply), locale).text
            said.setdefault(words, []).append(locale)
        lines += [f"{', '.join(locales)}\t{words}" for words, locales in said.items()]
        for change in await history(connection, number):
            when = _time(change["at"], zone)
            lines.append(f"{when}\t{change['what']}\tcontact {change['contact_id']}")
        for each in await outcomes(connection, number):
            why = f"\t{each['reason']}" if each["reason"] else ""
            lines.append(f"{each['messages']}\t{each['channel']}\t{each['status']}{why}")
        return lines


@broadcasts.command()
def watch(number: Number) -> None:
    """Show how far it is until it ends; Ctrl-C only stops watching."""
    with exits_with_problems():
        asyncio.run(_watch(number))


async def _watch(number: int) -> None:
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn(),
    )  # fmt: skip
    async with database() as opened:
        row, counts = await _look(opened, number)
        with Progress(*columns) as progress:
            task = progress.add_task(str(number), total=None)
            while True:
                done = sum(counts.values()) - counts["queued"]
                total = row["recipients"] if row["expanded_at"] else None
                text = f"{number} {row['status']}, {counts['failed']} failed"
                progress.update(task, completed=done, total=total, description=text)
                if row["status"] in ("done", "cancelled"):
                    return
                await asyncio.sleep(EVERY)
                row, counts = await _look(opened, number)


async def _look(opened: Opened, number: int) -> tuple[Row, dict[str, int]]:
    async with opened.database.reading() as connection:
        row = await one(connection, number)
        if row is None:
            raise BadFile([f"no broadcast has the number {number}"])
        return row, _by_state(await outcomes(connection, number))


@broadcasts.command()
def export(
    number: Annotated[
        int | None, typer.Argument(help="of one: what became of each message")
    ] = None,
) -> None:
    """Print all as CSV; of one, a line for each person, by their id and never their number."""
    with exits_with_problems():
        header, rows = asyncio.run(_exported(number))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


async def _exported(number: int | None) -> tuple[Sequence[str], list[list[Any]]]:
    async with database() as opened, opened.database.reading() as connection:
        zone = ZoneInfo(opened.settings.bot.timezone)
        if number is not None:
            rows = await everybody(connection, number)
            columns = ("contact", "channel", "status", "reason", "settled")
            return columns, [
                [r["contact_id"], r["channel"], r["status"], r["reason"] or "",
                 _time(r["settled_at"], zone)]
                for r in rows
            ]  # fmt: skip
        found = []
        for row in await latest(connection, EVER):
            counts = _by_state(await outcomes(connection, row["number"]))
            found.append(_line(row, counts, zone))
        return COLUMNS, found


def _line(row: Row, counts: dict[str, int], zone: ZoneInfo) -> list[Any]:
    times = ("created_at", "confirmed_at", "expires_at", "ended_at")
    return [
        row["number"], row["status"], row["urgent"], row["contact_id"], row["area_id"] or "",
        row["visit"] or "", *(_time(row[name], zone) for name in times),
        row["people"], row["recipients"], *(counts[state] for state in STATES),
    ]  # fmt: skip
