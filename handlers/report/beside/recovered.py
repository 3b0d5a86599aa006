"""Who is well again: `3 cas, tous guéris` are three cases all the same. Pure.

Of `les 3 cas sont guéris` it is asked whether they are reported now: they may have been before.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

WELL, PAST = "well", "past"
THESE, STILL, GIVEN = small("these"), small("yet"), small("received")
COUNTED = ("case", "sex", "age", "risk", "sign")
NEAR = 4  # pieces before a drug in which it is said that it was given


@only_where(kinds=("question",))
def recovered(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    remarks = [at for at in range(len(pieces)) if _is_remark(pieces, at)]
    if not remarks or not _reports(pieces[: remarks[0]]):
        return found
    for at in remarks:
        begin, end = _some_before(pieces, at), at + 1
        counts = kind_at(pieces, at + 1) == "number" and kind_at(pieces, at + 2) not in COUNTED
        if counts and kind_at(pieces, begin - 1) in ("risk", "mark"):
            begin = at  # `palu 30 référés 4 guéris 26`
        found[begin : end + counts] = map(idle, found[begin : end + counts])
    for at in range(remarks[0], len(pieces)):
        still = kind_at(pieces, at) == "number" and kind_at(pieces, at + 1) == "filler"
        if still and pieces[at + 1].word in STILL:
            found[at] = idle(found[at])  # `6 encore sous traitement`
    return found


def _is_remark(pieces: Sequence[Piece], at: int) -> bool:
    """`guéris`, `j'ai donné les comprimés`."""
    if pieces[at].kind != "question":
        return False
    given = any(p.word.startswith(tuple(GIVEN)) for p in pieces[max(0, at - NEAR) : at])
    return pieces[at].value == WELL or (pieces[at].value == PAST and given)


def _reports(pieces: Sequence[Piece]) -> bool:
    """People who are ill of something are counted, and not as known ones."""
    ill = any(piece.kind in ("risk", "sign") for piece in pieces)
    return ill and any(
        piece.kind == "number"
        and (kind_at(pieces, at + 1) in COUNTED or kind_at(pieces, at - 1) == "risk")
        and not (at and pieces[at - 1].word in THESE)
        for at, piece in enumerate(pieces)
    )


def _some_before(pieces: Sequence[Piece], at: int) -> int:
    """Where `3 sont guéris`, `tous vont bien` begins."""
    begin = at
    while begin > 0 and kind_at(pieces, begin - 1) == "filler":
        begin -= 1
    if begin > 0 and (pieces[begin - 1].kind == "number" or pieces[begin - 1].value == "all"):
        return begin - 1
    return at
