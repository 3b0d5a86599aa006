"""What else a health centre did in the week, beside its sick: `vaccination 140, CPN 38`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.counts.looked_at import LOOKED_AT
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences

VACCINE, GIVEN = "advice_vaccination", "vaccinated"
THINGS = small("things")
CLAUSES = (",", ";", ".", "\n", "-", "|", "/")
ILL = ("risk", "sign", "unlisted", "place", "age", "dose")
AGAINST = small("against", "the")
COUNTED = ("number", "case", "mark", "intent", "sex", "sign")
FEWEST = 2


@only_where(values=(VACCINE, GIVEN), words=THINGS)
def routine(pieces: Sequence[Piece]) -> list[Piece]:
    """A clause that counts vaccinations, or births and the like; the sick are told in others."""
    said = sentences(pieces, CLAUSES)
    if not any(_ill(clause) for clause in said):
        return list(pieces)
    return _protected(
        [
            idle(piece) if piece.kind in COUNTED and _of_routine(clause) else piece
            for clause in said
            for piece in clause
        ]
    )


def _protected(pieces: list[Piece]) -> list[Piece]:
    """`palu 20 ira 5 vaccinés rougeole 120 enfants`: it is the vaccine that is named so."""
    for at, piece in enumerate(pieces):
        named = at + 1
        while named < len(pieces) and pieces[named].word in AGAINST:
            named += 1
        told = [kind_at(pieces, i) for i in range(named, named + 3)]
        ill = any(_ill(pieces[i : i + 2]) for i in range(at))
        if piece.value == GIVEN and ill and told == ["risk", "number", "case"]:
            pieces[at : named + 3] = map(idle, pieces[at : named + 3])
    return pieces


def _ill(clause: Sequence[Piece]) -> bool:
    kinds = {piece.kind for piece in clause}
    return {"risk", "number"} <= kinds


def _of_routine(clause: Sequence[Piece]) -> bool:
    """`vaccination 140 enfants`, `vaccinated 88 kids with penta`, `CPN 38`; `vaccinés 2` are of
    those who are ill."""
    ill = any(p.kind in ILL and p.word not in THINGS for p in clause)
    if ill or not any(p.kind == "number" for p in clause):
        return False
    first = next(
        (p for p in clause if p.kind not in ("filler", "stroke") or p.word in THINGS), None
    )
    if first is None:
        return False
    given = first.value == GIVEN and any(piece.value == VACCINE for piece in clause)
    return first.value == VACCINE or given or first.word in THINGS


@only_where(kinds=("unlisted",))
def other_consultations(pieces: Sequence[Piece]) -> list[Piece]:
    """`consultations 180 : palu 66, IRA 41, hypertension 9`: what is not in the list is named as
    not understood, and no question holds up the rest."""
    headed = any(piece.word in LOOKED_AT for piece in pieces)
    listed = sum(_numbered(pieces, at) for at, p in enumerate(pieces) if p.kind == "risk")
    if not headed or listed < FEWEST:
        return list(pieces)
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == "unlisted" and piece.value == "other" and _numbered(pieces, at):
            found[at] = piece._replace(kind="unread")
            found[at + 1] = idle(pieces[at + 1])
    return found


def _numbered(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at + 1) == "number"
