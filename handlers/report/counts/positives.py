"""Positive tests for malaria beside its severe cases: `RDT done 61, positive 33`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

FOUND, DONE = small("found_by_test"), small("done")
TEST, SEVERE, MALARIA = "rapid_test", ("severe_malaria",), ("malaria",)
ENDS = (".", ";", "\n")
FEVER, POSITIVE = "fever", ("positive", "+")


@only_where(values=(TEST,))
def positives(pieces: Sequence[Piece]) -> list[Piece]:
    """Where only severe malaria is named, they are the others that were tested."""
    pieces = _of_the_done(_of_the_feverish(_once(list(pieces))))
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


def _once(pieces: list[Piece]) -> list[Piece]:
    """`TDR positifs 38, donc palu simple 38`: the same people."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    for first, second in pairwise(numbers):
        same = pieces[first].value == pieces[second].value and pieces[second].value > 1
        proved = first > 0 and pieces[first - 1].value == "positive"
        between = {piece.kind for piece in pieces[first + 1 : second]}
        named = pieces[second - 1].value == MALARIA
        if same and proved and named and between <= {"risk", "stroke", "filler"}:
            pieces[first] = idle(pieces[first])
    return pieces


def _of_the_feverish(pieces: list[Piece]) -> list[Piece]:
    """`fièvre 20 dont TDR+ 12`: only they have malaria."""
    for at in range(2, len(pieces) - 3):
        fever = pieces[at - 2].value == FEVER and kind_at(pieces, at - 1) == "number"
        test = kind_at(pieces, at) == "within" and pieces[at + 1].value == TEST
        positive = pieces[at + 2].value in POSITIVE or fold(pieces[at + 2].text) in FOUND
        if fever and test and positive and kind_at(pieces, at + 3) == "number":
            pieces[at - 2 : at + 1] = map(idle, pieces[at - 2 : at + 1])
    return pieces


def _of_the_done(pieces: list[Piece]) -> list[Piece]:
    """`TDR 60 dont 45+`, `TDR faits 60 positifs 45`: of those that were done."""
    if any(piece.kind == "risk" for piece in pieces):
        return pieces
    for at in range(len(pieces) - 2):
        done = at + 1 + (fold(pieces[at + 1].text) in DONE)
        if pieces[at].value != TEST or kind_at(pieces, done) != "number":
            continue
        number = next((i for i in range(done + 1, len(pieces)) if _positive(pieces, i)), at)
        if number > at and pieces[number].value <= pieces[done].value:
            pieces[at] = pieces[at]._replace(kind="risk", value=MALARIA, sure=True, score=1.0)
            within = [done + 1] if kind_at(pieces, done + 1) == "within" else []
            for each in (*range(at + 1, done + 1), *within):
                pieces[each] = idle(pieces[each])
            break
    return pieces


def _positive(pieces: Sequence[Piece], at: int) -> bool:
    """`45+`, `45 positifs`, `positifs 45`."""
    beside = (*pieces[at - 1 : at], *pieces[at + 1 : at + 2])
    said = any(p.value in POSITIVE or fold(p.text) in FOUND for p in beside)
    return pieces[at].kind == "number" and said
