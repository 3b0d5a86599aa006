"""Several pieces that together are one."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any, TypeAlias

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece

WITH = small("with")
ALSO = small("also")  # folded
THEIR, SAME, THINGS = small("their"), small("same"), small("same_thing")
AND = small("and") | {"+", "&"}
HAS = small("has", "is", "the", "of")
ILL_TOO = ("", "case", "stroke", "place", "date", "sign", "risk")
Found: TypeAlias = tuple[Piece, int] | None  # the one piece, and where the next one begins


def joined(kind: str, value: Any, pieces: Sequence[Piece], at: int, end: int) -> tuple[Piece, int]:
    first, last = pieces[at], pieces[end - 1]
    text = first.text if end == at + 1 else as_written(pieces[at:end])
    return Piece(kind, value, first.start, last.end, text, first.locale), end


def as_written(pieces: Sequence[Piece]) -> str:
    """As it was written, blanks made single."""
    words = []
    for position, piece in enumerate(pieces):
        if position and piece.start > pieces[position - 1].end:
            words.append(" ")
        words.append(piece.text)
    return "".join(words)


def kind_at(pieces: Sequence[Piece], at: int) -> str:
    """The kind of a piece; nothing beyond either end."""
    return pieces[at].kind if 0 <= at < len(pieces) else ""


def idle(piece: Piece, why: str = "aside") -> Piece:
    """The piece as a word of no weight."""
    return piece._replace(kind="filler", value=why)


def sentences(pieces: Sequence[Piece], ends: Container[str]) -> list[list[Piece]]:
    """The message cut after each piece that ends a sentence."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece.text in ends or (piece.kind == "stroke" and piece.value in ends):
            found.append([])
    return [sentence for sentence in found if sentence]


def past_fillers(pieces: Sequence[Piece], at: int) -> int:
    while at < len(pieces) and (pieces[at].kind == "filler" or pieces[at].value == ":"):
        at += 1
    return at


def glued(pieces: Sequence[Piece], begin: int, end: int) -> bool:
    """No blank between any two of them, and none is missing."""
    if end > len(pieces):
        return False
    return all(pieces[i].end == pieces[i + 1].start for i in range(begin, end - 1))


def ill_too(pieces: Sequence[Piece], at: int) -> bool:
    """`sa mère aussi`, `sa mère aussi malade`; in `sa mère aussi va bien` she is not."""
    if _has_the_same(pieces, at):
        return True
    after = at + 1
    if after < len(pieces) and pieces[after].value == "illness":
        after += 1  # `sa femme malade aussi`
    also = after < len(pieces) and fold(pieces[after].text) in ALSO
    after += 1
    while kind_at(pieces, after) == "filler" and pieces[after].word in HAS:
        after += 1
    return also and kind_at(pieces, after) in ILL_TOO


def _has_the_same(pieces: Sequence[Piece], at: int) -> bool:
    """`his brother has the same.`, `son frère a la même chose`"""
    same = at + 1
    while kind_at(pieces, same) == "filler" and pieces[same].word in HAS:
        same += 1
    said = at + 1 < same < len(pieces) and pieces[same].word.split(" ")[-1] in SAME
    after = same + 1 + (same + 1 < len(pieces) and pieces[same + 1].word in THINGS)
    return said and kind_at(pieces, after) in ("", "stroke")
