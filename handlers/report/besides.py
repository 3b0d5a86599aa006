"""What is asked or wished in a sentence of its own, beside a report: `... Sérum dispo?`. Pure.

The report is told in another sentence, whole; what is only talk takes nothing away from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece

ENDS = frozenset((".", "!", "?", ";", "\n"))
TALK = ("question", "intent")
SLIGHT = frozenset(("mark", "supply", "past"))  # "what", "where" and "when" want an answer
TOLD = frozenset(("risk", "sign", "sex", "case", "age", "number", "unlisted", "date"))
COUNTS = frozenset(("sex", "case", "age", "number"))


def without_asides(pieces: Sequence[Piece]) -> list[Piece]:
    sentences = _sentences(pieces)
    if len(sentences) < 2:
        return list(pieces)
    if any(map(_denies, sentences)) and any(map(_describes, sentences)):
        return [
            p._replace(kind="filler", value="aside") if _denies(sentence) else p
            for sentence in sentences
            for p in sentence
        ]
    if not any(map(_reports, sentences)):
        return list(pieces)
    found: list[Piece] = []
    for sentence in sentences:
        idle = _only_talks(sentence)
        found += [p._replace(kind="filler", value="aside") if idle else p for p in sentence]
    return found


def _sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece.value in ENDS or piece.text in ENDS:
            found.append([])
    return [sentence for sentence in found if sentence]


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
