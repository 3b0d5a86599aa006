"""Suspected, tested, confirmed, treated, one after the other, as the forms have them. Pure.

Of malaria those that are confirmed are reported, of other diseases those that are suspected.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

SUSPECTED = tuple(small("suspected"))
CONFIRMED, TREATED = small("confirmed"), small("treated")
EXAMINED = tuple(small("examined"))
SIMPLE = small("simple_form")
MALARIA = ("malaria",)
ENDS = (".", ";", "\n", "|")
SAID = (":", "=")
Numbered = dict[str, int]


@only_where(words=CONFIRMED)
def cascades(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    for at, after in pairwise([*risks, len(pieces)]):
        end = next((i for i in range(at, after) if pieces[i].value in ENDS), after)
        told = _steps(pieces, at + 1, end)
        if not {"suspected", "confirmed"} <= told.keys():
            continue
        if pieces[told["confirmed"]].value > pieces[told["suspected"]].value:
            continue
        kept = "confirmed" if pieces[at].value == MALARIA else "suspected"
        for step, number in told.items():
            if step != kept:
                found[number] = idle(pieces[number])
                _without_its_word(found, number)
        if kept == "confirmed":
            _in_forms(found, told["confirmed"], end)
    return found


def _steps(pieces: Sequence[Piece], begin: int, end: int) -> Numbered:
    """Where the number of each step stands, right behind its word."""
    told: Numbered = {}
    for at in range(begin, end - 1):
        number = at + 1 + (pieces[at + 1].value in SAID)
        step = _step(pieces[at])
        if step and number < end and kind_at(pieces, number) == "number":
            told.setdefault(step, number)
    return told


def _step(piece: Piece) -> str:
    words = fold(piece.text).split()
    if any(word.startswith(SUSPECTED) for word in words):
        return "suspected"
    if not CONFIRMED.isdisjoint(words):
        return "confirmed"
    if not TREATED.isdisjoint(words):
        return "treated"
    return "tested" if any(word.startswith(EXAMINED) for word in words) else ""


def _without_its_word(pieces: list[Piece], number: int) -> None:
    at = number - 1 - (pieces[number - 1].value in SAID)
    if kind_at(pieces, at) == "case":
        pieces[at] = idle(pieces[at])


def _in_forms(pieces: list[Piece], confirmed: int, end: int) -> None:
    """`confirmés 30 dont simples 28 graves 2`: they are told by their forms."""
    within = confirmed + 1
    simple = next((i for i in range(within, end) if pieces[i].word in SIMPLE), None)
    if kind_at(pieces, within) == "within" and simple is not None:
        pieces[confirmed], pieces[within] = idle(pieces[confirmed]), idle(pieces[within])
