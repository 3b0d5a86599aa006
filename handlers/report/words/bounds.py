"""What an age is, and ages that are bounds: `moins de 5 ans`, `15 ans et plus`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.report.finding import AgeGroup
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import AND, Found, glued, joined, kind_at, past_fillers

LAST_BRACKETS = (5, 10, 15, 25, 50)  # years: where the last age of a form begins
FIVE_YEARS = 60  # months; "under 5" ends where the fifth birthday begins
DAYS_OF_MONTH = 30.44
SHORT = {"hour": 0, "day": 1, "week": 7}  # units of ages and of how long an illness lasts


@dataclass(frozen=True, slots=True)
class Age:
    """`months` completed, if told exactly."""

    months: int | None
    group: AgeGroup | None


def exactly(months: int) -> Age:
    return Age(months, "under5" if months < FIVE_YEARS else "over5")


def in_days(days: int) -> Age:
    return exactly(int(days / DAYS_OF_MONTH))


def bounded(pieces: Sequence[Piece], at: int, bound: str) -> Found:
    """`moins de 2 ans`, `plus de 15 ans`, `under 5`: the group, where it is certain."""
    begin = past_fillers(pieces, at + 1)
    if kind_at(pieces, begin) == "unit" and kind_at(pieces, begin + 1) == "number":
        months = months_of(pieces[begin + 1].value, pieces[begin].value)
        group = group_of(bound, months)  # `si ma se san 5 ma`
        return joined("age", Age(None, group), pieces, at, begin + 2) if group else None
    if kind_at(pieces, begin) != "number":
        return None
    has_unit = kind_at(pieces, begin + 1) == "unit"
    if not has_unit and pieces[begin].value not in (5, 15):
        return None
    unit = pieces[begin + 1].value if has_unit else "year"
    months = months_of(pieces[begin].value, unit)
    end = begin + (2 if has_unit else 1)
    return joined("age", Age(None, group_of(bound, months)), pieces, at, end)


def group_of(bound: str, months: int) -> AgeGroup | None:
    if bound == "less":
        return "under5" if months <= FIVE_YEARS else None
    return "over5" if months >= FIVE_YEARS else None  # `and over 5` too


def up_to_all(pieces: Sequence[Piece], at: int) -> int | None:
    """Where `et plus`, `et +` or a `+` at its word ends."""
    if kind_at(pieces, at) == "bound" and pieces[at].value == "up":
        return at + 1
    and_ = at < len(pieces) and pieces[at].word in AND
    plus = at + and_
    if kind_at(pieces, plus) != "stroke" or pieces[plus].value != "+":
        return None
    alone = not glued(pieces, plus, plus + 2) and (and_ or glued(pieces, at - 1, at + 1))
    return plus + 1 if alone else None


def upwards(pieces: Sequence[Piece], at: int) -> Found:
    """The last of `0-14 ans 5, 15 et plus 9`: its unit was said before."""
    before = any(piece.kind == "unit" and piece.value == "year" for piece in pieces[:at])
    up = up_to_all(pieces, at + 1) if pieces[at].value in LAST_BRACKETS and before else None
    if not up:
        return None
    return joined("age", Age(None, group_of("more", pieces[at].value * 12)), pieces, at, up)


def months_of(number: int, unit: str) -> int:
    match unit:
        case "year":
            return number * 12
        case "month":
            return number
    return int(number * SHORT[unit] / DAYS_OF_MONTH)
