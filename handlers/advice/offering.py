"""Advice by one digit, at the end of what another feature answered."""

from __future__ import annotations

from dataclasses import replace

from bot.form import ask
from bot.handler import Context, Turn
from bot.message import Choice
from bot.text import _
from handlers.advice.wanted import MENU, PREFIX, about

STEP = "offered_"
WHAT_TO_DO = _("what to do")


def with_advice(context: Context, turn: Turn, risk: str, place_id: str | None = None) -> Turn:
    """The same answer, and what to do about that illness by one digit, where we have advice on it.

    `risk` is an id of the list of health risks, `place_id` where the sick are. Never in the place
    of a question that waits.
    """
    topic = about(f"{PREFIX}{risk}")
    if topic in (None, MENU) or turn.conversation is not None or not turn.replies:
        return turn
    last = replace(turn.replies[-1], choices=(Choice("advice", WHAT_TO_DO),))
    asked = ask(context, "advice", f"{STEP}{topic}", last, {"place_id": place_id})
    replies = (*turn.replies[:-1], *asked.replies)
    return replace(turn, replies=replies, conversation=asked.conversation)
