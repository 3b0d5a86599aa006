"""Diseases told day by day: `lundi 3 palu, mardi 2 palu 1 rougeole`: added, each its own. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.counts.of_week import PERIOD
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import NAMED

SAID = (":", "=", ",")
FEWEST = 2


@only_where(or_where=several("date"))
def told_by_day(pieces: Sequence[Piece]) -> list[Piece]:
    """Of one village, where each day leads its numbers; none of the days is when all fell ill."""
    found = list(pieces)
    described = any(piece.kind in ("sex", "age") for piece in pieces)  # each with a day of its own
    if described or sum(piece.kind == "place" for piece in pieces) > 1:
        return found
    days = [at for at, p in enumerate(pieces) if p.kind == "date" and not p.sign]
    counted = [at for at in days if _count_after(pieces, at) is not None]
    numbers = [at for at, p in enumerate(pieces) if p.kind == "number"]
    pairs = {at: at + 1 for at in numbers if kind_at(pieces, at + 1) == "risk"}
    if not numbers or len(counted) < FEWEST or counted != days or len(pairs) != len(numbers):
        return found
    if min(numbers) < days[0] or len({pieces[at].value for at in days}) < FEWEST:
        return found
    first: dict[object, int] = {}
    for number, risk in pairs.items():
        named = first.setdefault(pieces[risk].value, number)
        if named == number:
            continue
        all_ = found[named].value + pieces[number].value
        found[named] = found[named]._replace(value=all_, text=str(all_))
        found[number], found[risk] = idle(pieces[number]), idle(pieces[risk])
    if len(pairs) == len(first):
        return list(pieces)  # each disease on its day
    return _of_the_last(found, days)


def _count_after(pieces: Sequence[Piece], at: int) -> int | None:
    number = at + 1
    while number < len(pieces) and pieces[number].value in SAID:
        number += 1
    return number if kind_at(pieces, number) in ("number", "zero") else None


def _of_the_last(pieces: list[Piece], days: Sequence[int]) -> list[Piece]:
    named = any(piece.value in (NAMED, PERIOD) for piece in pieces)
    last = pieces[days[-1]].value
    for at in days:
        pieces[at] = idle(pieces[at], "" if named else PERIOD)
        pieces[at] = pieces[at]._replace(sign=f"{last.day}/{last.month}")
    return pieces
