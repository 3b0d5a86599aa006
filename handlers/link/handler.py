"""Linking a phone number: `LIER`, then the number itself, shared or typed and proved by a code."""

from __future__ import annotations

import re

from bot.address import Address, tel
from bot.errors import InvalidAddress
from bot.form import ask, ask_again
from bot.handler import Context, Handler, Turn, say
from bot.message import Reply
from bot.text import _
from handlers.link.codes import LIFE, TRIES, code_in, fits, new_code
from handlers.link.events import CodeMissed, CodeWanted, NumberProved, Proof
from handlers.link.records import latest_code, too_many

NUMBER = re.compile(r"\+?\d[\d\s().-]{6,}\d")
SHARE = _("Which phone number is yours? Share it by the button below, if there is one, or send it.")
OTHER = _(
    "Which other number is yours? Send it: it gets a code by SMS. For Telegram, write LINK there."
)
TYPE = _("Type the six digits that came by SMS.")
TOO_LATE = _("This code is no longer valid. Send LINK for a new one.")


async def run(context: Context) -> Turn:
    if context.inbound.shared is not None:
        return Turn(events=(_proved(context, context.inbound.shared, "shared"),))
    number = _number(context.inbound.text)
    if number is not None:
        return await _send_code(context, number)
    waiting = context.conversation
    if waiting is None or context.understood.intent("link"):
        return ask(context, "link", "number", _question(context))
    if waiting.step == "code":
        return await _try(context, Address.parse(waiting.answers["number"]))
    return ask_again(context, _question(context), _("I did not find a phone number."))


def _question(context: Context) -> Reply:
    if context.inbound.sender.scheme == "tel":
        return Reply(OTHER)
    return Reply(SHARE, wants="contact")


def _number(text: str) -> Address | None:
    found = NUMBER.search(text)
    if found is None:
        return None
    try:
        return tel(found[0])
    except InvalidAddress:
        return None


async def _send_code(context: Context, number: Address) -> Turn:
    """The same answer whether we know the number or not: it is nobody's business."""
    if number == context.inbound.sender:
        return say(_("This is the number you write from."))
    if await too_many(context, number):
        return say(_("Enough codes were sent. Please try again in an hour."))
    text = _(
        "If {number} is known here, it now gets a code by SMS. Type the code here within "
        "{minutes} minutes.",
        number=number.path,
        minutes=f"{LIFE.total_seconds() / 60:.0f}",
    )
    answers = {"number": str(number)}
    turn = ask(context, "link", "code", Reply(text), answers, patience=LIFE)
    event = CodeWanted(context.contact.id, number, new_code(), context.now)
    return Turn(turn.replies, turn.conversation, (event,))


async def _try(context: Context, number: Address) -> Turn:
    known = await latest_code(context, number)
    if known is None:
        return say(TOO_LATE)
    sealed, tries = known
    code = code_in(context.inbound.text)
    if code is None:
        return ask_again(context, Reply(TYPE), _("I did not find a code."))
    if tries >= TRIES:
        return say(TOO_LATE)
    if fits(code, sealed):
        return Turn(events=(_proved(context, number, "code"),))
    missed = CodeMissed(context.contact.id, number)
    if tries + 1 >= TRIES:
        return Turn((Reply(TOO_LATE),), events=(missed,))
    wrong = Reply(_("This is not the code. Please look again and type it."))
    return Turn((wrong,), context.conversation, (missed,))


def _proved(context: Context, number: Address, proof: Proof) -> NumberProved:
    return NumberProved(context.contact.id, context.inbound.sender, number, proof, context.now)


handler = Handler("link", run, frozenset({"link", "shared"}), interrupts=True, numbers=True)
