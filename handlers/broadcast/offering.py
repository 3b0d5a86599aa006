"""A change that tells itself: offered to whoever made it, `1 send 2 change 3 no`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.geo import Point
from bot.handler import Context, Turn
from bot.message import Reply
from bot.replies import dump_reply
from bot.store.base import millis
from bot.text import Text
from handlers.broadcast.audience import Audience, Circle
from handlers.broadcast.draft import Draft
from handlers.broadcast.previewing import previewed
from handlers.broadcast.records import QUERIES


async def offered(
    context: Context,
    words: Text,
    around: Sequence[tuple[str, Point]],
    *,
    areas: Sequence[str] = (),
    workers_of: str | None,
    until: datetime,
    urgent: bool,
    visit: tuple[int, date],
    first: Text,
    within: float,
) -> Turn:
    """`words` are for who follows, was last seen, or works `around` or in `areas`.

    `first` is said before.
    """
    circles = tuple(Circle(name, point, within) for name, point in around)
    draft = Draft(
        Audience(tuple(areas), circles, workers_of=workers_of),
        composed=dump_reply(Reply(words)),
        urgent=urgent,
        expires_at=millis(until),
        visit=(visit[0], visit[1].isoformat()),
    )
    return await previewed(context, draft, first, quietly=True)


async def offered_in(
    context: Context, words: Text, area_id: str, *, until: datetime, first: Text, alert: int
) -> Turn:
    """`words` are for all who live, work or were last seen in an area, and those below it.

    `alert` is the number of that of which they warn.
    """
    draft = Draft(
        Audience(areas=(area_id,)),
        composed=dump_reply(Reply(words)),
        urgent=True,
        expires_at=millis(until),
        alert=alert,
    )
    return await previewed(context, draft, first)


async def was_told(context: Context, number: int, on: date) -> bool:
    """Whether a message about that day of that visit left, or is leaving."""
    rows = await context.session.fetch(QUERIES, "told_of", visit=number, visit_on=on.isoformat())
    return bool(rows[0]["times"])
