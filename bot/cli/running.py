"""Running things to their end: on the quick loop, and several together."""

from __future__ import annotations

import asyncio
import importlib
import os
from collections.abc import Awaitable, Coroutine
from typing import Any


def run_quickly(work: Coroutine[Any, Any, None]) -> None:
    """Run to its end on uvloop, where there is one: requests cost less."""
    factory = importlib.import_module("uvloop").new_event_loop if os.name == "posix" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(work)


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
