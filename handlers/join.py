"""Joining by a one-time invitation code, which gives a role in an area: `REJOINDRE K7M2PX4Q`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.handler import Context, Handler, Outcome, Reaction, Turn, say
from bot.message import Notice, Reply, Urgency
from bot.store.base import Queries, Session, as_rows, millis
from bot.text import Text, _

QUERIES = Queries(Path(__file__).with_name("join.sql"))
# No 0 O 1 I L 5 S 8 B: what a person reads aloud on the telephone must not be mistaken.
ALPHABET = "234679ACDEFGHJKMNPQRTUVWXYZ"
LENGTH = 8
ROLE_NAMES: dict[str, Text] = {
    "resident": _("resident"),
    "chw": _("health worker"),
    "supervisor": _("supervisor"),
    "coordinator": _("coordinator"),
    "admin": _("administrator"),
}
UNKNOWN = _("This code is not valid or has been used. Ask your supervisor for a new one.")


@dataclass(frozen=True, slots=True)
class CodeSent:
    """Somebody sent an invitation code; whether it is theirs is settled when it is used."""

    contact_id: str
    code: str
    at: datetime


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))


def code_in(text: str) -> str | None:
    """The invitation code in a message, however it was spaced or cased."""
    words = text.upper().replace("-", "").split()
    for word in (*words, "".join(words[1:])):
        if len(word) == LENGTH and set(word) <= set(ALPHABET):
            return word
    return None


async def run(context: Context) -> Turn:
    code = code_in(context.inbound.text)
    if code is None:
        return say(_("Send JOIN and the code you were given, for example JOIN K7M2PX4Q."))
    return Turn(events=(CodeSent(context.contact.id, code, context.now),))


async def use(session: Session, events: Sequence[CodeSent]) -> Outcome:
    """The first to use a code has it: the answer is known only here, so it leaves from here."""
    rows = {event.code: event for event in reversed(events)}.values()
    used = {
        (row["used_by"], row["code"]): row
        for row in await session.fetch(
            QUERIES,
            "use_codes",
            rows=as_rows(
                {"code": event.code, "contact_id": event.contact_id, "now": millis(event.at)}
                for event in rows
            ),
        )
    }
    gained = [
        {"contact_id": row["used_by"], "role": row["role"], "area_id": row["area_id"]}
        for row in used.values()
    ]
    if gained:
        await session.fetch(QUERIES, "assign", rows=as_rows(gained))
    return Outcome(
        tuple(_answer(event, used.get((event.contact_id, event.code))) for event in events)
    )


def _answer(event: CodeSent, row: dict[str, object] | None) -> Notice:
    text = UNKNOWN
    if row is not None:
        role = ROLE_NAMES[str(row["role"])]
        text = _("Welcome. You are now {role}. Send HELP to see what you can do.", role=role)
        if row["area_name"]:
            text = _(
                "Welcome. You are now {role}, {area}. Send HELP to see what you can do.",
                role=role,
                area=str(row["area_name"]),
            )
    return Notice(event.contact_id, Reply(text), Urgency.ANSWER)


handler = Handler("join", run, frozenset({"join"}), interrupts=True)
reaction = Reaction(CodeSent, use)
