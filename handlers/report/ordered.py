"""The numbers of an order: `ANNULER 1 2`, `CORRIGER 123 palu 2`. Pure."""

from __future__ import annotations

from bot.understanding import Understood
from bot.understanding.small import small
from handlers.report.words.spans import AND

BETWEEN = small("before_number", "after_order", "numbered_thing", "my") | AND | {*",;.:#°"}
SHOWN = 12  # digits of a number that is told back; the rest would fill the answer
MOST = 20  # reports that are withdrawn by one message


def several_numbers(understood: Understood, command: str) -> tuple[int, ...]:
    """`1 2`, `1, 2 et 3`: the numbers behind the word, where nothing else is said; else none."""
    words = iter(understood.words)
    if not any(word.means("intent") == command for word in words):
        return ()
    rest = list(words)
    numbers = [word.number for word in rest if word.number is not None]
    only = all(word.number is not None or word.folded in BETWEEN for word in rest)
    found = tuple(dict.fromkeys(numbers))
    return found if only and 1 < len(found) <= MOST else ()


def endless_number(understood: Understood, command: str) -> str | None:
    """`CORRIGER 123456789012345678 palu 3`: so many digits are the number of no report.

    They are no number anybody counts by, and without one the latest report would be meant.
    """
    words = iter(understood.words)
    if not any(word.means("intent") == command for word in words):
        return None
    first = next((word for word in words if word.folded not in BETWEEN), None)
    endless = first is not None and first.number is None and first.folded.isdecimal()
    return f"{first.folded[:SHOWN]}..." if first and endless else None
