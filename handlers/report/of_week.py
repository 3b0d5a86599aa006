"""The week that what is told is of: `S47 palu 12`, `12 palu la semaine passée`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.pieces import Piece

LAST = 0  # the week before the one it is told in
WEEK = "week"
THIS = small("this_week")
AROUND = ("filler", "stroke", "when", "intent")
SICK = ("risk", "sign", "number", "case", "sex", "age", "place")


def named_week(pieces: Sequence[Piece], unread: Sequence[str]) -> int | None:
    """Its number, or `LAST`; None where none is named, or several are, each with numbers.

    `unread`: what was not understood, numbers too.
    """
    if any(words.isdecimal() for words in unread):
        return None  # of which of them the week is, nobody knows
    asked = [at for at, piece in enumerate(pieces) if piece.value == WEEK]
    told = [at for at in asked if not _of_what_was_told_before(pieces, at)]
    numbers = {number for at in told if (number := _number(pieces[at])) is not None}
    if numbers:
        return numbers.pop() if len(numbers) == 1 else None
    if any(piece.word in THIS for piece in pieces):
        return None
    return LAST if any(_is_last(pieces, at) for at in told) else None


def _number(piece: Piece) -> int | None:
    """`S47`, `semaine 47`; not `semaine du 23 au 29`."""
    found = re.findall(r"\d+", piece.text)
    return int(found[0]) if piece.kind == "filler" and len(found) == 1 else None


def _is_last(pieces: Sequence[Piece], at: int) -> bool:
    """Of the whole message: it leads, or follows the sick. `vaccinée la semaine passée` is not."""
    beside = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    said = any(piece.kind == "when" and piece.value == "last" for piece in beside)
    before = [piece.kind for piece in pieces[:at] if piece.kind not in AROUND]
    return said and (not before or before[-1] in SICK)


def _of_what_was_told_before(pieces: Sequence[Piece], at: int) -> bool:
    """`5 en S46 déjà signalés, 3 nouveaux`: the week of a number that counts nobody."""
    while at > 0 and pieces[at - 1].kind in ("filler", "when", "case"):
        at -= 1
        if pieces[at].value == "aside":
            return True
    return False
