"""The words around a message to many: codes, numbers, and those that say for whom."""

from __future__ import annotations

import re

from bot.handler import Context
from bot.understanding import Understood
from bot.understanding.small import small

CODE = re.compile(r"\W*(\d{4})\W*")
FOUR = re.compile(r"(?<!\d)\d{4}(?!\d)")
FEW = 3  # words around a code
COMMAND = 8  # words of the longest command that is not taken for a text
NUMBER = re.compile(r"(?<!\d)(\d{1,9})(?!\d)")
EVERYBODY = "everybody"
# Small words and signs between two things that say for whom; anything else begins the text.
LINKS = small("between_audiences") | {"-", ",", "'"}
# Entries of the table [audience] of the lexicons.
MEANINGS = (
    "role_is_resident", "role_is_chw", "role_is_supervisor", "role_is_coordinator",
    "locale_is_fr", "locale_is_bm", "locale_is_en", "channel_is_tel", "channel_is_telegram",
    "channel_is_whatsapp", "kind_is_region", "kind_is_district", "kind_is_health_area",
    "followers", EVERYBODY,
)  # fmt: skip


def code_in(understood: Understood) -> str | None:
    """Four digits, alone or with a word or two: `code 4821`."""
    found = FOUR.findall(understood.text)
    few = len([word for word in understood.words if word.folded[:1].isalnum()]) <= FEW
    return found[0] if len(found) == 1 and few else None


def is_command(understood: Understood) -> bool:
    """Whether a message opens with what a coordinator tells us to do, and is short."""
    if len(understood.words) > COMMAND:
        return False
    first = understood.words[0] if understood.words else None
    wanted = (first.means("intent") or "") if first else ""
    return wanted.startswith(("broadcast", "keep_"))


def said_yes(context: Context) -> bool:
    """In their own language, to a question that is answered by other words."""
    text, locale = context.inbound.text, context.contact.locale
    return context.knowledge.lexicons.yes_no(text, locale) is True


def said_no(context: Context) -> bool:
    text, locale = context.inbound.text, context.contact.locale
    return context.knowledge.lexicons.yes_no(text, locale) is False


def begins_with(understood: Understood, intent: str) -> bool:
    """Whether the message opens with it, greetings apart: else the word is meant otherwise."""
    first = next((w for w in understood.words if w.means("intent") != "greeting"), None)
    return first is not None and (first.means("intent") or "").startswith(intent)
