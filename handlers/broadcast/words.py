"""The words around a message to many: codes, numbers, and those that say for whom."""

from __future__ import annotations

import re

from bot.understanding import Understood

CODE = re.compile(r"\W*(\d{4})\W*")
NUMBER = re.compile(r"(?<!\d)(\d{1,9})(?!\d)")
EVERYBODY = "everybody"
# Small words and signs between two things that say for whom; anything else begins the text.
LINKS = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "en", "dans", "et", "pour",
     "par", "to", "in", "of", "the", "and", "for", "by", "at", "-", ",", "'")
)  # fmt: skip
# Entries of the table [audience] of the lexicons.
MEANINGS = (
    "role_is_resident", "role_is_chw", "role_is_supervisor", "role_is_coordinator",
    "locale_is_fr", "locale_is_bm", "locale_is_en", "channel_is_tel", "channel_is_telegram",
    "channel_is_whatsapp", "kind_is_region", "kind_is_district", "kind_is_health_area",
    "followers", EVERYBODY,
)  # fmt: skip


def begins_with(understood: Understood, intent: str) -> bool:
    """Whether the message opens with it, greetings apart: else the word is meant otherwise."""
    first = next((w for w in understood.words if w.means("intent") != "greeting"), None)
    return first is not None and (first.means("intent") or "").startswith(intent)
