"""An alert that is ended while it is still being told: what has not left yet stays here.

Who had nothing of it yet reads of it with its end; who was told by the way up reads that too. A
warning to residents on its way is paused: whether they hear more, and what, a coordinator decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.handler import Outcome, Reaction
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Row, Session, as_rows
from bot.text import Text, _
from handlers.alerts.announcing import about, silence
from handlers.alerts.events import AlertClosed, AlertDecided, AlertReopened
from handlers.alerts.records import QUERIES, numbered
from handlers.alerts.telling import STALE
from handlers.broadcast.events import BroadcastSteered


async def to_who_was_told(
    session: Session, number: int, said: Reply, by: str, at: datetime
) -> list[Notice]:
    """Also to the administrators and the listed who heard of it where nobody answered. Whoever is
    told it as a supervisor or coordinator hears it once."""
    marks = as_rows({"about": mark(number)} for mark in (about, silence))
    rows = await session.fetch(QUERIES, "told_of", rows=marks)
    others = sorted({row["contact_id"] for row in rows} - {by})
    return [Notice(who, said, expires_at=at + STALE) for who in others]


async def paused(session: Session, events: Sequence[AlertDecided | AlertClosed]) -> Outcome:
    """Nobody is warned any more of what was found to be none, or is over."""
    over = {e.number: e for e in events if isinstance(e, AlertClosed) or e.status == "dismissed"}
    if not over:
        return Outcome()
    notices: list[Notice] = []
    steered = []
    for row in await _warnings(session, over, "sending"):
        event = over[row["alert"]]
        steered.append(BroadcastSteered(row["number"], event.by, "paused", event.at))
        notices += _to_senders(row, _is_paused(row), event.at)
    return Outcome(tuple(notices), tuple(steered))


async def paused_still(session: Session, events: Sequence[AlertReopened]) -> Outcome:
    """Of an alert that goes on the warning does not, unless somebody says so."""
    again = {event.number: event for event in events if event.status == "escalated"}
    rows = await _warnings(session, again, "paused") if again else []
    notices = [
        notice
        for row in rows
        for notice in _to_senders(row, _may_go_on(row), again[row["alert"]].at)
    ]
    return Outcome(tuple(notices))


async def _warnings(session: Session, alerts: Iterable[int], status: str) -> list[Row]:
    return await session.fetch(QUERIES, "warnings_of", rows=numbered(alerts), status=status)


def _may_go_on(row: Row) -> Text:
    return _(
        "Alert {number} goes on. Its warning no {newer} is paused still, {people} had it. To go "
        "on: RESUME BROADCAST {newer}",
        number=str(row["alert"]),
        newer=str(row["number"]),
        people=str(row["sent"]),
    )


def _is_paused(row: Row) -> Text:
    return _(
        "Alert {number} is over. Its warning no {newer} is paused, {people} had it. To end it: "
        "CANCEL BROADCAST {newer}. To tell residents: SEND TO ALL",
        number=str(row["alert"]),
        newer=str(row["number"]),
        people=str(row["sent"]),
    )


def _to_senders(row: Row, text: Text, at: datetime) -> Iterator[Notice]:
    coordinators = Role("coordinator", row["area_id"], otherwise=("admin",))
    for whom in (coordinators, row["contact_id"]):
        yield Notice(whom, Reply(text), Urgency.URGENT, at + STALE)


reactions = (
    Reaction(AlertDecided, paused),
    Reaction(AlertClosed, paused),
    Reaction(AlertReopened, paused_still),
)
