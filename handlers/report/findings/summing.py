"""A total that was stated: what was read has to come to it. Pure.

Where its parts are told by something that does not count people (`mon 2, wed 3`, `11 under five, 7
older`), the first of them was taken for all; the total that all numbers come to is surely meant.
Where they come to something else, it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.small import small
from handlers.report.counts.mending import STATED, TOTAL
from handlers.report.counts.retracting import past
from handlers.report.finding import Case, Finding, Reading, broken_down
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

OLDER = small("up_to_now", "newly")  # `2 nouveaux, 10 au total depuis le début`
OF_SOME = ("mark", "sex", "age")
AMONG = ("deaths", "severe", "positive")
KEPT = ("vaccinated", "onset", "place", "week")


def as_stated(reading: Reading, pieces: Sequence[Piece]) -> Reading:
    """The only report with as many cases as were said to be all; by sex and age where it fits."""
    stated = {int(piece.sign) for piece in pieces if piece.value == STATED}
    if len(stated) != 1 or len(reading.reports) != 1:
        return reading
    [total], [found] = stated, reading.reports
    if found.count >= total:
        return reading
    return counting(reading, total)


def unlike(reading: Reading, pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """The total that was stated and the other number that was read, of the only report."""
    if len(reading.reports) != 1 or any(p.value == STATED or p.word in OLDER for p in pieces):
        return None
    totals = (at for at, piece in enumerate(pieces) if piece.value == TOTAL)
    stated = {number for at in totals if (number := _stated(pieces, at)) is not None}
    count = reading.reports[0].count
    return (stated.pop(), count) if len(stated) == 1 and count not in stated else None


def _stated(pieces: Sequence[Piece], at: int) -> int | None:
    """The number of `total : 9`, `9 cas en tout`; not of deaths, girls, or of the whole school."""
    if kind_at(pieces, at - 1) == "unknown":
        return None  # `effectif total 310`
    before = at - 1 - (kind_at(pieces, at - 1) == "case")
    number = next(
        (i for i in (past(pieces, at + 1, 1), before) if kind_at(pieces, i) == "number"), -1
    )
    beside = {kind_at(pieces, number - 1), kind_at(pieces, number + 1)}
    return pieces[number].value if number >= 0 and beside.isdisjoint(OF_SOME) else None


def counting(reading: Reading, count: int) -> Reading:
    """The same, with so many cases, which the numbers that were left over are among."""
    [found] = reading.reports
    if count == found.count:
        return reading
    unread = tuple(w for w in reading.not_understood if not w.split()[0].isdecimal())
    return replace(reading, reports=(_of(found, count),), not_understood=unread)


def told_twice(reading: Reading) -> Reading | None:
    """`2 bébés MAS, bracelet rouge, deux filles`: two reports of the same so many, as one that
    says more of them; None of others."""
    if len(reading.reports) != 2 or reading.reports[0].count == 1:
        return None
    alike = {(each.risk, each.place, each.week, each.count) for each in reading.reports}
    fuller = max(reading.reports, key=lambda each: each.female + each.male)
    return replace(reading, reports=(fuller,)) if len(alike) == 1 else None


def without_breakdown(reading: Reading) -> Reading:
    """The same number of cases, of whom nothing else is told."""
    [found] = reading.reports
    return replace(reading, reports=(_of(replace(found, cases=()), found.count),))


def _of(found: Finding, total: int) -> Finding:
    """Who is not told of by sex or age is left open."""
    known = [case for case in found.cases if case.sex or case.age_group]
    rest = total - sum(case.count for case in known)
    cases = (*known, Case(None, None, rest)) if rest > 0 else (Case(None, None, total),)
    some = {name: min(getattr(found, name), total) for name in AMONG}
    told = {name: getattr(found, name) for name in KEPT}
    return broken_down(found.risk, cases, **some, **told)
