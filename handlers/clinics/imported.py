"""What files brought: in the history like what people did, and under which id it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from bot.store.base import Connection, as_rows
from handlers.clinics.data import whole_visit
from handlers.clinics.events import VisitChanged
from handlers.clinics.model import Visit
from handlers.clinics.records import QUERIES, history_row


async def note_imports(
    connection: Connection, changed: Sequence[tuple[Visit | None, Visit]], at: datetime
) -> None:
    """What a file changed is kept like what a person did; by whom is not known."""
    rows = [
        history_row("visit", now.number, VisitChanged(was, now, None, None, at),
                 was and whole_visit(was), whole_visit(now))
        for was, now in changed
    ]  # fmt: skip
    if rows:
        await connection.fetch(QUERIES, "note_history", rows=as_rows(rows))


async def calendar_id(connection: Connection) -> str:
    """Under which our visits are known in calendars: drawn once for each database."""
    rows = await connection.fetch(QUERIES, "calendar_id")
    if not rows:
        drawn = f"{uuid4().hex}.kunnafoni"
        await connection.fetch(QUERIES, "draw_calendar_id", value=drawn)
        rows = await connection.fetch(QUERIES, "calendar_id")
    return str(rows[0]["value"])
