"""Of a sick or dead newborn it is told how it was born: no woman died of that. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle

BIRTH, DEATH, MATERNAL = "childbirth", "death", ("maternal_death",)
OF_A_BABY = ("no_suck", "stiff", "lockjaw")  # signs
A_YEAR = 12  # months
WOMEN = small("grown", "mother", "he")


@only_where(values=(BIRTH,))
def births(pieces: Sequence[Piece]) -> list[Piece]:
    """`nouveau-né de 9 jours raide, accouchement à la maison, décédé`: the baby died."""
    died = any(piece.value == DEATH for piece in pieces)
    if not (died and _newborn(pieces)) or any(map(_woman, pieces)):
        return list(pieces)
    return [idle(piece) if piece.value == BIRTH else piece for piece in pieces]


def _newborn(pieces: Sequence[Piece]) -> bool:
    days = any(piece.kind == "age" and piece.value.months == 0 for piece in pieces)
    return days or any(piece.value in OF_A_BABY for piece in pieces)


def _woman(piece: Piece) -> bool:
    grown = piece.kind == "age" and (piece.value.months or 0) > A_YEAR
    named = piece.last_word in WOMEN or piece.word in WOMEN
    other = piece.kind == "sex" and piece.locale == "bm"  # `muso`
    return grown or named or other or piece.value == MATERNAL
