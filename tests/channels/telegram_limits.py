"""Telegram's limits, counted as it counts them, for a stand-in of it."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import Any

from tests.channels.telegram import Answer, FakeTelegram, too_many


class Stopwatch:
    """Seconds since it was made, without those in which others had the processor.

    On a machine that many share, it tells what the program needs, not what it was given.
    """

    def __init__(self) -> None:
        self._began = time.monotonic() - _waited()

    @property
    def seconds(self) -> float:
        return time.monotonic() - _waited() - self._began


def _waited() -> float:
    """How long this thread was ready to run and did not; where Linux does not tell, nothing."""
    try:
        told = Path("/proc/thread-self/schedstat").read_text()
    except OSError:
        return 0.0
    return int(told.split()[1]) / 1e9


class Strict:
    """Counts as Telegram does: so many in any second, and so many seconds between two to a chat."""

    def __init__(self, telegram: FakeTelegram, most: int = 30, per_chat: float = 1.0) -> None:
        self.refused = 0
        self.taken: list[float] = []
        self._most = most
        self._per_chat = per_chat
        self._second: deque[float] = deque()
        self._last: dict[int, float] = {}
        telegram.before = self.look

    def look(self, method: str, parameters: dict[str, Any]) -> Answer | None:
        if method not in ("sendMessage", "sendVenue"):
            return None
        now, chat = time.monotonic(), parameters["chat_id"]
        while self._second and self._second[0] <= now - 1:
            self._second.popleft()
        too_soon = now - self._last.get(chat, -9) < self._per_chat
        if len(self._second) >= self._most or too_soon:
            self.refused += 1
            return too_many(1)
        self._second.append(now)
        self._last[chat] = now
        self.taken.append(now)
        return None

    @property
    def rate(self) -> float:
        return (len(self.taken) - 1) / (self.taken[-1] - self.taken[0])
