"""What is said not to be: `à Kassaro et non à Kiban`, `de la S47 et non de la S48`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import AND, idle, kind_at
from handlers.report.words.week_words import NAMED

NO, BUT, IT_IS, FAR = small("no", "not"), small("but"), small("it_is"), 8
BETWEEN = ("filler", "when")
UNSAID = "unsaid"


@only_where(words=NO, kinds=("zero",))
def not_so(pieces: Sequence[Piece]) -> list[Piece]:
    """The second place or week is denied, where another was told before; or the first."""
    found = _rather(list(pieces))
    for at in range(1, len(found) - 2):
        denied = found[at].word in AND and found[at + 1].word in NO
        end = at + 2
        while denied and kind_at(found, end) in BETWEEN and found[end].value != NAMED:
            end += 1
        if denied and end < len(found) and _told_another(found, at, end):
            found[at : end + 1] = [idle(piece, UNSAID) for piece in found[at : end + 1]]
    return found


def _rather(pieces: list[Piece]) -> list[Piece]:
    """`pas à Mopti mais à Koro`, `Mopti n'est pas le village, c'est Koro`, `Mopti no, sorry, Koro`:
    it is the second."""
    places = [at for at, piece in enumerate(pieces) if piece.kind == "place"]
    for first, second in pairwise(places):
        between = pieces[first + 1 : second]
        no = first - 1
        while no > 0 and pieces[no].kind in (*BETWEEN, "risk", "case"):
            no -= 1
        led = kind_at(pieces, no) == "zero"
        but = any(piece.word in BUT for piece in between)
        after = bool(between) and between[0].kind == "zero" and len(between) <= FAR
        if (led and but) or (after and _sorry(between)):
            begin = no if led and but else first
            named = any(piece.kind == "risk" for piece in pieces[second:])
            pieces[begin:second] = [
                piece if piece.kind == "risk" and not named else idle(piece, UNSAID)
                for piece in pieces[begin:second]
            ]
    return pieces


def _sorry(pieces: Sequence[Piece]) -> bool:
    """With no number between: of `Mopti non, Koro 3` nothing is taken back."""
    if any(piece.kind in ("number", "risk") for piece in pieces):
        return False
    words = "".join(piece.word for piece in pieces)
    return any(p.kind == "instead" for p in pieces) or any(each in words for each in IT_IS)


def _told_another(pieces: Sequence[Piece], at: int, end: int) -> bool:
    def is_like(piece: Piece) -> bool:
        week = piece.value == NAMED == pieces[end].value
        return week or piece.kind == "place" == pieces[end].kind

    return any(is_like(piece) for piece in pieces[:at])
