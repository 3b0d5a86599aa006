"""Neighbours, who in English are no word of ours: `my husband has it, a neighbour too`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.people.units import BY
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import ALSO, AND

FEW = 6  # of more than so many, numbers are told, not persons
NEIGHBOURS, JOINED = small("neighbour"), ("stroke", "risk", "place", "sign", "mark")
HAVE = small("has", "several_have", "at_a_place")
OF = small("of", "of_the")


def neighbours(pieces: Sequence[Piece]) -> int:
    """`my husband has cholera, a neighbour too`: in English the word has other uses."""
    found = 0
    for at in range(1, len(pieces)):
        led, after = pieces[at - 1], pieces[at + 1] if at + 1 < len(pieces) else None
        told = pieces[at].kind == "filler" and among(pieces[at], NEIGHBOURS)
        number = led.value if led.kind == "number" else int(led.word == "a")
        whose = (after is not None and after.value in ("'", "’")) or (
            at > 1 and pieces[at - 2].word in OF | BY
        )
        joined = after is None or after.word in ALSO | AND | HAVE or after.kind in JOINED
        found += number if told and number <= FEW and joined and not whose else 0
    return found


def among(piece: Piece, words: frozenset[str]) -> bool:
    return bool(words & {piece.word, piece.last_word, piece.last_word.removesuffix("s")})
