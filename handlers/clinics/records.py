"""Keeping the schedule: all rows of a batch together, and the agenda that is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from bot.handler import Knowledge, Outcome, Reaction
from bot.store.base import Connection, Queries, Row, Session, as_rows, millis
from handlers.clinics.agenda import Agenda
from handlers.clinics.data import change_data, clinic_data, visit_data, whole_visit
from handlers.clinics.events import ClinicChanged, FollowChanged, VisitChanged
from handlers.clinics.loading import Loading
from handlers.clinics.model import Change, Clinic, Visit
from handlers.clinics.precision import public_points
from handlers.link.events import PeopleMerged

QUERIES = Queries(Path(__file__).parent / "queries.sql")
SHELF = "agenda"  # where the knowledge keeps the one in use
LOADING = "agenda loading"  # and what was made of each row
UNDO_WITHIN = timedelta(minutes=10)


async def agenda_of(session: Session, knowledge: Knowledge) -> Agenda:
    """The agenda as this transaction sees it: read anew only when its version changed.

    Each process has its own in memory; the version in the database tells when it is old.
    """
    known: Agenda | None = session.memo.get(SHELF)
    if known is None:
        known = session.memo[SHELF] = await current_agenda(session, knowledge)
    return known


async def current_agenda(connection: Connection, knowledge: Knowledge) -> Agenda:
    """The one in memory, unless its version is not the database's any more."""
    rows = await connection.fetch(QUERIES, "version")
    version = int(rows[0]["value"]) if rows else 0
    known: Agenda | None = knowledge.shelf.get(SHELF)
    if known is None or known.version != version:
        loading = knowledge.shelf.setdefault(LOADING, Loading())
        read = await load_agenda(connection, version, loading)
        seen = public_points(knowledge.places, knowledge.areas)
        before = known.timetable if known is not None else None
        known = replace(read, seen=seen, before=before)
        knowledge.shelf[SHELF] = known
    return known


async def load_agenda(
    connection: Connection, version: int = 0, loading: Loading | None = None
) -> Agenda:
    clinics, visits, changes = [
        await connection.fetch(QUERIES, name) for name in ("clinics", "visits", "changes")
    ]
    return await (loading or Loading()).agenda(clinics, visits, changes, version)


async def keep_clinics(
    connection: Connection, clinics: Iterable[Clinic], ids: Mapping[int, str] | None = None
) -> None:
    """`ids`: where they come from, by number, so that an import can be repeated."""
    known = ids or {}
    rows = [_packed(clinic_data(each), known.get(each.number)) for each in clinics]
    if rows:
        await connection.fetch(QUERIES, "keep_clinics", rows=as_rows(rows))


async def keep_visits(
    connection: Connection, visits: Sequence[Visit], ids: Mapping[int, str] | None = None
) -> None:
    """Visits with all that is changed of their days."""
    if not visits:
        return
    known = ids or {}
    rows = [_packed(visit_data(each), known.get(each.number)) for each in visits]
    await connection.fetch(QUERIES, "keep_visits", rows=as_rows(rows))
    numbers = [{"number": visit.number} for visit in visits]
    await connection.fetch(QUERIES, "drop_changes", rows=as_rows(numbers))
    changes = [_change_row(visit, change) for visit in visits for change in visit.changes]
    if changes:
        await connection.fetch(QUERIES, "keep_changes", rows=as_rows(changes))


async def next_version(connection: Connection) -> None:
    """Whoever has an agenda in memory reads it anew."""
    await connection.fetch(QUERIES, "next_version")


async def keep_clinic_changes(session: Session, events: Sequence[ClinicChanged]) -> Outcome:
    await keep_clinics(session, {event.now.number: event.now for event in events}.values())
    rows = _history("clinic", events, clinic_data)
    await _noted(session, rows, [event for event in events if event.undone])
    return Outcome()


async def keep_visit_changes(session: Session, events: Sequence[VisitChanged]) -> Outcome:
    await keep_visits(session, list({event.now.number: event.now for event in events}.values()))
    rows = _history("visit", events, whole_visit)
    await _noted(session, rows, [event for event in events if event.undone])
    return Outcome()


