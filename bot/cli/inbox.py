"""`kunnafoni inbox list|retry`: messages whose turn failed, kept until they can be taken."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer

from bot.address import Address
from bot.cli.house import opened_house
from bot.cli.opening import database, exits_with_problems, settings
from bot.message import Inbound, Location
from bot.store.base import Row, moment
from bot.store.session import CORE

inbox = typer.Typer(help="Messages that failed.", no_args_is_help=True)


@inbox.command("list")
def list_() -> None:
    """Print the failed messages: id, when, and what kind of error; never their text."""
    with exits_with_problems():
        rows = asyncio.run(_failed())
    for row in rows:
        typer.echo(f"{row['id']}\t{moment(row['received_at']):%Y-%m-%d %H:%M}\t{row['error']}")
    if not rows:
        typer.echo("no failed messages")


@inbox.command()
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="which; without any, all")] = None,
) -> None:
    """Take failed messages again, as if they came now."""
    with exits_with_problems():
        count = asyncio.run(_retry(ids))
    typer.echo(f"{count} taken again")


async def _failed() -> list[Row]:
    async with database() as opened, opened.database.reading() as connection:
        return await connection.fetch(CORE, "failed_inbounds")


async def _retry(ids: list[str] | None) -> int:
    wanted = ids or [row["id"] for row in await _failed()]
    count = 0
    async with opened_house(settings(secrets=True), None) as house:
        for each in wanted:
            async with house.database.transaction() as connection:
                rows = await connection.fetch(CORE, "failed_inbound", id=each)
                await connection.fetch(CORE, "release_failed", id=each)
            for row in rows:
                await house.dispatcher.receive(_again(row))
                count += 1
    return count


def _again(row: Row) -> Inbound:
    where = None
    if row["latitude"] is not None:
        where = Location(row["latitude"], row["longitude"])
    extra = orjson.loads(row["extra"] or "{}")
    if "shared" in extra:
        extra["shared"] = Address.parse(extra["shared"])
    return Inbound(
        channel=row["channel"],
        external_id=row["external_id"],
        sender=Address.parse(row["address"]),
        recipient=row["recipient"],
        text=row["text"],
        received_at=moment(row["received_at"]) or datetime.now(UTC),
        sent_at=moment(row["sent_at"]),
        location=where,
        choice=row["choice"],
        **extra,
    )
