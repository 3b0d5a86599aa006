"""A message of several persons cut into messages of one, each with what is said of all. Pure.

`rougeole à Boni : fille 3 ans, son frère 5 ans décédé, tous deux non vaccinés` is read as two
messages: the disease and the place come from the one before who has them, what is said of all
(everybody.py) is added to each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.findings.trades import asks
from handlers.report.people.ages import without_ordinals
from handlers.report.people.everybody import ALL, NOBODY, of_each, of_everybody
from handlers.report.people.ill import ILL, came_along, those_told_of
from handlers.report.people.units import ENDS, JOINTS, OTHERS, Unit, in_all, units_of
from handlers.report.words.bounds import Age
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.spans import ALSO, AND, SAME, idle, kind_at

BEFORE = -2  # where nothing of the text stands, or is glued to
SAYS_NOTHING, UNKNOWN = ("animal", "illness"), ("unexplained",)
TEST, MATERNAL = "rapid_test", (("maternal_death",), "childbirth")
LEAST = 2  # persons
ELDERS = small("elders")  # whose age need not be told
STRONG = ("/", "|", "•")
GROUPS, FAR = ("case", "sex"), 5  # pieces


@dataclass(frozen=True, slots=True)
class One:
    """What is told of one person, or of `count` together."""

    pieces: tuple[Piece, ...]
    count: int


def apart(told: Sequence[Piece]) -> list[One] | None:
    """None where not several persons are told of, or numbers that are not theirs."""
    people = [p for p in told if p.kind in ("sex", "age", "case") or p.value in TRADES]
    if len(people) < LEAST or any(p.locale == "bm" for p in people if p.kind != "age"):
        return None  # in Bambara the number follows
    if any(map(asks, told)):
        return None  # `que faire`: a mother and her child are no two cases
    if any(a.kind == "date" and b.value == ":" for a, b in pairwise(told)):
        return None  # days that head what came on them
    if any(p.kind == "within" and not _of_them(told, at) for at, p in enumerate(told)):
        return None
    pieces = without_ordinals(list(told))
    known = units_of(pieces)
    units = those_told_of(pieces, known)
    if not units and (alone := _who_is_ill(pieces, known)):
        return [One(tuple(alone), 1)]
    stated = _stated(pieces, units)
    if stated is None or len(units) < LEAST:
        return None
    for other in known:  # who is not ill, and how old
        if other.ages and not any(other.begin == unit.begin for unit in units):
            pieces[other.begin : other.end] = map(idle, pieces[other.begin : other.end])
    return _each(_cut(pieces, units), units, [pieces[at] for at in stated])


def _who_is_ill(pieces: Sequence[Piece], units: Sequence[Unit]) -> list[Piece] | None:
    """`fille 3 ans rougeole. Sa mère de 25 ans l'a emmenée`: without the age of who is not ill."""
    beside = [unit for unit in units[1:] if unit.ages and came_along(pieces, units, unit)]
    if len(units) != LEAST or len(beside) != 1 or units[0].count > 1:
        return None
    [other] = beside
    return [idle(p) if other.begin <= at < other.end else p for at, p in enumerate(pieces)]


def _of_them(pieces: Sequence[Piece], at: int) -> bool:
    """`neither of them`, `les deux d'entre eux`: in `3 cas dont une fille` she is one of more."""
    return at > 0 and pieces[at - 1].word in ALL | NOBODY


def _stated(pieces: Sequence[Piece], units: Sequence[Unit]) -> list[int] | None:
    """Where the number of all of them stands; None if a number stands there that is not theirs."""
    own = {at for unit in units for at in range(unit.begin, unit.end)}
    own |= {at for unit in units if (at := _counted_by(pieces, unit.begin - 1)) is not None}
    told = (at for at, p in enumerate(pieces) if p.kind == "number" and at not in own)
    numbers = [at for at in told if pieces[at].value and not _beside(pieces, at)]
    theirs = all(pieces[at].value == in_all(_new(units)) for at in numbers)
    return numbers if theirs else None


def _beside(pieces: Sequence[Piece], at: int) -> bool:
    """`3 doses`, the article of `c'est un garçon` where he was told of."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    one = after is not None and pieces[at].value == 1
    known = one and after is not None and (after.value == "aside" or after.word in OTHERS)
    couple = one and not pieces[at].text.isdecimal() and kind_at(pieces, at + 1) == "unknown"
    return known or couple or kind_at(pieces, at + 1) == "dose"


def _counted_by(pieces: Sequence[Piece], at: int) -> int | None:
    """`1 décès femme 29 ans`, `1 cas rougeole fille 3 ans`"""
    low = at - FAR
    while at > low and kind_at(pieces, at) in ("mark", "risk", "case", "filler"):
        at -= 1
    one = kind_at(pieces, at) == "number" and pieces[at].value == 1
    return at if one else None


def _cut(pieces: Sequence[Piece], units: Sequence[Unit]) -> list[list[Piece]]:
    """What leads to the first is told of it too; who is told of again gets what is said then."""
    starts = [0, *(_start(pieces, a.end, b.begin) for a, b in pairwise(units))]
    found: list[list[Piece]] = []
    for unit, begin, end in zip(units, starts, [*starts[1:], len(pieces)], strict=True):
        said = list(pieces[begin:end])
        if unit.again is None:
            found.append(said)
            continue
        for at in range(unit.begin - begin, unit.end - begin):
            said[at] = idle(said[at])
        found[unit.again] += said
        found.append([])
    return found


