"""One disease, told by village: `rougeole: Koro 3, Boni 2`, `Koro 3 Boni 2 rougeole`. Pure.

Where each number has its village and nothing else is told, the disease is said of each of them, so
that no rule for tales or for numbers told again takes one away.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import kind_at, past_fillers

LEAST = 2  # villages
LIGHT = ("filler", "stroke", "place", "number", "risk", "case", "within", "mark")
TAIL = ("filler", "number", "within", "mark")  # `dont 1 décès`
HARM = ("death", "severe")
HEAVY, SUM = small("out_of_all", "others", "not"), small("so", "total")
ENDS = (".", "\n", ";", ",")
PLAIN = "case"  # `cas`: people told of by no other word


@only_where(kinds=("risk",), or_where=several("place"))
def by_villages(pieces: Sequence[Piece]) -> list[Piece]:
    risks = [piece for piece in pieces if piece.kind == "risk"]
    counted = [at for at in range(len(pieces)) if _counts_cases(pieces, at)]
    places = [at for at, piece in enumerate(pieces) if piece.kind == "place"]
    numbers = _without_sum(pieces, counted, len(places))
    if len(numbers) > len(places) >= LEAST and _heads(pieces, numbers, places):
        unsure = pieces[numbers[0]]._replace(kind="elsewhere", value="unsure", text="")
        return [*pieces[: numbers[0] + 1], unsure, *pieces[numbers[0] + 1 :]]
    one = len({risk.value for risk in risks}) == 1 and len(risks) in (1, len(numbers))
    if not one or len(numbers) < LEAST or len(numbers) != len(places):
        return list(pieces)
    if not risks[0].sure or not _says_no_more(pieces, numbers, summed=len(counted) > len(numbers)):
        return list(pieces)
    pairs = _pairs(pieces, numbers, places)
    told = {pieces[place].value for _number, place in pairs}
    return _one_by_one(pieces, risks[0], pairs) if len(told) == len(numbers) else list(pieces)


def _without_sum(pieces: Sequence[Piece], numbers: list[int], villages: int) -> list[int]:
    """`palu 12 : Koro 7, Boni 5`, `Koro 7, Boni 5 = 12`: twelve are all of them."""
    for total in (numbers[0], numbers[-1]) if len(numbers) == villages + 1 > LEAST else ():
        others = [at for at in numbers if at != total]
        if pieces[total].value == sum(pieces[at].value for at in others):
            return others
    return numbers


def _heads(pieces: Sequence[Piece], numbers: Sequence[int], places: Sequence[int]) -> bool:
    """`palu 12 : Koro 7, Boni 4`: where is the twelfth? That is asked."""
    total, *others = numbers
    colon = total + 1 + (kind_at(pieces, total + 1) == "case")
    headed = colon < len(pieces) and pieces[colon].value in (":", "(")
    more = pieces[total].value > sum(pieces[at].value for at in others)
    return headed and more and len(others) == len(places) and bool(_pairs(pieces, others, places))


def _says_no_more(pieces: Sequence[Piece], numbers: Sequence[int], *, summed: bool) -> bool:
    """Nothing but the villages, their numbers, and who of them died."""
    if any(kind_at(pieces, at - 1) == "within" for at in numbers):
        return False  # `7 à Koro dont 3 à Boni`
    if not all(_of_harm(pieces, at) for at, p in enumerate(pieces) if p.kind == "mark"):
        return False
    heavy = HEAVY if summed else HEAVY | SUM
    light = all(piece.kind in LIGHT and piece.word not in heavy for piece in pieces)
    people = all(piece.value == PLAIN for piece in pieces if piece.kind == "case")
    return light and people and all(pieces[at].value for at in numbers)


def _counts_cases(pieces: Sequence[Piece], at: int) -> bool:
    """Not the one of `dont 1 décès`."""
    after = past_fillers(pieces, at + 1)
    return pieces[at].kind == "number" and kind_at(pieces, after) != "mark"


def _of_harm(pieces: Sequence[Piece], at: int) -> bool:
    before = at - 1
    while kind_at(pieces, before) == "filler":
        before -= 1
    return pieces[at].value in HARM and kind_at(pieces, before) == "number"


def _pairs(
    pieces: Sequence[Piece], numbers: Sequence[int], places: Sequence[int]
) -> list[tuple[int, int]]:
    """Each number with its village: all behind their villages, or all before them."""
    led = places[0] < numbers[0]
    pairs = list(zip(numbers, places, strict=True))
    order = [(p, n) if led else (n, p) for n, p in pairs]
    flat = [at for pair in order for at in pair]
    if flat != sorted(flat):
        return []
    joined = all(_joined(pieces[a + 1 : b]) for a, b in order)
    apart = all(_apart(pieces[a + 1 : b]) for (_x, a), (b, _y) in pairwise(order))
    return pairs if joined and apart else []


def _joined(between: Sequence[Piece]) -> bool:
    """`Koro : 3`, `3 cas à Koro`"""
    return all(p.value not in ENDS for p in between)


def _apart(between: Sequence[Piece]) -> bool:
    return all(p.kind in ("stroke", "case", "risk", *TAIL) for p in between)


def _one_by_one(
    pieces: Sequence[Piece], risk: Piece, pairs: Sequence[tuple[int, int]]
) -> list[Piece]:
    """`rougeole 3 dont 1 décès Koro, rougeole 2 Boni`"""
    comma = Piece("stroke", ",", 0, 0, ",")
    told: list[Piece] = []
    ends = [*(min(pair) for pair in pairs[1:]), len(pieces)]
    for (number, place), end in zip(pairs, ends, strict=True):
        own = [at for at in range(min(number, place), end) if at not in (number, place)]
        last = max((at for at in own if pieces[at].kind == "mark"), default=-1)
        tail = [pieces[at] for at in own if at <= last and pieces[at].kind in TAIL]
        told += [risk, pieces[number], *tail, pieces[place], comma]
    return [p._replace(start=2 * at, end=2 * at + 1) for at, p in enumerate(told)]
