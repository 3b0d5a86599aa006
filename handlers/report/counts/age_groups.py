"""Numbers by age and their total: `malaria under 5: 22, malaria 5 and over: 18. Total 40`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at

THAT_IS, INCLUDED = small("that_is", "so"), small("counted_within")
CLAUSE = ("stroke", "number", "risk")
TOTAL = ("total", "=")
SAID = (":", "=", ",", ".", ";", "(")


@only_where(or_where=several("age"))
def by_age_group(pieces: Sequence[Piece]) -> list[Piece]:
    """The total of both says nothing more; where it is told they are one report."""
    found = list(pieces)
    told: list[int] = []
    again: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.kind == "place":
            told, again = [], []
        elif piece.kind == "risk":
            same = bool(told) and _same_disease(pieces, at)
            told, again = (told, [*again, at]) if same else ([], [])
        elif piece.kind == "age" and piece.value.months is None:
            number = _number_after(pieces, at)
            told = [*told, int(pieces[number].value)] if number is not None else []
        elif (total := _total_at(pieces, at)) and len(told) > 1 and total[1] == sum(told):
            for each in (*again, at, total[0]):
                found[each] = idle(found[each])
    return found


@only_where(kinds=("within",), words=INCLUDED)
def among_both_ages(pieces: Sequence[Piece]) -> list[Piece]:
    """`28 moins de 5 ans, 36 plus de 5 ans dont 4 femmes enceintes`: the four are among them."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        pregnant = at + 1 < len(pieces) and pieces[at + 1].value == "childbirth"
        if piece.kind != "number" or not (pregnant or kind_at(pieces, at + 1) == "sex"):
            continue
        clause = list(takewhile(lambda i: pieces[i].kind not in CLAUSE, range(at + 1, len(pieces))))
        said = [i for i in clause if not INCLUDED.isdisjoint(pieces[i].word.split())]
        risk = max((i for i in range(at) if pieces[i].kind == "risk"), default=0)
        ages = sum(p.kind == "age" and p.value.months is None for p in pieces[risk:at])
        numbers = sum(p.kind == "number" for p in pieces[risk:at])
        led = kind_at(pieces, at - 1) == "within"
        both = min(ages, numbers) > 1 and (led or said)
        died = kind_at(pieces, at + 2) == "mark"  # `dont 2 femmes décédées`
        told = (at + 1,) if died else (at - led, at, at + 1, at + 1 + pregnant)
        for i in (*said, *(told if both else ())):
            found[i] = idle(pieces[i])
    return found


def _same_disease(pieces: Sequence[Piece], at: int) -> bool:
    """`palu <5 ans: 18, palu >5 ans: 25`: of another age."""
    before = next((i for i in range(at - 1, -1, -1) if pieces[i].kind == "risk"), at)
    ages = _age_after(pieces, before), _age_after(pieces, at)
    return None not in ages and ages[0] != ages[1] and pieces[before].value == pieces[at].value


def _total_at(pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """Where the number of `soit 68`, `Total : 40` stands, and how many they are."""
    if not (pieces[at].word in THAT_IS or pieces[at].value in TOTAL):
        return None
    number = at + 1
    while number < len(pieces) and pieces[number].value in SAID:
        number += 1
    ends = kind_at(pieces, number + 1) in ("", "stroke", "case")
    return (number, pieces[number].value) if ends and kind_at(pieces, number) == "number" else None


def _age_after(pieces: Sequence[Piece], at: int) -> str | None:
    """The group of age that follows right there, with a number of its own."""
    age = at + 1
    while kind_at(pieces, age) == "case" or (age < len(pieces) and pieces[age].value in SAID):
        age += 1
    if kind_at(pieces, age) != "age" or pieces[age].value.months is not None:
        return None
    return str(pieces[age].value.group) if _number_after(pieces, age) is not None else None


def _number_after(pieces: Sequence[Piece], age: int) -> int | None:
    number = age + 1
    while number < len(pieces) and pieces[number].value in (":", "="):
        number += 1
    return number if kind_at(pieces, number) == "number" else None
