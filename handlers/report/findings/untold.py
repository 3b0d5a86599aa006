"""Numbers of a message that are in none of its reports: they are named in the answer. Pure.

Every number somebody writes ends in a report, in a question, or here: `palu 6 cas, 2 sortis guéris`
files six cases and says that `2 sortis guéris` was not understood. Ages, days and what rules of
reading know to be no cases are no numbers any more when this is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from handlers.report.finding import Finding
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

LEAST = 2  # a `one` in letters may be an article
YEAR = 12  # months
BESIDE = ("filler", "case", "sex", "sign", "unlisted", "unknown", "dose")
WORDS = 2  # of those behind a number, to know it again
SHORT = 3  # letters of `and`, `en`


def with_numbers(
    unread: Sequence[str], pieces: Sequence[Piece], reports: Sequence[Finding]
) -> tuple[str, ...]:
    """What was not understood, in the person's own words: the numbers first, each with what
    stands behind it, and nothing twice."""
    if not reports:
        return tuple(dict.fromkeys(unread))
    numbers = [at for at, piece in enumerate(pieces) if _tells(piece)]
    known = _told_in(reports)
    summed = {numbers[i] for i in _coming_to(known, [pieces[at].value for at in numbers])}
    unread = [word for word in unread if word not in {pieces[at].text for at in summed}]
    lost = [at for at in numbers if at not in summed and not _is_told(pieces, at, known, reports)]
    named = {word for text in unread for word in _behind_a_number(text)}
    told = [_as_written(pieces, at) for at in lost if pieces[at].text not in named]
    said = {word for text in told for word in text.split()}
    rest = [text for text in unread if not said.issuperset(text.split())]
    return tuple(dict.fromkeys((*told, *rest)))


def _behind_a_number(text: str) -> tuple[str, ...]:
    """The number of `8 non vaccinés`, which is named already."""
    first, *others = text.split() or [""]
    return (first,) if others else ()


def _is_told(pieces: Sequence[Piece], at: int, known: set[int], reports: Sequence[Finding]) -> bool:
    """In some report, or among the men and women of one."""
    of_a_sex = max(max(each.female, each.male) for each in reports)
    some = kind_at(pieces, at + 1) == "sex" and pieces[at].value < of_a_sex
    return pieces[at].value in known or some


def _tells(piece: Piece) -> bool:
    told = piece.kind == "number" and piece.value
    return bool(told) and (piece.value >= LEAST or piece.text.isdecimal())


def _told_in(reports: Sequence[Finding]) -> set[int]:
    """Every number that some report holds, and what is left over of them."""
    known = {sum(report.count for report in reports)}
    for each in reports:
        known |= {each.count, each.female, each.male, each.sex_unknown, each.deaths, each.severe}
        known |= {case.count for case in each.cases} | {each.positive}
        known |= {each.count - number for number in known}
        if each.age_months is not None:
            known |= {each.age_months, each.age_months // YEAR}
    return known


def _coming_to(known: set[int], values: Sequence[int]) -> set[int]:
    """The positions of neighbours whose sum is told: `15 chèvres et 3 moutons` are 18 animals."""
    runs = combinations(range(len(values) + 1), 2)
    told = (range(a, b) for a, b in runs if b - a > 1 and sum(values[a:b]) in known)
    return {at for run in told for at in run}


def _as_written(pieces: Sequence[Piece], at: int) -> str:
    end = at + 1
    while end - at <= WORDS and kind_at(pieces, end) in BESIDE:
        end += 1
    while kind_at(pieces, end - 1) == "filler" and len(pieces[end - 1].text) <= SHORT:
        end -= 1
    begin = at - (end == at + 1 and kind_at(pieces, at - 1) == "unknown")  # `diarr 10`
    return " ".join(piece.text for piece in pieces[begin:end])
