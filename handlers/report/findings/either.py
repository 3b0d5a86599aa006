"""`3 ou 4`: two numbers of which one is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import _
from bot.understanding.small import small
from handlers.report.findings.doubts import Doubt, counted
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import AND, as_written, glued, kind_at

KEY, ACCORDING = "either", "according"
AMONG, MAYBE, NO = small("between"), tuple(small("maybe")), small("no")
NAMED = ("unit", "risk", "unlisted")


@dataclass(frozen=True, slots=True)
class Either:
    """The two numbers, and where the first of them stands among the pieces."""

    at: int
    numbers: tuple[int, int]
    choice: int  # where `ou` stands
    last: int  # where the second number stands

    def doubt(self, pieces: Sequence[Piece]) -> Doubt:
        words = as_written(pieces[self.at : self.last + 1])
        choices = tuple((str(n), counted(n)) for n in self.numbers)
        return Doubt(KEY, _("{words}:", words=words), choices, counts=True)

    def decided(self, pieces: Sequence[Piece], number: int) -> list[Piece]:
        """The pieces as if only that number had been written."""
        one = pieces[self.at]._replace(value=number, text=str(number))
        between = pieces[self.at + 1 : self.choice]
        return [*pieces[: self.at], one, *between, *pieces[self.last + 1 :]]


def either(pieces: Sequence[Piece]) -> Either | None:
    """The first two such numbers; `3 ou 4 ans` is an age, about which nobody is asked."""
    if sum(piece.kind == "number" for piece in pieces) < 2:
        return None
    for at in range(len(pieces) - 2):
        choice = _past(pieces, at + 1, ("case", "stroke", "risk"))  # `9 cas ou 12`
        # `8 cases, or maybe 3`; `7 ou peut-être 9`
        last = _past(pieces, choice + 1, ("filler", "either", "case", "stroke"))
        kinds = [pieces[at].kind, kind_at(pieces, choice), kind_at(pieces, last)]
        named = kind_at(pieces, last + 1) in NAMED and not _counts_the_only_disease(pieces, last)
        if (span := _range(pieces, at)) is not None:
            choice, last, kinds = at + 1, span, ["number", "either", "number"]
        if _both_doubted(pieces, at):
            choice, last, kinds = at + 1, at + 2, ["number", "either", "number"]
        if kinds == ["number", "either", "number"] and not named:
            first, second = pieces[at].value, pieces[last].value
            if first != second:
                return Either(at, (first, second), choice, last)
    return _by_two(pieces)


def _by_two(pieces: Sequence[Piece]) -> Either | None:
    """`huit cas selon le chef mais cinq selon l'infirmier`."""
    told = [at for at, piece in enumerate(pieces) if piece.value == ACCORDING]
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(numbers) == 2 and all(_maybe(pieces, at) for at in numbers):
        told = [numbers[0] + 1, numbers[1] + 1]  # `could be 2 cases, could be 10`
    if len(numbers) == 2 and _no_but_perhaps(pieces, *numbers):
        told = [numbers[0] + 1, numbers[1] + 1]
    if len(told) != 2 or len(numbers) != 2 or not numbers[0] < told[0] < numbers[1] < told[1]:
        return None
    first, last = numbers
    values = pieces[first].value, pieces[last].value
    return Either(first, values, told[0], last) if values[0] != values[1] else None


def _no_but_perhaps(pieces: Sequence[Piece], first: int, second: int) -> bool:
    """`6 cas. Non 9 cas ?`"""
    between = {piece.word for piece in pieces[first + 1 : second]}
    asked = any(piece.value == "mark" for piece in pieces[second + 1 : second + 3])
    return asked and not between.isdisjoint(NO)


def _maybe(pieces: Sequence[Piece], at: int) -> bool:
    said = " ".join(piece.word for piece in pieces[max(0, at - 3) : at])
    return said.endswith(MAYBE)


def _counts_the_only_disease(pieces: Sequence[Piece], at: int) -> bool:
    """`2 or 3 measles cases`; in `palu 3 ou 4 rougeole` the second number is another's."""
    risks = [i for i, piece in enumerate(pieces) if piece.kind in ("risk", "unlisted")]
    return risks == [at + 1]


def _range(pieces: Sequence[Piece], at: int) -> int | None:
    """Where `3-5 cas`, `entre 3 et 5 cas` ends."""
    first, second = kind_at(pieces, at), kind_at(pieces, at + 2)
    if first != "number" or second != "number" or kind_at(pieces, at - 1) == "number":
        return None
    joint = pieces[at + 1]
    dash = joint.value == "-" and glued(pieces, at, at + 3)
    between = at > 0 and pieces[at - 1].word in AMONG and joint.word in AND
    counts = kind_at(pieces, at + 3) == "case" or _counts_the_only_disease(pieces, at + 2)
    larger = pieces[at].value < pieces[at + 2].value
    return at + 2 if counts and larger and (dash or between) else None


def _both_doubted(pieces: Sequence[Piece], at: int) -> bool:
    """`6? 9?`"""
    marks = [piece.value for piece in pieces[at + 1 : at + 4 : 2]]
    return marks == ["mark", "mark"] and kind_at(pieces, at) == kind_at(pieces, at + 2) == "number"


def _past(pieces: Sequence[Piece], at: int, kinds: Sequence[str]) -> int:
    while kind_at(pieces, at) in kinds and pieces[at].value not in (".", "\n"):
        at += 1
    return at
