"""Deaths and severe cases of which nobody says how many: `des morts`, `some died`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece

VAGUE, MANY, OF, THE = small("some_of_them"), small("many"), small("of"), small("the_several")
NUMBERS = small("few_numbers")
FEW = 3  # pieces before the word

ALL = small("all_of")


def those_told(pieces: Sequence[Piece], at: int) -> bool:
    """`3 cas. Les trois sont morts`: all; the number was put aside, for it was told before; and
    `all over 5`."""
    if pieces[at].kind == "age" and (pieces[at].first_word in ALL or _is_a_span(pieces[at])):
        return True
    if pieces[at].kind != "mark" or at < 2 or pieces[at - 1].value != "aside":
        return False
    told = pieces[at - 1].word.isdecimal() or pieces[at - 1].word in NUMBERS
    return told and pieces[at - 2].word in THE


def _is_a_span(piece: Piece) -> bool:
    """`9 mois à 4 ans` is no age of one."""
    numbers = [word for word in piece.word.split() if word.isdecimal()]
    return piece.value.months is None and len(numbers) > 1


def vague(pieces: Sequence[Piece], at: int) -> bool:
    """`beaucoup de morts`, `mɔgɔ caman sara`, `some died`, `1000 morts` tell not how many."""
    for piece in reversed(pieces[max(at - FEW, 0) : at]):
        if piece.kind == "unread" or piece.last_word in MANY:
            return True
        if piece.kind == "filler" and piece.first_word in VAGUE:
            return True
        if piece.word not in OF:
            return False
    return False


def its_own(pieces: Sequence[Piece], bonds: Mapping[int, int]) -> Mapping[int, int]:
    """In `rougeole 4 avec des décès` the number is not that of the deaths."""
    found = dict(bonds)
    for at, number in bonds.items():
        if pieces[at].kind == "mark" and number < at - 1 and vague(pieces, at):
            del found[at]
    return found
