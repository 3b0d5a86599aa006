"""Asking Telegram for messages: nothing is confirmed before it is stored; nothing ends it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import structlog
from telegram.error import InvalidToken, RetryAfter

from bot.channels.base import Receive
from bot.channels.telegram.failing import NO_ANSWER, TOKEN, is_conflict, said, wait_of
from bot.errors import InvalidPayload, StoreError
from bot.message import Inbound

log = structlog.get_logger(__name__)

FIRST, LONGEST = 1.0, 60.0  # seconds between two tries, from the first to the last
PATIENCE = 50.0  # seconds that Telegram may wait for a message before it answers
T = TypeVar("T")
Read = Callable[[object], Inbound | None]
Fetch = Callable[[int | None], Awaitable[list[dict[str, Any]]]]


async def patiently(what: str, work: Callable[[], Awaitable[T]]) -> T:
    """Until it succeeds, waiting ever longer; what is in the way is said each time."""
    pause = FIRST
    while True:
        try:
            return await work()
        except NO_ANSWER as error:
            wait = pause
            if isinstance(error, RetryAfter):
                wait = wait_of(error)
            _complain(what, error, wait)
        await asyncio.sleep(wait * random.uniform(1, 1.2))  # noqa: S311
        pause = min(pause * 2, LONGEST)


def _complain(what: str, error: BaseException, wait: float) -> None:
    if isinstance(error, InvalidToken):
        log.error("telegram token not accepted", mend=TOKEN)
    elif is_conflict(error):
        mend = "stop the other program that uses this token, or give each its own bot"
        log.error("another program asks telegram with our token", mend=mend)
    else:
        log.warning("telegram out of reach", doing=what, error=said(error), again_in=round(wait, 1))


async def poll(fetch: Fetch, read: Read, receive: Receive) -> None:
    """Pass every update on, until cancelled. An update is confirmed by asking for the next one,
    and that is done only when all before it are durable."""
    offset: int | None = None
    pause = FIRST
    while True:
        updates = await patiently("asking for messages", partial(fetch, offset))
        if await _received(updates, read, receive):
            numbers = [number for each in updates if (number := _number(each)) is not None]
            offset = max(numbers) + 1 if numbers else offset
            pause = FIRST
        else:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST / 2)


async def _received(updates: Sequence[Any], read: Read, receive: Receive) -> bool:
    """All together, in their order; whether all are durable."""
    inbounds = [inbound for each in updates if (inbound := _readable(each, read)) is not None]
    done = await asyncio.gather(*map(receive, inbounds), return_exceptions=True)
    problems = [each for each in done if isinstance(each, BaseException)]
    for problem in problems:
        if not isinstance(problem, StoreError):
            log.error("message not taken", exc_info=problem)
    if problems:
        log.warning("messages wait for the database", waiting=len(problems))
    return not problems


def _readable(raw: object, read: Read) -> Inbound | None:
    try:
        return read(raw)
    except InvalidPayload as error:
        log.warning("update passed over", update=_number(raw), reason=str(error))
        return None


def _number(raw: object) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None
