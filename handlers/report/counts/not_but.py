"""One disease is denied and then another is told: `pas de rougeole mais 4 cas de selles avec du
sang`, `nyonnin te yan nka sumaya mogo 6`. Pure.

What is denied takes nothing away from those who are told of behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import AND, idle, kind_at

BUT, NO = small("but"), small("no")
DENIES = ("not", "nothing", "zero")
SMALL = small("of", "the", "one", "some", "has", "had") | {"'", "’"}
JOINTS = ("either", "nor", "zero")
ENDS = (",", ".", ";", "\n", "!")
NEAR = 4  # pieces
NO_ILLNESS = ("childbirth", "shared")  # `pas de rougeole, 3 femmes enceintes vues`


@only_where(kinds=("zero",), words=BUT, values=ENDS)
def not_but(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    for at in range(len(pieces)):
        end = _denied_behind(pieces, at) or _denied_before(pieces, at)
        if not end:
            continue
        denied = {p.value for p in pieces[at:end] if p.kind == "risk"}
        if _somebody_is_ill(pieces[end:], denied):
            found[at:end] = [p if p.kind in ("place", "date") else idle(p) for p in found[at:end]]
    return found


def _denied_behind(pieces: Sequence[Piece], at: int) -> int:
    """Where `pas de rougeole ni de palu`, `0 rougeole` ends that begins here; nothing if none."""
    none = kind_at(pieces, at) == "number" and pieces[at].value == 0
    if not (none or (kind_at(pieces, at) == "zero" and pieces[at].value in DENIES)):
        return 0
    end, risk = at + 1, at
    while end < len(pieces) and (_is_small(pieces[end]) or _joins(pieces, end)):
        risk = end if _is_denied(pieces, end) else risk
        end += 1
    end = risk + 1
    if risk == at or (none and not _ends(pieces, end)):
        return 0
    return end


def _is_denied(pieces: Sequence[Piece], at: int) -> bool:
    """A disease; and in `pas de malades chez nous mais ...` that anybody is ill."""
    near = pieces[at + 1 : at + 1 + NEAR]
    ill = pieces[at].value == "illness" and any(piece.word in BUT for piece in near)
    return ill or pieces[at].kind == "risk"


def _denied_before(pieces: Sequence[Piece], at: int) -> int:
    """The same of `rougeole néant`, `nyonnin te yan`, where a disease begins the clause."""
    begins = at == 0 or _ends(pieces, at - 1)
    if not begins or pieces[at].kind != "risk":
        return 0
    end = at + 1
    while kind_at(pieces, end) in ("filler", "case", "place") and not _says_no(pieces, end):
        end += 1
    if not _says_no(pieces, end):
        return 0
    end += 1
    while kind_at(pieces, end) in ("filler", "place", "date") and not _ends(pieces, end):
        end += 1
    return end if _ends(pieces, end) else 0


def _says_no(pieces: Sequence[Piece], at: int) -> bool:
    kind = kind_at(pieces, at)
    none = kind == "number" and pieces[at].value == 0
    return none or (kind == "zero" and pieces[at].value in DENIES) or _is_no(pieces, at)


def _is_no(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) in ("instead", "filler") and fold(pieces[at].text) in NO


def _is_small(piece: Piece) -> bool:
    return (
        piece.kind in ("risk", "case")
        or piece.value == "illness"
        or fold(piece.text) in SMALL | AND
    )


def _joins(pieces: Sequence[Piece], at: int) -> bool:
    """Between two diseases that are denied both: `pas de palu, pas de rougeole`."""
    before = kind_at(pieces, at - 1) == "risk" or pieces[at - 1].value in ENDS
    comma = pieces[at].value == "," and kind_at(pieces, at + 1) in ("zero", "risk")
    return before and (pieces[at].kind in JOINTS or comma)


def _ends(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and (pieces[at].value in ENDS or pieces[at].word in BUT)


def _somebody_is_ill(pieces: Sequence[Piece], denied: set[object]) -> bool:
    """A number of people, or one who is described, with another disease or signs of one."""
    people = any(
        (piece.kind == "number" and piece.value) or piece.kind in ("sex", "age") for piece in pieces
    )
    again = any(piece.kind == "risk" and piece.value in denied for piece in pieces)
    return people and not again and any(_ill(pieces))


def _ill(pieces: Sequence[Piece]) -> Iterator[bool]:
    """Of what is not denied itself."""
    for at, piece in enumerate(pieces):
        before = takewhile(lambda p: p.value not in ENDS, reversed(pieces[:at]))
        sign = piece.kind == "sign" and piece.value not in NO_ILLNESS
        yield (sign or piece.kind == "risk") and not any(p.kind == "zero" for p in before)
