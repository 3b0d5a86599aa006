"""Who is beside the ill, and is not: `ils sont 8 mais seulement 2 malades`, `seven are healthy`."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece
from handlers.report.spans import idle, kind_at

HEALTHY, ONLY = "healthy", "only"
FAMILY = ("famille", "famille de", "family", "family of", "cour", "ménage", "household", "gwa")
OF = ("de", "d", "of")
PERSONS = ("sex", "case", "age", "number")
ENDS = (",", ";", ".", "\n", ":")
BUT = ("mais", "but", "nka", "nga")


def without_the_healthy(pieces: Sequence[Piece]) -> list[Piece]:
    """Their numbers count nobody."""
    found = list(pieces)
    for at, piece in enumerate(found):
        if piece.value == HEALTHY:
            _clause_before(found, at)
        elif piece.value == ONLY and kind_at(found, at + 1) == "number":
            _all_of_them(found, at)
        elif piece.text.casefold() in FAMILY:
            _members(found, at)
    return found


def _clause_before(pieces: list[Piece], at: int) -> None:
    """`sept sont en bonne santé`: those just named, up to the next comma."""
    before = at - 1
    while before >= 0 and pieces[before].kind in (*PERSONS, "filler"):
        if pieces[before].kind in PERSONS:
            pieces[before] = idle(pieces[before])
        before -= 1


def _all_of_them(pieces: list[Piece], at: int) -> None:
    """In `8 dans la cour mais seulement 2 sont malades` eight is the number of all."""
    before = at - 1
    while before >= 0 and pieces[before].kind in ("filler", "unknown", "stroke"):
        if pieces[before].value in ENDS and pieces[before].value != ",":
            return
        before -= 1
    but = any(piece.text.casefold() in BUT for piece in pieces[before:at])
    more = kind_at(pieces, before) == "number" and pieces[before].value > pieces[at + 1].value
    if but and more:
        pieces[before] = idle(pieces[before])


def _members(pieces: list[Piece], at: int) -> None:
    """`une famille de 9 personnes`: they are that many, not ill."""
    number = at + 1
    while number < len(pieces) and pieces[number].text.casefold() in OF:
        number += 1
    led = number > at + 1 or pieces[at].text.casefold().split()[-1] in OF
    if led and kind_at(pieces, number) == "number":
        pieces[number] = idle(pieces[number])
        if kind_at(pieces, number + 1) == "case":
            pieces[number + 1] = idle(pieces[number + 1])
