"""What waits on each channel, and whether it works: for health, figures and the doctor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.metrics import Queue
from bot.store.base import Connection, millis
from bot.store.routes import LINES
from bot.store.session import CORE


async def queues(
    connection: Connection, channels: Iterable[str], now: datetime
) -> dict[str, Queue]:
    """Of each of these channels, and of those on which something still waits."""
    waiting = {row["channel"]: row for row in await connection.fetch(CORE, "waiting")}
    heard = {row["channel"]: row["heard_at"] for row in await connection.fetch(LINES, "heard")}
    troubles = {row["channel"]: row["kind"] for row in await connection.fetch(LINES, "troubles")}

    def ago(then: int | None) -> float | None:
        return None if then is None else max(0, (millis(now) or 0) - then) / 1000

    return {
        name: Queue(
            waiting[name]["waiting"] if name in waiting else 0,
            (ago(waiting[name]["oldest"]) or 0.0) if name in waiting else 0.0,
            ago(heard.get(name)),
            troubles.get(name),
        )
        for name in dict.fromkeys((*channels, *waiting))
    }
