"""Delivering what the dispatcher queued, most urgent first, each channel at its own pace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from bot.channels.base import Channel
from bot.handing import Handing
from bot.i18n import Catalogs
from bot.message import Outbound, Receipt, Rendered
from bot.metrics import RECEIPTS
from bot.pacing import Pacing
from bot.sending import USUAL, Lane, Pace, Post
from bot.settling import Settling
from bot.store.base import Mail, Settled, Visits

Work: TypeAlias = Callable[[], Awaitable[None]]
Alone: TypeAlias = Callable[[str, Work], Coroutine[Any, Any, None]]


async def _at_once(_name: str, work: Work) -> None:
    await work()


class Outbox:
    """A lane for each channel. `pulled` are channels whose phones fetch their messages, in
    `visits`; `spoken` is called when something is to be heard of what was sent."""

    def __init__(
        self,
        mail: Mail,
        channels: Mapping[str, Channel],
        catalogs: Catalogs,
        clock: Callable[[], datetime],
        pace: Pace = USUAL,
        *,
        pacings: Mapping[str, Pacing] | None = None,
        visits: Visits | None = None,
        pulled: frozenset[str] = frozenset(),
        spoken: Callable[[], None] = lambda: None,
    ) -> None:
        self._settling = Settling(mail, clock)
        post = Post(mail, self._settling, catalogs, clock, pace, self.wake, spoken)
        known = pacings or {}
        self._lanes = {
            name: Lane(name, channel, post, known.get(name) or Pacing())
            for name, channel in channels.items()
        }
        self._pulled = pulled
        self._handing = Handing(visits) if visits else None

    def wake(self) -> None:
        """Something was queued: do not wait for the next look."""
        for lane in self._lanes.values():
            lane.wake()

    async def run(self, alone: Alone = _at_once) -> None:
        """Deliver until cancelled. A number with a rate is sent from by one process, by lease."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(asyncio.Event().wait())  # also where nothing is sent from here
            for name, lane in self._lanes.items():
                if name not in self._pulled:
                    guard = alone if lane.pacing.limited else _at_once
                    tasks.create_task(guard(f"send {name}", lane.run))

    async def deliver(self, most: int = 32) -> int:
        """Send the messages that are due, on every channel; how many were claimed."""
        ours = [lane for name, lane in self._lanes.items() if name not in self._pulled]
        return sum([await lane.deliver(most) for lane in ours])

    async def collect(self, channel: str, most: int) -> list[tuple[Outbound, Rendered]]:
        """What a phone that calls is to send now: its own until the lease ends."""
        if self._handing is None:
            return []
        return await self._handing.collect(self._lanes[channel], most)

    async def settle(self, settled: Settled) -> None:
        await self._settling.settle(settled)

    async def note(self, receipt: Receipt) -> None:
        """A provider's receipt, durable on return."""
        await self._settling.note(receipt)
        RECEIPTS.labels(receipt.channel, receipt.status).inc()
        if receipt.stopped:
            self.wake()
