"""What a message tells of a report that was sent before it, piece by piece. Pure.

`c'est 21 pas 12`, `pas Boni, Mondoro`, `un garçon, pas une fille`: of each kind what is told now,
and what is denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.places.spelling import letters
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import glued, kind_at
from handlers.report.words.week_words import NAMED, WEEK, WEEKS

CASES, DEATHS, OF, ANY = "cases", "deaths", "of", "any"
REPORT, TOTAL = "report", "total"
SEXES = ("female", "male")
NO = small("no", "not", "not_in_short")
NOT_SO = ("not", "other")  # of the table `zero`: `ce n'est pas`
INSTEAD_OF = tuple(phrase.split() for phrase in small("instead_of"))
NOBODY, ARTICLES = small("nobody"), small("one", "a_woman", "one_of_them")
OUT_OF, TIMES, SOME_OF = small("out_of_told"), small("times"), small("some_of")
IS = small("it_is_now") | {"'", "’", ":", "="}
SINGLE, IN_ALL = small("single", "amends_only"), small("so", "in_all_now")
NUMBERED = small("before_number", "numbered_thing") | {"#", "°"}
AT = small("before_place", "from_place", "it_is_now")
ENDS = (",", ".", ";", ":", "!", "\n", ")")
NEAR = 4  # pieces between a word and its number: `les filles c'est 6`
MOST = 999  # cases of a report
LETTERS = 4  # of a village that is not spelled right: less may be any word
LAST_WEEK = 0


class Told(NamedTuple):
    """`kind`: cases, total (all of them), female, male, deaths, of (a number that is only referred
    to), risk (ids), place (those that may be meant), week, or report (its number); `any`: a number
    that is denied. A value of None: no number was said. `piece` is where it stands.
    """

    kind: str
    value: Any
    denied: bool = False
    piece: int = 0


def told_in(pieces: Sequence[Piece]) -> list[Told]:
    found: list[Told] = []
    at, denies = 0, False
    while at < len(pieces):
        end = at + 1
        if no := _denial(pieces, at):
            denies, end = True, at + no
        elif kind_at(pieces, at) == "stroke" and pieces[at].value in ENDS:
            denies = False
        elif told := _told(pieces, at):
            kind, value, end = told
            denied = denies or _denied_behind(pieces, end)
            kind = ANY if denied and kind in (CASES, TOTAL) else kind
            found.append(Told(kind, value, denied, at))
            denies = False
        at = end
    return _of_weeks(_of_the_dead(found))


def _denial(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces say `pas`, `non`, `au lieu de` here."""
    piece = pieces[at]
    if (piece.kind == "zero" and piece.value in NOT_SO) or piece.word in NO:
        return 1
    words = [each.word for each in pieces[at : at + NEAR]]
    return next((len(said) for said in INSTEAD_OF if words[: len(said)] == said), 0)


def _denied_behind(pieces: Sequence[Piece], end: int) -> bool:
    """`fièvre jaune non. fièvre hémorragique`"""
    no = end < len(pieces) and pieces[end].word in NO
    return no and kind_at(pieces, end + 1) in ("", "stroke")


def _told(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int] | None:
    """The kind, its value, and where what comes next begins."""
    piece = pieces[at]
    match piece.kind:
        case "number":
            return _number(pieces, at)
        case "sex":
            return _sex(pieces, at)
        case "mark" if piece.value == "death":
            return _deaths(pieces, at)
        case "risk":
            return "risk", piece.value, at + 1
        case "place" if _named(pieces, at):
            return "place", piece.value, at + 1
        case "filler" if piece.value == NAMED:
            return WEEK, int(piece.sign), at + 1
        case "filler" if piece.value == WEEK and _is_past(pieces, at + 1):
            return WEEK, LAST_WEEK, at + 2
    return None


