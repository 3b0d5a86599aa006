"""Old cases beside new ones: `41 (38 anciens, 3 nouveaux)`, `41 dont 38 déjà déclarés`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

OLD, NEW = small("older_cases"), small("newly")
TOLD_ALREADY = "told_already"
SIGNS = ("+", "=", "(", ")", ",")


@only_where(words=OLD, values=(TOLD_ALREADY,))
def old_and_new(pieces: Sequence[Piece]) -> list[Piece]:
    """The old ones were told; what both are together too."""
    return _less_the_told(_without_the_old(list(pieces)))


def _without_the_old(pieces: list[Piece]) -> list[Piece]:
    old = [at for at in range(len(pieces)) if _of(pieces, at, OLD)]
    new = [at for at in range(len(pieces)) if _of(pieces, at, NEW)]
    one = sum(piece.kind == "risk" for piece in pieces) == 1
    if len(old) != 1 or len(new) != 1 or not one:
        return pieces
    both = pieces[old[0]].value + pieces[new[0]].value
    for at, piece in enumerate(pieces):
        gone = at in old or (piece.kind == "number" and piece.value == both and at not in new)
        if gone or piece.word in OLD or piece.value in SIGNS:
            pieces[at] = idle(piece)
    return pieces


def _of(pieces: Sequence[Piece], at: int, words: frozenset[str]) -> bool:
    """`38 anciens`, `3 nouveaux cas`."""
    after = pieces[at + 1].word.split() if at + 1 < len(pieces) else []
    return kind_at(pieces, at) == "number" and not words.isdisjoint(after)


def _less_the_told(pieces: list[Piece]) -> list[Piece]:
    """Of `41 dont 38 déjà déclarés` three are new."""
    for at in range(1, len(pieces) - 2):
        told = kind_at(pieces, at + 1) == "number" and pieces[at + 2].value == TOLD_ALREADY
        if kind_at(pieces, at) != "within" or not told:
            continue
        all_ = at - 1 - (kind_at(pieces, at - 1) == "case")
        rest = pieces[all_].value - pieces[at + 1].value if _number(pieces, all_) else 0
        if rest > 0:
            pieces[all_] = pieces[all_]._replace(value=rest, text=str(rest))
            pieces[at : at + 3] = map(idle, pieces[at : at + 3])
    return pieces


def _number(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "number"
