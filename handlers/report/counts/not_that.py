"""Words that are no disease of their own: `c 15 palu pa 51`, `diarrhée type choléra`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import WEEK

KIND_OF = small("kind_of")
NOT = small("not")
IT_IS = small("it_is_spelt")
READ, BETWEEN = small("to_be_read"), ("stroke", "case", "filler", "unknown", "instead")
COUNTED = ("risk", "case", "number")


@only_where(words=KIND_OF)
def kind_of(pieces: Sequence[Piece]) -> list[Piece]:
    """`diarrhée aqueuse type choléra`: the same disease, more nearly named."""
    found = list(pieces)
    for at in range(1, len(pieces) - 1):
        between = pieces[at].word in KIND_OF
        said = between and kind_at(pieces, at - 1) == kind_at(pieces, at + 1) == "risk"
        if said and pieces[at - 1].value == pieces[at + 1].value:
            found[at : at + 2] = map(idle, found[at : at + 2])
    return found


@only_where(words=READ)
def to_be_read(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu 22 (lire 32)`: the second number stands for the first."""
    found = list(pieces)
    for at in range(1, len(pieces) - 1):
        if pieces[at].word not in READ or kind_at(pieces, at + 1) != "number":
            continue
        first = at - 1
        while kind_at(pieces, first) in BETWEEN:
            first -= 1
        week = first > 0 and pieces[first - 1].value == WEEK  # `erreur sem 48 : lire 7`
        if kind_at(pieces, first) == "number" and not week:
            number = pieces[at + 1]
            found[first] = found[first]._replace(value=number.value, text=number.text)
            found[at : at + 2] = map(idle, found[at : at + 2])
    return found


@only_where(words=NOT)
def not_that_many(pieces: Sequence[Piece]) -> list[Piece]:
    """Behind the same disease, or where `c'est` leads: `rougeole 3 pa 12` are two diseases."""
    found = list(pieces)
    for at in range(2, len(pieces) - 1):
        code = pieces[at].kind == "risk" and pieces[at].word in NOT
        if not code or kind_at(pieces, at + 1) != "number":
            continue
        begin = at - 1
        while kind_at(pieces, begin) in COUNTED:
            begin -= 1
        told = pieces[begin + 1 : at]
        led = begin >= 0 and pieces[begin].word in IT_IS
        same = any(p.kind == "risk" and p.value == pieces[at].value for p in told)
        if sum(p.kind == "number" for p in told) == 1 and (led or same):
            found[at : at + 2] = map(idle, pieces[at : at + 2])
    return found
