"""`kunnafoni visits history`, `clinics history`: who changed what of it, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import orjson
import typer

from bot.cli.opening import database, exits_with_problems
from bot.errors import BadFile
from bot.store.base import Row, moment
from handlers.clinics.records import QUERIES

Number = Annotated[int, typer.Argument(help="its number")]


def history(number: Number) -> None:
    """Print its changes, the oldest first: when, by whom, and each field as it was and is.

    People are told by their id; files are an import. What was taken back is marked.
    """
    with exits_with_problems():
        rows, zone = asyncio.run(_rows(number))
    for row in rows:
        typer.echo("\t".join(_line(row, zone)))
        for change in _changes(row):
            typer.echo(f"\t{change}")


async def _rows(number: int) -> tuple[list[Row], ZoneInfo]:
    async with database() as opened, opened.database.reading() as connection:
        rows = await connection.fetch(QUERIES, "history", number=number)
        if not rows:
            raise BadFile([f"nothing was changed of number {number}"])
        return rows, ZoneInfo(opened.settings.bot.timezone)


def _line(row: Row, zone: ZoneInfo) -> list[str]:
    at = moment(row["at"])
    when = at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else "-"
    who = f"contact {row['contact_id']}" if row["contact_id"] else "import"
    what = f"{row['what']} {'changed' if row['before'] else 'added'}"
    return [when, who, what, *(["taken back"] if row["undone_at"] else [])]


def _changes(row: Row) -> Iterator[str]:
    """Field by field; of something new all that is said of it."""
    before = orjson.loads(row["before"] or "{}")
    after = orjson.loads(row["after"])
    for name, value in after.items():
        was = before.get(name)
        if was != value and not _empty(was, value):
            yield (
                f"{name}: {_said(was)} -> {_said(value)}"
                if row["before"]
                else (f"{name}: {_said(value)}")
            )


def _empty(*values: Any) -> bool:
    return not any(values)


def _said(value: Any) -> str:
    if value is None or value == "":
        return "-"
    return value if isinstance(value, str) else orjson.dumps(value).decode()
