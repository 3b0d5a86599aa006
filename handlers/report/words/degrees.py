"""Degrees of fever, which count nobody: `fièvre 39`, `39,8 de fièvre`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import Found, glued, joined, kind_at

TEMPERATURES = range(35, 43)  # degrees Celsius of a living person
COUNTED = ("case", "sex", "unit", "age", "mark")  # what a number counts if that follows it
BETWEEN = small("to", "of", "is") | {":", "=", "°"}
DEGREES = small("degrees") | {"°"}
ONE = small("one_alone")
OF, AND, WITH = small("of") | {"'", "’"}, small("and"), small("with")


def temperature(pieces: Sequence[Piece], at: int) -> Found:
    """`fièvre 39`, `39,5°`, `T 38.5`, `40 degrés`: from the number on."""
    if pieces[at].value not in TEMPERATURES:
        return None
    decimal = kind_at(pieces, at + 2) == "number" and glued(pieces, at, at + 3)
    end = at + 3 if decimal and pieces[at + 1].value in (",", ".") else at + 1
    told = end < len(pieces) and pieces[end].value in DEGREES
    if decimal and pieces[at + 1].value == "," and _fever_behind(pieces, at + 3):
        return joined("filler", "temperature", pieces, at, at + 3)
    if _and_fever(pieces, at):
        return joined("filler", "temperature", pieces, at, at + 1)
    counts = kind_at(pieces, end) in COUNTED and not _one_person(pieces, end)
    if not told and (counts or not _of_fever(pieces, at - 1)):
        return None
    return joined("filler", "temperature", pieces, at, end + told)


def _one_person(pieces: Sequence[Piece], at: int) -> bool:
    """`fièvre 39 fille de 3 ans`: not so many girls."""
    word, aged = pieces[at].last_word, [piece.kind for piece in pieces[at + 1 : at + 4]]
    single = len(word) > 1 and (word in ONE or word[-1] not in "sx")
    return pieces[at].kind == "sex" and single and "unit" in aged


def _fever_behind(pieces: Sequence[Piece], at: int) -> bool:
    """`39,8 de fièvre`"""
    led = at + 1 < len(pieces) and pieces[at].word in OF
    return led and pieces[at + 1].value == "fever"


def _and_fever(pieces: Sequence[Piece], at: int) -> bool:
    """`un passager avec toux et 39, ...`: behind what one has, and counting nothing."""
    led = at > 2 and pieces[at - 1].word in AND and pieces[at - 3].word in WITH
    ill = led and pieces[at - 2].kind in ("sign", "risk")
    return ill and kind_at(pieces, at + 1) in ("", "stroke")


def _of_fever(pieces: Sequence[Piece], at: int) -> bool:
    while at >= 0 and pieces[at].word in BETWEEN:
        at -= 1
    return at >= 0 and pieces[at].value in ("fever", "temperature")
