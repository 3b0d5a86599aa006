"""Which words of a message a place's name may be made of. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.words.pieces import SHORT, Piece
from handlers.report.words.spans import glued


def ends_no_name(piece: Piece) -> bool:
    return piece.kind == "stroke" or (piece.kind == "filler" and not piece.text.istitle())


def possible(piece: Piece, *, misspelt: bool) -> bool:
    if piece.kind == "unknown" or not (misspelt or piece.sure):
        return True
    return piece.kind == "filler" or (not misspelt and short_code(piece))


def hyphened(pieces: Sequence[Piece], at: int) -> bool:
    """`Kani-Bonzon`, `Râs el Mâ`, whatever its first word means elsewhere."""
    if pieces[at].text.istitle() and at + 1 < len(pieces) and pieces[at + 1].text == "el":
        return True  # `Râs el Mâ`
    hyphen = glued(pieces, at, at + 3) and pieces[at + 1].value == "-"
    return hyphen and pieces[at].text.istitle() and pieces[at + 2].kind == "unknown"


def short_code(piece: Piece) -> bool:
    """`Sam`, `Mas`, `Dag` begin the names of many villages."""
    return piece.kind == "risk" and len(piece.text) <= SHORT


def counted_code(pieces: Sequence[Piece], at: int) -> bool:
    """`5 MAS à Kani-Bonzon` is not at Masakani."""
    return short_code(pieces[at]) and at > 0 and pieces[at - 1].kind == "number"


def nameless(piece: Piece, *, misspelt: bool) -> bool:
    """A word that no other meaning explains."""
    return piece.kind == "unknown" or not (misspelt or piece.sure)
