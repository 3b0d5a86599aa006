"""How many persons a message tells of at least, as its words say it. Pure.

What a report counts is held against it: `papa palu, maman palu, les 3 enfants ont le palu` tells of
five, whatever was read. Words that may mean somebody told of already count nobody: a number of
people (`3 personnes : 2 hommes, 1 femme`), the same word again, a sister where a girl was told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

from bot.understanding.small import small
from handlers.report.counts.mending import mended
from handlers.report.counts.recounted import recounted
from handlers.report.finding import Reading, Sex
from handlers.report.findings.labels import Label
from handlers.report.findings.several import many
from handlers.report.people.ages import without_ordinals
from handlers.report.people.ill import told_by_themselves
from handlers.report.people.neighbours import among, neighbours
from handlers.report.people.units import CLOSES, Unit, exact, in_all, units_of
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.spans import ALSO, AND, THEIR, kind_at

FEW = 6  # of more than so many, numbers are told, not persons
GROWN_UP = 15 * 12  # months: `femme` is said of her
GROWN, YOUNG = small("grown"), small("child", "young_people", "pupils")
BIRTH = ("maternal_death", "childbirth")
LEAST = 2
MYSELF, ANOTHER = small("i_too"), small("another")
PREGNANCY, TERM = small("pregnancy", "with_child"), 10  # months of it, nobody's age
KIN, ASIDE = small("kin", "kin_aged", "neighbour", "not_kin", "twin"), "aside"
PUPILS, GENERIC = small("pupils"), small("grown_people", "woman")
ONE = small("one")
BOTH, MY, OF = small("both"), small("my"), small("of", "of_the")
THE, TOTALS = small("the"), small("people_in_all")

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
    """The number of persons told of, where the reports of the only disease and place count fewer;
    else 0."""
    of = {(report.risk, report.place, report.animals, report.week) for report in reading.reports}
    if len(of) != 1 or reading.reports[0].animals or reading.week is not None:
        return 0
    least = _least_told(mended(recounted(told)))
    return least if least > sum(report.count for report in reading.reports) else 0


def _least_told(told: Sequence[Piece]) -> int:
    people = [p for p in told if p.kind in ("sex", "case") or p.value in TRADES]
    if any(piece.locale == "bm" for piece in people):
        return 0  # the number follows
    pieces = _two_of_another(without_ordinals(list(told)))
    named = units_of(pieces)
    units = told_by_themselves(pieces, named)
    beside = {at for each in named if each not in units for at in range(each.begin, each.end)}
    ages = _ages([piece for at, piece in enumerate(pieces) if at not in beside])
    if not units and neighbours(pieces):
        units = named  # `2 neighbours and my son`
    return max(_persons(pieces, units), ages)


def _persons(pieces: Sequence[Piece], units: Sequence[Unit]) -> int:
    """0 where it is not for this to say."""
    if any(unit.count > FEW for unit in units) or (units and _unsure(pieces, units)):
        return 0
    if len(units) < LEAST and not (units and neighbours(pieces)):
        return LEAST if _i_too(pieces) or _another_one(pieces, units) else 0
    if units[0].count == in_all(units[1:]) > 1 and _told_singly(pieces, units):
        units = units[1:]
    known = [_told(pieces, unit) for unit in units if _is_another(pieces, unit)]
    if any(map(_of_birth, pieces)):
        known = [each for each in known if each.size == "grown"]  # `9e enfant`, the newborn
    grown, young = _of(known, "grown"), _of(known, "young")
    whole = young == grown and not _side_by_side(pieces, units)
    both = young if whole else grown + young  # `3 enfants ont la rougeole, 2 femmes 1 homme`
    others = sum(_by_word(each for each in known if each.size == "kin").values())
    others += _i_too(pieces) + _another_one(pieces, units) + neighbours(pieces)
    each = max(_each_ill(pieces, units), _listed(pieces, units))
    anybody = _most(known, "any") + neighbours(pieces)  # `a herder ..., a neighbour too`
    return max(anybody, both + others, each)


def _of_birth(piece: Piece) -> bool:
    return piece.value in BIRTH or piece.value == BIRTH[:1]


def _another_one(pieces: Sequence[Piece], units: Sequence[Unit]) -> int:
    """`Une fillette. 3 ans. Une autre. 3 ans.`"""
    known = {at for unit in units for at in range(unit.begin, unit.end)}
    return sum(
        pieces[at].word in ANOTHER
        and (kind_at(pieces, at - 1), pieces[at - 1].value) == ("number", 1)
        and any(piece.kind in ("sex", "case") for piece in pieces[:at])
        and kind_at(pieces, at + 1) in ("stroke", "age")
        and at not in known
        for at in range(1, len(pieces))
    )


def _told_singly(pieces: Sequence[Piece], units: Sequence[Unit]) -> bool:
    """`trois élèves sont malades : une fille 14 ans, ...`; not `2 enfants. Un voisin aussi.`"""
    too = any(pieces[u.end].word in ALSO for u in units[1:] if u.end < len(pieces))
    colon = any(piece.value == ":" for piece in pieces[units[0].end : units[1].begin])
    each = _each_ill(pieces, units) == in_all(units) and not colon
    return not (units[0].ages or too or each or _side_by_side(pieces, units))


def _unsure(pieces: Sequence[Piece], units: Sequence[Unit]) -> bool:
    """`2 fille et garçon` may be two children."""
    word = pieces[units[0].at]
    plural = many(Label(word.kind, word.value, 0, word))
    return units[0].count == len(units) > 1 and not plural and _side_by_side(pieces, units)


def _is_another(pieces: Sequence[Piece], unit: Unit) -> bool:
    """In `une fille de 15 ans, élève`, `le chien du forgeron`, `Salam mon fils` there is none."""
    word, first = pieces[unit.at], pieces[unit.begin].first_word
    trade = word.value in TRADES or among(word, PUPILS)
    greeted = unit.begin <= 1 and first in MY and kind_at(pieces, unit.end) == "stroke"
    led = unit.counted or unit.ages > 0 or first in THEIR | MY | ONE
    return not greeted and (led or not trade)


def _each_ill(pieces: Sequence[Piece], units: Sequence[Unit]) -> int:
    """`mon fils rougeole, trois garçons rougeole`: behind each his illness is told; who died and
    is told of last may be one of those before."""
    found = 0
    dead = "" if any(map(_of_birth, pieces)) else "death"  # she died with the child
    for at, unit in enumerate(units):
        end = units[at + 1].begin if at + 1 < len(units) else len(pieces)
        after = list(takewhile(lambda p: p.value not in CLOSES, pieces[unit.end : end]))
        ill = any(p.kind in ("risk", "sign") or p.word in ALSO for p in after)
        ill = ill or (at + 1 < len(units) and any(p.value == dead for p in after))
        total = among(pieces[unit.at], TOTALS)
        found += unit.count if ill and not total else 0
    return found


def _listed(pieces: Sequence[Piece], units: Sequence[Unit]) -> int:
    """`deux femmes, une vieille et le grand-père`: each is another."""
    whole = bool(units) and units[0].count == in_all(units[1:]) > 1  # `2 jumeaux, un garçon et`
    if whole or len(units) < LEAST or not _side_by_side(pieces, units):
        return 0
    last = pieces[units[-2].end : units[-1].begin]
    return in_all(units) if any(piece.word in AND for piece in last) else 0


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
    grown = months >= GROWN_UP if months is not None else among(word, GROWN)
    young = months is not None or among(word, YOUNG) or word.kind == "age"
    other = (among(word, KIN) or word.value in TRADES) and _led(pieces, unit)
    size: Size = "grown" if grown else "young" if young else "kin" if other else "any"
    named = size == "kin" or (unit.counted or pieces[unit.begin].first_word in THEIR | MY)
    named = named and among(word, KIN) and not among(word, GENERIC)
    name = word.last_word.removesuffix("s") if named else ""
    one = word.value in TRADES and kind_at(pieces, unit.at - 1) != "number"
    count = 1 if one else unit.count  # `2 cas un berger et sa femme`
    return _Told(size, unit.sex, months, count, name)  # `La mère` may be the woman


def _led(pieces: Sequence[Piece], unit: Unit) -> bool:
    return unit.counted or unit.begin < unit.at or pieces[unit.at].first_word in MY


def _of(told: Iterable[_Told], size: Size) -> int:
    """Men and women, or so many as were said without telling which; of each age another."""
    mine = [each for each in told if each.size == size]
    by_sex = sum(_of_sex([each for each in mine if each.sex == sex]) for sex in ("female", "male"))
    return max(by_sex, _of_sex([each for each in mine if each.sex is None]), _aged(mine))


def _of_sex(told: Sequence[_Told]) -> int:
    return max(_aged(told), sum(_by_word(told).values()))


def _by_word(told: Iterable[_Told]) -> dict[str, int]:
    """The same word may tell of the same; a woman and somebody's mother are two."""
    found: dict[str, int] = defaultdict(int)
    for each in told:
        found[each.word] = max(found[each.word], each.count)
    if len(found) > 1 and 1 < found[""] == max(found.values()):
        return {"": found[""]}  # `trois vieux ..., 3 hommes`
    return found


def _aged(told: Iterable[_Told]) -> int:
    """Of different ages each is another; of one age, or of none, they may be the same."""
    return len({each.age for each in told if each.age is not None})


def _most(told: Iterable[_Told], size: Size) -> int:
    return max((each.count for each in told if each.size == size), default=0)
