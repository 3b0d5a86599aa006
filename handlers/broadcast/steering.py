"""A message to many under way: how far it is, pause, go on, stop, try the failed again."""

from __future__ import annotations

from bot.contact import Contact
from bot.handler import PASS, Context, Handler, Turn, say
from bot.store.base import Row, millis
from bot.text import Text, _, n_
from bot.understanding import Understood
from handlers.broadcast.events import BroadcastSteered, Steer
from handlers.broadcast.own_words import wanted
from handlers.broadcast.records import latest, one, outcomes
from handlers.broadcast.rights import ROLES, is_theirs
from handlers.broadcast.saying import STATUS, reasons
from handlers.broadcast.words import NUMBER, begins_with

LOOKED_AT = 20
# By intent: what it does, from which states, and what is said then.
VERBS: dict[str, tuple[Steer, tuple[str, ...], Text]] = {
    "broadcast_pause": (
        "paused",
        ("sending",),
        _("No {number} is paused. To go on: RESUME BROADCAST {number}"),
    ),
    "broadcast_resume": ("resumed", ("paused",), _("No {number} goes on.")),
    "broadcast_stop": (
        "cancelled",
        ("draft", "waiting", "sending", "paused"),
        _("No {number} is cancelled. Nobody else gets it."),
    ),
    "broadcast_retry": (
        "retried",
        ("done", "sending"),
        _("No {number}: those that failed are tried again."),
    ),
}
STEERED = ("broadcast_pause", "broadcast_show")  # what is asked for in other words
NONE_YET = _("No message to many was sent in your area yet.")
NONE = _("I know no message to many of this number.")


async def run(context: Context) -> Turn:
    asked = wanted(context.understood)
    if not begins_with(context.understood, "broadcast") and asked not in STEERED:
        return PASS
    row = await _meant(context)
    if row is None:
        return say(NONE if NUMBER.search(context.inbound.text) else NONE_YET)
    verb = next(
        (name for name in VERBS if context.understood.intent(name) > 0 or name == asked), None
    )
    if verb is None:
        return say(await _status(context, row))
    what, allowed, text = VERBS[verb]
    late = what == "retried" and row["expires_at"] <= (millis(context.now) or 0)
    if row["status"] not in allowed or late:
        return say(await _status(context, row))
    number = int(row["number"])
    event = BroadcastSteered(number, context.contact.id, what, context.now)
    return say(Text(text.msgid, {"number": str(number)}), event)


async def _meant(context: Context) -> Row | None:
    """The one that is named, else the latest; if it is theirs to see."""
    found = NUMBER.search(context.inbound.text)
    rows = [await one(context.session, int(found[1]))] if found else []
    if found is None:
        rows = list(await latest(context.session, LOOKED_AT))
    areas, contact = context.knowledge.areas, context.contact
    mine = [
        row
        for row in rows
        if row is not None
        and (row["contact_id"] == contact.id or is_theirs(contact, row["area_id"], areas))
    ]
    return mine[0] if mine else None


async def _status(context: Context, row: Row) -> Text:
    counts = await outcomes(context.session, row["number"])
    failed = [each for each in counts if each["status"] == "failed"]
    text = _(
        "No {number}, {status}: {sent}, {received}.",
        number=str(row["number"]),
        status=STATUS[row["status"]],
        sent=n_(
            "{count} sent of {total}",
            "{count} sent of {total}",
            count=_sum(counts, "sent", "delivered"),
            total=str(row["recipients"] or row["people"]),
        ),
        received=n_("{count} received", "{count} received", count=_sum(counts, "delivered")),
    )
    if not failed:
        return text
    return _(
        "{text} Not sent: {reasons}. To try again: SEND AGAIN {number}",
        text=text,
        reasons=reasons(failed),
        number=str(row["number"]),
    )


def _sum(rows: list[Row], *statuses: str) -> int:
    return int(sum(row["messages"] for row in rows if row["status"] in statuses))


def claims(understood: Understood, contact: Contact) -> bool:
    """`arrêtez l'envoi du message à tous`: paused, which can be taken back."""
    return contact.has(*ROLES) and wanted(understood) in STEERED


handler = Handler(
    "broadcasts",
    run,
    frozenset({"broadcast_show", *VERBS}),
    interrupts=True,
    aside=True,
    roles=ROLES,
    claims=claims,
)
