"""Who is told of: the word, age and number of each person, as they stand beside each other. Pure.

A unit is one person (`une fillette de 3 ans`, `M 15 ans`, `la deuxième, 36 ans`) or a few who are
told of together (`deux soeurs, 9 et 11 ans`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.understanding.small import small
from handlers.report.finding import Sex
from handlers.report.findings.labels import Label
from handlers.report.findings.several import LETTERS, PRONOUNS, is_person, many
from handlers.report.people.ages import HAS, which_of_them
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.spans import ALSO, AND, SAME, THEIR, kind_at

ARTICLES, ONE, MINE = small("the", "one", "my", "their"), small("one"), small("my", "their")
THE, KIN = small("the"), small("kin")
IT_IS, BY, SEX = small("it_is"), small("with", "by"), small("sex")
OTHERS = small("others")
LEADS = ARTICLES | OTHERS | {"'", "’"}
OF = small("of", "of_the")
ENDS = (".", ";", "\n", "?", "!")
COMMA = (",", "(", "-")
JOINTS = (",", "+", "/", "-", "|", "•")
LIGHT = ("filler", "place", "unknown", "when", "aged")
CLOSES = (*ENDS, ",")
TELLING = ("risk", "sign", "unlisted", "date")
NEW = ALSO | OTHERS | THEIR | SAME | AND
BACK = 4  # pieces
COUNTED = ("mark", "risk", "sign", "case", "number", "when", "stroke")


@dataclass(frozen=True, slots=True)
class Unit:
    """Pieces `begin` to `end`, its first telling word `at`. `counted`: led by a number, `une`;
    `mine`: by `mon`, `son`. `again`: the one of the units before who is meant."""

    begin: int
    at: int
    end: int
    count: int = 1
    counted: bool = False
    sex: Sex | None = None
    ages: int = 0
    mine: bool = False
    again: int | None = None


def units_of(pieces: Sequence[Piece]) -> list[Unit]:
    found: list[Unit] = []
    for at in range(len(pieces)):
        aged = exact(pieces[at])
        if not aged and not _person(pieces, at, found):
            continue
        last = found[-1] if found and not _known(pieces, found[:-1], at) else None
        if last and (_his_age(pieces, last, at) if aged else _the_same(pieces, last, at)):
            sex = _sex(pieces[at]) or last.sex
            found[-1] = replace(last, end=at + 1, sex=sex, ages=last.ages + aged)
            continue
        unit = _like(pieces, _led(pieces, at), last)
        if aged and unit.begin == at and kind_at(pieces, at + 1) != "sex":
            return []  # an age that nobody has: of all, or of one told of before
        found.append(unit)
    return found


def in_all(units: Iterable[Unit]) -> int:
    return sum(unit.count for unit in units)


def _known(pieces: Sequence[Piece], before: Sequence[Unit], at: int) -> bool:
    """`La mère a été vaccinée, le bébé non`: of whom was told, and not last."""
    led = at > 0 and pieces[at - 1].word in THE
    return led and any(pieces[unit.at].word == pieces[at].word for unit in before)


def _like(pieces: Sequence[Piece], unit: Unit, last: Unit | None) -> Unit:
    """`une femme de 31 ans et une autre de 22 ans`: another woman."""
    other = any(piece.word in OTHERS for piece in pieces[unit.begin : unit.at])
    return replace(unit, sex=last.sex) if other and last and unit.sex is None else unit


def exact(piece: Piece) -> bool:
    return piece.kind == "age" and piece.value.months is not None


def _sex(piece: Piece) -> Sex | None:
    return piece.value if piece.kind == "sex" else None


def _person(pieces: Sequence[Piece], at: int, before: Sequence[Unit]) -> bool:
    """A word for one person, or for several with their number; not whose child it is."""
    piece = pieces[at]
    number = _number_before(pieces, at)
    if piece.word in PRONOUNS or _owner(pieces, at, before):
        return False
    if piece.kind == "sex" and len(piece.text) <= LETTERS and piece.locale != "bm":
        named = at > 0 and pieces[at - 1].word in SEX  # `sexe F`
        return named or "age" in (kind_at(pieces, at - 1), kind_at(pieces, _past(pieces, at)))
    if piece.value in TRADES:
        led = at > 0 and (number == 1 or pieces[at - 1].word in ARTICLES)
        return led or kind_at(pieces, at + 1) == "age"
    if at and pieces[at - 1].word in PRONOUNS:
        return False  # `il élève des chèvres`
    aged = "age" in (kind_at(pieces, at + 1), kind_at(pieces, at + 2))
    if not (piece.sure or number is not None or aged):
        return False
    person = is_person(piece) or (piece.kind == "case" and piece.value == "person")
    person = person or (piece.kind == "age" and not any(map(str.isdecimal, piece.text)))  # `bb`
    return person and (number is not None or not many(Label(piece.kind, piece.value, 0, piece)))


def _past(pieces: Sequence[Piece], at: int) -> int:
    """`F de 2 mois`, `(f) 31`"""
    after = at + 1
    while after < len(pieces) and (pieces[after].word in OF or pieces[after].value in (")", ",")):
        after += 1
    return after


def _number_before(pieces: Sequence[Piece], at: int) -> int | None:
    before = at - 1
    while before > at - BACK and before >= 0 and pieces[before].word in LEADS | OF:
        if kind_at(pieces, before) == "number":
            break
        before -= 1
    return pieces[before].value if kind_at(pieces, before) == "number" else None


def _owner(pieces: Sequence[Piece], at: int, before: Sequence[Unit]) -> bool:
    """`la fille de ma soeur`, `le fils du maire`: whose; in `the baker's baby` the first."""
    first = pieces[at + 1].text if at + 2 < len(pieces) else ""
    if first in ("'", "’") and pieces[at + 2].word == "s" and pieces[at].locale == "en":
        return True
    of = at - 1
    while of > 0 and pieces[of].word in ARTICLES:
        of -= 1
    led = of >= 0 and pieces[of].word in OF and kind_at(pieces, of) != "number"
    return led and not (of and kind_at(pieces, of - 1) in COUNTED and _counts(pieces[of - 1]))


def _counts(piece: Piece) -> bool:
    """`décès d'une femme`, `2 cas de ...`: in `le chien du voisin` nobody is told of."""
    return piece.value not in ("animal", "child")


def _his_age(pieces: Sequence[Piece], unit: Unit, at: int) -> bool:
    """`fille 3 ans`, `une fillette palu grave, 30 mois`, `mon fils ... Il a 2 ans`."""
    between = pieces[unit.end : at]
    if unit.ages >= unit.count or any(p.kind == "number" for p in between):
        return False
    if unit.ages:
        return all(p.word in AND | {","} or p.word in OF for p in between)
    alone = _led(pieces, at).begin
    return alone == at or alone <= unit.end or pieces[alone - 1].word in OF


def _the_same(pieces: Sequence[Piece], unit: Unit, at: int) -> bool:
    """`bébé fille`, `enfant sexe M`, `3 ans F`, `mon voisin, un homme de 48 ans`: the one."""
    between = pieces[unit.end : at]
    sex = _sex(pieces[at])
    if not between or _described(pieces, unit, at):
        return True
    if pieces[at].kind == "age":
        return False
    if any(p.word in AND | ALSO | THEIR for p in between):
        return False
    if all(p.kind == "filler" and p.word not in ARTICLES for p in between):
        return unit.sex in (None, sex)
    if pieces[at].value in TRADES and at == unit.end + 1:
        return True  # `monsieur le douanier`
    if between[0].value == "(" and len(between) == 1:
        return True  # `their cousin (boy, 10)`
    one = len(between) > 1 and all(p.word in ONE for p in between[1:])
    return one and between[0].value in COMMA and unit.mine and unit.sex == sex and not unit.ages


def _described(pieces: Sequence[Piece], unit: Unit, at: int) -> bool:
    """`Un enfant ne bouge plus la jambe. C'est une fille de 4 ans.`, `bébé 3 mois toux, garçon`"""
    end = next((i for i in range(at, len(pieces)) if pieces[i].value in CLOSES), len(pieces))
    led = _led(pieces, at).begin - 1
    if unit.count > 1 or pieces[led].word in BY:
        return False
    closed = (i for i in range(at, unit.end, -1) if pieces[i - 1].value in CLOSES)
    begin = next(closed, unit.end)
    said = [*pieces[begin:at], *pieces[at + 1 : end]]
    if begin == unit.end and not unit.ages and kind_at(pieces, at - 1) not in ("filler", "number"):
        said = []  # `enfant corps chaud avec boutons Mondoro fille 3 ans`
    it_is = "".join(piece.word for piece in pieces[begin : at - 1]).endswith(tuple(IT_IS))
    said = [*pieces[at + 1 : end]] if it_is else said
    only = begin == at - 1 and kind_at(pieces, begin) == "number" and not unit.ages
    if only and begin > unit.end and unit.sex == _sex(pieces[at]) and any(map(exact, said)):
        return not any(p.kind in TELLING or p.value == "death" or p.word in NEW for p in said)
    new = any(p.kind in TELLING or p.word in NEW or p.value == "death" for p in said)
    numbered = any(p.kind == "number" and p.text.isdecimal() for p in said)
    aged = bool(unit.ages) and any(map(exact, said))
    alike = unit.sex is None or (unit.sex == _sex(pieces[at]) and not aged and begin == at)
    word = it_is or (begin == at and _same_word(pieces[at], pieces[unit.at]))
    same = word or (alike and _sex(pieces[at]) is not None and pieces[at].last_word not in KIN)
    bare = not unit.ages and begin == unit.end and not said
    apart = begin > unit.end or bare or it_is
    return same and not (new or numbered or aged) and apart


def _same_word(first: Piece, second: Piece) -> bool:
    """`bébé`, `nouveau-né`: of the same age"""
    baby = first.kind == second.kind == "age" and first.value == second.value
    return baby or first.word == second.word


def _led(pieces: Sequence[Piece], at: int) -> Unit:
    """With the number, article or `autre` that stands before it."""
    begin = at
    alone = exact(pieces[at])  # `une mama de 50 ans`: the word is not known to us
    while begin and _leads(pieces, begin - 1, alone=alone and at - begin < BACK):
        begin -= 1
        if pieces[begin].kind == "number":
            break
    while alone and begin < at and pieces[begin].word not in LEADS - HAS:
        if kind_at(pieces, begin) == "number":
            break
        begin += 1
    if alone and begin == at and which_of_them(pieces, at - 3):
        begin = at - 3
    counted = kind_at(pieces, begin) == "number"
    count = pieces[begin].value if counted else 1
    if counted and alone and count > 1:
        return Unit(at, at, at + 1, ages=1)
    mine = pieces[begin].word.split(" ")[0] in MINE
    return Unit(begin, at, at + 1, count, counted, _sex(pieces[at]), int(alone), mine)


def _leads(pieces: Sequence[Piece], at: int, *, alone: bool) -> bool:
    piece = pieces[at]
    if piece.kind == "number" or piece.word in LEADS:
        return not (alone and piece.word in HAS)
    if piece.kind == "filler" and kind_at(pieces, at - 1) == "number":
        return piece.word not in OF | AND  # `1 jeune fille`
    return alone and piece.kind in ("unknown", "filler", "aged", "when") and piece.word not in AND
