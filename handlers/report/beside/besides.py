"""What is asked or wished in a sentence of its own, beside a report: `... Sérum dispo?`. Pure.

The report is told in another sentence, whole; what is only talk takes nothing away from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.beside.stock import NAMED_WARES, POSITIVE, TESTS, is_ware
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences
from handlers.report.words.week_words import NAMED

ENDS = frozenset((".", "!", "?", ";", "\n"))
CLAUSES = ENDS | {","}
TALK = ("question", "intent")
SLIGHT = frozenset(("mark", "supply", "past"))  # "what", "where" and "when" want an answer
TOLD = frozenset(("risk", "sign", "sex", "case", "age", "number", "unlisted", "date"))
WEEK = small("this_week")
ILL = TOLD - {"number"} | {"mark", "zero"}
ALREADY, LEFT = "told_already", small("left_over")
COUNTS = frozenset(("sex", "case", "age", "number"))


@only_where(kinds=(*TALK, "zero"), values=(ALREADY, *NAMED_WARES), words=LEFT | TESTS)
def without_asides(pieces: Sequence[Piece]) -> list[Piece]:
    pieces = _told_already(_left_over(_stock_aside(_since_then(list(pieces)))))
    said = sentences(pieces, ENDS)
    if any(map(_denies, said)) and any(map(_describes, said)):
        adds_nothing = _denies
    elif any(map(_reports, said)):
        adds_nothing = _only_talks
    else:
        return list(pieces)
    return [
        idle(piece) if adds_nothing(sentence) and piece.value != NAMED else piece
        for sentence in said
        for piece in sentence
    ]


def _told_already(pieces: Sequence[Piece]) -> list[Piece]:
    """`Les 4 cas d'hier sont déjà déclarés. Aujourd'hui 2 nouveaux`: the first come not again."""
    said = sentences(pieces, ENDS | {"(", ")"})
    before = [any(piece.value == ALREADY for piece in sentence) for sentence in said]
    if not any(_reports(s) and not old for s, old in zip(said, before, strict=True)):
        return list(pieces)
    kept = (pieces[0], *(p for p in pieces if p.value == NAMED)) if _heads_it(pieces) else ()
    told = zip(said, before, strict=True)
    return [idle(p) if old and p not in kept else p for s, old in told for p in s]


def _heads_it(pieces: Sequence[Piece]) -> bool:
    """`Koro : rapport S48 déjà envoyé. Ajouter 4 palu`: where, and of which week, the four are."""
    places = [piece for piece in pieces if piece.kind == "place"]
    return len(places) == 1 and kind_at(pieces, 0) == "place" and pieces[1].value in (":", ",")


def _left_over(pieces: Sequence[Piece]) -> list[Piece]:
    """`J'ai reçu 50 tests. Il reste 12.`: no people, in a sentence of its own."""
    said = sentences(pieces, ENDS)
    if not any(piece.kind == "risk" for piece in pieces):
        return list(pieces)
    return [idle(p) if _only_left(s) and p.kind != "place" else p for s in said for p in s]


def _only_left(sentence: Sequence[Piece]) -> bool:
    kinds = {piece.kind for piece in sentence}
    if "number" not in kinds or kinds & ILL or any(p.value in POSITIVE for p in sentence):
        return False
    return any(LEFT & {*p.word.split()} or is_ware(p) for p in sentence)


def _stock_aside(pieces: Sequence[Piece]) -> list[Piece]:
    """`8 MAS admis, ATPE rupture`: what is out of stock takes nothing from the clause before it."""
    clauses = sentences(pieces, CLAUSES)
    if not any(_reports(clause) and not any(map(_wanted, clause)) for clause in clauses):
        return list(pieces)
    return [idle(p) if _only_stock(clause) else p for clause in clauses for p in clause]


def _only_stock(clause: Sequence[Piece]) -> bool:
    talk = [piece for piece in clause if piece.kind in TALK]
    stock = bool(talk) and all(piece.value == "supply" for piece in talk)
    return stock and not any(piece.kind in TOLD for piece in clause)


def _wanted(piece: Piece) -> bool:
    """`20 TDR palu, besoin`: tests, not cases."""
    return is_ware(piece) or piece.value == "request"


def _since_then(pieces: list[Piece]) -> list[Piece]:
    """`semaine passée 3 rougeoles, cette semaine RAS`: are the three told for the first time?"""
    told = [piece for piece in pieces if piece.kind not in ("filler", "stroke", "unknown")]
    at = next((at for at, piece in enumerate(pieces) if piece is told[-1]), 0) if told else 0
    clause = at
    while clause and kind_at(pieces, clause) != "stroke":
        clause -= 1
    before = pieces[:clause]
    kinds = {piece.kind for piece in before}
    week = any(piece.word in WEEK for piece in pieces[clause:at])
    last = any(p.value == "week" for p in before) and any(p.value == "last" for p in before)
    if week and last and kind_at(pieces, at) == "zero" and {"risk", "number"} <= kinds:
        pieces[at] = pieces[at]._replace(kind="elsewhere", value="followed_up")
    return pieces


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
    named = {piece.value for piece in sentence if isinstance(piece.value, str)}
    herd = {"animal", "death"} <= named
    return ("risk" in kinds or herd) and bool(kinds & COUNTS) and not kinds & set(TALK)


def _only_talks(sentence: Sequence[Piece]) -> bool:
    talk = [piece for piece in sentence if piece.kind in TALK]
    slight = all(piece.kind == "question" and piece.value in SLIGHT for piece in talk)
    told_of = all(piece.kind == "intent" for piece in talk) and sentence[-1].value == "."
    told_of = told_of and not any(piece.kind == "place" for piece in sentence)
    slight = slight or told_of  # `L'éleveur parle de moustiques.`
    told = any(piece.kind in TOLD or piece.value == "death" for piece in sentence)
    return bool(talk) and slight and not told
