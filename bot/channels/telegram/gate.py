"""When the next message may leave: Telegram's limits, kept at the moment of each call."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from bot.address import Address
from bot.errors import TemporarySendError

LONGER = 1.03  # a window of ours, in seconds, for one of Telegram's: the way there takes its time
MANY = 10_000  # chats remembered before those that may be written to again are forgotten


def is_group(address: Address) -> bool:
    """A group or a channel, by its id."""
    return address.path.startswith("-")


def rests(per_chat: float, per_group: float) -> Callable[[Address], float]:
    """Seconds between two messages to a chat: so many a second to a person, a minute to a group."""

    def between(address: Address) -> float:
        return (60 / per_group if is_group(address) else 1 / per_chat) * LONGER

    return between


class Gate:
    """The outbox spreads messages; here none passes too early, whatever held them up on the way.

    A text in several parts is several messages, which only the channel knows.
    """

    def __init__(self, per_second: float, between: Callable[[Address], float]) -> None:
        self._most = int(per_second) + 1
        self._between = between
        self._passed: deque[float] = deque()
        self._free_at: dict[Address, float] = {}
        self._asked_until: dict[Address, float] = {}

    async def turn(self, address: Address) -> None:
        """Return when a message may leave; `TemporarySendError` while we were told to wait."""
        now = asyncio.get_running_loop().time()
        if (wait := self._asked_until.get(address, 0.0) - now) > 0:
            raise TemporarySendError("Telegram asked us to wait", wait)
        start = max(now, self._free_at.get(address, 0.0))
        self._free_at[address] = start + self._between(address)
        await asyncio.sleep(start - now)
        await self._window()
        self._free_at[address] = asyncio.get_running_loop().time() + self._between(address)
        self._forget()

    def asked(self, address: Address, seconds: float) -> None:
        """Telegram wants no message to this chat for so long; others go on."""
        self._asked_until[address] = asyncio.get_running_loop().time() + seconds

    async def _window(self) -> None:
        """Never more in a second than are allowed, also after the program was held up."""
        while True:
            now = asyncio.get_running_loop().time()
            while self._passed and self._passed[0] <= now - LONGER:
                self._passed.popleft()
            if len(self._passed) < self._most:
                self._passed.append(now)
                return
            await asyncio.sleep(self._passed[0] + LONGER - now)

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        for known in (self._free_at, self._asked_until):
            if len(known) > MANY:
                for address in [who for who, at in known.items() if at <= now]:
                    del known[address]
