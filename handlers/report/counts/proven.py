"""Cholera that a rapid test shows: so many of the cases, as deaths are among them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import idle

CHOLERA, MALARIA = "watery_diarrhoea", "malaria"
TESTS, EXAMINED = small("test"), tuple(small("examined"))
MARK = "positive"
SHOWS = (MARK, "+")
NEAR = 4  # pieces in which the result stands behind its test


def proven(pieces: Sequence[Piece]) -> list[Piece]:
    """`choléra 3 dont 1 TDR positif`, `1 cholera TDR+`: a mark, and no further words."""
    found = list(pieces)
    risks = {each for piece in pieces if piece.kind == "risk" for each in piece.value}
    if CHOLERA not in risks or MALARIA in risks:
        return found
    for at, piece in enumerate(pieces):
        if not _is_test(piece):
            continue
        result = next((i for i in range(at + 1, _end(pieces, at)) if pieces[i].value in SHOWS), 0)
        if result:
            found[at] = idle(piece)
            found[result] = pieces[result]._replace(kind="mark", value=MARK)
            _without_the_same(found, result)
    return found


def _is_test(piece: Piece) -> bool:
    words = piece.word.split()
    named = piece.kind == "filler" and not TESTS.isdisjoint(words)
    return piece.value == "rapid_test" or named or piece.word.startswith(EXAMINED)


def _end(pieces: Sequence[Piece], at: int) -> int:
    return min(at + NEAR, len(pieces))


def _without_the_same(found: list[Piece], result: int) -> None:
    """`4 watery diarrhoea, 2 tested positive for cholera`: it is named once more."""
    after = next(
        (i for i in range(result + 1, len(found)) if found[i].kind not in ("filler", "when")), 0
    )
    told = after and any(p.kind == "risk" and CHOLERA in p.value for p in found[:result])
    if told and found[after].kind == "risk" and CHOLERA in found[after].value:
        found[after] = idle(found[after])
