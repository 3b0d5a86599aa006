"""How many persons a message tells of at least, as its words say it. Pure.

What a report counts is held against it: `papa palu, maman palu, les 3 enfants ont le palu` tells of
five, whatever was read. Words that may mean somebody told of already count nobody: a number of
people (`3 personnes : 2 hommes, 1 femme`), the same word again, a sister where a girl was told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.understanding.small import small
from handlers.report.counts.mending import mended
from handlers.report.counts.recounted import recounted
from handlers.report.finding import Reading, Sex
from handlers.report.people.ages import without_ordinals
from handlers.report.people.ill import told_by_themselves
from handlers.report.people.units import Unit, exact, units_of
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.spans import ALSO, THEIR, kind_at

FEW = 6  # of more than so many, numbers are told, not persons
GROWN_UP = 15 * 12  # months: `femme` is said of her
GROWN, YOUNG = small("grown"), small("child")
BIRTH = ("maternal_death", "childbirth")
LEAST = 2
MYSELF = small("i_too")
PREGNANCY, TERM = small("pregnancy", "with_child"), 10  # months of it, nobody's age
KIN, ASIDE = small("kin", "kin_aged", "neighbour", "not_kin"), "aside"
BOTH, MY, OF = small("both"), small("my"), small("of", "of_the")

Size = Literal["grown", "young", "kin", "any"]


@dataclass(frozen=True, slots=True)
class _Told:
    """Some persons of one size and sex, of an age in months where it is told."""

    size: Size
    sex: Sex | None
    age: int | None
    count: int
    word: str


def more_told(reading: Reading, told: Sequence[Piece]) -> int:
    """The number of persons told of, where the only report counts fewer; else 0."""
    if len(reading.reports) != 1 or reading.reports[0].animals or reading.week is not None:
        return 0
    least = _least_told(mended(recounted(told)))
    return least if least > reading.reports[0].count else 0


def _least_told(told: Sequence[Piece]) -> int:
    people = [p for p in told if p.kind in ("sex", "case") or p.value in TRADES]
    if any(piece.locale == "bm" for piece in people):
        return 0  # the number follows
    pieces = _two_of_another(without_ordinals(list(told)))
    named = units_of(pieces)
    units = told_by_themselves(pieces, named)
    beside = {at for each in named if each not in units for at in range(each.begin, each.end)}
    ages = _ages([piece for at, piece in enumerate(pieces) if at not in beside])
    return max(_persons(pieces, units), ages)


def _persons(pieces: Sequence[Piece], units: Sequence[Unit]) -> int:
    """0 where it is not for this to say."""
    if any(unit.count > FEW for unit in units):
        return 0
    if len(units) < LEAST:
        return LEAST if _i_too(pieces) else 0
    known = [_told(pieces, unit) for unit in units if pieces[unit.at].value not in TRADES]
    if any(piece.value in BIRTH or piece.value == BIRTH[:1] for piece in pieces):
        known = [each for each in known if each.size == "grown"]  # `9e enfant`, the newborn
    kin = {each.word: each.count for each in known[1:] if each.size == "kin"}
    grown, young = _of(known, "grown"), _of(known, "young")
    whole = young == grown and not _side_by_side(pieces, units)
    both = young if whole else grown + young  # `3 enfants ont la rougeole, 2 femmes 1 homme`
    return max(_most(known, "any"), both + sum(kin.values()) + _i_too(pieces))


def _side_by_side(pieces: Sequence[Piece], units: Sequence[Unit]) -> bool:
    """`2 enfants, 1 femme et 1 homme`"""
    between = (p for a, b in pairwise(units) for p in pieces[a.end : b.begin])
    return all(p.kind in ("filler", "stroke") and p.value != ":" for p in between)


def _i_too(pieces: Sequence[Piece]) -> bool:
    """`mon mari a la fièvre, moi aussi`"""
    return any(a.word in MYSELF and b.word in ALSO for a, b in pairwise(pieces))


def _ages(told: Sequence[Piece]) -> int:
    """Who is of another age is another, by whatever word."""
    term = TERM if any(piece.word in PREGNANCY for piece in told) else 0
    return len({p.value.months for p in told if exact(p) and p.value.months > term})


def _two_of_another(pieces: list[Piece]) -> list[Piece]:
    """`les deux enfants du voisin`, who are not the two of whom was told."""
    for at in range(len(pieces) - 3):
        people = kind_at(pieces, at + 1) in ("case", "sex") and pieces[at + 2].word in OF
        owner = at + 3 + (pieces[at + 3].word in MY)
        last = pieces[owner : owner + 1]
        theirs = any(p.kind in ("case", "sex") or p.value == ASIDE for p in last)
        if pieces[at].word in BOTH and people and theirs:
            pieces[at] = pieces[at]._replace(kind="number", value=2, text="2")
    return pieces


def _told(pieces: Sequence[Piece], unit: Unit) -> _Told:
    months = next((p.value.months for p in pieces[unit.begin : unit.end] if exact(p)), None)
    word = pieces[unit.at]
    theirs = unit.counted or pieces[unit.begin].first_word in THEIR | MY
    kin = theirs and _among(word, KIN) and months is None
    grown = months >= GROWN_UP if months is not None else _among(word, GROWN)
    young = months is not None or _among(word, YOUNG) or word.kind == "age"
    size: Size = "grown" if grown else "young" if young else "kin" if kin else "any"
    return _Told(size, unit.sex, months, unit.count, word.last_word.removesuffix("s"))


def _among(piece: Piece, words: frozenset[str]) -> bool:
    return bool(words & {piece.word, piece.last_word, piece.last_word.removesuffix("s")})


def _of(told: Iterable[_Told], size: Size) -> int:
    """Men and women, or so many as were said without telling which; of each age another."""
    mine = [each for each in told if each.size == size]
    by_sex = sum(_of_sex([each for each in mine if each.sex == sex]) for sex in ("female", "male"))
    return max(by_sex, _of_sex([each for each in mine if each.sex is None]), _aged(mine))


def _of_sex(told: Sequence[_Told]) -> int:
    return max(_aged(told), *(each.count for each in told), 0)


def _aged(told: Iterable[_Told]) -> int:
    """Of different ages each is another; of one age, or of none, they may be the same."""
    return len({each.age for each in told if each.age is not None})


def _most(told: Iterable[_Told], size: Size) -> int:
    return max((each.count for each in told if each.size == size), default=0)
