"""Where somebody was sent on to, which is not where they fell ill. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

SENT_ON = tuple(small("sent_on"))  # folded


def referred_to(pieces: Sequence[Piece], at: int) -> bool:
    """The place of `référée au CSREF Diéma`."""
    before = at - 1
    while kind_at(pieces, before) == "filler":
        before -= 1
    return before >= 0 and fold(pieces[before].text).startswith(SENT_ON)


def places_from(pieces: Sequence[Piece], begin: int) -> list[int]:
    """Where places stand from there on, but those to which somebody was sent."""
    known = (at for at in range(begin, len(pieces)) if pieces[at].kind == "place")
    return [at for at in known if not referred_to(pieces, at)]