def _start(pieces: Sequence[Piece], low: int, begin: int) -> int:
    """Behind the end of the sentence before, else behind the last comma, else at the person."""
    if begin > low and pieces[begin - 1].word in AND:
        return begin - 1  # `garçon 9 mois, mort hier et sa soeur`
    for marks in (ENDS, STRONG, (",",), JOINTS):
        for at in range(begin - 1, low - 1, -1):
            if pieces[at].kind == "stroke" and pieces[at].value in marks:
                return at + 1
    joint = next((at for at in range(begin - 1, low - 1, -1) if pieces[at].word in AND), begin)
    named = any(piece.kind == "risk" for piece in pieces[joint:begin])
    return joint if named else begin  # `méningite 1 femme et morsure de chien 1 garçon`


def _each(
    segments: Sequence[Sequence[Piece]], units: Sequence[Unit], stated: Sequence[Piece]
) -> list[One] | None:
    people = _new(units)
    if len(people) < LEAST:
        return None
    new = [each for each, unit in zip(segments, units, strict=True) if unit.again is None]
    own, common = of_everybody(new, in_all(people))
    own[0], heading = _headed(own[0], stated)
    own = [[idle(p) if p in stated else p for p in segment] for segment in own]
    own[1:] = map(_that_of_before, own[1:])
    found = []
    for at, unit in enumerate(people):
        disease = _taken(own, at, ill=True)
        head = [p for p in heading if unit.sex is None or p.kind == "mark"]
        female = unit.sex == "female" or any(p.value == "female" for p in head)
        if not female and _of_mothers(disease, own[at]):
            return None
        if unit.sex and not any(p.kind == "sex" for p in own[at]):  # `une autre de 22 ans`
            head.append(Piece("sex", unit.sex, BEFORE, BEFORE))
        if not unit.ages and any(piece.last_word in ELDERS for piece in own[at]):
            head.append(Piece("age", Age(None, "over5"), BEFORE, BEFORE))
        pieces = (*head, *disease, *_taken(own, at, ill=False), *own[at], *common)
        found.append(One(pieces, unit.count))
    return found


def _that_of_before(segment: Sequence[Piece]) -> list[Piece]:
    """`diarrhée sanglante ..., son frère la même diarrhée`: no diarrhoea of another kind."""
    same = {
        at for at, (a, b) in enumerate(pairwise(segment), 1) if a.word in SAME and b.kind in ILL
    }
    return [idle(piece) if at in same else piece for at, piece in enumerate(segment)]


def _of_mothers(led: Sequence[Piece], own: Sequence[Piece]) -> bool:
    """What the woman died of who was told of before, or a child of whom only its birth is told."""
    mine = _disease(own, ())
    alone = bool(mine) and all(piece.value in MATERNAL for piece in mine)
    return alone or any(piece.value in MATERNAL for piece in led)


def _new(units: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.again is None]


def _headed(first: Sequence[Piece], stated: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """`Deux femmes décédées : la première ...`: without their number; what is said of all there."""
    led = next((at for at, piece in enumerate(first) if piece in stated), None)
    if led is None:
        return list(first), []
    closed = (at for at in range(led, len(first)) if first[at].value in (":", "(", *JOINTS, *ENDS))
    end = next(closed, len(first))
    said = first[led + 1 : end]
    if led and first[led - 1].kind == "sex":  # the `g` of `g 2 malades`
        first = [*first[: led - 1], *first[led:]]
        led, end = led - 1, end - 1
    heading = [of_each(p) for p in said if p.kind == "sex" or p.value == "death"]
    rest = [p for p in said if p.kind not in GROUPS and p.value != "death"]
    return [*first[:led], *rest, *first[end:]], heading


def _taken(segments: Sequence[Sequence[Piece]], at: int, *, ill: bool) -> list[Piece]:
    """The disease, or the place, of the one before, else of the next, for who has none; of the
    next first, who is joined to it: `un homme et une femme choléra`, not `mon fils aussi, et`."""
    before, after = range(at - 1, -1, -1), range(at + 1, len(segments))
    too = any(piece.word in ALSO for piece in segments[at])
    with_next = not too and at + 1 < len(segments) and segments[at + 1][0].word in AND
    for other in (at, *after, *before) if with_next else (at, *before, *after):
        nothing = (*SAYS_NOTHING, *UNKNOWN) if other == at else SAYS_NOTHING
        found = _disease(segments[other], nothing) if ill else _place(segments[other])
        if found:
            first = [p._replace(start=BEFORE, end=BEFORE) for p in found]
            return [] if other == at else found if other < at else first
    return []


def _place(segment: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in segment if piece.kind == "place"]


def _disease(segment: Sequence[Piece], nothing: Sequence[str]) -> list[Piece]:
    """With `grave` right behind it; behind the person, if it is told there and before."""
    person = next((at for at, p in enumerate(segment) if p.kind in ("sex", "age", "case")), 0)
    behind = any(p.kind == "risk" for p in segment[person:])
    segment = segment[person:] if behind else segment
    found = [at for at, p in enumerate(segment) if p.kind in ILL or p.value == TEST]
    if all(segment[at].value in nothing for at in found):
        return []  # `le chien est mort`, `malade aussi`
    found += [at + 1 for at in found if segment[at + 1 : at + 2] and _severe(segment[at + 1])]
    return [segment[at] for at in sorted(set(found))]


def _severe(piece: Piece) -> bool:
    return piece.kind == "mark" and piece.value == "severe"
