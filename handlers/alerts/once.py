"""Who reported hears of each decision once in an hour.

Of OK, NO, OK, NO within minutes they are told the first OK and the first NO; an hour later what it
is by then, if that is not what they heard last (`settled.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.message import NewJob
from bot.store.base import Row, Session, millis
from handlers.alerts.records import QUERIES, numbered

AGAIN = timedelta(hours=1)
TOLD = "told"  # what it is by then was told
EVER = 0
FINAL = ("confirmed", "refused", "escalated", "dismissed", "reopened")
Decided: TypeAlias = tuple[int, str, datetime]  # number, state, when


async def lately(session: Session, history: str, numbers: Iterable[int], since: int) -> list[Row]:
    """Decisions about reports (`checks_of`) or alerts (`decisions_of`), in their order."""
    return await session.fetch(QUERIES, history, rows=numbered(numbers), since=since)


async def news(session: Session, history: str, decided: Sequence[Decided]) -> list[bool]:
    """Whether each is told at once. To be asked before they are kept."""
    if not decided:
        return []
    since = min(at for _number, _state, at in decided) - AGAIN
    rows = await lately(session, history, [each[0] for each in decided], millis(since) or 0)
    heard = {(row["number"], row["what"]): row["at"] for row in rows}
    found = []
    for number, state, at in decided:
        before, now = heard.get((number, state)), millis(at) or 0
        fresh = before is None or now - before >= _milliseconds()
        found.append(fresh or state not in FINAL)  # each question is another one
        heard[number, state] = now
    return found


def heard_last(rows: Iterable[Row]) -> str | None:
    """The state that was told last, by all that was decided."""
    last, at = None, dict[str, int]()
    for row in rows:
        if row["what"] == TOLD:
            last = json.loads(row["data"])["state"]
            continue
        before = at.get(row["what"])
        at[row["what"]] = row["at"]
        if before is None or row["at"] - before >= _milliseconds():
            last = row["what"]
    return last


def settling(kind: str, decided: Sequence[Decided], news: Sequence[bool]) -> tuple[NewJob, ...]:
    """What is looked at again once an hour has passed: what was not told at once."""
    return tuple(
        NewJob("settled", f"{kind} {number}", at + AGAIN, {"kind": kind, "number": number})
        for (number, _state, at), new in zip(decided, news, strict=True)
        if not new
    )


def _milliseconds() -> int:
    return int(AGAIN.total_seconds() * 1000)
