"""Of which persons something is told, and who is told of again. Pure.

`amené par sa mère` is told of the child; `le fils est mort hier` of the son of whom was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.people.units import BY, CLOSES, ENDS, JOINTS, OTHERS, Unit, exact, in_all
from handlers.report.words.pieces import Piece
from handlers.report.words.signing import PARENTS
from handlers.report.words.spans import ALSO, AND, SAME, THEIR, ill_too, past_fillers

ILL = ("risk", "sign", "unlisted")
HARM = ("death", "severe")
THE, THEN = small("the"), small("then")
ALIKE, BY_WHOM = small("alike"), small("by")
NOT = small("no", "not")
BROUGHT = tuple(small("brought_along", "came_along"))
LEAST = 2  # persons
GROWN_UP, WOMAN = 15 * 12, 20 * 12  # months: the least of `femme`, more than any of `fille`
GROWN, YOUNG = small("grown_people", "woman"), small("young_people")


def those_told_of(pieces: Sequence[Piece], units: Sequence[Unit]) -> list[Unit]:
    """In their order; none where they are only counted: `1 fille et 1 garçon, non vaccinés`,
    `2f 1m 4 ans`."""
    rest = units[1:]
    whole = len(rest) > 1 and units[0].count == in_all(rest) and not units[0].ages
    if whole and all(unit.sex in (None, units[0].sex or unit.sex) for unit in rest):
        units = rest  # `Deux femmes décédées : la première 19 ans, la deuxième 36 ans`
    known = _again(pieces, units)
    found = [unit for at, unit in enumerate(known) if _is_told_of(pieces, known, at)]
    if len(found) < len(known):
        found = _again(pieces, [replace(unit, again=None) for unit in found])
    if any(unit.count > 1 and not unit.ages and not _behind_aged(found, unit) for unit in found):
        return []
    between = (pieces[a.end : b.begin] for a, b in pairwise(found))
    aged = sum(unit.ages > 0 for unit in found)
    return found if aged >= LEAST or any(map(tells, between)) else []


def told_by_themselves(pieces: Sequence[Piece], units: Sequence[Unit]) -> list[Unit]:
    """Who is ill or dead, each once."""
    known = _again(pieces, units)
    new = (at for at, unit in enumerate(known) if unit.again is None)
    return [known[at] for at in new if _is_told_of(pieces, known, at)]


def _behind_aged(units: Sequence[Unit], unit: Unit) -> bool:
    """`homme 40 ans et 3 enfants`; in `2 filles 1 garçon 4 ans` the age may be that of all."""
    return any(other.ages and 0 <= unit.begin - other.end <= 1 for other in units)


def tells(pieces: Sequence[Piece]) -> bool:
    """Of an illness; in `son mari a égorgé une brebis malade` of none."""
    if any("animal" in (piece.value, piece.sign) for piece in pieces):
        return False
    ill = any(p.kind in ILL or p.value in HARM for p in pieces)
    alike = any(p.word in ALIKE or p.word.split(" ")[-1] in SAME for p in pieces)
    return ill or alike or _since(pieces)


def _since(pieces: Sequence[Piece]) -> bool:
    """`la grand-mère depuis jeudi`; in `maman di depuis jeudi` it is told by her."""
    day = next((at for at, piece in enumerate(pieces) if piece.kind == "date"), None)
    return day is not None and not any(piece.kind == "unknown" for piece in pieces[:day])


def _again(pieces: Sequence[Piece], units: Sequence[Unit]) -> list[Unit]:
    """`le fils est mort hier`, `Décédée : la F de 2 mois`: which of those before is meant."""
    found: list[Unit] = []
    for unit in units:
        led = pieces[unit.begin].word in THE or pieces[unit.at].first_word in THE
        led = led or (unit.begin == unit.at and _died(pieces, unit))
        earlier = (at for at, each in enumerate(found) if _same_words(pieces, each, unit))
        other = any(piece.word in OTHERS for piece in pieces[unit.begin : unit.at])
        known = led and not (unit.counted or other)
        again = next(earlier, _the_only(pieces, found, unit)) if known else None
        found.append(replace(unit, again=again))
    return found


def _the_only(pieces: Sequence[Piece], before: Sequence[Unit], unit: Unit) -> int | None:
    """`one male 25, one female 30 ... the man died`: the only one before who may be meant."""
    grown = pieces[unit.at].word in GROWN
    if unit.ages or unit.sex is None or not (grown or pieces[unit.at].word in YOUNG):
        return None
    mine = [at for at, each in enumerate(before) if each.sex == unit.sex and each.again is None]
    if len(mine) != 1 or before[mine[0]].count > 1 or len(before) < LEAST:
        return None
    first = before[mine[0]]
    months = [p.value.months for p in pieces[first.at : first.end] if exact(p)]
    if not months:
        return mine[0] if grown == (pieces[first.at].word not in YOUNG) else None
    return mine[0] if (months[0] >= GROWN_UP if grown else months[0] < WOMAN) else None


def _died(pieces: Sequence[Piece], unit: Unit) -> bool:
    """`; dcd: F 6 ans`, `. bébé décédé`: told of who was told of before, if the words are alike."""
    before = pieces[max(0, unit.begin - 2) : unit.begin]
    if [piece.value for piece in before] == ["death", ":"]:
        return True
    ended = bool(before) and before[-1].value in CLOSES
    after = past_fillers(pieces, unit.end)
    return ended and after < len(pieces) and pieces[after].value == "death"


def _same_words(pieces: Sequence[Piece], first: Unit, second: Unit) -> bool:
    ages = [
        [p.value for p in pieces[unit.at : unit.end] if p.kind == "age"] for unit in (first, second)
    ]
    one, other = pieces[first.at], pieces[second.at]
    word = one.last_word == other.last_word or (
        one.kind == other.kind == "age" and one.value == other.value and one.value.months is None
    )
    return first.again is None and word and (not second.ages or ages[0] == ages[1])


def _is_told_of(pieces: Sequence[Piece], units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    if _came_along(pieces, unit):
        return False
    following = units[at + 1].begin if at + 1 < len(units) else len(pieces)
    after = pieces[unit.end : following]
    marks = CLOSES if at else ENDS
    clause = after[: next((i for i, p in enumerate(after) if p.value in marks), len(after))]
    told = tells(clause) or ill_too(pieces, unit.end - 1)
    also = [piece.value for piece in after[1:2] if after[0].word in ALSO]
    if also == ["vaccinated"] or _is_well(
        list(takewhile(lambda piece: piece.value not in CLOSES, after))
    ):
        return False
    ill = any(p.kind in ILL or p.value in HARM for p in clause)
    if not ill and any(fold(p.text).startswith(BROUGHT) for p in clause):
        return False  # `Sa mère de 25 ans l'a emmenée`, `la maman est venue`
    if unit.ages or unit.again is not None or _by_figure(pieces, unit):
        return True
    if unit.begin and pieces[unit.begin - 1].word in BY:
        return False
    led = pieces[unit.begin].word in THE | THEIR
    grouped = pieces[unit.at].kind == "age" and unit.sex and not led  # `adulte M`
    return bool(grouped) or told or _listed(pieces, units, at)


def came_along(pieces: Sequence[Piece], units: Sequence[Unit], unit: Unit) -> bool:
    """Whether a person whose age is told is not ill."""
    return not _is_told_of(pieces, units, units.index(unit))


def _is_well(clause: Sequence[Piece]) -> bool:
    """`garçon 4 ans non malade`, `n'a rien`"""
    for at, piece in enumerate(clause):
        no = piece.kind in ("zero", "instead") or piece.word in NOT
        if no and (piece.value == "nothing" or _illness(clause[at + 1 : at + 2])):
            return not any(p.kind == "risk" for p in clause)
    return False


def _illness(pieces: Sequence[Piece]) -> bool:
    return any(piece.value == "illness" for piece in pieces)


def _by_figure(pieces: Sequence[Piece], unit: Unit) -> bool:
    return unit.counted and pieces[unit.begin].text.isdecimal()


def _parent(pieces: Sequence[Piece], unit: Unit) -> bool:
    return any(
        fold(piece.text).replace("-", " ") in PARENTS for piece in pieces[unit.begin : unit.at + 1]
    )


def _came_along(pieces: Sequence[Piece], unit: Unit) -> bool:
    """`amené par sa mère de 25 ans`, `référé avec sa mère`; of `avec sa fille de 3 ans` she may be
    the second."""
    before = pieces[unit.begin - 1].word if unit.begin else ""
    return before in BY_WHOM or (before in BY and _parent(pieces, unit))


def _joins(piece: Piece) -> bool:
    light = piece.kind == "date" or piece.word in AND | THEN | THE | THEIR
    return light or piece.value in (*JOINTS, ")")


def _listed(pieces: Sequence[Piece], units: Sequence[Unit], at: int) -> bool:
    """In `chez le père, la mère et le fils` each is told of by standing beside another."""
    for first, second in pairwise(units[max(0, at - 1) : at + 2]):
        between = pieces[first.end : second.begin]
        if between and all(_joins(piece) for piece in between):
            return True
    return False
