"""How long an illness lasts, as people tell it: `depuis 3 jours`, `hier`, `2 semaines`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.understanding import Word
from handlers.advice.days import RELATIVE

PEOPLE = ("case", "age", "sex")
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


def only_days(words: Sequence[Word]) -> bool:
    """Days or hours are told, and no birth: an age, or how long, nobody can say."""
    said = {word.means("unit") for word in words}
    born = any(word.means("aged") for word in words)
    return bool(said & {"day", "hour"}) and not said & {"week", "month", "year"} and not born


def told_of_somebody(words: Sequence[Word]) -> bool:
    """`mon bébé de 3 jours`, not `fièvre 3 jours`: who it is stands right before the number."""
    at = next((i for i, word in enumerate(words) if _number(word) is not None), 0)
    at -= 1 if at and words[at - 1].means("unit") in DAYS else 0  # `tile 2`
    before = [w for w in words[:at] if w.senses and not _is_small(w)]
    return bool(before) and any(before[-1].means(kind) for kind in PEOPLE)


def _is_small(word: Word) -> bool:
    return word.means("filler") is not None and not any(word.means(kind) for kind in PEOPLE)


def _number(word: Word) -> int | None:
    written = word.means("number")
    return int(written) if written is not None else word.number


def _since(words: Sequence[Word], at: int) -> bool:
    return any(w.means("when") in ("since", "ago", "began") for w in words[max(0, at - 2) : at])