async def _noted(
    session: Session, rows: list[Row], undone: Sequence[ClinicChanged | VisitChanged]
) -> None:
    await session.fetch(QUERIES, "note_history", rows=as_rows(rows))
    if undone:
        numbers = [{"number": event.now.number} for event in undone]
        now = max(millis(event.at) or 0 for event in undone)
        await session.fetch(QUERIES, "mark_undone", rows=as_rows(numbers), now=now)
    await next_version(session)
    session.memo.pop(SHELF, None)


async def latest_change(session: Session, contact_id: str, now: datetime) -> Row | None:
    """What this person changed within the last minutes, if nobody has changed it since.

    `what`, `number`, and the plain data `before` (None: it was new) and `after`.
    """
    since = millis(now - UNDO_WITHIN)
    rows = await session.fetch(QUERIES, "latest_change", contact_id=contact_id, since=since)
    if not rows:
        return None
    [row] = rows
    [newer] = await session.fetch(QUERIES, "newer_changes", number=row["number"], at=row["at"])
    if newer["times"]:
        return None
    before = orjson.loads(row["before"]) if row["before"] else None
    return {**row, "before": before, "after": orjson.loads(row["after"])}


async def change_follows(session: Session, events: Sequence[FollowChanged]) -> Outcome:
    last = {(event.contact_id, event.topic): event for event in events}.values()
    kept = [_follow_row(event) for event in last if event.follows]
    dropped = [_follow_row(event) for event in last if not event.follows]
    if kept:
        await session.fetch(QUERIES, "keep_follows", rows=as_rows(kept))
    if dropped:
        await session.fetch(QUERIES, "drop_follows", rows=as_rows(dropped))
    return Outcome()


async def follows(session: Session, contact_id: str) -> list[Row]:
    """`topic`, `name`, where it is, and whether to remind of each visit; the oldest first."""
    return await session.fetch(QUERIES, "follows", contact_id=contact_id)


def _history(
    what: str, events: Sequence[ClinicChanged] | Sequence[VisitChanged], data: Callable[[Any], Any]
) -> list[Row]:
    return [
        {
            "number": event.now.number,
            "what": what,
            "contact_id": event.contact_id,
            "at": millis(event.at),
            "before": orjson.dumps(data(event.was)).decode() if event.was else None,
            "after": orjson.dumps(data(event.now)).decode(),
            "undone_at": millis(event.at) if event.undone else None,
        }
        for event in events
    ]


def _packed(data: Row, external_id: str | None) -> Row:
    """Spot and services as JSON text."""
    lists = {name: orjson.dumps(data[name]).decode() for name in ("spot", "services")}
    return {**data, **lists, "external_id": external_id}


def _change_row(visit: Visit, change: Change) -> Row:
    data = orjson.dumps(change_data(change)).decode()
    on = change.on.isoformat()
    return {"number": visit.number, "on": on, "kind": change.kind, "data": data}


def _follow_row(event: FollowChanged) -> Row:
    latitude, longitude = event.point or (None, None)
    return {
        "contact_id": event.contact_id,
        "topic": event.topic,
        "name": event.name,
        "latitude": latitude,
        "longitude": longitude,
        "reminded": int(event.reminded),
        "since": millis(event.at),
    }


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    """Two contacts are one person: what they follow and what they changed is that person's."""
    for event in merged:
        both = {"older": event.older, "into": event.contact_id}
        await session.fetch(QUERIES, "copy_follows", **both)
        await session.fetch(QUERIES, "drop_all_follows", older=event.older)
        await session.fetch(QUERIES, "move_reminders", **both)
        await session.fetch(QUERIES, "move_history", **both)
    return Outcome()


reactions = (
    Reaction(ClinicChanged, keep_clinic_changes),
    Reaction(VisitChanged, keep_visit_changes),
    Reaction(FollowChanged, change_follows),
    Reaction(PeopleMerged, move),
)
