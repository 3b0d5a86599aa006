"""A message as far as it may be about earlier reports: its words, villages and weeks. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from bot.understanding import Understood
from handlers.report.amending import cues
from handlers.report.amending.belonging import belonging
from handlers.report.amending.heard import Heard
from handlers.report.amending.told import LETTERS, told_in
from handlers.report.finding import Finding
from handlers.report.words.meant import Where
from handlers.report.words.pieces import Piece, pieces_of
from handlers.report.words.seen import read_by
from handlers.report.words.spelled import whole
from handlers.report.words.week_words import named_weeks
from handlers.report.words.where import likely, spelled


def hear(
    understood: Understood,
    *,
    where: Where,
    newborn: Collection[str],
    today: date,
    read: Sequence[Finding],
) -> Heard:
    """`newborn`: risks whose ages are told in days; `read`: what it would report by itself."""
    said = cues.cues_in(understood)
    wrong = bool(said & cues.NOT_RIGHT)
    steps = (
        named_weeks, partial(spelled, where=where),
        partial(whole, today=today, newborn=frozenset(newborn)), partial(likely, where=where),
        partial(_misspelt, where=where, wrong=wrong),
    )  # fmt: skip
    pieces = read_by(steps, pieces_of(understood.words))
    return Heard(belonging(told_in(pieces)), said, tuple((f.risk, f.count) for f in read))


def _misspelt(pieces: Sequence[Piece], *, where: Where, wrong: bool) -> list[Piece]:
    """`its Hombory nt Boni`: beside a village another one, nearly spelled right; or where
    something was `wrong`."""
    if not wrong and not any(piece.kind == "place" for piece in pieces):
        return list(pieces)
    long = (p.kind == "unknown" and len(p.text) > LETTERS for p in pieces)
    found = [where.fuller(p.text) if may else () for p, may in zip(pieces, long, strict=True)]
    return [
        piece._replace(kind="place", value=places) if places else piece
        for piece, places in zip(pieces, found, strict=True)
    ]
