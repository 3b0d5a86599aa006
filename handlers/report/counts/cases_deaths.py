"""`Cas/décès : rougeole 4/1, palu 30/0`: two numbers of each, in the order of a heading. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import AND, idle, kind_at

DEATH = "death"
JOINTS = ("/", "-", ",", "|")
BETWEEN = small("again")
SAID = (":", "=")


@only_where(values=(DEATH,))
def cases_and_deaths(pieces: Sequence[Piece]) -> list[Piece]:
    """Where a heading without numbers names both, and each disease has two."""
    at = next((i for i in range(len(pieces) - 2) if _heads(pieces, i)), None)
    if at is None:
        return list(pieces)
    risks = [i for i in range(at + 3, len(pieces)) if pieces[i].kind == "risk"]
    pairs = {risk: pair for risk in risks if (pair := _pair(pieces, risk))}
    if not risks or len(pairs) != len(risks):
        return list(pieces)
    found = list(pieces)
    case, death = pieces[at], pieces[at + 2]
    for risk in reversed(risks):
        first, second = pairs[risk]
        told = [pieces[first], case, pieces[second], death]
        begin = pieces[first].start
        found[first : second + 1] = [p._replace(start=begin, end=begin) for p in told]
    found[at : at + 3] = map(idle, pieces[at : at + 3])
    return found


def _heads(pieces: Sequence[Piece], at: int) -> bool:
    """`cas et décès`, `cas/décès`, and no number of theirs beside."""
    joint = pieces[at + 1].value in JOINTS or pieces[at + 1].word in AND
    both = pieces[at].kind == "case" and joint and pieces[at + 2].value == DEATH
    beside = (kind_at(pieces, at - 1), kind_at(pieces, at + 3))
    return both and "number" not in beside and "zero" not in beside


def _pair(pieces: Sequence[Piece], risk: int) -> tuple[int, int] | None:
    first = risk + 1
    while first < len(pieces) and pieces[first].value in SAID:
        first += 1
    if kind_at(pieces, first) != "number" or kind_at(pieces, first + 2) != "number":
        return None
    joint = pieces[first + 1]
    joined = joint.value in JOINTS or joint.word in AND or joint.word in BETWEEN
    return (first, first + 2) if joined else None
