"""What the core itself says, whatever the features: an apology, an old button, a robot."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Conversation
from bot.form import TOO_LATE, ask_on
from bot.handler import Context, Handler, Turn, say
from bot.message import Inbound, Reply
from bot.replies import meant, ordered
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
    return say(TOO_LATE)


async def _in_private(context: Context) -> Turn:
    """Once, when a group first calls us; then never, so that nothing there goes in circles."""
    if not context.contact.new:
        return Turn()
    return say(_("I answer in private only. Open my profile and send me a message there."))


async def _words_only(_context: Context) -> Turn:
    return say(_("I can only read text. Please write it. Send HELP to see what you can do."))


def resumed(
    handler: Handler, turn: Turn, context: Context, waiting: Handler | None, open_: Conversation
) -> Turn:
    """What another handler answered, then the question of `waiting`, if that goes on.

    Not where the answer asks itself: two questions at once get wrong answers.
    """
    offers = turn.conversation is not None and turn.conversation.step in handler.offers
    ends = context.understood.intent("stop") > 0 or any(reply.emergency for reply in turn.replies)
    if waiting is None or waiting is handler or (turn.conversation and not offers) or ends:
        return turn
    question = waiting.again(context, open_) if turn.replies else None
    if question is None:
        return turn
    said = tuple(replace(reply, choices=()) for reply in turn.replies)
    return ask_on(replace(turn, replies=said), question, open_)


OLD_BUTTON = Handler("old button", _too_late, aside=True)
GROUP = Handler("group", _in_private, aside=True)
UNREADABLE = Handler("unreadable", _words_only, aside=True)


def pressed(inbound: Inbound, conversation: Conversation | None) -> Inbound:
    """The same, its button read as the key of the question that waits, or as an order."""
    if (order := ordered(inbound.choice)) is not None:
        return replace(inbound, text=order[1])
    if inbound.choice is None or conversation is None:
        return inbound
    return replace(inbound, choice=meant(inbound.choice, conversation.choices))


def out_of_turn(inbound: Inbound, conversation: Conversation | None) -> Handler | None:
    """Who answers what no feature could: an old button, a group, a picture without words."""
    if inbound.group:
        return GROUP
    if is_old(inbound, conversation) and conversation is not None:
        return OLD_BUTTON  # where nothing waits, who comes last may still know its question
    return UNREADABLE if inbound.unreadable and not inbound.text.strip() else None


def is_old(inbound: Inbound, conversation: Conversation | None) -> bool:
    """Whether a button was pressed that does not belong to the question that waits."""
    if inbound.choice is None or ordered(inbound.choice) is not None:
        return False
    if conversation is None or inbound.choice not in conversation.choices:
        return True
    return None not in (inbound.asked, conversation.asked) and inbound.asked != conversation.asked
