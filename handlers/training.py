"""`FORMATION FINIE 123`: who learns to report sends what counts from then on.

A new health worker is in training: what they send is answered the same and marked, and counted
apart. Whoever checks their reports takes them out, by the number of any report of theirs, or by
their phone number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.address import tel
from bot.contact import Contact
from bot.errors import InvalidAddress
from bot.handler import PASS, Context, Handler, Outcome, Reaction, Turn, say
from bot.message import Notice, Reply
from bot.store.base import Queries, Row, Session, as_rows, millis
from bot.text import Text, _
from bot.understanding import Understood
from bot.understanding.phrases import Phrases
from bot.understanding.small import small

QUERIES = Queries(Path(__file__).with_name("training.sql"))
CHECKERS = frozenset({"supervisor", "coordinator", "admin"})
LEARNING, ENDED, WHO = small("in_training"), small("training_ended"), small("who_learns")
MANY = small("tells_many", "writes_to_many")  # what is said to all of them
PHONE = 8  # digits, from which on a number is a phone's
DIGITS = re.compile(r"\+?\d[\d .-]*")
OVER = _("Your training is over. From now on what you send counts and is passed on. Thank you.")
AGAIN = _("You are in training: what you send is answered, and does not count.")
UNKNOWN = _("I know no health worker of that number in your area. Example: TRAINING OVER 123")


@dataclass(frozen=True, slots=True)
class TrainingChanged:
    """A health worker is in training from now on, or no more."""

    contact_id: str
    training: bool
    by: str | None
    at: datetime


async def run(context: Context) -> Turn:
    words = context.understood.words
    verb = next((word for word in words if word.means("intent") != "greeting"), None)
    if verb is None or verb.means("intent") not in ("training", "training_end"):
        asked = claims(context.understood, context.contact)
        return await _how_many(context) if asked else PASS  # "la formation est lundi"
    found = DIGITS.search(context.understood.text[verb.end :])
    if found is None:
        return await _how_many(context)
    rows = await _meant(context, found[0])
    theirs = [row for row in rows if _is_theirs(context, row["area_id"])]
    if not theirs:
        return say(UNKNOWN)
    return _changed(context, theirs[0], training=verb.means("intent") == "training")


def claims(understood: Understood, contact: Contact) -> bool:
    """`qui est en formation ?`, `Hawa a fini sa formation`: nobody is known here by a name."""
    said = Phrases(understood.text)
    asks = said.has(ENDED) or said.has(WHO)
    return contact.has(*CHECKERS) and said.has(LEARNING) and asks and not said.has(MANY)


async def _meant(context: Context, said: str) -> list[Row]:
    digits = re.sub(r"\D", "", said)
    if len(digits) < PHONE:
        return await context.session.fetch(QUERIES, "who_sent", number=int(digits))
    try:
        address = tel(said.strip())
    except InvalidAddress:
        return []
    return await context.session.fetch(QUERIES, "who_has", address=str(address))


def _is_theirs(context: Context, area_id: str | None) -> bool:
    return context.knowledge.areas.entrusted(context.contact, CHECKERS, area_id)


def _changed(context: Context, row: Row, *, training: bool) -> Turn:
    if bool(row["training"]) == training:
        return say(_("In training already.") if training else _("Not in training any more."))
    event = TrainingChanged(row["id"], training, context.contact.id, context.now)
    if training:
        return say(_("In training: what they send does not count. They are told."), event)
    return say(_("Training over: what they send counts from now on. They are told."), event)


async def _how_many(context: Context) -> Turn:
    rows = await context.session.fetch(QUERIES, "learners")
    people = {row["id"] for row in rows if _is_theirs(context, row["area_id"])}
    return say(
        _(
            "In training in your area: {people}. To end it: TRAINING OVER and the number of a "
            "report of theirs, or their phone number.",
            people=str(len(people)),
        )
    )


async def change(session: Session, events: Sequence[TrainingChanged]) -> Outcome:
    rows = as_rows(
        {"contact_id": e.contact_id, "training": int(e.training), "at": millis(e.at)}
        for e in events
    )
    changed = {row["id"] for row in await session.fetch(QUERIES, "set_training", rows=rows)}
    await session.fetch(QUERIES, "expect_from", rows=rows)
    told = {e.contact_id: e.training for e in events if e.contact_id in changed}
    return Outcome(tuple(Notice(who, Reply(_said(learns))) for who, learns in told.items()))


def _said(learns: bool) -> Text:
    return AGAIN if learns else OVER


handler = Handler(
    "training",
    run,
    frozenset({"training", "training_end"}),
    interrupts=True,
    roles=CHECKERS,
    claims=claims,
)
reaction = Reaction(TrainingChanged, change)
