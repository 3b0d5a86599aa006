"""Dots that lead from a disease to its number, as on a form: `rougeole....2`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import glued, idle, kind_at

LEADERS = frozenset(".-_=…·")
NUMBERS = ("number", "zero")
CLOSING, BEGINS = (")", ".", "-", "/", "°"), ("\n", ";", ":")
LISTED = ("risk", "unlisted", "place", "unknown", "zero", "when", "filler")


def _in_a_row(seen: Seen) -> bool:
    return any(_leads(a) and a.value == b.value for a, b in pairwise(seen.pieces))


def _leads(piece: Piece) -> bool:
    return piece.kind == "stroke" and piece.value in LEADERS


@only_where(or_where=_in_a_row)
def without_leaders(pieces: Sequence[Piece]) -> list[Piece]:
    """Two or more of them between a word and a number are one colon; `2...` ends a sentence."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _leads(pieces[end]) and pieces[end].value == pieces[at].value:
            end += 1
        led = bool(found) and found[-1].kind not in ("stroke", *NUMBERS)
        if end > at + 1 and led and kind_at(pieces, end) in NUMBERS:
            found.append(pieces[at]._replace(value=":", text=":", end=pieces[end - 1].end))
            at = end
        else:
            found.append(pieces[at])
            at += 1
    return found


@only_where(values=CLOSING)
def without_numbering(pieces: Sequence[Piece]) -> list[Piece]:
    """`1) palu 12 2) rougeole 2`, `a) palu 12`, `1. palu 12`: what numbers the lines of a list."""
    closed = [at for at in range(1, len(pieces)) if pieces[at].value in CLOSING]
    heads = [at - 1 for at in closed if _closes(pieces, at)]
    numbers = [pieces[at].value for at in heads if pieces[at].kind == "number"]
    letters = "".join(pieces[at].word for at in heads if len(pieces[at].text) == 1)
    counted = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    told = sum(piece.kind == "number" for piece in pieces) > len(numbers)
    counted = counted and (told or any(piece.value == ")" for piece in pieces))
    lettered = len(letters) > 1 and "abcdefgh".startswith(letters)
    if not (counted or lettered):
        return list(pieces)
    return [idle(p) if at in heads or at - 1 in heads else p for at, p in enumerate(pieces)]


def _closes(pieces: Sequence[Piece], at: int) -> bool:
    """A bracket that was not opened; another sign at the beginning of a line, before a word."""
    if pieces[at].value == ")":
        return not _opened(pieces, at)
    begins = at < 2 or pieces[at - 2].value in BEGINS
    return begins and glued(pieces, at - 1, at + 1) and kind_at(pieces, at + 1) in LISTED


def _opened(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the bracket that closes at `at` was opened."""
    before = [piece.value for piece in pieces[:at] if piece.value in ("(", ")")]
    return before[-1:] == ["("]
