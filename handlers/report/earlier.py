"""Numbers of several days or weeks: days are added, earlier weeks were told before. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.pieces import Piece
from handlers.report.spans import idle, kind_at, past_fillers

WEEK = small("this_week")
BOTH = 2


def only_now(pieces: Sequence[Piece]) -> list[Piece]:
    """What is told for the first time; of the rest no number is left."""
    return _day_by_day(_latest(_this_week(list(pieces))))


def _this_week(pieces: list[Piece]) -> list[Piece]:
    """`palu : semaine passée 12, cette semaine 15`: the twelve were told then."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    first, second = numbers if len(numbers) == BOTH else (0, 0)
    before = pieces[:first]
    last = any(p.kind == "when" and p.value == "last" for p in before)
    week = last and any(p.value == "week" for p in before)
    if week and any(piece.word in WEEK for piece in pieces[first:second]):
        pieces[first] = idle(pieces[first])
    return pieces


def _latest(pieces: list[Piece]) -> list[Piece]:
    """`palu : 25 en S46, 22 en S47, 16 cette semaine S48`: the last week is reported."""
    weeks: dict[int, int] = {}  # where a number stands, and of which week it is
    for at, piece in enumerate(pieces):
        after = past_fillers(pieces, at + 1) if piece.kind == "number" else 0
        named = [p for p in pieces[at + 1 : after] if p.value == "week"]
        digits = re.search(r"\d+", named[-1].text) if named else None
        if digits is not None:
            weeks[at] = int(digits[0])
    named_once = sum(piece.kind == "risk" for piece in pieces) == 1
    if named_once and len(set(weeks.values())) > 1:
        for at, week in weeks.items():
            pieces[at] = idle(pieces[at]) if week < max(weeks.values()) else pieces[at]
    return pieces


def _day_by_day(pieces: list[Piece]) -> list[Piece]:
    """`3 hier, 2 aujourd'hui`, `lundi 4, mardi 5`: added, where each number has its day."""
    numbers = [
        at
        for at, piece in enumerate(pieces)
        if piece.kind == "number"
        and "mark" not in (kind_at(pieces, at - 1), kind_at(pieces, at + 1))
    ]
    days = [_day_of(pieces, at) for at in numbers]
    one = all(sum(p.kind == kind for p in pieces) <= 1 for kind in ("risk", "place", "sign"))
    apart = len(numbers) > 1 and None not in days and len(set(days)) == len(days)
    if not (one and apart and any(piece.kind == "risk" for piece in pieces)):
        return pieces
    all_ = sum(pieces[at].value for at in numbers)
    pieces[numbers[0]] = pieces[numbers[0]]._replace(value=all_, text=str(all_))
    for at in numbers[1:]:
        pieces[at] = idle(pieces[at])
        if kind_at(pieces, at + 1) == "case":
            pieces[at + 1] = idle(pieces[at + 1])
    return pieces


def _day_of(pieces: Sequence[Piece], at: int) -> object:
    """The day right before a number, or right behind it and its cases."""
    behind = at + 1 + (kind_at(pieces, at + 1) == "case")
    for beside in (at - 1, behind):
        if kind_at(pieces, beside) == "date":
            return pieces[beside].value
    return None