def _is_past(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "when" and pieces[at].value == "last"


def _named(pieces: Sequence[Piece], at: int) -> bool:
    """As it is spelled, or where a place would be said: `se douenza`; no `gossip` is Gossi."""
    text = letters(pieces[at].text)
    if any(letters(place.name) == text for place in pieces[at].value):
        return True
    denied = at > 0 and bool(_denial(pieces, at - 1))
    led = at > 0 and (denied or pieces[at - 1].word in AT)
    return led and len(text) > LETTERS


def _number(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int] | None:
    value, after = int(pieces[at].value), at + 1
    if _is_of_a_report(pieces, at):
        return REPORT, value, after
    if value > MOST or _is_time(pieces, at):
        return None
    while kind_at(pieces, after) in ("filler", "case", "sign", "age"):
        after += 1
    near = after - at <= NEAR
    counted = kind_at(pieces, at + 1) in ("case", "sex", "filler", "mark")
    if pieces[at].word in ARTICLES and not (counted and _means_one(pieces, at)):
        return None
    if near and kind_at(pieces, after) == "mark" and pieces[after].value == "death":
        return DEATHS, value, after + 1
    if kind_at(pieces, after) == "sex" and after - at <= 2 and not _is_hour(pieces, after):
        return str(pieces[after].value), value, after + 1
    if _in_all(pieces, at):
        return TOTAL, value, at + 1
    return (OF if _out_of(pieces, at) else CASES), value, at + 1


def _is_of_a_report(pieces: Sequence[Piece], at: int) -> bool:
    """`le rapport 12`, `no 12`; `1234 : mauvaise maladie`."""
    heads = at == 0 and kind_at(pieces, 1) == "stroke" and pieces[1].value == ":"
    return heads or (at > 0 and pieces[at - 1].word in NUMBERED)


def _means_one(pieces: Sequence[Piece], at: int) -> bool:
    """`un garçon`, `un décès`, `un des malades`, `une seule femme`; not `un autre bébé`."""
    after = pieces[at + 1]
    only = after.word in SINGLE | SOME_OF
    return after.kind in ("sex", "mark", "case") or only


def _is_time(pieces: Sequence[Piece], at: int) -> bool:
    """`à 6h`, `2 fois`"""
    after = at + 1
    hour = kind_at(pieces, after) == "sex" and _is_hour(pieces, after)
    return hour or (after < len(pieces) and pieces[after].word in TIMES)


def _is_hour(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].word == "h" and glued(pieces, at - 1, at + 1)


def _out_of(pieces: Sequence[Piece], at: int) -> bool:
    """`parmi les 9`, `ds les 14`, `sur les 6`, `of those 5`"""
    before = " ".join(piece.word for piece in pieces[max(0, at - 2) : at])
    return any(f" {before}".endswith(f" {phrase}") for phrase in OUT_OF)


def _in_all(pieces: Sequence[Piece], at: int) -> bool:
    """`ça fait 12`, `donc 26 cas`, `5 altogether`, `12 cas en tout`"""
    before = " ".join(piece.word for piece in pieces[max(0, at - 3) : at])
    after = " ".join(piece.word for piece in pieces[at + 1 : at + 4])
    led = any(f" {before}".endswith(f" {phrase}") for phrase in IN_ALL)
    return led or any(f" {phrase} " in f" {after} " for phrase in IN_ALL)


def _sex(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int] | None:
    """`les filles c'est 6 et garçon 3`; of a letter alone nothing is known."""
    number = _led(pieces, at + 1)
    if number is not None and kind_at(pieces, number + 1) not in ("sex", "mark", "case"):
        return str(pieces[at].value), int(pieces[number].value), number + 1
    return (str(pieces[at].value), None, at + 1) if len(pieces[at].text) > 1 else None


def _deaths(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int]:
    """`décès : 2`, `le nombre de décès passe à 2`, `personne n'est mort`; else nobody knows."""
    if any(piece.word in NOBODY for piece in pieces[max(0, at - NEAR) : at]):
        return DEATHS, 0, at + 1
    number = _led(pieces, at + 1)
    if number is not None and kind_at(pieces, number + 1) not in ("sex", "case"):
        return DEATHS, int(pieces[number].value), number + 1
    return DEATHS, None, at + 1


def _led(pieces: Sequence[Piece], at: int) -> int | None:
    """The number that words like `c'est` lead to."""
    for end in range(at, min(at + NEAR, len(pieces))):
        if pieces[end].kind == "number":
            return end if pieces[end].value <= MOST else None
        if pieces[end].word not in IS:
            return None
    return None


def _of_the_dead(told: list[Told]) -> list[Told]:
    """`un des malades vient de décéder`: the number is of who died, not of the cases."""
    dead = next((t for t in told if t.kind == DEATHS and t.value is None and not t.denied), None)
    before = [each for each in told if dead and each.kind == CASES and each.piece < dead.piece]
    if dead is None or len(before) != 1:
        return told
    number = before[0]._replace(kind=DEATHS)
    return [number if each is before[0] else each for each in told if each is not dead]


def _of_weeks(told: list[Told]) -> list[Told]:
    """`la semaine 47 pas la 48`: both are weeks. `Mauvaise semaine ..., lire S47`: the last."""
    if not any(each.kind == WEEK for each in told):
        return told
    denied = [
        each._replace(kind=WEEK) if each.kind == ANY and 0 < each.value <= WEEKS else each
        for each in told
    ]
    weeks = [each for each in denied if each.kind == WEEK and not each.denied]
    return [each for each in denied if each not in weeks[:-1]]
