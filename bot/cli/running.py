"""Running things to their end: on the quick loop, and several together."""

from __future__ import annotations

import asyncio
import ctypes
import importlib
import os
import platform
from collections.abc import Awaitable, Coroutine
from typing import Any

# For glibc's `mallopt`: one heap for all threads, which are few here, and what is larger than this
# given back to the system when it is free (2 MB of 150).
ARENA_MAX, MMAP_THRESHOLD = -8, -3
ARENAS, LARGE = 1, 64 * 1024


def run_quickly(work: Coroutine[Any, Any, None]) -> None:
    """Run to its end on uvloop, where there is one: requests cost less."""
    _keep_memory_together()
    factory = importlib.import_module("uvloop").new_event_loop if os.name == "posix" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(work)


def _keep_memory_together() -> None:
    if platform.libc_ver()[0] == "glibc":
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(ARENA_MAX, ARENAS)
        mallopt(MMAP_THRESHOLD, LARGE)


async def run_together(*works: Awaitable[None]) -> None:
    """All of them until one ends or is cancelled; then the others are asked to end."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        if not task.cancelled() and (error := task.exception()):
            raise error
