"""Dead of whom nobody says whether they were counted: `3 hommes et 2 femmes. Un homme est mort`
may be five cases or six. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import idle, kind_at, past_fillers

DEATH, PERSONS = "death", ("sex", "case", "age")
OTHERS = small("others", "another")
ILL = ("risk", "unlisted")


def counted_before(pieces: Sequence[Piece]) -> tuple[list[Piece], int] | None:
    """What is told without counting the dead once more, and how many they are; None where they
    are told of only once, or as others."""
    groups = {at: number for at in range(len(pieces)) if (number := _number(pieces, at))}
    dead = [at for at in groups if _died(pieces, at)]
    if len(dead) != 1 or dead[0] != max(groups) or len(groups) == 1:
        return None
    [at] = dead
    before = [i for i in groups if i != at and _same(pieces[i], pieces[at])]
    if not before or groups[before[-1]] < groups[at] or groups[at] > 1 == len(groups) - 1:
        return None
    if any(piece.kind in ILL for piece in pieces[before[-1] : at]):
        return None
    found = list(pieces)
    found[at] = idle(found[at])  # its number is that of the dead
    return found, groups[at]


def _number(pieces: Sequence[Piece], at: int) -> int | None:
    """Of `3 hommes`, `2F`, in Bambara `muso 3`."""
    if pieces[at].kind not in PERSONS or _aged(pieces[at]):
        return None
    number = at + (1 if pieces[at].locale == "bm" else -1)
    return pieces[number].value if kind_at(pieces, number) == "number" else None


def _aged(piece: Piece) -> bool:
    return piece.kind == "age" and piece.value.months is not None


def _died(pieces: Sequence[Piece], at: int) -> bool:
    after = past_fillers(pieces, at + 1 + (pieces[at].locale == "bm"))
    other = any(piece.word in OTHERS for piece in pieces[at:after])
    return after < len(pieces) and pieces[after].value == DEATH and not other


def _same(first: Piece, second: Piece) -> bool:
    return (first.kind, first.value) == (second.kind, second.value)
