"""Figures that are no plain number of cases: `1 200`, `entre 40 et 45`, `8/10 CSCom`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import AND, glued, idle, kind_at

AMONG, COMPLETE, SITES = small("between"), small("completeness"), small("reporting_sites")
OUT_OF, PER = small("out_of"), small("per_people")
DIGITS = 3
TENS, ONES = range(20, 100, 10), tuple("123456789")
PEOPLE = (100, 1000, 10000, 100000)
ENDS = ("", "stroke", "unknown", "risk")  # no places are known yet
AGES = ("unit", "month", "age")


def _two_numbers(seen: Seen) -> bool:
    return seen.count("number") > 1


@only_where(or_where=_two_numbers)
def figures(pieces: Sequence[Piece]) -> list[Piece]:
    """As they are meant; where nobody knows, it is asked."""
    return _unsure(_rates(_of_sites(_spelled_tens(_thousands(list(pieces))))))


def _thousands(pieces: list[Piece]) -> list[Piece]:
    """`palu 1 200`, `palu 1.200`."""
    for at in reversed(range(1, len(pieces) - 1)):
        second = at + 1 + (pieces[at + 1].value in (".", "'"))
        if kind_at(pieces, at) != "number" or kind_at(pieces, second) != "number":
            continue
        parts = [pieces[at].text, pieces[second].text]
        digits = all(text.isdecimal() for text in parts) and parts[0][0] != "0"
        grouped = digits and len(parts[0]) <= DIGITS == len(parts[1])
        near = pieces[second].start - pieces[at].end <= 1
        ends = kind_at(pieces, second + 1) in (*ENDS, "case")
        if grouped and near and ends and _of_a_disease(pieces, at):
            value = int("".join(parts))
            end = pieces[second].end
            whole = pieces[at]._replace(value=value, text="".join(parts), end=end)
            pieces[at : second + 1] = [whole]
    return pieces


def _spelled_tens(pieces: list[Piece]) -> list[Piece]:
    """`palu karante 5`."""
    for at in range(1, len(pieces) - 1):
        tens = pieces[at].kind == "number" and bool(pieces[at].locale) and pieces[at].value in TENS
        one = kind_at(pieces, at + 1) == "number" and pieces[at + 1].text in ONES
        ends = kind_at(pieces, at + 2) in ENDS[:-1]
        if tens and one and ends and _of_a_disease(pieces, at):
            both = pieces[at].value + pieces[at + 1].value
            end = pieces[at + 1].end
            pieces[at : at + 2] = [pieces[at]._replace(value=both, text=str(both), end=end)]
            break
    return pieces


def _of_a_disease(pieces: Sequence[Piece], at: int) -> bool:
    """`palu 1 200`, `palu : 1 200`; not the days of a week, or of a row."""
    before = at - 1
    while before > 0 and pieces[before].value in (":", "="):
        before -= 1
    return kind_at(pieces, before) == "risk"


def _of_sites(pieces: list[Piece]) -> list[Piece]:
    """`complétude 8/8`, `8/10 CSCom`, `8 aires sur 10`: who reported."""
    for at in range(len(pieces) - 2):
        if kind_at(pieces, at) != "number":
            continue
        slash = pieces[at + 1].value == "/" and glued(pieces, at, at + 3)
        led = at > 0 and pieces[at - 1].word in COMPLETE
        behind = at + 3 < len(pieces) and pieces[at + 3].word in SITES
        if slash and kind_at(pieces, at + 2) == "number" and (led or behind):
            pieces[at : at + 3] = map(idle, pieces[at : at + 3])
        sites = pieces[at + 1].word in SITES and pieces[at + 2].word in OUT_OF
        if sites and kind_at(pieces, at + 3) == "number":
            pieces[at : at + 4] = map(idle, pieces[at : at + 4])
    return pieces


def _rates(pieces: list[Piece]) -> list[Piece]:
    """`incidence palu 4,5 pour 1000` counts nobody."""
    for at in range(2, len(pieces)):
        people = pieces[at].kind == "number" and pieces[at].value in PEOPLE
        if not people or pieces[at - 1].word not in PER:
            continue
        begin = at - 2
        while begin > 0 and (pieces[begin - 1].kind == "number" or pieces[begin - 1].value == ","):
            begin -= 1
        pieces[begin : at + 1] = map(idle, pieces[begin : at + 1])
    return pieces


def _unsure(pieces: list[Piece]) -> list[Piece]:
    """`palu entre 40 et 45`, `palu 4 5`: how many is asked."""
    for at in range(1, len(pieces) - 2):
        if kind_at(pieces, at) != "number":
            continue
        between = pieces[at - 1].word in AMONG and pieces[at + 1].word in AND
        second = at + 2 if between else at + 1
        both = kind_at(pieces, second) == "number" and kind_at(pieces, second + 1) not in AGES
        if between and both and _of_a_disease(pieces, at - 1):
            return _asked(pieces, at)
    return _split(pieces)


def _split(pieces: list[Piece]) -> list[Piece]:
    """Of one disease; lines of several are a table."""
    if sum(piece.kind == "risk" for piece in pieces) != 1:
        return pieces
    for at in range(1, len(pieces) - 1):
        both = kind_at(pieces, at) == kind_at(pieces, at + 1) == "number"
        digits = both and len(pieces[at].text) == len(pieces[at + 1].text) == 1
        ends = kind_at(pieces, at + 2) in ENDS[:-1] and kind_at(pieces, at + 3) != "number"
        if digits and ends and _of_a_disease(pieces, at):
            return _asked(pieces, at)
    return pieces


def _asked(pieces: list[Piece], at: int) -> list[Piece]:
    end = pieces[at].end
    return [*pieces[: at + 1], Piece("elsewhere", "unsure", end, end), *pieces[at + 1 :]]
