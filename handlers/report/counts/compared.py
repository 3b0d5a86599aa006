"""Numbers of a week before, told to compare: `58 (contre 71)`, `Semaine d'avant : Koro 4`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.counts.of_week import all_named, before_that, beside_last
from handlers.report.finding import Named
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import NAMED, WEEK

AGAINST = small("compared_with")
ENDS = (".", "\n", ";", "(", ")")
OPENS = "("
SIGNS, TO_WHAT = ("+", "-"), small("compared_to")
ARROWS = (">", "→")
MOVES, FROM, TO = small("comes_to"), small("from", "of"), small("to")
VERSUS, THERE_WAS = small("versus"), small("there_was")
NEAR, LAST = 3, "last"  # pieces
TOLD = ("number", "zero", "risk", "place", "case", "mark", "sex", "within")


@only_where(values=("(",))
def in_brackets(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu 45 (prev wk 50)`: what stands there with one number counted others."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value != "(" or not _counted(pieces, at):
            continue
        end = next((i for i in range(at, len(pieces)) if pieces[i].value == ")"), len(pieces))
        inside = pieces[at + 1 : end]
        numbers = [p for p in inside if p.kind in ("number", "zero")]
        compares = any(p.word in AGAINST for p in inside[:NEAR])
        compares = compares or _more_or_fewer(inside) or _of_last_week(inside)
        compares = compares or any(before_that(inside, i) for i in range(len(inside)))
        others = any(p.kind in ("risk", "sex", "age", "unit", "mark", "place") for p in inside)
        if compares and len(numbers) <= 2 and numbers and not others:
            found[at : end + 1] = map(idle, found[at : end + 1])
    return found


@only_where(words=VERSUS)
def against_before(pieces: Sequence[Piece]) -> list[Piece]:
    """`45 palu contre 50 la semaine passée ; 12 IRA contre 9`: the second was told then."""
    found = list(pieces)
    if any(a.word in VERSUS and b.value in (WEEK, NAMED) for a, b in pairwise(pieces)):
        return found  # `S48 vs S47 : 13 vs 8`: each number is of the week in its place
    for at in range(2, len(pieces) - 1):
        if pieces[at].word not in VERSUS or kind_at(pieces, at + 1) != "number":
            continue
        end = at + 2
        while kind_at(pieces, end) in ("filler", "when", "case"):
            end += 1
        ends = kind_at(pieces, end) in ("", "stroke")
        if ends and _counted(pieces, at) and not any(p.value == NAMED for p in pieces[at:end]):
            found[at:end] = map(idle, found[at:end])
    return found


@only_where(words=MOVES)
def from_to(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu passe de 25 à 30`, `rose from 25 to 30`: what it came to."""
    found = list(pieces)
    for at in range(1, len(pieces) - 3):
        moved = any(piece.word in MOVES for piece in pieces[max(0, at - NEAR) : at])
        first = at + 1
        last = first + 2 + (kind_at(pieces, first + 1) == "case")
        both = kind_at(pieces, first) == kind_at(pieces, last) == "number"
        if moved and both and pieces[at].word in FROM and pieces[last - 1].word in TO:
            found[first:last] = map(idle, found[first:last])
            found = [idle(p) if p.kind == "when" and p.word in MOVES else p for p in found]
    return found


@only_where(values=ARROWS)
def arrows(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu 25 -> 30`: what it came to."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value not in ARROWS:
            continue
        first = at - 1
        while kind_at(pieces, first) == "stroke" and pieces[first].value == "-":
            first -= 1
        drawn = first < at - 1 or piece.value != ">"
        drawn = drawn and kind_at(pieces, at + 2) in ("", "stroke", "filler", "risk")
        if drawn and kind_at(pieces, first) == kind_at(pieces, at + 1) == "number":
            found[first : at + 1] = map(idle, found[first : at + 1])
    return found


def _counted(pieces: Sequence[Piece], at: int) -> bool:
    return "number" in (kind_at(pieces, at - 1), kind_at(pieces, at - 2))


def _more_or_fewer(inside: Sequence[Piece]) -> bool:
    """`45 (+5)`, `12 (-3 par rapport à S47)`; of `(+2 oubliés)` nobody knows."""
    signed = len(inside) > 1 and inside[0].value in SIGNS and inside[1].kind == "number"
    compared = any(piece.word in TO_WHAT for piece in inside)
    return signed and (len(inside) == 2 or compared)


def _of_last_week(inside: Sequence[Piece]) -> bool:
    """`total 5 (dont les 3 de la semaine passée)`."""
    week = any(piece.value == WEEK for piece in inside)
    return week and any(piece.kind == "when" and piece.value == LAST for piece in inside)


def _names_a_week(seen: Seen) -> bool:
    return WEEK in seen.values or sum(p.value == NAMED for p in seen.pieces) > 1


@only_where(or_where=_names_a_week)
def told_of_before(pieces: Sequence[Piece], today: date) -> list[Piece]:
    """After the figures of a week those of an earlier one, of the same: `En S47 rougeole 3.`"""
    found = list(pieces)
    weeks = all_named(pieces)
    if not weeks:
        return found
    first = min(weeks)
    new = {(today - timedelta(days=days)).isocalendar().week for days in (0, 7)}
    for at in range(first + 1, len(pieces)):
        last = weeks[first] in new and pieces[at].value == WEEK and beside_last(pieces, at)
        last = last and not any(piece.word in THERE_WAS for piece in pieces[first:at])
        if not (last or _earlier(pieces, at, weeks, first)):
            continue
        begin = _begin(pieces, at, commas=last or before_that(pieces, at))
        end = next((i for i in range(at, len(pieces)) if _closes(pieces, i)), len(pieces))
        told, again = pieces[first:begin], pieces[begin:end]
        if begin and pieces[begin - 1].value == OPENS:
            continue  # `palu 27 (S47 : 35), IRA 12`
        if _counts(told) and _counts(again) and _the_same(pieces[:begin], again):
            found[begin:end] = [idle(p) if p.kind in TOLD else p for p in found[begin:end]]
            found[at] = idle(found[at])
    return found


def _earlier(pieces: Sequence[Piece], at: int, weeks: dict[int, Named], first: int) -> bool:
    """Whether a week is named there that was before the one that leads."""
    if before_that(pieces, at):
        return True
    number, led = weeks.get(at), weeks[first]
    return isinstance(number, int) and isinstance(led, int) and number == led - 1


def _begin(pieces: Sequence[Piece], at: int, *, commas: bool) -> int:
    """Where the sentence begins that names it, or the clause of `..., semaine précédente 3`."""
    ends = (*ENDS, ",") if commas else ENDS
    while at > 0 and pieces[at - 1].value not in ends:
        at -= 1
    return at


def _closes(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].value in (".", "\n")


def _counts(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind == "number" for piece in pieces)


def _the_same(told: Sequence[Piece], again: Sequence[Piece]) -> bool:
    """No disease and no village that was not told of before, and no more numbers than then."""
    for kind in ("risk", "place"):
        known = [piece.value for piece in told if piece.kind == kind]
        if any(piece.kind == kind and piece.value not in known for piece in again):
            return False
    return True
