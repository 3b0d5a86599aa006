"""Two who count otherwise: `l'infirmier dit 5 cas mais j'ai vu 2`. Which of them? Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

SAYS = "says"
BUT = small("but")


def disputed(pieces: list[Piece]) -> list[Piece]:
    """`l'infirmier dit 5 cas mais moi j'ai vu 2`: which of them? It is asked."""
    says = [at for at, piece in enumerate(pieces) if piece.value == SAYS]
    but = [at for at, piece in enumerate(pieces) if fold(piece.text) in BUT]
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if _two_counts(pieces, but, numbers):
        at = next(at for at in but if numbers[0] < at < numbers[1])
        pieces[at] = pieces[at]._replace(kind="elsewhere", value="unsure")
        return pieces
    but = but or says[1:]  # `le registre dit 12, l'infirmier dit 15`
    if says and but and len(numbers) == 2 and says[0] < numbers[0] < but[-1] < numbers[1]:
        bare = kind_at(pieces, numbers[1] + 1) not in ("sex", "age", "mark", "risk", "sign")
        if bare and pieces[numbers[0]].value != pieces[numbers[1]].value:
            pieces[says[0]] = pieces[says[0]]._replace(kind="elsewhere", value="unsure")
    return pieces


def _two_counts(pieces: Sequence[Piece], but: Sequence[int], numbers: Sequence[int]) -> bool:
    """`10 cas dans le registre mais 14 cas sur la fiche`: which of them?"""
    if len(numbers) != 2 or not any(numbers[0] < at < numbers[1] for at in but):
        return False
    cases = all(at + 1 < len(pieces) and pieces[at + 1].value == "case" for at in numbers)
    denied = any(kind_at(pieces, at - 1) == "zero" for at in numbers)
    one = sum(piece.kind == "risk" for piece in pieces) == 1
    placed = sum(piece.kind == "place" for piece in pieces) <= 1
    different = pieces[numbers[0]].value != pieces[numbers[1]].value
    return cases and one and placed and different and not denied
