"""Waiting for something to do, without looking all the time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import StoreError

log = structlog.get_logger(__name__)

IDLE = 30.0  # seconds between two looks, if nobody wakes us


async def woken(awake: asyncio.Event, seconds: float) -> bool:
    """Return once it is set, or after so many seconds; whether it was."""
    try:
        async with asyncio.timeout(seconds):
            return await awake.wait()
    except TimeoutError:
        return False


async def rounds(awake: asyncio.Event, look: Callable[[], Awaitable[float]], what: str) -> None:
    """Look again and again until cancelled; `look` says after how many seconds, if nobody wakes us.

    While the database is away, `what` waits for it.
    """
    while True:
        awake.clear()
        try:
            pause = await look()
        except StoreError as error:
            log.warning("waiting for the database", what=what, reason=str(error))
            pause = IDLE
        await woken(awake, pause)
