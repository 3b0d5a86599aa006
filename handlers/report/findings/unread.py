"""Words of a message that nothing was made of: they are named in the answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding import Word
from handlers.report.finding import NAMED
from handlers.report.findings.labels import Part
from handlers.report.words.pieces import CODE, Piece


def harm(part: Part) -> tuple[str, ...]:
    """Diseases and deaths in talk that reports nothing: they are named, for it may be meant to."""
    return tuple(
        x.piece.text for x in part.labels if x.kind in ("risk", "unlisted") or x.value == "death"
    )


def near_harm(words: Sequence[Word]) -> tuple[str, ...]:
    """Words that may be a disease or a death, in a message of which nothing else was made."""
    found = (word for word in words if len(word.folded) > CODE)
    return tuple(
        word.text
        for word in found
        if any(s.kind == "risk" or s.meaning == "death" for s in word.senses)
    )[:NAMED]


def unread_words(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The person's own words that mean nothing to us; neighbours together."""
    found: list[str] = []
    last = -2
    for piece in pieces:
        if piece.kind not in ("unknown", "unread"):
            continue
        if piece.kind == "unknown" and found and piece.start == last + 1:
            found[-1] += f" {piece.text}"
        else:
            found.append(piece.text)
        last = piece.end
    return tuple(found[:NAMED])
