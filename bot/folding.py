"""One spelling for letters that people type in many ways; shared by words and places."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

# Bambara and Fulfulde letters, then the apostrophes phones put in, then Arabic-Indic leftovers
# that NFKC keeps, and what Arabic writes in two ways. ɲ and ŋ become the digraphs that people
# write without them.
_LOOKALIKES = str.maketrans(
    {
        "ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ǝ": "e",
        "ə": "e", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ı": "i", "ł": "l",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʹ": "'", "′": "'",
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
        "«": '"', "»": '"', "“": '"', "”": '"',
        "ε": "e", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i",
        "к": "k", "м": "m", "т": "t", "в": "b", "н": "h", "ѕ": "s", "ј": "j", "ё": "e",
        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": "",
        "ο": "o", "α": "a", "ι": "i", "κ": "k", "ν": "v", "τ": "t", "υ": "u", "ρ": "p", "χ": "x",
        "β": "b", "μ": "m", "η": "n", "ζ": "z", "γ": "y",
    }
)  # fmt: skip
# Before capitals are lost: Greek ones look like other Latin letters than their small ones. And
# `ñ`, which older books and telephones have for ɲ, while it is still more than an n with a sign.
_FIRST = str.maketrans(
    {"Ν": "n", "Η": "h", "Μ": "m", "Β": "b", "Ρ": "p", "Χ": "x", "Υ": "y", "Ζ": "z", "Γ": "g"}
    | {"ñ": "ɲ", "Ñ": "ɲ"}
)
KEPT = 0x3000  # characters from here on are not remembered: nobody here writes them


class Characters(dict[int, str]):
    """What each character becomes, for `str.translate`: worked out when it is first met."""

    def __init__(self, become: Callable[[str], str]) -> None:
        self._become = become

    def __missing__(self, code: int) -> str:
        plain = self._become(chr(code))
        if code < KEPT:
            self[code] = plain
        return plain


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Lower case, no accents, look-alike letters and digits of any script made plain.

    Formatting characters (right-to-left marks, zero-width joiners) and lone surrogates vanish;
    control characters become blanks. The result's positions do not match those of `text`.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    return unicodedata.normalize("NFKD", text.translate(_FIRST).casefold()).translate(_PLAIN)


def _plain(character: str) -> str:
    if character < "\x7f" and character >= " ":
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Mn", "Me", "Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if category.startswith(("C", "Z")) else character


_PLAIN = Characters(lambda character: _plain(character).translate(_LOOKALIKES))
