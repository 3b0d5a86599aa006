"""A phone that calls for what it is to send: one transaction, and one call of a phone at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import orjson

from bot.store.base import (
    Claimed,
    Connection,
    Database,
    Handed,
    Queries,
    Settled,
    as_rows,
    millis,
    moment,
)
from bot.store.mail import bulk, claim
from bot.store.sent import counts
from bot.store.session import CORE

PHONES = Queries(Path(__file__).parent / "queries" / "phones.sql")


class SQLVisits:
    """Implements `Visits`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def open(self, channel: str, now: datetime) -> AsyncIterator[SQLVisit]:
        async with self._database.transaction() as connection:
            [row] = await connection.fetch(PHONES, "phone_called", channel=channel, now=millis(now))
            yield SQLVisit(connection, channel, now, _handed(row["handed"]))


class SQLVisit:
    """Implements `Visit`."""

    def __init__(
        self, connection: Connection, channel: str, now: datetime, handed: tuple[Handed, ...]
    ) -> None:
        self._connection = connection
        self._channel = channel
        self._now = now
        self.handed = handed

    async def sent_on(self, day: str) -> dict[str, int]:
        rows = await self._connection.fetch(CORE, "sent_on", channel=self._channel, day=day)
        return {row["sender"]: row["segments"] for row in rows}

    async def claim(self, *, lease: datetime, most: int, held: Collection[str]) -> Claimed:
        return await claim(
            self._connection,
            self._now,
            self._channel,
            lease=lease,
            most=most,
            held=held,
            several=True,
        )

    async def give_back(self, ids: Sequence[str]) -> None:
        if ids:
            rows = as_rows({"id": each} for each in ids)
            await self._connection.fetch(PHONES, "hand_back", rows=rows, now=millis(self._now))

    async def end(
        self, given: Sequence[Settled], failed: Sequence[Settled], handed: Sequence[Handed]
    ) -> None:
        failures = [{"id": each.outbound.id, "reason": each.reason} for each in failed]
        await bulk(self._connection, "settle_outbounds", failures, now=millis(self._now))
        later = [{"id": each.outbound.id, "due_at": millis(each.due_at)} for each in given]
        await bulk(self._connection, "postpone_outbounds", later)
        await bulk(self._connection, "count_sent", counts(given), now=millis(self._now))
        await self._connection.fetch(
            PHONES, "keep_handed", channel=self._channel, handed=_packed(handed)
        )


def _packed(handed: Sequence[Handed]) -> str:
    return orjson.dumps([[millis(each.at), each.segments] for each in handed]).decode()


def _handed(stored: str) -> tuple[Handed, ...]:
    pairs = [(moment(at), segments) for at, segments in orjson.loads(stored)]
    return tuple(Handed(at, segments) for at, segments in pairs if at is not None)
