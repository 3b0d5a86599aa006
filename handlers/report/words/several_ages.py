"""The ages of several people whose unit comes with the last: `2 enfants de 3 et 5 ans`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.bounds import SHORT, exactly, months_of
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import AND, Found, joined, kind_at

OLDEST = 120 * 12  # months
LISTED = 3  # ages
OF, HAS = small("of"), small("has_years")


def shared_unit(pieces: Sequence[Piece], at: int) -> Found:
    """The first age of "2 enfants de 3 et 5 ans": its unit comes with the next; all but the last
    of "3 garçons de 3, 5 et 7 ans"."""
    if listed := _of_a_list(pieces, at):
        return listed
    if kind_at(pieces, at + 1) != "filler" or kind_at(pieces, at + 2) != "number":
        return None
    if pieces[at].value == 1 and not pieces[at].text.isdecimal():
        return None  # `deux femmes et un élève de 9 ans`
    if pieces[at + 1].word in OF:
        return None  # `1 de 8 mois, 1 de 14 mois`: one of each age
    if pieces[at + 1].word in HAS and not pieces[at].text.isdecimal():
        return None  # `un a 2 ans, l'autre 5 ans`
    counted = any(piece.kind == "number" or piece.value == "all" for piece in pieces[:at])
    if not counted or kind_at(pieces, at + 3) != "unit" or pieces[at + 3].value in SHORT:
        return None
    months = months_of(pieces[at].value, pieces[at + 3].value)
    return joined("age", exactly(months), pieces, at, at + 1) if months <= OLDEST else None


def _of_a_list(pieces: Sequence[Piece], at: int) -> Found:
    """Of as many ages as people were counted before them."""
    begin, end = at, at + 1
    while kind_at(pieces, begin - 2) in ("number", "age") and pieces[begin - 1].value == ",":
        begin -= 2
    while kind_at(pieces, end + 1) == "number" and _joins(pieces[end]):
        end += 2
    ages = (end - begin + 1) // 2
    counted = any(p.kind == "number" and p.value == ages for p in pieces[:begin])
    if ages < LISTED or end == at + 1 or not counted or kind_at(pieces, end) != "unit":
        return None
    if pieces[end].value in SHORT:
        return None
    months = months_of(pieces[at].value, pieces[end].value)
    return joined("age", exactly(months), pieces, at, at + 1) if months <= OLDEST else None


def _joins(piece: Piece) -> bool:
    return piece.value == "," or piece.word in AND
