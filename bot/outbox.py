"""Delivering what the dispatcher queued, most urgent first, with patience."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels.base import Channel
from bot.errors import AddressStopped, SendError, StoreError, TemporarySendError
from bot.i18n import Catalogs
from bot.message import Outbound
from bot.store.base import Mail

log = structlog.get_logger(__name__)

DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 300, 1800, 7200))
IDLE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a claim is ours, and how many messages are handed over at the same time."""

    lease: timedelta = timedelta(minutes=2)
    most: int = 32


USUAL = Pace()


class Outbox:
    def __init__(
        self,
        mail: Mail,
        channels: Mapping[str, Channel],
        catalogs: Catalogs,
        clock: Callable[[], datetime],
        pace: Pace = USUAL,
    ) -> None:
        self._mail = mail
        self._channels = channels
        self._catalogs = catalogs
        self._clock = clock
        self._pace = pace
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Something was queued: do not wait for the next look."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver until cancelled; what is being sent is finished first."""
        while True:
            try:
                while await asyncio.shield(self.deliver(self._pace.most)):
                    pass
                pause = await self._until_due()
            except StoreError as error:
                log.warning("outbox waits for the database", reason=str(error))
                pause = IDLE.total_seconds()
            try:
                async with asyncio.timeout(pause):
                    await self._awake.wait()
            except TimeoutError:
                continue
            finally:
                self._awake.clear()

    async def _until_due(self) -> float:
        due_at = await self._mail.next_due(self._channels)
        wait = IDLE if due_at is None else min(due_at - self._clock(), IDLE)
        return max(wait.total_seconds(), 0.05)

    async def deliver(self, most: int = 32) -> int:
        """Send the messages that are due; return how many were claimed."""
        now = self._clock()
        lease = now + self._pace.lease
        claimed = await self._mail.claim(now, self._channels, lease=lease, most=most)
        await asyncio.gather(*map(self._send, claimed))
        return len(claimed)

    async def _send(self, outbound: Outbound) -> None:
        """One message of an address at a time: claiming sees to that."""
        try:
            rendered = self._catalogs.render(outbound.reply, outbound.locale)
            external_id = await self._channels[outbound.channel].send(outbound, rendered)
        except TemporarySendError as error:
            await self._postpone(outbound, error)
        except SendError as error:
            log.warning("message failed", outbound_id=outbound.id, reason=str(error))
            await self._mail.fail(outbound, str(error))
            if isinstance(error, AddressStopped):
                await self._mail.stop(outbound.address, self._clock())
        except (KeyError, ValueError, LookupError) as error:
            log.exception("message cannot be sent", outbound_id=outbound.id)
            await self._mail.fail(outbound, f"cannot be sent: {type(error).__name__}")
        else:
            await self._mail.settle(outbound, external_id)

    async def _postpone(self, outbound: Outbound, error: TemporarySendError) -> None:
        if outbound.attempts > len(DELAYS):
            log.warning("message given up", outbound_id=outbound.id, reason=str(error))
            await self._mail.fail(outbound, f"gave up: {error}")
            return
        delay = DELAYS[outbound.attempts - 1]
        if error.retry_after is not None:
            delay = max(delay, timedelta(seconds=error.retry_after))
        jitter = random.uniform(1, 1.1)  # noqa: S311  (so that a thousand do not come back at once)
        await self._mail.postpone(outbound, self._clock() + delay * jitter)
