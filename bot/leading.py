"""What must be one among many processes: done by who holds its lease, taken over when they die."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot.errors import StoreError
from bot.store.base import Database, millis
from bot.store.session import CORE

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
LOOK = 5.0  # seconds between looks at a lease that somebody else holds, and between renewals


class Leases:
    """`holder` names this process; a database of one process lets its successor in at once."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], holder: str | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._holder = holder or uuid4().hex

    async def alone(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` while the lease is ours, until cancelled; give the lease back at the end."""
        try:
            while True:
                if await self._taken(name):
                    log.info("lease taken", lease=name)
                    await self._while_held(name, work)
                await asyncio.sleep(LOOK)
        finally:
            await self._left(name)

    async def _while_held(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.ensure_future(work())
        try:
            while not task.done():
                await asyncio.wait((task,), timeout=LOOK)
                if not task.done() and not await self._taken(name):
                    log.warning("lease lost", lease=name)
                    return
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _taken(self, name: str) -> bool:
        """Take or renew it. Without the database nobody is alone, and nothing can be sent."""
        now = self._clock()
        try:
            async with self._database.transaction() as connection:
                rows = await connection.fetch(
                    CORE,
                    "take_lease",
                    name=name,
                    holder=self._holder,
                    now=millis(now),
                    until=millis(now + LEASE),
                )
        except StoreError as error:
            log.warning("lease waits for the database", lease=name, reason=str(error))
            return False
        return bool(rows)

    async def _left(self, name: str) -> None:
        try:
            async with self._database.transaction() as connection:
                await connection.fetch(CORE, "leave_lease", name=name, holder=self._holder)
        except StoreError as error:
            log.warning("lease not given back", lease=name, reason=str(error))
