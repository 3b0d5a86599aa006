"""Groups of people counted side by side: `4 adultes, 2 enfants`, `hommes 3 enfants 4`. Pure.

They are as many as all together. `3 enfants, 2 bébés`, `5 femmes, 4 adultes` may be some of the
others: those are left as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from bot.understanding.small import small
from handlers.report.words.pieces import BESIDE, Piece, said_by_age
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import AND, idle, kind_at

LEAST = 2  # groups
LETTERS = 2  # of `f`, `mf`
BETWEEN = (",", "/", "+", ":", "=", "-")
LED = (":", "=")
SO = small("so")
YOUNG, GROWN = small("young_people"), small("grown_people")
PERSONS = ("sex", "age", "case")

Whom: TypeAlias = Literal["man", "woman", "boy", "girl", "child", "baby", "adult"]
GROWN_UP: frozenset[Whom | None] = frozenset(("man", "woman", "adult"))
_SEXED: dict[tuple[str, bool], Whom] = {
    ("female", True): "girl",
    ("female", False): "woman",
    ("male", True): "boy",
    ("male", False): "man",
}
APART: frozenset[frozenset[Whom]] = frozenset(
    frozenset(pair)
    for pair in (
        ("man", "child"), ("woman", "child"), ("adult", "child"),
        ("man", "baby"), ("woman", "baby"), ("adult", "baby"), ("boy", "baby"), ("girl", "baby"),
        ("adult", "boy"), ("adult", "girl"), ("man", "boy"), ("woman", "girl"),
    )
)  # fmt: skip


def _may_tell_of_both(seen: Seen) -> bool:
    return "number" in seen.kinds and seen.count(*PERSONS) >= LEAST


@only_where(or_where=_may_tell_of_both)
def grown_and_young(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    groups = [at for at in range(1, len(found)) if _counted(found, at)]
    _without_sum(found, groups)
    for first, second in pairwise(groups):
        one = found[first - 1].value == found[second - 1].value == 1
        if one and not {_whom(found[first]), _whom(found[second])} & GROWN_UP:
            continue  # `un nouveau-né, une fille`
        if _side_by_side(found, first, second) and _apart(found[first], found[second]):
            for at in (first, second):
                found[at] = found[at]._replace(sign=BESIDE)
    return found


def _without_sum(pieces: list[Piece], groups: Sequence[int]) -> None:
    """`4 filles 5 garçons = 9`, `... soit 9 cas` says nine once."""
    for at in range(groups[-1] + 1, len(pieces)) if len(groups) >= LEAST else ():
        led = pieces[at - 1].value == "=" or pieces[at - 1].word in SO
        number = pieces[at].value if pieces[at].kind == "number" else None
        if led and number == sum(pieces[group - 1].value for group in groups):
            pieces[at - 1 : at + 1] = map(idle, pieces[at - 1 : at + 1])
            if kind_at(pieces, at + 1) == "case":
                pieces[at + 1] = idle(pieces[at + 1])


def _whom(piece: Piece) -> Whom | None:
    """None of what is no word for people, or of a letter: `2f 3m`."""
    if piece.kind == "sex" and len(piece.text) > LETTERS:
        young = piece.last_word in YOUNG
        if not young and piece.last_word not in GROWN:
            return None
        return _SEXED[piece.value, young]
    if said_by_age(piece):
        return "baby" if piece.value.group == "under5" else "adult"
    return "child" if piece.kind == "case" and piece.value == "child" else None


def _counted(pieces: Sequence[Piece], at: int) -> bool:
    counted = kind_at(pieces, at - 1) == "number" and bool(pieces[at - 1].value)
    counted = counted and kind_at(pieces, at + 1) != "sex"  # `deux petits frères`
    return counted and _whom(pieces[at]) is not None and pieces[at].locale != "bm"


def _side_by_side(pieces: Sequence[Piece], first: int, second: int) -> bool:
    between = pieces[first + 1 : second - 1]
    return all(p.value in BETWEEN or p.word in AND for p in between)


def _apart(first: Piece, second: Piece) -> bool:
    """No child is grown up; babies told of before children are others."""
    one, other = _whom(first), _whom(second)
    if one is None or other is None:
        return False
    return frozenset((one, other)) in APART or (one, other) == ("baby", "child")


@only_where(or_where=_may_tell_of_both)
def numbers_first(told: Sequence[Piece]) -> list[Piece]:
    """`adultes 4 enfants 2`, `hommes: 4, enfants: 3` as `4 adultes 2 enfants`."""
    pieces = list(told)
    words = [at for at, piece in enumerate(pieces) if _whom(piece) and piece.locale != "bm"]
    led = [(at, number) for at in words if (number := _behind(pieces, at)) is not None]
    if len(led) < max(LEAST, len(words)) or kind_at(pieces, words[0] - 1) == "number":
        return pieces
    if len({_whom(pieces[at]) for at in words}) < LEAST:
        return pieces
    for at, number in led:
        word, its = pieces[at], pieces[number]
        pieces[at] = its._replace(start=word.start, end=word.start)
        comma = [p._replace(value=",") for p in pieces[at + 1 : number]]
        pieces[at + 1 : number + 1] = [word, *comma]
    return pieces


def _behind(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the number of `adultes 4`, `adultes: 4`, `adultes=4` stands."""
    number = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].value in LED)
    counts = kind_at(pieces, number) == "number" and kind_at(pieces, number + 1) != "unit"
    return number if counts else None
