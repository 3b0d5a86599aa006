"""What is said not to be: `à Kassaro et non à Kiban`, `de la S47 et non de la S48`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import AND, idle, kind_at
from handlers.report.words.week_words import NAMED

NO = small("no", "not")
BETWEEN = ("filler", "when")
UNSAID = "unsaid"


@only_where(words=NO)
def not_so(pieces: Sequence[Piece]) -> list[Piece]:
    """The second place or week is denied, where another was told before."""
    found = list(pieces)
    for at in range(1, len(found) - 2):
        denied = found[at].word in AND and found[at + 1].word in NO
        end = at + 2
        while denied and kind_at(found, end) in BETWEEN and found[end].value != NAMED:
            end += 1
        if denied and end < len(found) and _told_another(found, at, end):
            found[at : end + 1] = [idle(piece, UNSAID) for piece in found[at : end + 1]]
    return found


def _told_another(pieces: Sequence[Piece], at: int, end: int) -> bool:
    def is_like(piece: Piece) -> bool:
        week = piece.value == NAMED == pieces[end].value
        return week or piece.kind == "place" == pieces[end].kind

    return any(is_like(piece) for piece in pieces[:at])
