"""Joining by a one-time invitation code, which gives a role in an area: `REJOINDRE K7M2PX4Q`."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.contact import Contact
from bot.folding import fold
from bot.handler import Context, Handler, Knowledge, Outcome, Reaction, Turn, say
from bot.message import Notice, Reply, Urgency
from bot.store.base import ROLES_SQL, Queries, Session, as_rows, millis
from bot.text import Text, _
from bot.understanding import Understood
from bot.understanding.phrases import Phrases
from bot.understanding.small import small
from handlers.link.events import PeopleMerged

QUERIES = Queries(Path(__file__).with_name("join.sql"), ROLES_SQL)
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
INVITING = ("supervisor", "coordinator", "admin")
NEW_ONE, ENROLS, WORKERS = small("a_new_one"), small("enrols"), small("those_who_work")
WORD = re.compile("[0-9A-Z]+")
LEARNING = _(
    "You are in training: try MEASLES 1 KORO. Nothing counts until your supervisor ends it."
)
UNKNOWN = _("This code is not valid or has been used. Ask your supervisor for a new one.")


@dataclass(frozen=True, slots=True)
class CodeSent:
    """Somebody sent an invitation code; whether it is theirs is settled when it is used."""

    contact_id: str
    code: str
    at: datetime


def new_code() -> str:
    """With a digit and a letter, so that it is no word and no number."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
        if _is_code(code):
            return code


def code_in(text: str) -> str | None:
    """The invitation code in a message, however it was spaced, cased or punctuated."""
    pieces = WORD.findall(fold(text).upper())
    runs = ["".join(pieces[at:end]) for at in range(len(pieces)) for end in _ends(pieces, at)]
    glued = [piece[-LENGTH:] for piece in pieces]
    return next(filter(_is_code, (*runs, *glued)), None)


def _ends(pieces: Sequence[str], at: int) -> range:
    """Most people keep it whole; some write it in twos or fours."""
    return range(at + 1, min(at + LENGTH // 2, len(pieces)) + 1)


def _is_code(word: str) -> bool:
    known = len(word) == LENGTH and set(word) <= set(ALPHABET)
    return known and not word.isalpha() and not word.isdecimal()


async def sent_alone(context: Context) -> CodeSent | None:
    """One of our codes and nothing else: what is missing is only the word before it."""
    whole = "".join(WORD.findall(fold(context.inbound.text).upper()))
    if not _is_code(whole):
        return None
    known = await context.session.fetch(QUERIES, "known_code", code=whole)
    return CodeSent(context.contact.id, whole, context.now) if known else None


async def run(context: Context) -> Turn:
    code = code_in(context.inbound.text)
    if code is None and context.contact.has(*INVITING):
        return say(_how_to_invite(context))
    if code is None:
        return say(_("Send JOIN and the code you were given, for example JOIN K7M2PX4Q."))
    return Turn(events=(CodeSent(context.contact.id, code, context.now),))


def claims(understood: Understood, contact: Contact) -> bool:
    """`il me faut un code pour un nouvel agent`, of who is asked for one."""
    if not contact.has(*INVITING) or code_in(understood.text):
        return False
    said = Phrases(understood.text)
    return said.has(NEW_ONE) and said.has(ENROLS) and said.has(WORKERS)


def _how_to_invite(context: Context) -> Text:
    return _(
        "Codes for new people are made on the bot's computer: kunnafoni invite --role chw --area "
        "{area}. Who sends JOIN and the code has the role.",
        area=context.contact.area_of(*INVITING) or "district-koro",
    )


def begins_in_training(knowledge: Knowledge) -> bool:
    """Whether new health workers learn first; a bot without configuration teaches nobody."""
    return bool(knowledge.options.get("reports", {}).get("training", False))


async def use(
    session: Session, events: Sequence[CodeSent], _now: datetime, knowledge: Knowledge
) -> Outcome:
    """The first to use a code has it: the answer is known only here, so it leaves from here.

    Who sends their own code once more is told again what they are by it.
    """
    first = {event.code: event for event in reversed(events)}.values()
    if used := await session.fetch(QUERIES, "use_codes", rows=as_rows(map(_row, first))):
        if begins_in_training(knowledge):
            await session.fetch(QUERIES, "begin_training", rows=as_rows(used))
        await session.fetch(QUERIES, "assign", rows=as_rows(used))
    owned = await session.fetch(QUERIES, "own_codes", rows=as_rows(map(_row, events)))
    theirs = {(row["contact_id"], row["code"]): row for row in owned}
    return Outcome(
        tuple(_answer(event, theirs.get((event.contact_id, event.code))) for event in events)
    )


def _row(event: CodeSent) -> dict[str, object]:
    return {"code": event.code, "contact_id": event.contact_id, "now": millis(event.at)}


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
        if row["training"] and row["role"] == "chw":
            text = _("{welcome} {training}", welcome=text, training=LEARNING)
    return Notice(event.contact_id, Reply(text), Urgency.ANSWER)


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    """Two contacts are one person: the codes that both used are that person's."""
    for event in merged:
        await session.fetch(QUERIES, "move_codes", older=event.older, into=event.contact_id)
    return Outcome()


handler = Handler("join", run, frozenset({"join"}), interrupts=True, claims=claims)
reactions = (Reaction(CodeSent, use, informed=True), Reaction(PeopleMerged, move))
