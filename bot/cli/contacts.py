"""`kunnafoni contacts import` and `kunnafoni invite`: who may report, and for which area."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.address import tel
from bot.cli.opening import database, exits_with_problems
from bot.config import Settings
from bot.contact import ROLES
from bot.errors import BadFile
from bot.store.base import as_rows, millis
from bot.store.contacts import QUERIES, keep_contacts, read_contacts
from bot.store.places import load_areas
from handlers.join import new_code
from handlers.training import QUERIES as TRAINING

contacts = typer.Typer(help="The people who report, check and coordinate.", no_args_is_help=True)


@contacts.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV: phone, role, area_id, locale")],
    channel: Annotated[
        str | None,
        typer.Option(
            help="channel they are written to first: twilio, or the name of a gateway or phone"
        ),
    ] = None,
    trained: Annotated[
        bool, typer.Option("--trained", help="they report already: none begins in training")
    ] = False,
) -> None:
    """Add people and their roles from a CSV file: all of it, or nothing and every bad line named.

    Roles: resident, chw, supervisor, coordinator, admin. Importing the same file again changes
    nothing.
    """
    with exits_with_problems():
        new, known = asyncio.run(_import(_text(file), channel, trained=trained))
    typer.echo(f"{new} new, {known} already known")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise BadFile([f"{file}: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise BadFile([f"{file}: not UTF-8 text; save it as CSV UTF-8"]) from error


async def _import(text: str, channel: str | None, *, trained: bool) -> tuple[int, int]:
    async with database() as opened:
        settings = opened.settings
        async with opened.database.transaction() as connection:
            areas = {area.id for area in await load_areas(connection)}
            found = read_contacts(
                text, areas=areas, locales=settings.bot.locales, region=settings.bot.region
            )
            now = millis(datetime.now(UTC)) or 0
            chosen, ours = _written_by(settings, channel)
            new = await keep_contacts(
                connection,
                found,
                channel=chosen,
                recipient=ours,
                now=now,
                training=settings.reports.training and not trained,
            )
    return new, len({contact.address for contact in found}) - new


@contacts.command()
def training(
    phones: Annotated[
        list[str] | None, typer.Argument(help="phone numbers of health workers")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="what they send counts from now on")] = False,
    begin: Annotated[bool, typer.Option("--begin", help="it does not")] = False,
) -> None:
    """Print how many health workers are in training, by area; or begin or end it for some."""
    with exits_with_problems():
        if begin == end and phones:
            raise BadFile(["either --begin or --end"])
        for line in asyncio.run(_training(phones or [], begin=begin)):
            typer.echo(line)


async def _training(phones: list[str], *, begin: bool) -> list[str]:
    now = millis(datetime.now(UTC))
    async with database() as opened, opened.database.transaction() as connection:
        region = opened.settings.bot.region
        rows = [
            {"contact_id": each["id"], "training": int(begin), "at": now}
            for phone in phones
            for each in await connection.fetch(TRAINING, "who_has", address=str(tel(phone, region)))
        ]
        changed = await connection.fetch(TRAINING, "set_training", rows=as_rows(rows))
        await connection.fetch(TRAINING, "expect_from", rows=as_rows(rows))
        learning = Counter(row["area_id"] for row in await connection.fetch(TRAINING, "learners"))
    lines = [f"{len(changed)} changed"] if phones else []
    return lines + [f"{area or '-'}\t{count} in training" for area, count in learning.items()]


def _written_by(settings: Settings, channel: str | None) -> tuple[str, str]:
    """The channel, and our number there, before somebody has written to us."""
    usual, ours = settings.by_sms
    if channel is None or channel == usual:
        return usual, ours
    return channel, settings.numbers.get(channel, ours)


def invite(
    role: Annotated[str, typer.Option(help="resident, chw, supervisor, coordinator or admin")],
    area: Annotated[str | None, typer.Option(help="id of the area the role is for")] = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="how many codes")] = 1,
    days: Annotated[int, typer.Option(min=1, max=365, help="days until they expire")] = 30,
) -> None:
    """Print one-time invitation codes: whoever sends `JOIN CODE` has the role."""
    with exits_with_problems():
        codes = asyncio.run(_invite(role, area, count, timedelta(days=days)))
    for code in codes:
        typer.echo(code)


async def _invite(role: str, area: str | None, count: int, life: timedelta) -> list[str]:
    if role not in ROLES:
        raise BadFile([f"--role must be one of {', '.join(ROLES)}"])
    if role == "chw" and area is None:  # whose reports without a village would be of nowhere
        example = "--role chw --area district-koro"
        raise BadFile([f"--role chw needs an area, as in {example}: `kunnafoni areas list`"])
    now = datetime.now(UTC)
    async with database() as opened, opened.database.transaction() as connection:
        known = {each.id for each in await load_areas(connection)}
        if area is not None and area not in known:
            raise BadFile([f"--area {area}: no such area; `kunnafoni areas list` shows them"])
        rows = [
            {
                "code": new_code(),
                "role": role,
                "area_id": area,
                "created_at": millis(now),
                "expires_at": millis(now + life),
            }
            for _each in range(count)
        ]
        kept = await connection.fetch(QUERIES, "add_invitations", rows=as_rows(rows))
    return [row["code"] for row in kept]
