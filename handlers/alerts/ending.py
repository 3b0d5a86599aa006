"""An alert that is ended while it is still being told: what has not left yet stays here.

Who had nothing of it yet reads of it with its end; who was told by the way up reads that too. A
warning to residents on its way is paused: whether they hear more, and what, a coordinator decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.handler import Outcome, Reaction
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Row, Session
from bot.text import _
from handlers.alerts.announcing import about
from handlers.alerts.events import AlertClosed, AlertDecided
from handlers.alerts.records import QUERIES, numbered
from handlers.alerts.telling import STALE
from handlers.broadcast.events import BroadcastSteered


async def to_who_was_told(
    session: Session, number: int, said: Reply, by: str, at: datetime
) -> list[Notice]:
    """Also to the administrators and the listed who heard of it where nobody answered. Whoever is
    told it as a supervisor or coordinator hears it once."""
    rows = await session.fetch(QUERIES, "told_of", about=about(number))
    others = sorted({row["contact_id"] for row in rows} - {by})
    return [Notice(who, said, expires_at=at + STALE) for who in others]


async def paused(session: Session, events: Sequence[AlertDecided | AlertClosed]) -> Outcome:
    """Nobody is warned any more of what was found to be none, or is over."""
    over = {e.number: e for e in events if isinstance(e, AlertClosed) or e.status == "dismissed"}
    if not over:
        return Outcome()
    notices: list[Notice] = []
    steered = []
    for row in await session.fetch(QUERIES, "warnings_on_their_way", rows=numbered(over)):
        event = over[row["alert"]]
        steered.append(BroadcastSteered(row["number"], event.by, "paused", event.at))
        notices += _on_its_way(row, event.at)
    return Outcome(tuple(notices), tuple(steered))


def _on_its_way(row: Row, at: datetime) -> Iterator[Notice]:
    text = _(
        "Alert {number} is over. Its warning no {newer} is paused, {people} had it. To end it: "
        "CANCEL BROADCAST {newer}. To tell residents: SEND TO ALL",
        number=str(row["alert"]),
        newer=str(row["number"]),
        people=str(row["sent"]),
    )
    coordinators = Role("coordinator", row["area_id"], otherwise=("admin",))
    for whom in (coordinators, row["contact_id"]):
        yield Notice(whom, Reply(text), Urgency.URGENT, at + STALE)


reactions = (Reaction(AlertDecided, paused), Reaction(AlertClosed, paused))
