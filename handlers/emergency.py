"""Danger signs: what to do first, before anything else is asked.

Seeking care at once is always safe to say (danger signs: IMCI, facts/clinical, section 3);
nothing here names a disease or a dose.
"""

from __future__ import annotations

from dataclasses import replace

from bot.handler import Context, Handler, Turn
from bot.message import Reply
from handlers.advice.texts import advice


def go_now(context: Context) -> Reply:
    text = advice("danger.go_now", emergency=context.knowledge.emergency)
    return Reply(text, emergency=True)


async def run(context: Context) -> Turn:
    return danger_first(context, Turn())


def danger_first(context: Context, turn: Turn) -> Turn:
    """What to do first, before all else that is said to a message that tells of danger."""
    if not context.understood.intent("emergency"):
        return turn
    return replace(turn, replies=(go_now(context), *turn.replies))


handler = Handler("emergency", run, frozenset({"emergency"}), interrupts=True, gives_way=True)
