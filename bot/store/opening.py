"""Opening the database that a URL names, for a purpose: demo data never meets real people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Literal

from bot.errors import BadConfig, WrongDatabase
from bot.store.base import Database
from bot.store.session import CORE
from bot.store.sqlite import SQLiteDatabase

Purpose = Literal["demo", "real"]


@asynccontextmanager
async def open_database(url: str, purpose: Purpose | None = None) -> AsyncIterator[Database]:
    """`sqlite:FILE` or `postgresql://...`, created and brought up to date where that is due.

    The first to open a database with a purpose stamps it; another purpose raises
    `WrongDatabase`. Without a purpose (commands that work on either) nothing is checked.
    """
    async with _opened(url) as database:
        if purpose is not None:
            await _stamp(database, purpose)
        yield database


async def purpose_of(database: Database) -> str | None:
    """What it was stamped for; None where nobody has said it yet."""
    async with database.reading() as connection:
        rows = await connection.fetch(CORE, "stamp", key="purpose")
    return rows[0]["value"] if rows else None


def _opened(url: str) -> AbstractAsyncContextManager[Database]:
    scheme, _colon, rest = url.partition(":")
    if scheme == "sqlite" and rest:
        return SQLiteDatabase.open(Path(rest.removeprefix("///")))
    if scheme in ("postgresql", "postgres"):
        postgres = import_module("bot.store.postgres").PostgresDatabase
        opening: AbstractAsyncContextManager[Database] = postgres.open(url)
        return opening
    raise BadConfig(["[database] url: write sqlite:FILE or postgresql://user@host/name"])


async def _stamp(database: Database, purpose: Purpose) -> None:
    async with database.transaction() as connection:
        rows = await connection.fetch(CORE, "stamp", key="purpose")
        if not rows:
            await connection.fetch(CORE, "set_stamp", key="purpose", value=purpose)
        elif rows[0]["value"] != purpose:
            raise WrongDatabase(
                f"this database was made for {rows[0]['value']} use, not {purpose}: "
                "name another one in [database] url"
            )
