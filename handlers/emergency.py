"""Danger signs: what to do first, before anything else is asked.

Seeking care at once is always safe to say (danger signs: IMCI, facts/clinical, section 3);
nothing here names a disease or a dose.
"""

from __future__ import annotations

from dataclasses import replace

from bot.handler import Context, Handler, Turn
from bot.message import Reply
from bot.text import _

GO_NOW = _(
    "URGENT. Go to the nearest health centre now, by day or by night. "
    "Do not wait. Emergency number: 15"
)


async def run(context: Context) -> Turn:
    return danger_first(context, Turn())


def danger_first(context: Context, turn: Turn) -> Turn:
    """What to do first, before all else that is said to a message that tells of danger."""
    if not context.understood.intent("emergency"):
        return turn
    return replace(turn, replies=(Reply(GO_NOW, emergency=True), *turn.replies))


handler = Handler("emergency", run, frozenset({"emergency"}), interrupts=True, gives_way=True)
