"""Villages of a list where nobody is ill, and numbers of those that are not named. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at

OTHERS = small("others_than_those", "others")
VILLAGES = small("villages")
NONE = ("zero", "nothing")
SAID = (":", "=", "-")
ENDS = ("stroke", "")


@only_where(or_where=several("place"))
def nowhere(pieces: Sequence[Piece]) -> list[Piece]:
    """`Koro RAS, Boni 5 palu`, `aucun à Boni, 3 à Gao`: the others are told as if alone."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "zero" or piece.value not in NONE or not _ends(pieces, at):
            continue
        before = at - 1
        while before > 0 and pieces[before].value in SAID:
            before -= 1
        after = at + 1
        while kind_at(pieces, after) == "filler":
            after += 1
        if kind_at(pieces, before) == "place" and kind_at(pieces, at + 1) in ENDS:
            there = range(before, at + 1)
        elif kind_at(pieces, after) == "place" and kind_at(pieces, after + 1) in ENDS:
            there = range(at, after + 1)
        else:
            continue
        rest = [p for i, p in enumerate(pieces) if i not in there]
        if {"place", "number", "risk"} <= {p.kind for p in rest} and not _named(pieces, there):
            for i in there:
                found[i] = idle(pieces[i])
    return _elsewhere(found)


def _ends(pieces: Sequence[Piece], at: int) -> bool:
    """Not `aucun cas de rougeole`, which denies a disease."""
    return kind_at(pieces, at + 1) in (*ENDS, "filler")


def _named(pieces: Sequence[Piece], there: range) -> bool:
    """Whether a disease stands right before it: `Koro palu RAS`."""
    return kind_at(pieces, there[0] - 1) == "risk"


def _elsewhere(pieces: list[Piece]) -> list[Piece]:
    """`Koro 12, Boni 5, autres villages 3`: of the three nobody knows where; it is asked."""
    for at in reversed(range(1, len(pieces))):
        led = pieces[at - 1].word in VILLAGES and any(
            p.word in OTHERS for p in pieces[max(0, at - 3) : at - 1]
        )
        if led and pieces[at].kind == "number":
            end = pieces[at].end
            pieces.insert(at + 1, Piece("elsewhere", "unsure", end, end))
    return pieces
