"""What a message tells of a report that was sent before it, piece by piece. Pure.

`c'est 21 pas 12`, `pas Boni, Mondoro`, `un garçon, pas une fille`: of each kind what is told now,
and what is denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.places.spelling import letters
from bot.understanding.small import small
from handlers.report.amending.kinds import AGE, ANY, CASES, SIGN, THE, TOTAL, VACCINATED, Told
from handlers.report.amending.numbering import deaths_told, number_told, sex_told
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at
from handlers.report.words.week_words import NAMED, WEEK

SHOTS = {"vaccinated": True, "unvaccinated": False}
NO = small("no", "not", "not_in_short") - small("my")  # `ma` denies in Bambara only
NO_FIRST = small("no")
NOT_SO = ("not", "other")  # of the table `zero`: `ce n'est pas`
INSTEAD_OF = tuple(phrase.split() for phrase in small("instead_of"))
AT = small("before_place", "from_place", "it_is_now")
UNCHANGED = small("unchanged")
IS, ITS, FALSE = small("it_is_said") | {"=", ":"}, small("the", "one"), small("it_is_false")
ENDS = (",", ".", ";", ":", "!", "\n", ")")
NEAR = 4  # pieces between a word and its number: `les filles c'est 6`
MOST = 999  # cases of a report
LETTERS = 4  # of a village that is not spelled right: less may be any word
LAST_WEEK = 0
# `sé 9`, which is no week: without its accent it may be one.
IT_IS = tuple(word for word in small("it_is_by_ear") if not word.isascii())


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
            if _says_what_it_is(pieces, kind, at):
                found.append(Told(THE, None, piece=at))
            denies = False
        at = end
    return found


def _denial(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces say `pas`, `non`, `au lieu de` here."""
    piece = pieces[at]
    if at == 0 and piece.word in NO_FIRST and _says_it_is(pieces[1:NEAR]):
        return 0  # `non c'est le palu`
    if (piece.kind == "zero" and piece.value in NOT_SO) or piece.word in NO:
        return 1
    words = [each.word for each in pieces[at : at + NEAR]]
    return next((len(said) for said in INSTEAD_OF if words[: len(said)] == said), 0)


def _says_it_is(pieces: Sequence[Piece]) -> bool:
    words = [piece.word for piece in pieces]
    begins = ("".join(words[:end]) for end in range(1, len(words) + 1))
    return any(each in IS for each in (*begins, " ".join(words[:2]), *words[1:2]))


def _denied_behind(pieces: Sequence[Piece], end: int) -> bool:
    """`fièvre jaune non. fièvre hémorragique`, `le 6 est faux`"""
    if any(piece.word in FALSE for piece in pieces[end : end + 2]):
        return True
    no = end < len(pieces) and pieces[end].word in NO
    return no and kind_at(pieces, end + 1) in ("", "stroke")


def _says_what_it_is(pieces: Sequence[Piece], kind: str, at: int) -> bool:
    """`le palu c'est 32`, `Boni = 7`: of what was told of before."""
    before = [piece.word for piece in pieces[max(0, at - 2) : at]]
    if kind == CASES:
        return bool(before) and (before[-1] in IS or " ".join(before) in IS)
    after = [piece.word for piece in pieces[at + 1 : at + 2]]
    return kind == "risk" and before[-1:] != [] and before[-1] in ITS and bool(IS & {*after})


def _told(pieces: Sequence[Piece], at: int) -> tuple[str, Any, int] | None:
    """The kind, its value, and where what comes next begins."""
    piece = pieces[at]
    match piece.kind:
        case "number":
            return number_told(pieces, at)
        case "sex":
            return sex_told(pieces, at)
        case "mark" if piece.value == "death":
            return deaths_told(pieces, at)
        case "mark" if piece.value in SHOTS:
            return VACCINATED, SHOTS[piece.value], at + 1
        case "age":
            return AGE, piece.value.months or piece.value.group, at + 1
        case "sign":
            return SIGN, piece.value, at + 1
        case "risk" if not _unchanged(pieces, at):
            return "risk", piece.value, at + 1
        case "place" if _named(pieces, at):
            return "place", piece.value, at + 1
        case "filler" if piece.value == NAMED and piece.word.startswith(IT_IS):
            return CASES, int(piece.sign), at + 1
        case "filler" if piece.value == NAMED:
            return WEEK, int(piece.sign), at + 1
        case "filler" if piece.value == WEEK and _is_past(pieces, at + 1):
            return WEEK, LAST_WEEK, at + 2
    return None


def _unchanged(pieces: Sequence[Piece], at: int) -> bool:
    """`le palu bouge pas`, `malaria ok`"""
    return any(piece.word in UNCHANGED for piece in pieces[at + 1 : at + 3])


def _is_past(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "when" and pieces[at].value == "last"


def _named(pieces: Sequence[Piece], at: int) -> bool:
    """As it is spelled, or where a place would be said: `se douenza`; no `gossip` is Gossi."""
    text = letters(pieces[at].text)
    if any(letters(place.name) == text for place in pieces[at].value):
        return True
    denied = _denied_behind(pieces, at + 1) or (at > 0 and bool(_denial(pieces, at - 1)))
    led = denied or (at > 0 and pieces[at - 1].word in AT)
    return led and len(text) > LETTERS
