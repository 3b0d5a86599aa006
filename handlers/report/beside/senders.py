"""Who writes, by name or by their children: `ici Awa, Koro`, `maman de Sékou, Yorosso. ...`.

They are no cases, and their names no villages where another place is told. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from bot.understanding.small import small
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.signing import FROM, IT_IS, NAMES, NAMING, PARENTS
from handlers.report.words.spans import AND, idle, kind_at, past_fillers, sentences
from handlers.report.words.week_words import WEEK

OF, AREAS = small("of"), small("area_letters")
INTRODUCING, BEHIND = small("introducing"), small("introducing_behind")
FIRST = frozenset(re.split(r"\W", words)[0] for words in INTRODUCING | IT_IS)
NICKNAMED = small("nicknamed")
CASE_LETTER, I_HAVE = small("case_letter"), small("i_have")
ENDS = (".", ":", "\n", "!")
BEFORE = ("filler", "stroke", "intent")
VERBS = ("unknown", "filler")
ILL = ("risk", "sign", "mark", "age", "unit", "case", "zero", "question")


@only_where(words=FIRST | BEHIND | PARENTS | AREAS)
def who_writes(pieces: Sequence[Piece]) -> list[Piece]:
    """Without them."""
    return _parents(_introduced(_area(pieces)))


def _area(pieces: Sequence[Piece]) -> list[Piece]:
    """`DS Yanfolila SE48 : palu 12`: the district, and no disease."""
    found = list(pieces)
    for at in range(len(pieces) - 1):
        begins = at == 0 or kind_at(pieces, at - 1) in BEFORE
        area = begins and pieces[at].kind == "risk" and pieces[at].word in AREAS
        counts = kind_at(pieces, at + 2) in ("number", "zero", "case")
        others = any(piece.kind == "risk" for piece in pieces[at + 2 :])
        if area and kind_at(pieces, at + 1) == "place" and others and not counts:
            found[at] = idle(pieces[at], "area")
    return found


def _introduced(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the name in `moi Awa, ménagère à Koro`, `ici Awa matrone Koro`: no village."""
    found = _named_before(pieces)
    for at, piece in enumerate(pieces):
        it_is = "".join(p.word for p in pieces[max(at - 2, 0) : at + 1])
        this_is = " ".join(p.word for p in pieces[max(at - 1, 0) : at + 1])
        if not {piece.word, this_is} & INTRODUCING and it_is not in IT_IS:
            continue
        end = at + 1
        while end <= at + NAMES and kind_at(pieces, end) in NAMING and pieces[end].text.istitle():
            end += 1
        after = end + (kind_at(pieces, end) == "stroke" and pieces[end].value == ",")
        who = after < len(pieces) and (
            pieces[after].value in ("role", *TRADES) or pieces[after].word in FROM | NICKNAMED
        )
        comma = after > end and all(p.kind == "filler" for p in pieces[:at])  # `slt c Awa, a koro`
        who = who or (comma and any(each.kind == "place" for each in pieces[after:]))
        elsewhere = any(each.kind in NAMING for each in pieces[after + 1 :])
        if end > at + 1 and who and elsewhere:
            found[at + 1 : end] = [idle(each, "named") for each in pieces[at + 1 : end]]
    return found


def _named_before(pieces: Sequence[Piece]) -> list[Piece]:
    """`Tom here. 2 measles in Koro`: no place either."""
    found = list(pieces)
    begin = past_fillers(pieces, 0)
    end = begin
    while end < begin + NAMES and kind_at(pieces, end) in NAMING:
        end += 1
    said = begin < end < len(pieces) and pieces[end].word in BEHIND
    said = said and not any(piece.word in OF for piece in pieces[:begin])  # `chief of Fatao here`
    if said and kind_at(pieces, end + 1) == "stroke":
        found[begin:end] = [idle(each, "named") for each in pieces[begin:end]]
    return found


def _parents(pieces: Sequence[Piece]) -> list[Piece]:
    first, *others = sentences(pieces, ENDS) if pieces else [[]]
    later = list(chain.from_iterable(others))
    at = 0
    while kind_at(first, at) in BEFORE:
        at += 1
    parent = at + 1 < len(first) and first[at].word in PARENTS and first[at + 1].word in OF
    if not parent or not later or any(piece.value == "all" for piece in later):
        return list(pieces)
    end = _children(first, past_fillers(first, at + 2), later)
    if any(piece.kind in ILL for piece in (*first[:at], *first[end:])):
        return list(pieces)
    return [idle(p, "named") if at <= i < end else p for i, p in enumerate(pieces)]


def _children(first: Sequence[Piece], at: int, later: Sequence[Piece]) -> int:
    """Where the words end that say whose parent: a number of children, or a child's name."""
    if kind_at(first, at) == "number":
        return at + 1 + (kind_at(first, at + 1) == "case")
    elsewhere = any(piece.kind == "place" for piece in (*first[at + 1 :], *later))
    return at + (kind_at(first, at) in NAMING and elsewhere)


@only_where(words=CASE_LETTER | I_HAVE)
def texted(pieces: Sequence[Piece]) -> list[Piece]:
    """`g 4 K palu`: "j'ai 4 cas", no four boys."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.word not in CASE_LETTER or kind_at(pieces, at - 1) != "number":
            continue
        if piece.kind == "unknown" and kind_at(pieces, at + 1) in ("risk", "filler"):
            found[at] = piece._replace(kind="case", value="case")
    for at, piece in enumerate(found[:-2]):
        cases = found[at + 2].kind == "case" or (
            found[at + 2].kind == "risk" and not _counts(found, at - 1)
        )
        counted = found[at + 1].kind == "number" and cases
        apart = piece.end < found[at + 1].start
        told = found[at + 1].kind in VERBS and not _counts(found, at - 1)  # `g di 3 rougeole`
        told = told and found[at + 1].word not in AND
        boys = piece.kind == "sex" and apart and (counted or told)
        if piece.word in I_HAVE and (boys or (apart and counted)):
            found[at] = idle(piece, "had")
    return found


def _counts(pieces: Sequence[Piece], at: int) -> bool:
    """A number of people: that of `sem 48 g 9 palu` is of the week."""
    week = at > 0 and pieces[at - 1].value == WEEK
    return kind_at(pieces, at) == "number" and not week
