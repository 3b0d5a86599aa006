"""Warning residents of an alert: a coordinator is proposed a text, to send, change or drop.

Nothing leaves by itself, and nothing is said to be confirmed, nor that there is no danger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.handler import Context, Outcome, Reaction, Turn, say
from bot.message import Reply
from bot.store.base import Row, Session
from bot.text import Text, _
from handlers.alerts.announcing import where_of
from handlers.alerts.records import QUERIES, note, numbered, step
from handlers.broadcast.events import BroadcastConfirmed
from handlers.broadcast.offering import offered_in
from handlers.report.buttons import warning as button
from handlers.report.records import risk_name

ROLES = ("coordinator", "admin")
ONLY_COORDINATORS = _("Only a coordinator warns residents.")
LASTS = timedelta(days=2)


def offered(said: Reply, number: int) -> Reply:
    """What a coordinator is told of an alert that was passed on, with the offer at its end."""
    text = _("{line} To warn residents: WARN {number}", line=said.text, number=str(number))
    return replace(said, text=text, buttons=(*said.buttons, button(number)))


async def offer(context: Context, row: Row) -> Turn:
    """Only of an alert that a person found true, and whose area is known."""
    number = str(row["number"])
    if row["kind"] != "alert":
        return say(_("No {number} is a report. Residents are warned of alerts.", number=number))
    if not context.contact.has(*ROLES):
        return say(ONLY_COORDINATORS)
    if (why := _not_warned_of(row, number)) is not None:
        return say(why)
    return await offered_in(
        context,
        _words(context, row),
        row["area_id"],
        until=context.now + LASTS,
        first=_("Proposed for alert {number}. Read it; nothing leaves by itself.", number=number),
        alert=row["number"],
    )


def _not_warned_of(row: Row, number: str) -> Text | None:
    if row["status"] != "escalated":
        return _(
            "Alert {number} was not passed on yet. True: OK {number}. False: NO {number} and why.",
            number=number,
        )
    if not row["cases"]:
        return _(
            "Alert {number} has no cases any more: nobody is warned of it. To end it: "
            "CLOSE {number}",
            number=number,
        )
    if row["area_id"] is None:
        return _(
            "Where alert {number} is, is not known. To write to many: SEND TO ALL", number=number
        )
    return None


def _words(context: Context, row: Row) -> Text:
    return _(
        "Health: suspected cases of {risk} near {place}. Whoever has its signs: go to the health "
        "centre at once. In danger call {emergency}.",
        risk=risk_name(row["risk"], context.knowledge),
        place=where_of(row["place_id"], row["area_id"], context.knowledge),
        emergency=context.knowledge.emergency,
    )


async def left(session: Session, events: Sequence[BroadcastConfirmed]) -> Outcome:
    """That residents were warned is a step of the alert, with the number of the message."""
    mine = {event.number: event for event in events if not event.second}
    rows = await session.fetch(QUERIES, "warnings", rows=numbered(mine))
    steps = [
        step(row["alert"], "warned", e.at, e.contact_id, message=e.number)
        for row in rows
        if (e := mine[row["number"]])
    ]
    await note(session, steps)
    return Outcome()


reaction = Reaction(BroadcastConfirmed, left)
