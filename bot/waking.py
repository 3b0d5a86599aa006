"""Waiting for something to do, without looking all the time."""

from __future__ import annotations

import asyncio


async def woken(awake: asyncio.Event, seconds: float) -> bool:
    """Return once it is set, or after so many seconds; whether it was."""
    try:
        async with asyncio.timeout(seconds):
            return await awake.wait()
    except TimeoutError:
        return False
