"""Talks that were held, told beside a report: `Nous étions 40 à la causerie sur le palu. Aucun
malade vu`. Pure.

Who came is not ill, and what the talk was about is not what anybody has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, sentences

TALKS, ABOUT = small("talks_held"), small("talks_about")
NEAR = 2  # pieces: `sur le palu`
ENDS = (".", ";", "\n", "!")
ILL = ("sign", "mark", "zero", "unlisted")
TELLING = ("risk", "sign", "zero", "unlisted")
KEPT = ("stroke", "place", "date")


@only_where(words=TALKS)
def talks_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """Of a sentence that tells of a talk, if more is told in another one."""
    parts = sentences(pieces, ENDS)
    talks = [_tells_of_a_talk(part) for part in parts]
    more = (p for part, talk in zip(parts, talks, strict=True) if not talk for p in part)
    if not any(talks) or not any(piece.kind in TELLING for piece in more):
        return list(pieces)
    return [
        *chain.from_iterable(
            [p if p.kind in KEPT else idle(p) for p in part] if talk else part
            for part, talk in zip(parts, talks, strict=True)
        )
    ]


def _tells_of_a_talk(pieces: Sequence[Piece]) -> bool:
    """And of nobody who is ill; of a disease only that it was talked about."""
    held = any(not TALKS.isdisjoint(piece.word.split()) for piece in pieces)
    ill = any(piece.kind in ILL or piece.value == "case" for piece in pieces)
    about = all(_talked_about(pieces, at) for at, p in enumerate(pieces) if p.kind == "risk")
    return held and about and not ill and sum(piece.kind == "number" for piece in pieces) <= 1


def _talked_about(pieces: Sequence[Piece], at: int) -> bool:
    return any(piece.word in ABOUT for piece in pieces[max(0, at - NEAR) : at])
