"""Bambara: years that people have not reached, or have passed. Pure.

`den 4, u si ma san 5 bɔ` are under five, `u bɛɛ si tɛmɛna san 5 kan` over five.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.bounds import group_of, months_of
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import joined, kind_at

NOT_REACHED, REACHED = small("not_reached"), small("reached")
PASSED, ABOVE = small("passed_years"), small("above")
NOT_YET = {word.split()[-1] for word in NOT_REACHED}


@only_where(words=NOT_REACHED | NOT_YET | PASSED)
def years_passed(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece, at = _bounded(pieces, at) or (pieces[at], at + 1)
        found.append(piece)
    return found


def _bounded(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    if kind_at(pieces, at + 1) != "unit" or kind_at(pieces, at + 2) != "number":
        return None
    end = at + 3
    behind = pieces[end].word if end < len(pieces) else ""
    word = pieces[at].word
    if word in PASSED:
        bound, end = "more", end + (behind in ABOVE)
    elif word in NOT_REACHED or (word in NOT_YET and behind in REACHED):
        bound, end = "less", end + (behind in REACHED)
    else:
        return None
    group = group_of(bound, months_of(pieces[at + 2].value, pieces[at + 1].value))
    return joined("age", group, pieces, at, end) if group else None
