"""A text as Telegram takes it: in parts that are not too long, cut where it hurts least."""

from __future__ import annotations

LONGEST = 4096  # UTF-16 code units, which is how Telegram counts
SIGNS = ("\n", " ")  # where to cut: after a line, else after a word, else anywhere


def parts(text: str, longest: int = LONGEST) -> list[str]:
    """At least one; none longer than `longest`, no character cut in two."""
    found = []
    while len(text) > longest // 2 and units(text) > longest:
        end = _fits(text, longest)
        cut = next((at for sign in SIGNS if (at := text.rfind(sign, 0, end + 1)) > 0), end)
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip("\n ")
    return [part for part in (*found, text) if part.strip()] or [text]


def units(text: str) -> int:
    """Characters outside the basic plane, such as most emoji, count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def _fits(text: str, longest: int) -> int:
    """How many characters of `text` have at most `longest` units."""
    room = longest
    for position, character in enumerate(text):
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            return position
    return len(text)
