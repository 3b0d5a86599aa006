"""How far a channel that is asked for its messages has read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from bot.store.base import Database, as_rows
from bot.store.session import CORE


class SQLMarks:
    """Implements `Marks`: a row of `stamp` for each name, in ISO 8601."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, name: str) -> datetime | None:
        async with self._database.reading() as connection:
            rows = await connection.fetch(CORE, "stamp", key=name)
        return datetime.fromisoformat(rows[0]["value"]) if rows else None

    async def keep(self, name: str, at: datetime) -> None:
        """Durable on return."""
        value = at.astimezone(UTC).isoformat()
        async with self._database.transaction() as connection:
            await connection.fetch(CORE, "set_stamp", key=name, value=value)

    async def known(self, ids: Collection[str]) -> frozenset[str]:
        if not ids:
            return frozenset()
        rows = as_rows({"id": each} for each in ids)
        async with self._database.reading() as connection:
            found = await connection.fetch(CORE, "known_inbounds", rows=rows)
        return frozenset(row["id"] for row in found)
