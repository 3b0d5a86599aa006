"""The code is given back: it leaves, or a second coordinator is asked, or why not."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from bot.handler import Context, Turn, say
from bot.store.base import Row, millis
from bot.text import Text, _
from handlers.broadcast.draft import postage_of
from handlers.broadcast.events import BroadcastConfirmed
from handlers.broadcast.records import codes_of, others, with_code
from handlers.broadcast.rights import is_theirs
from handlers.broadcast.saying import people_of

UNKNOWN = _("I do not know this code. Nothing was sent.")
YESTERDAY = _("This code was good for its own day only. Nothing was sent. Please prepare it again.")
TOO_LATE = _("It is too late for this message. Nothing was sent.")
NOT_YOURS = _("This code is for another coordinator. Nothing was sent.")
ALONE = _("No second coordinator is known, and so many people need one. Nothing was sent.")

TRUE = ("escalated", "joined")  # states of an alert that residents are warned of


def new_code(taken: Collection[str]) -> str:
    """Four digits that are not among those of the day."""
    return secrets.choice(
        [code for each in range(1000, 10_000) if (code := str(each)) not in taken]
    )


async def confirmed(context: Context, code: str) -> Turn:
    """Their own draft leaves; a draft that waits for a second one leaves if they are another."""
    row = await with_code(context.session, code)
    if row is None:
        return say(UNKNOWN)
    if problem := _problem(context, row):
        return say(problem)
    number, who, at = row["number"], context.contact.id, context.now
    if row["status"] == "draft" and row["people"] > postage_of(context.knowledge).second_above:
        return await _second(context, row)
    return say(_started(row), BroadcastConfirmed(number, who, at))


def _problem(context: Context, row: Row) -> Text | None:
    zone = context.knowledge.zone
    own = row["contact_id"] == context.contact.id
    waits = row["status"] == "waiting"
    if own == waits or not is_theirs(context.contact, row["area_id"], context.knowledge.areas):
        return NOT_YOURS
    if row["code_on"] != context.now.astimezone(zone).date().isoformat():
        return YESTERDAY
    if row["alert_status"] not in (None, *TRUE):
        return _("Alert {number} is over. Nothing was sent.", number=str(row["alert_number"]))
    return TOO_LATE if row["expires_at"] <= (millis(context.now) or 0) else None


async def _second(context: Context, row: Row) -> Turn:
    own, areas = row["area_id"], context.knowledge.areas
    over = areas.upwards(own)
    if not await others(context.session, context.contact.id, over):
        return say(ALONE)
    taken = await codes_of(context.session, row["code_on"])
    text = _(
        "To more than {people} a second coordinator must agree: they are asked now. "
        "Nothing leaves before.",
        people=people_of(postage_of(context.knowledge).second_above),
    )
    event = BroadcastConfirmed(
        row["number"], context.contact.id, context.now, second=True, code=new_code(taken)
    )
    return say(text, event)


def _started(row: Row) -> Text:
    return _(
        "No {number} goes to {people}. To stop it: PAUSE BROADCAST {number} or "
        "CANCEL BROADCAST {number}",
        number=str(row["number"]),
        people=people_of(row["people"]),
    )
