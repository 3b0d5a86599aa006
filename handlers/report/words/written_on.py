"""The day a message was written on heads it: `Kayes, le 30/11 : ... éruption le 27/11`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.spelled import SINCE

HEADS = ("place", "filler", "stroke", "unknown", "intent")
ENDS = (":", ".", "\n", ";")


@only_where(or_where=several("date"))
def without_its_own_day(pieces: Sequence[Piece]) -> list[Piece]:
    """Where the illness began on another day, which is told after it."""
    found = list(pieces)
    at = 0
    while kind_at(pieces, at) in HEADS:
        at += 1
    ends = at + 1 < len(pieces) and pieces[at + 1].value in ENDS
    if kind_at(pieces, at) != "date" or not ends or pieces[at].sign:
        return found
    if any(_began(pieces, later) for later in range(at + 1, len(pieces))):
        found[at] = idle(pieces[at], "written_on")
    return found


def _began(pieces: Sequence[Piece], at: int) -> bool:
    """`éruption le 27/11`, `début le 27/11`."""
    told = pieces[at].kind == "date"
    return told and (pieces[at].sign == SINCE or kind_at(pieces, at - 1) in ("sign", "when"))
