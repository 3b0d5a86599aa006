"""A message that nobody understood, with the number of something to decide: how that is done."""

from __future__ import annotations

from dataclasses import replace

from bot.form import chosen
from bot.handler import Context, Handler, Knowledge, Turn
from bot.message import Reply
from bot.store.base import Row
from bot.text import _
from handlers.alerts.announcing import described
from handlers.alerts.orders import UNDECIDED, theirs
from handlers.alerts.saying import already, not_any_more
from handlers.alerts.whose import CHECKERS
from handlers.report.buttons import checking

LONGEST = 8  # words; in more than that a number may be anything
LEAST = 10  # smaller ones count something


def naming(fallback: Handler) -> Handler:
    """`fallback`, but to who checks `232 ok` is said what 232 is and how to decide it.

    It is no decision: only a word before the number is one.
    """

    async def run(context: Context) -> Turn:
        mine = context.contact.has(*CHECKERS) and len(context.understood.words) <= LONGEST
        turn = await _how(context) if mine and not chosen(context) else None
        return turn or await fallback.run(context)

    return replace(fallback, run=run)


async def _how(context: Context) -> Turn | None:
    for number in (word.number for word in context.understood.words):
        row = await theirs(context, number) if number is not None and number >= LEAST else None
        if row is None:
            continue
        return how(row, context.knowledge)
    return None


def how(row: Row, knowledge: Knowledge) -> Turn:
    """What a number is, and how to decide it."""
    if row["status"] not in UNDECIDED:
        return Turn((Reply(not_any_more(row) or already(row)),))
    text = _(
        "No {number}, {what}. True: OK {number}. False: NO {number} and why. "
        "Question: ? {number} ...",
        number=str(row["number"]),
        what=described(row["risk"], row["cases"], knowledge),
    )
    return Turn((Reply(text, buttons=checking(row["number"])),))
