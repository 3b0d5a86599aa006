"""Broadcasts as they are kept: drafted, agreed to, steered; each once, whoever asks twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bot.handler import Outcome, Reaction
from bot.message import NewJob, Notice, Reply, Role, Urgency
from bot.replies import load_reply
from bot.store.base import Connection, Queries, Row, Session, as_rows, millis
from bot.text import _
from handlers.broadcast.audience import Reach
from handlers.broadcast.estimate import Group
from handlers.broadcast.events import (
    AudienceKept,
    BroadcastConfirmed,
    BroadcastDrafted,
    BroadcastSteered,
)
from handlers.link.events import PeopleMerged

QUERIES = Queries(Path(__file__).with_name("queries.sql"))
JOB = "broadcast"
ALLOWED = {
    "paused": ("sending",),
    "sending": ("paused",),
    "cancelled": ("draft", "waiting", "sending", "paused"),
}


def ids(values: Sequence[str]) -> str:
    return as_rows({"id": value} for value in values)


def packed(data: Any) -> str:
    return orjson.dumps(data).decode()


def reach_params(reach: Reach) -> dict[str, str]:
    """As the statements take them."""
    lists = ("places", "topics", "posts", "roles", "locales", "channels", "known")
    return {**{name: ids(getattr(reach, name)) for name in lists}, "default_locale": reach.default}


async def counted(connection: Connection, reach: Reach, head: int) -> list[Group]:
    """Who is meant, by what a message to them costs; also who will be left out."""
    rows = await connection.fetch(QUERIES, "counted", **reach_params(reach), head=head)
    return [Group(**row) for row in rows]


async def one(connection: Connection, number: int) -> Row | None:
    """A broadcast's row; `audience`, `reach` and `texts` as plain data."""
    rows = await connection.fetch(QUERIES, "one", number=number)
    if not rows:
        return None
    return {**rows[0], **{n: orjson.loads(rows[0][n]) for n in ("audience", "reach", "texts")}}


async def with_code(connection: Connection, code: str) -> Row | None:
    rows = await connection.fetch(QUERIES, "with_code", code=code)
    return rows[0] if rows else None


async def codes_of(connection: Connection, day: str) -> set[str]:
    """Those that were given on an ISO day."""
    rows = await connection.fetch(QUERIES, "codes_of", code_on=day)
    return {row["code"] for row in rows}


async def outcomes(connection: Connection, number: int) -> list[Row]:
    """How many `messages` have each `status`, `channel` and `reason`, the most first."""
    return await connection.fetch(QUERIES, "outcomes", number=number)


async def latest(connection: Connection, most: int) -> list[Row]:
    return await connection.fetch(QUERIES, "latest", most=most)


async def audiences(connection: Connection) -> list[Row]:
    """`name` (folded), `shown`, and what is meant by it as plain `data`."""
    rows = await connection.fetch(QUERIES, "audiences")
    return [{**row, "data": orjson.loads(row["data"])} for row in rows]


async def others(connection: Connection, contact_id: str) -> bool:
    """Whether somebody else may agree to a message to many."""
    [row] = await connection.fetch(QUERIES, "others", contact_id=contact_id)
    return bool(row["people"])


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
        "visit": event.visit,
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
        "A coordinator wants to send this to {people} people, as no {number}. "
        "If you agree: SEND TO ALL {code}",
        people=str(row["people"]),
        number=str(row["number"]),
        code=event.code,
    )
    texts = orjson.loads(row["texts"])
    said = dict.fromkeys(texts.values())
    replies = [*map(load_reply, said), Reply(text)]
    return [Notice(whom, reply, Urgency.URGENT) for reply in replies]


def _started(row: Row) -> Notice:
    text = _(
        "No {number}: a second coordinator agreed. It goes to {people} people.",
        number=str(row["number"]),
        people=str(row["people"]),
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
        await session.fetch(QUERIES, "move_broadcasts", **both)
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
    Reaction(PeopleMerged, move),
)
