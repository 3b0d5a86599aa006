"""What was refused by mistake goes back into the alert that was passed on, and had nothing left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.store.base import Session
from handlers.alerts.events import ReportChecked
from handlers.alerts.records import QUERIES, note, numbered, step, write

REFUSED, EVERYWHERE = "refused", ""


async def put_back(session: Session, events: Sequence[ReportChecked], now: datetime) -> None:
    """`NON 1` and then `OK 1`: a second alert of the same sick would be raised beside the first,
    which stays without cases. Alone with the risk, as whoever raises alerts."""
    numbers = [e.number for e in events if e.was == REFUSED and e.state != REFUSED]
    if not numbers:
        return
    reports = await session.fetch(QUERIES, "reports_named", rows=numbered(numbers))
    risks = sorted({row["risk"] for row in reports})
    locks = [{"risk": risk, "area_id": EVERYWHERE} for risk in risks]
    await write(session, "lock_risks", locks)
    found = await session.fetch(QUERIES, "left_empty", rows=numbered(numbers))
    left = {row["report"]: row["alert"] for row in found if row["report"] in _left(row["data"])}
    await write(session, "join_reports", [{"report": r, "alert": a} for r, a in left.items()])
    await note(session, [step(a, "changed", now, came=[r], left=[]) for r, a in left.items()])


def _left(data: str) -> list[int]:
    numbers: list[int] = json.loads(data).get("left", [])
    return numbers
