"""Which disease it is not: `PFA et pas tétanos`, `not cholera but malaria`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import AND, idle, kind_at

NEGATIVE = "negative"
DENIES = ("not", "other", "nothing")
SMALL = small("of", "the", "one", "some", "has", "had") | {"'", "’"}
JOINTS = ("stroke", "either", "nor", "risk", "zero")


def others_denied(pieces: list[Piece]) -> list[Piece]:
    """`PFA et pas tétanos`, `not cholera but malaria`: one is reported, and the other is not."""
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    denied = [at for at in risks if _denial_of(pieces, at) is not None]
    meant = [at for at in risks if at not in denied and not _listed(pieces, denied, at)]
    if not denied or {pieces[at].value for at in meant} <= {pieces[at].value for at in denied}:
        return pieces
    for at in denied:
        begin = _denial_of(pieces, at) or 0
        end = _with_its_test(pieces, at + 1)
        pieces[begin:end] = [idle(piece) for piece in pieces[begin:end]]
    return pieces


def _listed(pieces: Sequence[Piece], denied: Sequence[int], at: int) -> bool:
    """Of `pas de rougeole, palu ni choléra` all are denied: nothing but joints lies between."""
    first = max((each for each in denied if each < at), default=None)
    if first is None:
        return False
    between = pieces[first + 1 : at]
    return all(p.kind in JOINTS or fold(p.text) in SMALL | AND for p in between)


def _with_its_test(pieces: Sequence[Piece], at: int) -> int:
    """`pas le palu, TDR négatif, ...`: the test is what says so."""
    end = at
    while kind_at(pieces, end) in ("filler", "stroke") and pieces[end].value != NEGATIVE:
        end += 1
    return end + 1 if end < len(pieces) and pieces[end].value == NEGATIVE else at


def _denial_of(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the word stands that denies a disease."""
    before = at - 1
    while before >= 0 and fold(pieces[before].text) in SMALL:
        before -= 1
    no = kind_at(pieces, before) == "zero" and pieces[before].value in DENIES
    return before if no else None
