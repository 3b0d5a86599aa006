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

    def doubt(self, pieces: Sequence[Piece]) -> Doubt:
        words = " ".join(piece.text for piece in pieces[self.at : self.at + 3])
        choices = tuple((str(n), counted(n)) for n in self.numbers)
        return Doubt(KEY, _("{words}:", words=words), choices)

    def decided(self, pieces: Sequence[Piece], number: int) -> list[Piece]:
        """The pieces as if only that number had been written."""
        first, last = pieces[self.at], pieces[self.at + 2]
        one = first._replace(value=number, text=str(number), end=last.end)
        return [*pieces[: self.at], one, *pieces[self.at + 3 :]]


def either(pieces: Sequence[Piece]) -> Either | None:
    """The first two such numbers; `3 ou 4 ans` is an age, about which nobody is asked."""
    for at in range(len(pieces) - 2):
        kinds = [piece.kind for piece in pieces[at : at + 3]]
        if kinds == ["number", "either", "number"] and kind_at(pieces, at + 3) != "unit":
            first, second = pieces[at].value, pieces[at + 2].value
            if first != second:
                return Either(at, (first, second))
    return None
