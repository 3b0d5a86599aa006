"""How many were there, seen or screened, beside those who are ill. Pure.

`31 personnes en consultation, 4 avaient du sang dans les selles`, `6 new cases out of 95 screened`,
`... School has 410 pupils`: numbers of people that no disease is told of, in a clause of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bot.understanding.small import small
from handlers.report.counts.looked_at import (
    ANIMAL,
    NAMED,
    generic,
    headed,
    living,
    newcomers,
    of_cases,
    people,
    people_before,
)
from handlers.report.words.pieces import BESIDE, Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import AND, idle, kind_at

ENDS = (",", ".", ":", ";", "\n", "(", ")", "!", "?", "=")
OUT_OF, HAS = small("out_of_all"), small("has", "counts")
ADMITTED = small("admitted")
SLIGHT = ("unlisted", "sign", "unknown", "filler")
HE, MODERATE, MALNUTRITION = small("he", "they"), small("moderate"), "malnutrition"
RED = small("red")
BUT, NEAR = small("but"), 4  # pieces
ILL = (*NAMED, "mark", "age", "zero")


@dataclass(frozen=True, slots=True)
class _Clause:
    """`begin` to `end`; where its numbers stand, and whether a disease or its sign is told."""

    begin: int
    end: int
    numbers: tuple[int, ...]
    ill: bool


@only_where(kinds=("zero",), words=MODERATE | RED, or_where=several("number"))
def population(pieces: Sequence[Piece]) -> list[Piece]:
    """Of such people neither the number nor the word counts anybody."""
    found = _none_of_them(_admitted(_moderate(pieces)))
    pieces = list(found)
    if sum(piece.kind == "number" for piece in pieces) <= 1:
        return found
    clauses = list(_clauses(pieces))
    told = (
        _told_first(pieces, clauses),
        _told_after(pieces, clauses),
        newcomers(pieces),
        headed(pieces),
        living(pieces),
    )
    for at in chain.from_iterable(told):
        if kind_at(found, at + 1) and found[at + 1].sign == BESIDE:
            continue  # `4 kids` beside `3 women`
        found[at] = idle(found[at])
        noun = at + 1
        while noun < len(pieces) and noun <= at + 2 and not generic(pieces[noun]):
            noun += 1
        if noun < len(pieces) and generic(pieces[noun]) and pieces[noun].value != ANIMAL:
            found[noun] = idle(found[noun])
    return found


def _moderate(pieces: Sequence[Piece]) -> list[Piece]:
    """`13 MAM, 4 MAS`, `13 jaunes, 3 rouges`: only the severely malnourished are reported."""
    found = list(pieces)
    severe = any(p.kind == "risk" and MALNUTRITION in p.value for p in pieces)
    for at, piece in enumerate(pieces):
        if severe and piece.kind == "filler" and piece.word in RED:
            counts = kind_at(pieces, at - 1) == "number" and kind_at(pieces, at + 1) != "risk"
            found[at] = piece._replace(kind="case", value="case") if counts else found[at]
        if severe and piece.kind in SLIGHT and piece.word in MODERATE:
            found[at] = idle(piece)
            beside = [i for i in (at - 1, at + 1) if kind_at(pieces, i) == "number"]
            if len(beside) > 1 and kind_at(pieces, at - 2) == "risk":
                beside = beside[1:]  # `MAS 4 MAM 10`
            for i in beside[:1]:
                found[i] = idle(pieces[i])
    return found


def _admitted(pieces: Sequence[Piece]) -> list[Piece]:
    """`5 enfants MAS. 4 admis à l'URENAS`: of those who were told of, no more of them."""
    found = list(pieces)
    for at in range(len(pieces) - 1):
        before = [p.value for p in pieces[:at] if p.kind == "number"]
        among = pieces[at].kind == "number" and bool(before) and pieces[at].value <= max(before)
        led = at > 0 and pieces[at - 1].word in ADMITTED  # `transfusés 2.`
        led = led and pieces[at + 1].kind == "stroke"
        if among and (led or pieces[at + 1].word in ADMITTED):
            found[at] = idle(pieces[at])
    return found


def _none_of_them(pieces: Sequence[Piece]) -> list[Piece]:
    """`RAS, 64 personnes reçues`: nobody of them is ill."""
    found = list(pieces)
    none = any(p.kind == "zero" and p.value == "zero" for p in pieces)
    told = any(p.kind in ("sign", *NAMED) or p.value in ("death", "severe") for p in pieces)
    for at in range(len(pieces) - 1) if none and not told else ():
        people = pieces[at + 1].kind == "case" and pieces[at + 1].value != "case"
        if pieces[at].kind == "number" and people:
            found[at : at + 2] = map(idle, pieces[at : at + 2])
    return found


def _clauses(pieces: Sequence[Piece]) -> Iterator[_Clause]:
    begin = 0
    for at in range(len(pieces) + 1):
        ends = at == len(pieces) or pieces[at].value in ENDS or pieces[at].kind == "within"
        # `class 7 has 44 pupils and 13 are down with cough`
        ends = ends or (
            pieces[at].word in AND
            and kind_at(pieces, at + 1) == "number"
            and kind_at(pieces, at + 2) == "filler"
        )
        # `il y a 400 personnes mais seulement 2 ont la rougeole`
        ends = ends or (
            pieces[at].word in BUT and any(p.kind == "number" for p in pieces[at + 1 : at + NEAR])
        )
        if ends or pieces[at].word in OUT_OF:
            span = range(begin, at)
            ill = any(
                pieces[i].kind in ILL or (pieces[i].kind == "sign" and not _of_all(pieces[i]))
                for i in span
            )
            numbers = tuple(i for i in span if pieces[i].kind == "number")
            yield _Clause(begin, at, numbers, ill)
            begin = at if at < len(pieces) and pieces[at].word in OUT_OF else at + 1


def _of_all(piece: Piece) -> bool:
    """Said also of those who are well: `après un mariage (60 invités)`."""
    return generic(piece) or piece.value == "shared"


def _told_first(pieces: Sequence[Piece], clauses: Sequence[_Clause]) -> Iterator[int]:
    """`53 malades dont 16 paludismes`: before any disease is named, and more than the ill are."""
    for position, clause in enumerate(clauses):
        if clause.ill:
            return
        after = [each for each in clauses[position + 1 :] if each.ill]
        if not (after and after[0].numbers and _tells(pieces, after[0])):
            continue  # `4 personnes, vomissements et selles liquides. 1 grave`
        later = [pieces[at].value for each in after for at in each.numbers]
        named = {
            p.value for each in after for p in pieces[each.begin : each.end] if p.kind == "risk"
        }
        most = sum(later) - (len(named) > 1)  # `3 malades : rougeole 2, méningite 1`
        for at in clause.numbers:
            counted = people(pieces, at, clause.end) or people_before(pieces, at)
            counted = counted or _again_fewer(pieces, at, after)
            if counted and most < pieces[at].value:
                yield at


def _again_fewer(pieces: Sequence[Piece], at: int, after: Sequence[_Clause]) -> bool:
    """`dortoir de 30 filles : 7 filles ont la fièvre`: of the same sex, and some of them."""
    sex = pieces[at + 1] if kind_at(pieces, at + 1) == "sex" else None
    return sex is not None and any(
        kind_at(pieces, number + 1) == "sex" and pieces[number + 1].value == sex.value
        for clause in after
        for number in clause.numbers
    )


def _tells(pieces: Sequence[Piece], clause: _Clause) -> bool:
    """A disease, or signs of one, not only what became of people."""
    span = pieces[clause.begin : clause.end]
    before = pieces[: clause.begin]
    herd = any(p.value == ANIMAL for p in before) and any(p.word in HAS for p in before)
    if herd and any(piece.value == "death" for piece in span):
        return True  # `il avait 75 moutons, 18 sont crevés`
    return any(p.kind in NAMED or (p.kind == "sign" and not generic(p)) for p in span)


def _told_after(pieces: Sequence[Piece], clauses: Sequence[_Clause]) -> Iterator[int]:
    """`6 new cases out of 95 children`, `School has 410 pupils.`"""
    for clause in clauses:
        yield from _kept_of(pieces, clause)
    told = [
        pieces[at].value
        for each in clauses
        for at in each.numbers
        if each.ill or of_cases(pieces, at)
    ]
    for before, clause in pairwise(clauses):
        if clause.ill or len(clause.numbers) != 1 or not told:
            continue
        at = clause.numbers[0]
        died = any(piece.kind == "mark" for piece in pieces[before.begin : before.end])
        # Of `2 morts sur 9 malades` the nine are ill.
        led = (pieces[clause.begin].word in OUT_OF and not died) or (
            at > 0 and pieces[at - 1].word in HAS
        )
        whose = any(p.word in HE or p.kind == "sex" for p in pieces[clause.begin : at])
        if led and not whose and pieces[at].value > max(told) and people(pieces, at, clause.end):
            yield at


def _kept_of(pieces: Sequence[Piece], clause: _Clause) -> Iterator[int]:
    """`sur 6 suspects on retient 4 cas de rougeole`"""
    for first, second in pairwise(clause.numbers):
        led = pieces[first - 1].word in OUT_OF if first else False
        cases = kind_at(pieces, second + 1) in ("case", "risk")
        if led and cases and pieces[second].value < pieces[first].value:
            yield first
