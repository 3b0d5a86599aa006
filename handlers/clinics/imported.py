"""What files brought: told like what people did, and under which id it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from bot.store.base import Connection
from handlers.clinics.events import ClinicChanged, VisitChanged
from handlers.clinics.model import Clinic, Visit, day_changed
from handlers.clinics.records import QUERIES


def visit_changes(
    changed: Sequence[tuple[Visit | None, Visit]], at: datetime
) -> list[VisitChanged]:
    """What a file changed, as what a person does is told; by whom is not known: an import."""
    return [
        VisitChanged(was, now, _only_day(was, now) if was else None, None, at)
        for was, now in changed
    ]


def _only_day(was: Visit, now: Visit) -> date | None:
    """The one day that is not as it was, if all else is."""
    same = replace(was, changes=(), source="") == replace(now, changes=(), source="")
    return day_changed(was, now) if same else None


def clinic_changes(
    changed: Sequence[tuple[Clinic | None, Clinic]], at: datetime
) -> list[ClinicChanged]:
    return [ClinicChanged(was, now, None, at) for was, now in changed]


async def calendar_id(connection: Connection) -> str:
    """Under which our visits are known in calendars: drawn once for each database."""
    rows = await connection.fetch(QUERIES, "calendar_id")
    if not rows:
        drawn = f"{uuid4().hex}.kunnafoni"
        await connection.fetch(QUERIES, "draw_calendar_id", value=drawn)
        rows = await connection.fetch(QUERIES, "calendar_id")
    return str(rows[0]["value"])
