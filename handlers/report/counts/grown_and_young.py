"""Adults and children, or babies and children, counted side by side: `4 adultes, 2 enfants`. Pure.

They are as many as both together; `3 enfants, 2 bébés` may be three, two of whom are babies.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handlers.report.words.pieces import BESIDE, Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import AND, kind_at

BETWEEN = (",", "/", "+", ":", "=", "-")


def _may_tell_of_both(seen: Seen) -> bool:
    return "age" in seen.kinds and "child" in seen.values


@only_where(or_where=_may_tell_of_both)
def grown_and_young(pieces: Sequence[Piece]) -> list[Piece]:
    found = _numbers_first(list(pieces))
    groups = [at for at in range(1, len(found)) if _group(found, at)]
    for first, second in pairwise(groups):
        if _side_by_side(found, first, second) and _apart(found[first], found[second]):
            for at in (first, second):
                found[at] = found[at]._replace(sign=BESIDE)
    return found


def _word(piece: Piece) -> bool:
    """`adultes`, `bébés`, `enfants`"""
    aged = piece.kind == "age" and piece.value.months is None and piece.text.isalpha()
    return aged or (piece.kind == "case" and piece.value == "child")


def _group(pieces: Sequence[Piece], at: int) -> bool:
    counted = kind_at(pieces, at - 1) == "number" and bool(pieces[at - 1].value)
    counted = counted and kind_at(pieces, at + 1) != "sex"  # `deux petits frères`
    return counted and _word(pieces[at]) and pieces[at].locale != "bm"


def _side_by_side(pieces: Sequence[Piece], first: int, second: int) -> bool:
    between = pieces[first + 1 : second - 1]
    return all(p.value in BETWEEN or p.word in AND for p in between)


def _apart(first: Piece, second: Piece) -> bool:
    """No child is grown up; in `3 enfants, 2 bébés` the babies may be among them."""
    if first.kind == second.kind:
        return first.kind == "age" and first.value != second.value
    grown = any(p.kind == "age" and p.value.group == "over5" for p in (first, second))
    return grown or first.kind == "age"


def _numbers_first(pieces: list[Piece]) -> list[Piece]:
    """`adultes 4 enfants 2`, `adultes: 4, enfants: 3` as `4 adultes 2 enfants`."""
    led = [(at, number) for at in range(len(pieces)) if (number := _behind(pieces, at))]
    words = [at for at, piece in enumerate(pieces) if _word(piece)]
    if len(led) < max(2, len(words)) or kind_at(pieces, words[0] - 1) == "number":
        return pieces
    for at, number in led:
        word, told = pieces[at], pieces[number]
        pieces[at] = told._replace(start=word.start, end=word.start)
        pieces[at + 1 : number + 1] = [word, *pieces[at + 1 : number]]
    return pieces


def _behind(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the number of `adultes 4`, `adultes: 4`, `adultes=4` stands."""
    if not _word(pieces[at]) or pieces[at].locale == "bm":
        return None
    colon = at + 1 < len(pieces) and pieces[at + 1].value in (":", "=")
    number = at + 1 + colon
    counts = kind_at(pieces, number) == "number" and kind_at(pieces, number + 1) != "unit"
    return number if counts else None
