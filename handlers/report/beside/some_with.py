"""Some of those who were counted, by another sign of what they have: no more of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at

WITH = small("with")
NEAR = 4  # pieces


@only_where(or_where=several("risk"))
def some_with(pieces: Sequence[Piece]) -> list[Piece]:
    """`6 SAM children, 2 came with swollen feet`: two of the six."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "number" or kind_at(pieces, at - 1) != "stroke":
            continue
        between = list(takewhile(lambda p: p.kind == "filler", pieces[at + 1 : at + 1 + NEAR]))
        risk = at + 1 + len(between)
        if not any(p.word in WITH for p in between) or kind_at(pieces, risk) != "risk":
            continue
        before = [i for i in range(at) if pieces[i].kind == "number"]
        named = [p for p in pieces[:at] if p.kind == "risk"]
        same = named and named[-1].value == pieces[risk].value
        other = same and named[-1].word != pieces[risk].word
        if other and before and pieces[before[-1]].value > piece.value:
            found[at], found[risk] = idle(piece), idle(pieces[risk])
    return found
