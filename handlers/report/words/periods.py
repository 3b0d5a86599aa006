"""From a day to another: the week of a report, and no onset: `du 16 au 22 novembre`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding.small import small
from handlers.report.words.neighbours import ORDINALS
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import glued, joined, kind_at
from handlers.report.words.week_words import LONGEST, THE_LATEST, year_too

COUNTED = ("case", "sex", "risk")
WORKING = (4, 5, 6)  # days from the first to the last
TO = small("to")
BETWEEN, AND, THE = small("between_days"), small("and"), small("the")
FROM, DAY = small("from_day"), "weekday"
ANY_YEAR = 2000  # one with a 29 February


@dataclass(frozen=True, slots=True)
class _Day:
    """A day, its month where that is said, and where the next piece begins."""

    day: int
    month: int | None
    end: int


def period(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    """`16 au 22 novembre`, `16/11 au 22/11/2026`, `du 16 au 22`."""
    first = _day_at(pieces, at)
    if first is None or first.end >= len(pieces):
        return None
    hyphen = kind_at(pieces, first.end) == "stroke" and pieces[first.end].value == "-"
    if not (pieces[first.end].word in TO or hyphen or _between(pieces, at, first.end)):
        return None
    begin = first.end + 1
    while kind_at(pieces, begin) == DAY or (begin < len(pieces) and pieces[begin].word in THE):
        begin += 1  # `lundi 23 au dimanche 29`
    last = _day_at(pieces, begin)
    days = _days_between(first, last) if last else 0
    if last is None or days < 1:
        return None
    if last.month is None:
        led = at > 0 and pieces[at - 1].word in FROM and kind_at(pieces, last.end) not in COUNTED
        week = days in WORKING and last.day <= LONGEST
        return _of_days(pieces, at, last, days) if led and week else None
    return _of_days(pieces, at, last, days)


def _day_at(pieces: Sequence[Piece], at: int) -> _Day | None:
    """`29`, `1er novembre`, `29/11`, `29/11/2026`; of `29 / 11` nobody knows."""
    if kind_at(pieces, at) != "number":
        return None
    day, end = pieces[at].value, at + 1
    if end < len(pieces) and pieces[end].value in ORDINALS and glued(pieces, at, end + 1):
        end += 1
    if kind_at(pieces, end) == "month":
        year = kind_at(pieces, end + 1) == "number" and pieces[end + 1].text.startswith("20")
        named = year and len(pieces[end + 1].text) == len("2026")
        return _Day(day, int(pieces[end].value), end + 1 + named)
    stroke = kind_at(pieces, end) == "stroke" and pieces[end].value == "/"
    if stroke and kind_at(pieces, end + 1) == "number" and glued(pieces, at, end + 2):
        return _Day(day, pieces[end + 1].value, year_too(pieces, end + 2))
    return _Day(day, None, end)


def _days_between(first: _Day, last: _Day) -> int:
    """So many; 0 where there is no such day, or the last is not after the first."""
    if first.month is None or last.month is None:
        return last.day - first.day
    try:
        begin = date(ANY_YEAR, first.month, first.day)
        end = date(ANY_YEAR + (last.month < first.month), last.month, last.day)
    except (ValueError, OverflowError):
        return 0
    return (end - begin).days


def _between(pieces: Sequence[Piece], at: int, end: int) -> bool:
    """`entre le lundi 23 et le dimanche 29 novembre`."""
    led = any(piece.word in BETWEEN for piece in pieces[max(0, at - 3) : at])
    return led and pieces[end].word in AND


def _of_days(pieces: Sequence[Piece], at: int, last: _Day, days: int) -> tuple[Piece, int]:
    """With its last day and month where it is a week, or the working days of one."""
    begin = at - 1 if kind_at(pieces, at - 1) == DAY else at
    piece, end = joined("filler", "period", pieces, begin, last.end)
    month = THE_LATEST if last.month is None else last.month
    return piece._replace(sign=f"{last.day}/{month}" if days in WORKING else ""), end
