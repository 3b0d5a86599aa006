"""The days of a week in a row, written short: `Mon 1 Tue 3 Wed 2 ... = 14`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.understanding.small import small
from handlers.report.counts.of_week import PERIOD
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import NAMED, WEEK

SHORT = small("short_days")
SEVEN, NEAR = 7, 5  # days; pieces in which `day by day :` may stand
FEWEST = 3  # days: fewer are read one by one
ENDS = ("=", "total")
SO = small("so", "that_is")
BY_DAY = small("day", "by")
STROKES = (",", ";", "/", "-", "|", "\n", ".")
SAID = (":", "=")


class _Days(NamedTuple):
    begin: int
    end: int
    numbers: tuple[int, ...]
    last: int  # weekday: 0 is Monday


@only_where(words=SHORT)
def days_in_a_row(pieces: Sequence[Piece], today: date) -> list[Piece]:
    """All of them together, which is what a total behind them must say."""
    row = next(filter(None, (_row_at(pieces, at) for at in range(len(pieces)))), None)
    if row is None:
        return list(pieces)
    all_ = sum(row.numbers)
    first = pieces[row.begin]
    told = [Piece("number", all_, first.start, first.end, str(all_))]
    stated, end = _total_after(pieces, row.end)
    if stated is not None and stated != all_:
        told.append(Piece("elsewhere", "unsure", first.end, first.end))
    named = any(piece.value in (WEEK, NAMED, PERIOD) for piece in pieces)
    if not named:
        day = today - timedelta(days=(today.weekday() - row.last) % SEVEN)
        week = Piece("filler", PERIOD, first.end, first.end, first.text)
        told.append(week._replace(sign=f"{day.day}/{day.month}"))
    by_day = [idle(p) if p.word in BY_DAY else p for p in pieces[: row.begin][-NEAR:]]
    return [*pieces[: max(0, row.begin - NEAR)], *by_day, *told, *pieces[end:]]


def _row_at(pieces: Sequence[Piece], at: int) -> _Days | None:
    """Three days or more, each with its number, one of them at least written short."""
    numbers: list[int] = []
    begin, end, short, last = at, at, False, 0
    while at < len(pieces) and (pieces[at].kind == "weekday" or pieces[at].word in SHORT):
        number = at + 1
        while number < len(pieces) and pieces[number].value in SAID:
            number += 1
        if kind_at(pieces, number) not in ("number", "zero"):
            break
        short = short or pieces[at].word in SHORT
        # From Monday on, where it is no word that we know.
        last = int(pieces[at].value) if pieces[at].kind == "weekday" else len(numbers)
        numbers.append(pieces[number].value if pieces[number].kind == "number" else 0)
        at = end = number + 1
        while at < len(pieces) and pieces[at].value in STROKES:
            at += 1
    return _Days(begin, end, tuple(numbers), last) if short and len(numbers) >= FEWEST else None


def _total_after(pieces: Sequence[Piece], at: int) -> tuple[int | None, int]:
    """The number behind `=` or `total`, and where it ends; `.` may part them."""
    begin = at
    while begin < len(pieces) and (
        pieces[begin].value in (*ENDS, *STROKES, ":", "(") or pieces[begin].word in SO
    ):
        begin += 1
    said = any(p.value in ENDS or p.word in SO for p in pieces[at:begin])
    if said and kind_at(pieces, begin) == "number":
        return int(pieces[begin].value), begin + 1
    return None, at
