"""A day by its number alone: `depuis le 20`, `on the 27th`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import Found, joined, kind_at

NTH = small("nth")


def nth(pieces: Sequence[Piece], at: int, begin: int, today: date) -> Found:
    """`on the 27th`"""
    ending = kind_at(pieces, begin + 1) == "unknown" and pieces[begin + 1].word in NTH
    found = day_of_month(pieces, at, begin, today, led=True) if ending else None
    return joined(found[0].kind, found[0].value, pieces, at, begin + 2) if found else None


def day_of_month(
    pieces: Sequence[Piece], at: int, begin: int, today: date, *, led: bool = False
) -> Found:
    """`depuis le 20`: the latest day with that number."""
    if kind_at(pieces, begin) != "number" or kind_at(pieces, begin + 1) in ("unit", "sex", "case"):
        return None
    if not pieces[begin].text[:1].isdecimal():
        return None  # `début pour les trois`
    number = pieces[begin].value
    counts = not led and kind_at(pieces, begin + 1) in ("mark", "age", "risk")
    if not 1 <= number <= 31 or counts:
        return None
    last = today.replace(day=1) - timedelta(days=1)
    months = (today, last) if number <= today.day else (last,)
    for month in months:
        try:
            return joined("date", month.replace(day=number), pieces, at, begin + 1)
        except ValueError:
            continue
    return joined("unread", None, pieces, at, begin + 1)
