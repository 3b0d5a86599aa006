"""What somebody writes of whom a question was asked: whether it is the answer.

`2 et 4 ans` after `quel âge ?`: where nobody understands it, or where it would begin a report of no
disease (`une fille de 3 ans`, `1 : 2 et 4 ans`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.contact import Contact
from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn
from bot.message import Choice, Reply
from bot.store.base import millis
from bot.text import _
from bot.understanding import Understood
from handlers.alerts.records import QUERIES

NAME = "may_answer"
OFFERED = "offered"
FRESH = timedelta(days=2)  # the question is still in mind
LONGEST = 12  # words of what may be an answer, and names no disease
ILL = frozenset(("risk", "unlisted", "sign", "mark"))
SOMEBODY = frozenset(("sex", "case", "age", "unit", "number"))
YES, NO = Choice("yes", _("yes")), Choice("no", _("no"))
ANEW = Choice("no", _("no, a new report"))


def answering(fallback: Handler) -> Handler:
    """`fallback`, but `2 et 4 ans` after `quel âge ?` reaches who asked, if they say so."""

    async def run(context: Context) -> Turn:
        return await _offered(context, "checking", NO) or await fallback.run(context)

    return replace(fallback, run=run)


async def _offered(context: Context, handler: str, no: Choice) -> Turn | None:
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
    kept = {"number": number, "words": words}
    return ask(context, handler, OFFERED, _question(number, no), kept)


def _question(number: int, no: Choice) -> Reply:
    text = _("Is this your answer about no {number}?", number=str(number))
    return Reply(text, (YES, no))


def claims(understood: Understood, _contact: Contact) -> bool:
    """Somebody of an age, or a number, and no disease."""
    reports = understood.intents and understood.intents[0].name == "report"
    if not reports or len(understood.words) > LONGEST or understood.bare_number is not None:
        return False
    kinds = {sense.kind for word in understood.words for sense in word.senses[:1]}
    somebody = any(word.number is not None for word in understood.words) or kinds & SOMEBODY
    return bool(somebody) and not kinds & ILL


def handing(
    anew: Callable[[Context, str], Awaitable[Turn]],
    answered: Callable[[Context, int, str], Awaitable[Turn]],
) -> Handler:
    """`anew`: takes the words as a report of its own; `answered`: as the answer."""

    async def run(context: Context) -> Turn:
        waiting = context.conversation
        if waiting is None:
            return await _offered(context, NAME, ANEW) or PASS
        number, words = int(waiting.answers["number"]), waiting.answers["words"]
        match chosen(context):
            case "yes":
                return await answered(context, number, words)
            case "no":
                return await anew(context, words)
        help_text = _("Please answer with one of the numbers.")
        return ask_again(context, _question(number, ANEW), help_text)

    return Handler(
        NAME,
        run,
        interrupts=True,
        yields=frozenset({OFFERED}),
        claims=claims,
        leaves=lambda context: context.conversation is None,
    )
