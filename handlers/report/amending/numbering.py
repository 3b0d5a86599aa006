"""What a number is of in a message about an earlier report: cases, deaths, girls, a week. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.understanding.small import small
from handlers.report.amending.kinds import CASES, DEATHS, EVERYBODY, OF, REPORT, TOTAL
from handlers.report.words.neighbours import ORDINALS
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import glued, kind_at

NOBODY, ARTICLES = small("nobody"), small("one", "a_woman", "one_of_them")
OUT_OF, TIMES, SOME_OF = small("out_of_told"), small("times"), small("some_of")
IS = small("it_is_now") | {"'", "’", ":", "="}
SINGLE, IN_ALL = small("single", "amends_only"), small("so", "in_all_now")
NUMBERED = small("before_number", "numbered_thing") | {"#", "°"}
THOSE, IT_IS_TO, EVERYONE = small("those_of_them"), small("amends_to"), small("everyone")
NEAR = 4  # pieces between a word and its number: `les filles c'est 6`
MOST = 999  # cases of a report


def number_told(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int] | None:
    value, after = int(pieces[at].value), at + 1
    if _is_of_a_report(pieces, at):
        return REPORT, value, after
    if value > MOST or _is_no_count(pieces, at):
        return None
    while kind_at(pieces, after) in ("filler", "case", "sign", "age"):
        after += 1
    near = after - at <= NEAR
    counted = kind_at(pieces, at + 1) in ("case", "sex", "filler", "mark")
    if pieces[at].word in ARTICLES and not (counted and _means_one(pieces, at)):
        return None
    if _ends_with_one_of(pieces, at, OUT_OF):
        return OF, value, at + 1
    if near and kind_at(pieces, after) == "mark" and pieces[after].value == "death":
        return DEATHS, value, after + 1
    if kind_at(pieces, after) == "sex" and after - at <= 2 and not _is_hour(pieces, after):
        return str(pieces[after].value), value, after + 1
    if _in_all(pieces, at):
        return TOTAL, value, at + 1
    return (OF if _ends_with_one_of(pieces, at, THOSE) else CASES), value, at + 1


def _is_of_a_report(pieces: Sequence[Piece], at: int) -> bool:
    """`le rapport 12`, `no 12`; `1234 : mauvaise maladie`, `1234 est faux`."""
    colon = kind_at(pieces, 1) == "stroke" and pieces[1].value == ":"
    heads = at == 0 and (colon or pieces[0].value > MOST)
    return heads or (at > 0 and pieces[at - 1].word in NUMBERED)


def _means_one(pieces: Sequence[Piece], at: int) -> bool:
    """`un garçon`, `un décès`, `un des malades`, `une seule femme`; not `un autre bébé`."""
    after = pieces[at + 1]
    only = after.word in SINGLE | SOME_OF
    a_case = after.kind == "case" and after.value == "case"
    return after.kind in ("sex", "mark") or a_case or only


def _is_no_count(pieces: Sequence[Piece], at: int) -> bool:
    """`à 6h`, `2 fois`, `un 2e malade`, a telephone number"""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None:
        return kind_at(pieces, at - 1) == kind_at(pieces, at - 2) == "number"
    hour = after.kind == "sex" and _is_hour(pieces, at + 1)
    ordinal = after.word in ORDINALS and glued(pieces, at, at + 2)
    in_a_row = [kind_at(pieces, each) for each in range(at - 2, at + 3)]
    phone = any(in_a_row[n : n + 3] == ["number"] * 3 for n in range(3))
    return hour or ordinal or phone or after.word in TIMES


def _is_hour(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].word == "h" and glued(pieces, at - 1, at + 1)


def _ends_with_one_of(pieces: Sequence[Piece], at: int, phrases: frozenset[str]) -> bool:
    """`parmi les 9`, `ds les 14`, `lé 4 on moin de 5 ans`, `mes 9 cas`, `of those 5`"""
    before = f" {_words(pieces, at - 2, at)}"
    return any(before.endswith(f" {phrase}") for phrase in phrases)


def _in_all(pieces: Sequence[Piece], at: int) -> bool:
    """`ça fait 12`, `donc 26 cas`, `make it 6`, `5 altogether`, `12 cas en tout`"""
    before, after = f" {_words(pieces, at - 3, at)}", f" {_words(pieces, at + 1, at + 4)} "
    led = any(before.endswith(f" {phrase}") for phrase in IN_ALL | IT_IS_TO)
    return led or any(f" {phrase} " in after for phrase in IN_ALL)


def _words(pieces: Sequence[Piece], begin: int, end: int) -> str:
    return " ".join(piece.word for piece in pieces[max(0, begin) : end])


def sex_told(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int] | None:
    """`les filles c'est 6 et garçon 3`, `tous des garçons`; of a letter alone nothing is known."""
    sex, number = str(pieces[at].value), _led(pieces, at + 1)
    if number is not None and _ends_with_it(pieces, number):
        return sex, int(pieces[number].value), number + 1
    near = pieces[max(0, at - 2) : at]
    led = len(near) > 1 and near[0].word in IS and near[1].word in SOME_OF  # `c des filles`
    if led or any(piece.word in EVERYONE for piece in near):
        return sex, EVERYBODY, at + 1
    return (sex, None, at + 1) if len(pieces[at].text) > 1 else None


def _ends_with_it(pieces: Sequence[Piece], number: int) -> bool:
    """`filles 4, ...`, `F 7 M 3`; the number of `F, 7 M` is of the next."""
    if kind_at(pieces, number + 1) == "sex":
        return kind_at(pieces, number + 2) == "number"
    return kind_at(pieces, number + 1) not in ("mark", "case")


def deaths_told(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int]:
    """`décès : 2`, `le nombre de décès passe à 2`, `décès zéro`, `zéro mort`, `personne n'est
    mort`; else nobody knows."""
    none = at > 0 and pieces[at - 1].kind == "zero" and pieces[at - 1].value in ("zero", "nothing")
    if none or any(piece.word in NOBODY for piece in pieces[max(0, at - NEAR) : at]):
        return DEATHS, 0, at + 1
    number = _led(pieces, at + 1)
    if number is not None and kind_at(pieces, number + 1) not in ("sex", "case"):
        return DEATHS, int(pieces[number].value), number + 1
    if kind_at(pieces, at + 1) == "zero" and pieces[at + 1].value == "zero":
        return DEATHS, 0, at + 2
    return DEATHS, None, at + 1


def _led(pieces: Sequence[Piece], at: int) -> int | None:
    """The number that words like `c'est` lead to."""
    for end in range(at, min(at + NEAR, len(pieces))):
        if pieces[end].kind == "number":
            return end if pieces[end].value <= MOST else None
        if pieces[end].word not in IS:
            return None
    return None
