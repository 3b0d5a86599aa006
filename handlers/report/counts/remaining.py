"""What is denied of others than those who are told of: `pas d'autre cas`, `le reste RAS`. Pure.

It takes nothing away from a report that was made before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import QUOTES, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

OTHERS, REST = small("others"), small("rest")
EXCEPT = small("nothing_but")
TOLD = ("risk", "sign", "unlisted")
SICK = ("illness", "death", "severe")
NEAR = 3  # pieces behind a denial in which `autres` may stand
LAST = "last"  # of last week it is asked whether it is told for the first time (besides.py)


@only_where(kinds=("zero",))
def nothing_else(pieces: Sequence[Piece]) -> list[Piece]:
    pieces = _nothing_but(pieces)
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "zero":
            continue
        told = any(each.kind in TOLD for each in found[:at])
        if not told or any(p.value == LAST for p in pieces[:at]):
            continue
        begin, end = _rest_before(pieces, at), _others_after(pieces, at)
        if begin < at or end > at:
            found[begin : max(end, at + 1)] = map(idle, found[begin : max(end, at + 1)])
    return found


def _nothing_but(pieces: Sequence[Piece]) -> list[Piece]:
    """`rien sauf morsures de chien : 3`, `nothing except 2 measles`: these are reported."""
    found = list(pieces)
    for at in range(len(pieces) - 2):
        nil = pieces[at].kind == "zero" and pieces[at].value in ("zero", "nothing")
        told = {piece.kind for piece in pieces[at + 2 :]}
        if nil and pieces[at + 1].word in EXCEPT and {"risk", "number"} <= told:
            found[at : at + 2] = map(idle, found[at : at + 2])
    return found


def _rest_before(pieces: Sequence[Piece], at: int) -> int:
    """Where `le reste`, `sinon`, `autres maladies` begins before it."""
    for begin in (at - 1, at - 2):
        if begin >= 0 and _has(pieces[begin], REST | OTHERS):
            named = begin == at - 1 or pieces[at - 1].value in ("illness", ":")
            return begin if named else at
    return at


def _others_after(pieces: Sequence[Piece], at: int) -> int:
    """Behind `autre cas`, `pour les autres maladies`, or the denial's own `nouveau`."""
    end = at + 1
    while end <= at + NEAR and not _has(pieces[end - 1], OTHERS | REST):
        if end >= len(pieces) or not _small(pieces, end):
            return at
        end += 1
    if end > at + NEAR:
        return at
    sick = kind_at(pieces, end) == "case" or (end < len(pieces) and pieces[end].value in SICK)
    return end + sick


def _small(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].kind in ("filler", "intent", "case") or pieces[at].text in QUOTES


def _has(piece: Piece, words: frozenset[str]) -> bool:
    return not words.isdisjoint(piece.word.split())


@only_where(kinds=("zero",))
def nothing_there(pieces: Sequence[Piece]) -> list[Piece]:
    """Of `Koro palu 14 et rougeole 2, Boni RAS` nothing was in Boni."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "zero":
            continue
        before, after = kind_at(pieces, at - 2), kind_at(pieces, at + 1)
        told = any(each.kind == "number" for each in found[:at])
        elsewhere = any(each.kind == "place" for each in found[: max(at - 1, 0)])
        nil = piece.value in ("zero", "nothing")
        alone = before in ("stroke", "filler") and after in ("stroke", "")
        if nil and alone and told and elsewhere and kind_at(pieces, at - 1) == "place":
            found[at - 1 : at + 1] = map(idle, found[at - 1 : at + 1])
    return found
