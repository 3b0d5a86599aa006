"""What is asked or wished in a sentence of its own, beside a report: `... Sérum dispo?`. Pure.

The report is told in another sentence, whole; what is only talk takes nothing away from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece
from handlers.report.spans import idle, sentences

ENDS = frozenset((".", "!", "?", ";", "\n"))
TALK = ("question", "intent")
SLIGHT = frozenset(("mark", "supply", "past"))  # "what", "where" and "when" want an answer
TOLD = frozenset(("risk", "sign", "sex", "case", "age", "number", "unlisted", "date"))
COUNTS = frozenset(("sex", "case", "age", "number"))


def without_asides(pieces: Sequence[Piece]) -> list[Piece]:
    said = sentences(pieces, ENDS)
    if any(map(_denies, said)) and any(map(_describes, said)):
        adds_nothing = _denies
    elif any(map(_reports, said)):
        adds_nothing = _only_talks
    else:
        return list(pieces)
    return [
        idle(piece) if adds_nothing(sentence) else piece for sentence in said for piece in sentence
    ]


def _denies(sentence: Sequence[Piece]) -> bool:
    """`pour le palu RAS`: nobody is ill of that."""
    kinds = [piece.kind for piece in sentence]
    none = "risk" in kinds and any(p.kind == "zero" and p.value == "zero" for p in sentence)
    return none and not (set(kinds) & COUNTS) and "sign" not in kinds


def _describes(sentence: Sequence[Piece]) -> bool:
    """Somebody who is ill, by the signs."""
    kinds = {piece.kind for piece in sentence}
    return "sign" in kinds and bool(kinds & COUNTS) and "risk" not in kinds and "zero" not in kinds


def _reports(sentence: Sequence[Piece]) -> bool:
    """A disease, and whom it has befallen, and nothing asked."""
    kinds = {piece.kind for piece in sentence}
    return "risk" in kinds and bool(kinds & COUNTS) and not kinds & set(TALK)


def _only_talks(sentence: Sequence[Piece]) -> bool:
    talk = [piece for piece in sentence if piece.kind in TALK]
    slight = all(piece.kind == "question" and piece.value in SLIGHT for piece in talk)
    return bool(talk) and slight and not any(piece.kind in TOLD for piece in sentence)
