"""Of more that were told before, those of this week: `27 cas dont 3 cette semaine`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import NAMED, WEEK

THIS = small("this_week")
BETWEEN = ("filler", "case", "when")
NEAR = 4  # pieces
BEFORE = ("case", "filler", "stroke", "place", "risk", "date")


@only_where(kinds=("within",))
def of_them_now(pieces: Sequence[Piece]) -> list[Piece]:
    """The others were told when they were new; of `3 cas dont 1 décès cette semaine` none were."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "within" or not _now(pieces, at + 1):
            continue
        all_ = at - 1
        while kind_at(pieces, all_) in BEFORE:
            all_ -= 1
        if kind_at(pieces, all_) == "number":
            for i in (all_, at, *([all_ + 1] if kind_at(pieces, all_ + 1) == "case" else [])):
                found[i] = idle(pieces[i])
            for i in range(all_, at):
                if pieces[i].kind == "date":
                    found[i] = idle(pieces[i])
    return found


def _now(pieces: Sequence[Piece], at: int) -> bool:
    """`3 cette semaine`, `3 cas en S48`, `S48 30`."""
    if at < len(pieces) and pieces[at].value == NAMED:
        return kind_at(pieces, at + 1) == "number"
    if kind_at(pieces, at) != "number":
        return False
    for i in range(at + 1, min(at + 1 + NEAR, len(pieces))):
        if pieces[i].value in (NAMED, WEEK) or pieces[i].word in THIS:
            return True
        if pieces[i].kind not in BETWEEN:
            return False
    return False
