"""What was measured of a person: temperatures count no cases, negative tests are none. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece
from handlers.report.spans import Found, glued, joined, kind_at

TEMPERATURES = range(35, 43)  # degrees Celsius of a living person
COUNTED = ("case", "sex", "unit", "age", "mark")  # what a number counts if that follows it
BETWEEN = (":", "=", "°", "à", "a", "de", "of", "is")
DEGREES = ("°", "degrees")
TESTS = ("tdr", "test", "tests", "ge", "rdt", "rdts")


def temperature(pieces: Sequence[Piece], at: int) -> Found:
    """`fièvre 39`, `39,5°`, `T 38.5`, `40 degrés`: from the number on."""
    if pieces[at].value not in TEMPERATURES:
        return None
    decimal = kind_at(pieces, at + 2) == "number" and glued(pieces, at, at + 3)
    end = at + 3 if decimal and pieces[at + 1].value in (",", ".") else at + 1
    told = end < len(pieces) and pieces[end].value in DEGREES
    if not told and (kind_at(pieces, end) in COUNTED or not _of_fever(pieces, at - 1)):
        return None
    return joined("filler", "temperature", pieces, at, end + told)


def _of_fever(pieces: Sequence[Piece], at: int) -> bool:
    while at >= 0 and pieces[at].text.casefold() in BETWEEN:
        at -= 1
    return at >= 0 and pieces[at].value in ("fever", "temperature")


def tested(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu TDR négatif 3`, `30 TDR palu`: not said to be cases; we ask whether they are meant so.

    Beside signs alone a negative test says only which disease it is not.
    """
    if not any(piece.kind == "risk" for piece in pieces):
        return list(pieces)
    positive = any(piece.value in ("positive", "+") for piece in pieces)
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        if _negative(pieces, at):
            found.append(piece._replace(kind="question", value="tested"))
            continue
        if piece.kind == "risk" and not positive and _names_tests(piece):
            found.append(piece._replace(kind="question", value="tested", text=""))
        found.append(piece)
    return found


def _names_tests(piece: Piece) -> bool:
    """`tests palu` is the disease by the name of its test."""
    return not set(TESTS).isdisjoint(piece.text.casefold().split())


def _negative(pieces: Sequence[Piece], at: int) -> bool:
    if pieces[at].value == "negative":
        return True
    minus = pieces[at].value == "-" and at > 0 and glued(pieces, at - 1, at + 1)
    after = at + 1 == len(pieces) or not glued(pieces, at, at + 2)
    return minus and after and pieces[at - 1].text.casefold() in TESTS
