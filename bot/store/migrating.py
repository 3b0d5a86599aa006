"""Bringing a database up to date: Alembic writes what is due as SQL, each store runs it itself."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import Literal

from bot.errors import WrongDatabase
from bot.store.migrations import HEAD, KNOWN

ANOTHERS = "this database has tables of another program: name an empty one in [database] url"
FOLDER = Path(__file__).parent / "migrations"


def due(current: str | None, dialect: Literal["sqlite", "postgresql"]) -> str:
    """The SQL from revision `current` (None: an empty database) to ours; empty if up to date.

    Raises `WrongDatabase` for a revision that this program does not know: one of its future.
    """
    if current == HEAD:
        return ""
    if current is not None and current not in KNOWN:
        raise WrongDatabase(
            f"the database is at revision {current}, newer than this program ({HEAD}): "
            "upgrade the program, or restore a backup made before"
        )
    # Alembic takes a third of a second to import: only when something is due.
    command = importlib.import_module("alembic.command")
    config = importlib.import_module("alembic.config").Config()
    script = io.StringIO()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes.update(dialect=dialect, script=script)
    command.upgrade(config, f"{current or 'base'}:head", sql=True)
    return script.getvalue()
