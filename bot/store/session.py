"""The transaction around a batch of turns: every verb is one bulk statement, whatever the batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from bot.address import Address
from bot.contact import Assignment, Contact
from bot.conversation import Conversation
from bot.message import Inbound, NewJob, Notice, Reply
from bot.store.base import (
    Connection,
    Each,
    Named,
    Queries,
    Recorded,
    Row,
    as_rows,
    millis,
    moment,
)
from bot.store.bulk import together
from bot.store.merging import unite
from bot.store.outgoing import Line, notice_rows, reply_row, wanted_rows

FOLDER = Path(__file__).parent / "queries"
CORE = Queries(*(FOLDER / name for name in ("core.sql", "sqlite.sql", "postgres.sql")))


def packed(data: Any) -> str:
    return orjson.dumps(data).decode()


class SQLSession:
    """Used inside one transaction, by one dispatcher, then thrown away."""

    def __init__(self, connection: Connection, numbers: Iterator[int], line: Line) -> None:
        self._connection = connection
        self._numbers = numbers
        self._line = line
        self.memo: dict[str, Any] = {}

    def number(self) -> int:
        return next(self._numbers)

    async def fetch(self, queries: Queries, name: str, /, **params: Any) -> list[Row]:
        return await self._connection.fetch(queries, name, **params)

    async def fetch_each(
        self, queries: Queries, each: Each, together: Named | None = None, /
    ) -> list[list[Row]]:
        return await self._connection.fetch_each(queries, each, together)

    async def greet(self, inbounds: Sequence[Inbound]) -> dict[Address, Contact]:
        """Create or load, touch and lock everyone: addresses first, then contacts, each sorted."""
        rows = [_address_row(inbound) for inbound in inbounds]
        made = {row["contact_id"] for row in rows}
        touched = await self.fetch(CORE, "touch_addresses", rows=as_rows(rows))
        owners = {row["address"]: row["contact_id"] for row in touched}
        now = max(row["now"] for row in rows)
        unique = ({"contact_id": owner, "now": now} for owner in dict.fromkeys(owners.values()))
        contacts = {
            row["id"]: _contact(row, new=row["id"] in made)
            for row in await self.fetch(CORE, "touch_contacts", rows=as_rows(unique))
        }
        return {inbound.sender: contacts[owners[str(inbound.sender)]] for inbound in inbounds}

    async def record(
        self, people: Sequence[tuple[Inbound, Contact]], repeats_since: datetime
    ) -> dict[tuple[str, str], Recorded]:
        """Keep what came; what is new, by channel and external id."""
        rows = as_rows(_inbound_row(inbound, contact) for inbound, contact in people)
        since = millis(repeats_since)
        again, kept = await self.fetch_each(
            CORE,
            [("repeated", {"rows": rows, "since": since}), ("record_inbounds", {"rows": rows})],
            ("record_and_compare", {"rows": rows, "since": since}),
        )
        repeated, new = ({row["id"] for row in found} for found in (again, kept))
        return {
            (inbound.channel, inbound.external_id): Recorded(key, key in repeated)
            for inbound, _contact in people
            if (key := inbound.id) in new
        }

    async def conversations(
        self, contacts: Sequence[Contact], now: datetime
    ) -> dict[str, Conversation]:
        rows = as_rows({"contact_id": contact.id} for contact in contacts)
        found = await self.fetch(CORE, "conversations", rows=rows, now=millis(now))
        return {row["contact_id"]: _conversation(row) for row in found}

    async def remember(self, kept: Mapping[str, Conversation | None]) -> None:
        alive = [_conversation_row(who, what) for who, what in kept.items() if what is not None]
        ended = [{"contact_id": who} for who, what in kept.items() if what is None]
        rows = {"keep_conversations": alive, "end_conversations": ended}
        await together(self, CORE, "remember", rows)

    async def answer(
        self, said: Sequence[tuple[Inbound, Contact, Reply]], most: int, since: datetime
    ) -> list[str]:
        """Queue answers; the ids of contacts to whom one was withheld for the first time.

        An answer said `most` times to its address since `since` is kept, but not sent.
        """
        rows = [reply_row(self._line, *each) for each in said]
        if not rows:
            return []
        packed = as_rows(rows)
        counted = await self.fetch(CORE, "same_replies", rows=packed, since=millis(since))
        often = {row["id"]: row["times"] for row in counted if row["times"] >= most}
        talkers = []
        for row, (_in, contact, reply) in zip(rows, said, strict=True):
            if row["id"] in often and not reply.emergency:
                row.update(status="failed", reason="robot")
                if often[row["id"]] == most:
                    talkers.append(contact.id)
        await self.fetch(CORE, "queue", rows=as_rows(rows) if often else packed)
        return talkers

    async def notify(self, notices: Sequence[Notice], now: datetime) -> None:
        """Queue notices: a role is resolved here, to the nearest who have it."""
        if not notices:
            return
        wanted = wanted_rows(notices)
        found = await self.fetch(CORE, "listeners", rows=as_rows(wanted)) if wanted else []
        await self._bulk("queue_notices", notice_rows(self._line, notices, found, now))

    async def plan(self, jobs: Sequence[NewJob]) -> None:
        """Set jobs; one that is there already keeps its time."""
        rows = [
            {"name": j.name, "key": j.key, "due_at": millis(j.due_at), "data": packed(j.data)}
            for j in jobs
        ]
        await self._bulk("plan_jobs", rows)

    async def fail(self, inbound: Inbound, error: str) -> None:
        await self.fetch(CORE, "fail_inbound", error=error, id=inbound.id)

    async def set_locales(self, locales: Mapping[str, str]) -> None:
        await self._bulk("set_locales", [{"id": i, "locale": name} for i, name in locales.items()])

    async def set_stopped(self, stopped: Mapping[str, bool]) -> None:
        rows = [{"id": i, "at": 1 if stop else None} for i, stop in stopped.items()]
        await self._bulk("set_stopped", rows)

    async def set_places(self, places: Mapping[str, str]) -> None:
        await self._bulk("set_places", [{"id": i, "place_id": p} for i, p in places.items()])

    async def unite(self, contact_id: str, address: Address, now: datetime) -> str:
        return await unite(self._connection, contact_id, address, now)

    async def _bulk(self, name: str, rows: Sequence[Row]) -> None:
        if rows:
            await self.fetch(CORE, name, rows=as_rows(rows))


def _address_row(inbound: Inbound) -> Row:
    return {
        "address": str(inbound.sender),
        "contact_id": uuid4().hex,
        "channel": inbound.channel,
        "recipient": inbound.recipient,
        "now": millis(inbound.received_at),
    }


def _contact(row: Row, *, new: bool) -> Contact:
    roles = sorted(orjson.loads(row["roles"] or "[]"), key=lambda role: (role[0], role[1] or ""))
    return Contact(
        id=row["id"],
        locale=row["locale"],
        stopped=row["stopped_at"] is not None,
        training=bool(row["training"]),
        place_id=row["place_id"],
        assignments=tuple(Assignment(role, area_id) for role, area_id in roles),
        new=new,
    )


def _inbound_row(inbound: Inbound, contact: Contact) -> Row:
    location = inbound.location
    return {
        "id": inbound.id,
        "channel": inbound.channel,
        "external_id": inbound.external_id,
        "contact_id": contact.id,
        "address": str(inbound.sender),
        "recipient": inbound.recipient,
        "text": inbound.text,
        "choice": inbound.choice,
        "extra": _extra(inbound),
        "latitude": location.latitude if location else None,
        "longitude": location.longitude if location else None,
        "sent_at": millis(inbound.sent_at),
        "now": millis(inbound.received_at),
    }


def _extra(inbound: Inbound) -> str | None:
    """What few messages have, so that it need not have a column each."""
    shared = str(inbound.shared) if inbound.shared else None
    known = {
        "asked": inbound.asked,
        "edits": inbound.edits,
        "shared": shared,
        "group": inbound.group,
        "unreadable": inbound.unreadable,
        "answered": inbound.answered,
    }
    kept = {name: value for name, value in known.items() if value}
    return packed(kept) if kept else None


def _conversation(row: Row) -> Conversation:
    expires_at = moment(row["expires_at"])
    assert expires_at is not None
    return Conversation(
        row["handler"],
        row["step"],
        expires_at,
        orjson.loads(row["answers"]),
        tuple(orjson.loads(row["choices"])),
        row["tries"],
        row["asked"],
    )


def _conversation_row(contact_id: str, conversation: Conversation) -> Row:
    return {
        "contact_id": contact_id,
        "handler": conversation.handler,
        "step": conversation.step,
        "answers": packed(dict(conversation.answers)),
        "choices": packed(conversation.choices),
        "tries": conversation.tries,
        "asked": conversation.asked,
        "expires_at": millis(conversation.expires_at),
    }
