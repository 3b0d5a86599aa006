"""What follows: a draft is kept, leaves when it is agreed to, is steered; each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson

from bot.handler import Outcome, Reaction
from bot.message import NewJob, Notice, Reply, Role, Urgency
from bot.replies import load_reply
from bot.store.base import Row, Session, as_rows, millis
from bot.text import _
from handlers.broadcast.events import (
    AudienceKept,
    BroadcastConfirmed,
    BroadcastDrafted,
    BroadcastSteered,
)
from handlers.broadcast.records import JOB, QUERIES, ids, packed
from handlers.broadcast.saying import people_of
from handlers.clinics.events import VisitChanged
from handlers.link.events import PeopleMerged

ALLOWED = {
    "paused": ("sending",),
    "sending": ("paused",),
    "cancelled": ("draft", "waiting", "sending", "paused"),
}


async def keep_drafts(session: Session, events: Sequence[BroadcastDrafted]) -> Outcome:
    await session.fetch(QUERIES, "keep_drafts", rows=as_rows(map(_draft_row, events)))
    for event in events:
        await _note(session, event.number, "drafted", event.contact_id, event.at)
    return Outcome()


def _draft_row(event: BroadcastDrafted) -> Row:
    return {
        "number": event.number,
        "contact_id": event.contact_id,
        "area_id": event.area_id,
        "visit": event.visit[0] if event.visit else None,
        "visit_on": event.visit[1] if event.visit else None,
        "alert": event.alert,
        "audience": packed(event.audience),
        "reach": packed(event.reach),
        "texts": packed(event.texts),
        "people": event.people,
        "urgent": int(event.urgent),
        "code": event.code,
        "code_on": event.code_on,
        "created_at": millis(event.at),
        "expires_at": millis(event.expires_at),
    }


async def confirm(session: Session, events: Sequence[BroadcastConfirmed]) -> Outcome:
    notices: list[Notice] = []
    jobs: list[NewJob] = []
    for event in events:
        known = {"number": event.number, "contact_id": event.contact_id, "now": millis(event.at)}
        if event.second:
            rows = await session.fetch(QUERIES, "ask_second", **known, code=event.code)
            notices += [notice for row in rows for notice in _second(row, event)]
        else:
            rows = await session.fetch(QUERIES, "start", **known)
            jobs += [NewJob(JOB, str(row["number"]), event.at) for row in rows]
            notices += [_started(row) for row in rows if row["second_by"]]
        if rows:
            what = "asked" if event.second else "confirmed"
            await _note(session, event.number, what, event.contact_id, event.at)
    return Outcome(tuple(notices), jobs=tuple(jobs))


def _second(row: Row, event: BroadcastConfirmed) -> list[Notice]:
    """The message itself first, as it will be read."""
    whom = Role("coordinator", row["area_id"], otherwise=("admin",), without=event.contact_id)
    text = _(
        "A coordinator wants to send this to {people}, as no {number}. "
        "If you agree: SEND TO ALL {code}",
        people=people_of(row["people"]),
        number=str(row["number"]),
        code=event.code,
    )
    texts = orjson.loads(row["texts"])
    said = dict.fromkeys(texts.values())
    replies = [*map(load_reply, said), Reply(text)]
    return [Notice(whom, reply, Urgency.URGENT) for reply in replies]


def _started(row: Row) -> Notice:
    text = _(
        "No {number}: a second coordinator agreed. It goes to {people}.",
        number=str(row["number"]),
        people=people_of(row["people"]),
    )
    return Notice(row["contact_id"], Reply(text), Urgency.URGENT)


async def steer(session: Session, events: Sequence[BroadcastSteered]) -> Outcome:
    jobs: list[NewJob] = []
    for event in events:
        now = millis(event.at)
        if event.what == "retried":
            rows = await session.fetch(QUERIES, "again", number=event.number, expires_at=now)
            if rows:
                await session.fetch(QUERIES, "retry", number=event.number, now=now)
        else:
            status = "sending" if event.what == "resumed" else event.what
            allowed = ids(ALLOWED[status])
            rows = await session.fetch(
                QUERIES, "steer", number=event.number, now=now, status=status, allowed=allowed
            )
        if rows:
            await _note(session, event.number, event.what, event.contact_id, event.at)
            jobs.append(NewJob(JOB, str(event.number), event.at))
    return Outcome(jobs=tuple(jobs))


async def retire(session: Session, events: Sequence[VisitChanged]) -> Outcome:
    """What is still to be told of a day that was changed again would be wrong.

    Where not one day alone has changed: of any day of that visit.
    """
    days = [event for event in events if event.was is not None]
    if not days:
        return Outcome()
    rows = as_rows(
        {"visit": event.now.number, "on": event.on.isoformat() if event.on else None}
        for event in days
    )
    now = max(millis(event.at) or 0 for event in days)
    gone = await session.fetch(QUERIES, "retire", rows=rows, now=now)
    return Outcome(tuple(_retired(row) for row in gone if row["confirmed_at"] is not None))


def _retired(row: Row) -> Notice:
    text = _(
        "No {number} is cancelled, because the visit was changed again.",
        number=str(row["number"]),
    )
    return Notice(row["contact_id"], Reply(text), Urgency.URGENT)


async def keep_audiences(session: Session, events: Sequence[AudienceKept]) -> Outcome:
    for event in events:
        await session.fetch(
            QUERIES,
            "keep_audience",
            name=event.name.casefold(),
            shown=event.name,
            area_id=event.area_id,
            data=packed(event.audience),
            contact_id=event.contact_id,
            now=millis(event.at),
        )
    return Outcome()


async def _note(session: Session, number: int, what: str, contact_id: str, at: datetime) -> None:
    await session.fetch(
        QUERIES, "note_change", number=number, what=what, contact_id=contact_id, at=millis(at)
    )


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    """Two contacts are one person: told once."""
    for event in merged:
        both = {"older": event.older, "into": event.contact_id}
        for whose in ("move_broadcasts", "move_changes", "move_audiences"):
            await session.fetch(QUERIES, whose, **both)
        rows = await session.fetch(QUERIES, "drop_second", **both)
        if rows:
            numbers = as_rows({"number": row["broadcast"]} for row in rows)
            await session.fetch(QUERIES, "fewer", rows=numbers)
        await session.fetch(QUERIES, "keep_one", into=event.contact_id)
    return Outcome()


reactions = (
    Reaction(BroadcastDrafted, keep_drafts),
    Reaction(BroadcastConfirmed, confirm),
    Reaction(BroadcastSteered, steer),
    Reaction(AudienceKept, keep_audiences),
    Reaction(VisitChanged, retire),
    Reaction(PeopleMerged, move),
)
