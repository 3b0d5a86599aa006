"""`3 ou 4`: two numbers of which one is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import _
from handlers.report.doubts import Doubt, counted
from handlers.report.pieces import Piece
from handlers.report.spans import kind_at

KEY = "either"


@dataclass(frozen=True, slots=True)
class Either:
    """The two numbers, and where the first of them stands among the pieces."""

    at: int
    numbers: tuple[int, int]
    last: int  # where the second stands

    def doubt(self, pieces: Sequence[Piece]) -> Doubt:
        words = " ".join(piece.text for piece in pieces[self.at : self.last + 1])
        choices = tuple((str(n), counted(n)) for n in self.numbers)
        return Doubt(KEY, _("{words}:", words=words), choices)

    def decided(self, pieces: Sequence[Piece], number: int) -> list[Piece]:
        """The pieces as if only that number had been written."""
        one = pieces[self.at]._replace(value=number, text=str(number))
        return [
            *pieces[: self.at],
            one,
            *pieces[self.at + 1 : self.last - 1],
            *pieces[self.last + 1 :],
        ]


def either(pieces: Sequence[Piece]) -> Either | None:
    """The first two such numbers; `3 ou 4 ans` is an age, about which nobody is asked."""
    for at in range(len(pieces) - 2):
        choice = at + 2 if kind_at(pieces, at + 1) == "case" else at + 1  # `9 cas ou 12`
        kinds = [pieces[at].kind, kind_at(pieces, choice), kind_at(pieces, choice + 1)]
        if kinds == ["number", "either", "number"] and kind_at(pieces, choice + 2) != "unit":
            first, second = pieces[at].value, pieces[choice + 1].value
            if first != second:
                return Either(at, (first, second), choice + 1)
    return None
