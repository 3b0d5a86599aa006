"""How long an illness lasts, as people tell it: `depuis 3 jours`, `hier`, `2 semaines`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.understanding import Word
from handlers.advice.days import RELATIVE

DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30}


def days_told(words: Sequence[Word], on: date, *, bare: bool) -> int | None:
    """Days; None if it is not told. `bare`: it was asked for, so that "3 jours" is enough."""
    for at, word in enumerate(words):
        if (back := RELATIVE.get(word.means("onset") or "")) is not None:
            return back
        number = _number(word)
        unit = words[at + 1].means("unit") if at + 1 < len(words) else None
        if number is not None and unit in DAYS and (bare or _since(words, at)):
            return number * DAYS[unit]
        if (weekday := word.means("weekday")) is not None and (bare or _since(words, at)):
            return (on.weekday() - int(weekday)) % 7
    return None


def _number(word: Word) -> int | None:
    written = word.means("number")
    return int(written) if written is not None else word.number


def _since(words: Sequence[Word], at: int) -> bool:
    return any(w.means("when") in ("since", "ago", "began") for w in words[max(0, at - 2) : at])
