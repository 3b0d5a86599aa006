"""What is still to be heard, and under which name a provider has a recording already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.address import Address
from bot.store.base import Database, Queries, millis, moment

SPEECH = Queries(Path(__file__).parent / "queries" / "speech.sql")


@dataclass(frozen=True, slots=True)
class Speech:
    """What is still to be heard of a message that was sent: recordings by their marks, in order.

    `id` is the message's.
    """

    id: str
    channel: str
    address: Address
    marks: tuple[str, ...]
    attempts: int


class Speeches(Protocol):
    """What is still to be heard."""

    async def claim(self, now: datetime, lease: datetime, most: int) -> Sequence[Speech]: ...
    async def keep(self, speech: Speech, marks: Sequence[str]) -> None: ...
    async def postpone(self, speech: Speech, due_at: datetime) -> None: ...
    async def next_due(self) -> datetime | None: ...


class SQLSpeeches:
    """Implements `Speeches` and `Uploads`: each verb a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, lease: datetime, most: int) -> Sequence[Speech]:
        """What is due, of each address the first, ours until `lease`; what is too late is ended."""
        async with self._database.transaction() as connection:
            rows = await connection.fetch(
                SPEECH, "claim_speech", now=millis(now), lease=millis(lease), most=most
            )
            late = [
                row["outbound_id"]
                for row in rows
                if row["address_stopped_at"] or row["expires_at"] <= (millis(now) or 0)
            ]
            for id_ in late:
                await connection.fetch(SPEECH, "end_speech", outbound_id=id_)
        return [
            Speech(
                row["outbound_id"],
                row["channel"],
                Address.parse(row["address"]),
                tuple(row["marks"].split()),
                row["attempts"],
            )
            for row in rows
            if row["outbound_id"] not in late
        ]

    async def keep(self, speech: Speech, marks: Sequence[str]) -> None:
        """What is left of it; nothing ends it. Durable on return."""
        async with self._database.transaction() as connection:
            if marks:
                left = " ".join(marks)
                await connection.fetch(SPEECH, "keep_speech", marks=left, outbound_id=speech.id)
            else:
                await connection.fetch(SPEECH, "end_speech", outbound_id=speech.id)

    async def postpone(self, speech: Speech, due_at: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.fetch(
                SPEECH, "postpone_speech", due_at=millis(due_at), outbound_id=speech.id
            )

    async def next_due(self) -> datetime | None:
        async with self._database.reading() as connection:
            [row] = await connection.fetch(SPEECH, "next_speech")
        return moment(row["due_at"])

    async def file_id(self, account: str, mark: str) -> str | None:
        """What the provider calls the recording that it has; None if it has it not."""
        async with self._database.reading() as connection:
            rows = await connection.fetch(SPEECH, "upload", account=account, mark=mark)
        return rows[0]["file_id"] if rows else None

    async def keep_file_id(self, account: str, mark: str, file_id: str) -> None:
        async with self._database.transaction() as connection:
            await connection.fetch(
                SPEECH, "keep_upload", account=account, mark=mark, file_id=file_id
            )
