"""Opening the house for a command: settings, database, and problems said in plain words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.config import Settings, load_settings
from bot.errors import BotError
from bot.store.base import Database
from bot.store.opening import Purpose, open_database
from bot.store.places import settle

_chosen: list[Path | None] = [None]


def choose_config(path: Path | None) -> None:
    """Remember the `--config` of the command line for whoever opens the database."""
    _chosen[0] = path


def settings(*, secrets: bool = False) -> Settings:
    """Raises `BadConfig` with every problem at once; missing `secrets` are one for who sends."""
    return load_settings(_chosen[0], secrets=secrets)


@dataclass(frozen=True, slots=True)
class Opened:
    settings: Settings
    database: Database


@asynccontextmanager
async def database(purpose: Purpose | None = None) -> AsyncIterator[Opened]:
    """The configured database, created and brought up to date where that is due."""
    known = settings()
    async with open_database(known.database.url, purpose) as opened:
        async with opened.transaction() as connection:
            await settle(connection)
        yield Opened(known, opened)


@contextmanager
def exits_with_problems() -> Iterator[None]:
    """Say what is wrong, a line each, and leave with status 1: no traceback for a person."""
    try:
        yield
    except BotError as error:
        for line in str(error).splitlines() or [type(error).__name__]:
            typer.echo(line, err=True)
        raise typer.Exit(1) from error
