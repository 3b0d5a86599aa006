"""Vital signs, and grams: `FR 62`, `Hb 4,5 g`, `2kg8` are of one who is ill. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import glued, idle, kind_at

VITALS, RATES, PER = small("vital_signs"), small("rates"), small("per_unit")
MINUTES, OF_VITALS, GRAMS = small("minutes"), small("of_vitals"), small("grams")
KILOS = "k"


def grams(pieces: Sequence[Piece], unit: int) -> bool:
    """The last number of `5kg2`, `5 kilos 2`."""
    more = kind_at(pieces, unit + 1) == "number" and pieces[unit].word.startswith(KILOS)
    apart = kind_at(pieces, unit + 2) in ("", "stroke") and kind_at(pieces, unit - 1) == "number"
    return more and (glued(pieces, unit, unit + 2) or apart)


def vital_signs(pieces: list[Piece]) -> list[Piece]:
    """`FR 62`, `Hb 4,5 g`, `SpO2 88`, `62 cycles/min`: of one who is ill, no number of them."""
    for at, piece in enumerate(pieces):
        if piece.word in VITALS:
            begin = at + 1
            while begin < len(pieces) and (
                pieces[begin].word in OF_VITALS or pieces[begin].value in (":", "=", "-")
            ):
                begin += 1
            end = begin + 1
            people = kind_at(pieces, end) in ("case", "age", "risk")
            if kind_at(pieces, begin) != "number" or people:
                continue
            if glued(pieces, begin, begin + 3) and kind_at(pieces, begin + 2) == "number":
                end = begin + 3  # `4,5`
            end += end < len(pieces) and pieces[end].word in GRAMS
            begin = at
        else:
            begin, end = at, _per_minute(pieces, at)
        if end > begin:
            pieces[begin:end] = [idle(p, "weight") for p in pieces[begin:end]]
    return pieces


def _per_minute(pieces: Sequence[Piece], at: int) -> int:
    """Where `62 par minute` ends."""
    unit = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].word in RATES)
    led = unit
    while unit < len(pieces) and (pieces[unit].word in PER or pieces[unit].value == "/"):
        unit += 1
    minute = led < unit < len(pieces) and pieces[unit].word in MINUTES
    return unit + 1 if kind_at(pieces, at) == "number" and minute else at
