"""Limbs that have become weak: `sa jambe est devenue molle`, `ne peut plus lever le bras`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece

LIMBS = tuple(small("limb"))  # as they begin
WEAK = small("limp")
NEAR = 4  # pieces


def limbs(pieces: Sequence[Piece]) -> list[Piece]:
    """Weakness that is said of a limb is the sign of one, however the words stand."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        weak = piece.value == "weak_limb" or (
            piece.kind in ("unknown", "filler") and fold(piece.text) in WEAK
        )
        if weak and _of_a_limb(pieces, at):
            found[at] = piece._replace(kind="sign", value="limp", sure=True, score=1.0)
    return found


def _of_a_limb(pieces: Sequence[Piece], at: int) -> bool:
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(pieces) and abs(other - at) <= NEAR:
            if pieces[other].kind == "stroke":
                break
            if any(word.startswith(LIMBS) for word in fold(pieces[other].text).split()):
                return True
            other += step
    return False
