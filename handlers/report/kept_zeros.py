"""Zero reports as they are kept.

None is deleted: of one that was taken back, or replaced by a report, `report_change` says so, and
nobody counts it any more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.epiweek import EpiWeek
from bot.handler import Context, Outcome, Reaction
from bot.store.base import Row, Session, as_rows, millis
from handlers.report.events import ZeroReported, ZeroWithdrawn
from handlers.report.records import QUERIES, RECENT
from handlers.weeks.calendar import weekly_of


async def own_zero(context: Context, number: int) -> Row | None:
    """`status`: whether it is `filed` still, or `withdrawn`."""
    rows = await context.session.fetch(
        QUERIES, "own_zero", contact_id=context.contact.id, number=number
    )
    return rows[0] if rows else None


async def latest_zero(context: Context) -> Row | None:
    """The last one of the last days that stands."""
    since = millis(context.now - RECENT)
    rows = await context.session.fetch(
        QUERIES, "latest_zero", contact_id=context.contact.id, since=since
    )
    return rows[0] if rows else None


def week_of_zero(context: Context, zero: Row) -> EpiWeek:
    return EpiWeek(zero["year"], zero["week"], weekly_of(context.knowledge).start)


async def file_zeros(session: Session, events: Sequence[ZeroReported]) -> Outcome:
    rows = [
        {
            "number": event.number,
            "contact_id": event.contact_id,
            "area_id": event.area_id,
            "year": event.week.year,
            "week": event.week.week,
            "risk": event.risk,
            "training": int(event.training),
            "reported_at": millis(event.at),
        }
        for event in events
    ]
    await session.fetch(QUERIES, "file_zeros", rows=as_rows(rows))
    return Outcome()


async def withdraw_zeros(session: Session, events: Sequence[ZeroWithdrawn]) -> Outcome:
    changes = [
        {
            "number": event.number,
            "what": "withdrawn",
            "contact_id": event.contact_id,
            "at": millis(event.at),
            "data": json.dumps({}),
        }
        for event in events
    ]
    await session.fetch(QUERIES, "note_changes", rows=as_rows(changes))
    return Outcome()


reactions = (Reaction(ZeroReported, file_zeros), Reaction(ZeroWithdrawn, withdraw_zeros))
