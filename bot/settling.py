"""What became of messages, written together: many outcomes share one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.errors import StoreError
from bot.message import Receipt
from bot.store.base import Mail, Settled

log = structlog.get_logger(__name__)

MOST = 256  # outcomes of one transaction
PATIENCE = (0.05, 0.2, 1.0, 5.0, 15.0)  # seconds between tries, while the lease still lasts


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    what: Settled | Receipt
    done: asyncio.Future[None]


class Settling:
    """One at a time writes what waits; nobody waits for company."""

    def __init__(self, mail: Mail, clock: Callable[[], datetime]) -> None:
        self._mail = mail
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._working: asyncio.Task[None] | None = None

    async def settle(self, settled: Settled) -> None:
        """Return when it is durable. A sent message must be noted, or it is sent twice."""
        for pause in PATIENCE:
            try:
                await self._join(settled)
            except StoreError:
                await asyncio.sleep(pause)
            else:
                return
        await self._join(settled)

    async def note(self, receipt: Receipt) -> None:
        """Return when it is durable; raise `StoreUnavailable`: the provider tells it again."""
        await self._join(receipt)

    async def _join(self, what: Settled | Receipt) -> None:
        waiting = _Waiting(what, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        await waiting.done

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._write(batch)
        finally:
            self._working = None

    async def _write(self, batch: list[_Waiting]) -> None:
        settled = [each.what for each in batch if isinstance(each.what, Settled)]
        receipts = [each.what for each in batch if isinstance(each.what, Receipt)]
        error: Exception | None = None
        try:
            await self._mail.settle(settled, receipts, self._clock())
        except StoreError as problem:
            log.warning("outcomes wait for the database", outcomes=len(batch), reason=str(problem))
            error = problem
        except Exception as problem:
            log.exception("outcomes cannot be written", outcomes=len(batch))
            error = problem
        for each in batch:
            if each.done.done():
                continue
            if error is None:
                each.done.set_result(None)
            else:
                each.done.set_exception(error)
