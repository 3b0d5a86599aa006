"""A message that nobody understood, of whom a question was asked: whether it is the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.form import ask, chosen
from bot.handler import Context, Handler, Turn
from bot.message import Choice, Reply
from bot.store.base import millis
from bot.text import _
from handlers.alerts.records import QUERIES

OFFERED = "offered"
FRESH = timedelta(days=2)  # the question is still in mind


def answering(fallback: Handler) -> Handler:
    """`fallback`, but `2 et 4 ans` after `quel âge ?` reaches who asked, if they say so."""

    async def run(context: Context) -> Turn:
        return await _offered(context) or await fallback.run(context)

    return replace(fallback, run=run)


async def _offered(context: Context) -> Turn | None:
    """The latest report of theirs that a question waits for."""
    words = context.inbound.text.strip()
    if not words or context.inbound.choice is not None or chosen(context):
        return None
    since = millis(context.now - FRESH)
    mine = {"contact_id": context.contact.id, "since": since}
    rows = await context.session.fetch(QUERIES, "asked_of", **mine)
    if not rows:
        return None
    number = rows[0]["number"]
    text = _("Is this your answer about no {number}?", number=str(number))
    question = Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))
    return ask(context, "checking", OFFERED, question, {"number": number, "words": words})
