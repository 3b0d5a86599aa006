"""Days of birth as people write them: whole, without a year, a month, or `hier`. Pure.

Each reader returns the first and the last day that can be meant and how many words it takes.
Without a year it is the latest that is not to come.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

from bot.understanding import Word

RELATIVE = {"today": 0, "yesterday": 1, "before_yesterday": 2}
YEARS = range(1900, 2200)
Found: TypeAlias = tuple[date, date, int] | None


class Impossible(ValueError):
    """A day that no calendar has."""


def dated(words: Sequence[Word], at: int, on: date) -> Found:
    """`12/03/2026`, `2026-03-12`, `12/3`, `12 mars`, `12 mars 2026`, `March 12`."""
    first = words[at].number
    if first is None:
        return _month_first(words, at, on)
    if at + 2 < len(words) and words[at + 1].text in ("/", "-", "."):
        return _with_signs(words, at, on)
    month = _month(words, at + 1)
    if month is None:
        return None
    year, length = _year_after(words, at + 2)
    return _one(_on(year, month, first, on), 2 + length)


def _with_signs(words: Sequence[Word], at: int, on: date) -> Found:
    first, second = words[at].number, words[at + 2].number
    if first is None or second is None:
        return None
    sign = words[at + 1].text
    third = words[at + 4].number if at + 4 < len(words) and words[at + 3].text == sign else None
    if third is not None:
        if first in YEARS:
            return _one(_on(first, second, third, on), 5)
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _one(_on(_four_digits(third, on), month, day, on), 5)
    return _one(_on(None, second, first, on), 3) if sign == "/" else None


def _month_first(words: Sequence[Word], at: int, on: date) -> Found:
    """`March 12`, `March 12, 2026`."""
    month = _month(words, at)
    number = words[at + 1].number if at + 1 < len(words) else None
    if month is None or number is None or number > 31:
        return None
    comma = 1 if at + 2 < len(words) and words[at + 2].text == "," else 0
    year, length = _year_after(words, at + 2 + comma)
    return _one(_on(year, month, number, on), 2 + (length + comma if length else 0))


def month_of(words: Sequence[Word], at: int, on: date, *, born: bool) -> Found:
    """`en mars`, `mars 2026`: any day of it; a month alone only after "born"."""
    month = _month(words, at)
    if month is None:
        return None
    year, length = _year_after(words, at + 1)
    if year is None:
        if not born and len(words) > 1:
            return None
        year = on.year if month <= on.month else on.year - 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1), date(year, month, last), 1 + length


def year_of(words: Sequence[Word], at: int) -> Found:
    """`né en 2025`."""
    year = words[at].number
    return (date(year, 1, 1), date(year, 12, 31), 1) if year in YEARS and year else None


def relative(words: Sequence[Word], at: int, on: date) -> Found:
    """`né hier`, `born today`."""
    back = RELATIVE.get(words[at].means("onset") or "")
    if back is not None:
        return _one(on - timedelta(days=back), 1)
    weekday = words[at].means("weekday")
    if weekday is None:
        return None
    return _one(on - timedelta(days=(on.weekday() - int(weekday)) % 7), 1)


def _one(day: date, length: int) -> tuple[date, date, int]:
    return day, day, length


def _month(words: Sequence[Word], at: int) -> int | None:
    written = words[at].means("month") if at < len(words) else None
    return int(written) if written is not None else None


def _year_after(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    year = words[at].number if at < len(words) else None
    return (year, 1) if year in YEARS else (None, 0)


def _four_digits(year: int, on: date) -> int:
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= on.year else 1900 + year


def _on(year: int | None, month: int, day: int, on: date) -> date:
    """That day; without a year the latest, and 29 February is eight years away at most.

    Raises `Impossible`.
    """
    for each in (year,) if year is not None else range(on.year, on.year - 9, -1):
        try:
            found = date(each, month, day)
        except (ValueError, OverflowError):
            continue
        if year is not None or found <= on:
            return found
    raise Impossible
