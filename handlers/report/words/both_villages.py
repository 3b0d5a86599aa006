"""A misspelt village beside one that is spelled right, each with its number. Pure.

Where one is spelled right, other words are no villages (where.py); but of `4 measles in Tchiugorde
and 1 in Waltoumbou` four would be told of the second.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.meant import Where
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import kind_at

IN = small("in_place")
FAR = 4  # pieces from a number to the word that leads to its village


@only_where(or_where=several("number"))
def both_villages(pieces: Sequence[Piece], where: Where) -> list[Piece]:
    found = list(pieces)
    led = [at for at in range(len(pieces)) if _counted_there(pieces, at)]
    if not any(pieces[at].kind == "place" for at in led):
        return found
    for at in led:
        name = pieces[at].text
        unknown = pieces[at].kind == "unknown" and name[:1].isupper()
        if unknown and (places := where.named(name, misspelt=True)):
            found[at] = pieces[at]._replace(kind="place", value=places)
    return found


def _counted_there(pieces: Sequence[Piece], at: int) -> bool:
    """`1 in`, `4 measles in` stand before it."""
    if kind_at(pieces, at) not in ("place", "unknown") or not at or pieces[at - 1].word not in IN:
        return False
    before = pieces[max(0, at - 1 - FAR) : at - 1]
    closed = max((i for i, p in enumerate(before) if p.kind in ("stroke", "place")), default=-1)
    return any(piece.kind == "number" for piece in before[closed + 1 :])
