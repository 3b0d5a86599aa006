"""`ok`, `bien reçu`, `je l'appelle`, to what asks for nothing: it is taken as seen."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.folding import fold
from bot.form import chosen
from bot.handler import Context, Handler, Turn, say
from bot.text import _
from bot.understanding.small import small
from handlers.alerts.listing import Shown, own, told, waiting_for
from handlers.alerts.whose import CHECKERS

SEEN = small("acknowledged", "seen", "sees_to_it")
BESIDE = small("courtesy", "beside_seen")
THUMBS = small("thumbs_up")
WORD = re.compile(r"\w+")
LONGEST = 8  # words
THANKS = _("Thank you. Send HELP to see what you can do.")


def hearing(fallback: Handler) -> Handler:
    """`fallback`, but who only says that they have read is thanked, and no menu is shown.

    To who decides it is said what waits for them: `vu` decides nothing.
    """

    async def run(context: Context) -> Turn:
        if context.contact.new or chosen(context) or not only_seen(context.understood.text):
            return await fallback.run(context)
        areas = own(context)
        if context.contact.has(*CHECKERS) and await waiting_for(context, areas):
            return await told(context, areas, Shown())
        return say(THANKS)

    return replace(fallback, run=run)


def only_seen(text: str) -> bool:
    """Whether all of its words say so, among courtesies."""
    words = WORD.findall(fold(text))
    if not words:
        return any(sign in text for sign in THUMBS)
    if len(words) > LONGEST or "?" in text:
        return False
    left = f" {' '.join(words)} "
    for phrase in sorted(map(_plain, SEEN), key=len, reverse=True):
        left = left.replace(phrase, " ")
    seen = left.split() != words
    return seen and all(word in BESIDE for word in left.split())


def _plain(phrase: str) -> str:
    return f" {' '.join(WORD.findall(fold(phrase)))} "
