"""Positive tests for malaria beside its severe cases: `RDT done 61, positive 33`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import kind_at

FOUND, DONE = small("found_by_test"), small("done")
TEST, SEVERE, MALARIA = "rapid_test", ("severe_malaria",), ("malaria",)
ENDS = (".", ";", "\n")


@only_where(values=(TEST,))
def positives(pieces: Sequence[Piece]) -> list[Piece]:
    """Where only severe malaria is named, they are the others that were tested."""
    risks = {piece.value for piece in pieces if piece.kind == "risk"}
    if risks != {SEVERE}:
        return list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value != TEST:
            continue
        end = next((i for i in range(at, len(pieces)) if pieces[i].value in ENDS), len(pieces))
        done = any(fold(p.text) in DONE for p in pieces[at:end])
        positive = next((i for i in range(at, end) if fold(pieces[i].text) in FOUND), at)
        if done and positive > at and kind_at(pieces, positive + 1) == "number":
            told = pieces[positive]._replace(kind="risk", value=MALARIA, sure=True)
            return [*pieces[:at], told, *pieces[positive + 1 :]]
    return list(pieces)
