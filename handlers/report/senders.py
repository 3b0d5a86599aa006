"""Who writes, told by their children: `maman de Sékou, Yorosso. ...`, `mother of three, Koro.`

They are no cases, and a child's name is no village where another place is told. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot.understanding.small import small
from handlers.report.pieces import Piece
from handlers.report.signing import NAMING, PARENTS
from handlers.report.spans import idle, kind_at, past_fillers, sentences

OF = small("of")
ENDS = (".", ":", "\n", "!")
BEFORE = ("filler", "stroke", "intent")
ILL = ("risk", "sign", "mark", "age", "unit", "case", "zero", "question")


def parents_who_write(pieces: Sequence[Piece]) -> list[Piece]:
    first, *others = sentences(pieces, ENDS) if pieces else [[]]
    later = list(chain.from_iterable(others))
    at = 0
    while kind_at(first, at) in BEFORE:
        at += 1
    parent = at + 1 < len(first) and first[at].word in PARENTS and first[at + 1].word in OF
    if not parent or not later or any(piece.value == "all" for piece in later):
        return list(pieces)
    end = _children(first, past_fillers(first, at + 2), later)
    if any(piece.kind in ILL for piece in (*first[:at], *first[end:])):
        return list(pieces)
    return [idle(p, "named") if at <= i < end else p for i, p in enumerate(pieces)]


def _children(first: Sequence[Piece], at: int, later: Sequence[Piece]) -> int:
    """Where the words end that say whose parent: a number of children, or a child's name."""
    if kind_at(first, at) == "number":
        return at + 1 + (kind_at(first, at + 1) == "case")
    elsewhere = any(piece.kind == "place" for piece in (*first[at + 1 :], *later))
    return at + (kind_at(first, at) in NAMING and elsewhere)
