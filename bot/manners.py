"""What the core itself says, whatever the features: an apology, an old button, a robot."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.handler import Context, Handler, Turn, say
from bot.message import Inbound, Reply
from bot.text import _
from bot.turns import Limits

APOLOGY = Reply(_("Something went wrong. Your message is kept. Please try again later."))


def talker(limits: Limits) -> Reply:
    """What an operator is told of a phone that answers like a robot."""
    return Reply(
        _(
            "A phone got the same answer {times} times in {minutes} minutes: perhaps another "
            "robot. Answers to it are held back.",
            times=str(limits.same_answers),
            minutes=f"{limits.same_within.total_seconds() / 60:.0f}",
        )
    )


async def _too_late(_context: Context) -> Turn:
    return say(_("This button is from an earlier question. Please answer the last one."))


OLD_BUTTON = Handler("old button", _too_late, aside=True)


def is_old(inbound: Inbound, conversation: Conversation | None) -> bool:
    """Whether a button was pressed that does not belong to the question that waits."""
    if inbound.choice is None:
        return False
    return conversation is None or inbound.choice not in conversation.choices
