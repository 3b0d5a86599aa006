"""Numbers of several words: `vingt et un`, `one hundred and four`, `kɛmɛ fila ni tan`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import joined, kind_at

TENS = range(20, 100, 10)
DOZENS = small("dozen")


def compounded(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """In words only, digits stand for themselves; but of dozens there may be `2`."""
    spoken = [i for i, p in enumerate(pieces) if p.kind == "number" and p.locale]
    if not spoken or sum(piece.kind == "number" for piece in pieces) < 2:
        return pieces
    whole = list(pieces)
    for at in reversed(range(spoken[-1])):
        while kind_at(whole, at) == "number" and (made := _grown(whole, at)):
            whole[at : made[1]] = [made[0]]
    return whole


def _grown(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    """The number at `at` and the next one made one, and where what follows it begins."""
    end = _past_joint(pieces, at + 1)
    if kind_at(pieces, end) != "number":
        return None
    value = _together(pieces[at], pieces[end], apart=end > at + 1)
    return None if value is None else joined("number", value, pieces, at, end + 1)


def _past_joint(pieces: Sequence[Piece], at: int) -> int:
    """`vingt et un`, `vingt-deux`, `vingt-et-un`."""
    for joint in ("-", "", "-"):
        kind = kind_at(pieces, at)
        if (kind == "filler" and not joint) or (kind == "stroke" and pieces[at].value == joint):
            at += 1
    return at


def _together(first: Piece, second: Piece, *, apart: bool) -> int | None:
    """What two numbers in words make together: `deux cents` 200, `cent vingt` 120."""
    few = 1 <= first.value <= 9 and not apart
    if few and second.word in DOZENS:
        return int(first.value * second.value)
    if not (first.locale and second.locale):
        return None
    if few and 100 <= second.value < 200:
        return int((first.value - 1) * 100 + second.value)
    if first.locale == "bm":
        return _in_bambara(first.value, second.value, apart=apart)
    return int(first.value + second.value) if _adds(first.value, second.value, apart) else None


def _in_bambara(tens: int, ones: int, *, apart: bool) -> int | None:
    """`kɛmɛ fila` is two hundred, `kɛmɛ ni fila` one hundred and two."""
    if not apart:
        return tens * ones if tens == 100 and 2 <= ones <= 9 else None
    room = 100 if tens % 100 == 0 else 10 if tens % 10 == 0 else 0
    return tens + ones if tens >= 10 and 0 < ones < room else None


def _adds(tens: int, ones: int, apart: bool) -> bool:
    if tens % 100 == 0 and 0 < ones < 100 <= tens:
        return True
    if not 0 < ones < 20:
        return False
    teens = tens == 10 and 7 <= ones <= 9 and not apart
    sixties = tens in (60, 80) and ones >= 10
    return teens or sixties or (tens in TENS and ones < 10)


def bounded(pieces: Sequence[Piece], most: int) -> list[Piece]:
    """A number beyond all counts is no count."""
    return [
        p._replace(kind="unread") if p.kind == "number" and p.value > most else p for p in pieces
    ]
