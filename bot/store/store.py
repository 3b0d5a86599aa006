"""Batches: one transaction each, with numbers to give out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from bot.errors import TryAgain
from bot.store.base import Database
from bot.store.outgoing import Line
from bot.store.session import CORE, SQLSession

BLOCK = 192
LEAST = 96


class SQLStore:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers = range(0)
        self._line = Line()

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[SQLSession]:
        if len(self._numbers) < LEAST:
            await self._reserve()
        async with self._database.transaction() as connection:
            yield SQLSession(connection, self._draw(), self._line)

    def _draw(self) -> Iterator[int]:
        """Numbers drawn by a batch that is rolled back are not drawn again: gaps, never doubles."""
        while True:
            if not self._numbers:
                raise TryAgain("numbers ran out within a batch")
            number, self._numbers = self._numbers[0], self._numbers[1:]
            yield number

    async def _reserve(self) -> None:
        """In a transaction of its own: inside the batch's, its row would make all batches wait."""
        async with self._database.transaction() as connection:
            [row] = await connection.fetch(CORE, "reserve_numbers", count=BLOCK)
        self._numbers = range(row["first"], row["first"] + BLOCK)
