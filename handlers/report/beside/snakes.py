"""Bites of which some are a snake's: `Deux morsures : 1 chien suspect de rage, 1 serpent`. Pure.

A snake's bite is no rabies: of all that were bitten only the others are reported.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

BY = small("by")
SNAKE, BITE, RABIES = "snake", "bite", ("rabies",)
BETWEEN = ("filler",)


@only_where(values=(SNAKE,))
def snakes_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """Where both together are all: `3 morsures : 2 chiens, 1 serpent`."""
    found = list(pieces)
    snake = next((at for at, piece in enumerate(pieces) if piece.value == SNAKE), 0)
    numbers = [
        at
        for at, piece in enumerate(pieces)
        if piece.kind == "number" and (not at or pieces[at - 1].word not in BY)
    ]
    bitten = any(piece.value in (BITE, RABIES) for piece in pieces[:snake])
    if not bitten or len(numbers) != 3:
        return found
    whole, others, snakes = numbers
    of_snakes = others < snakes < snake and all(
        kind_at(pieces, at) in BETWEEN or pieces[at].kind == "number"
        for at in range(snakes + 1, snake)
    )
    if of_snakes and pieces[whole].value == pieces[others].value + pieces[snakes].value:
        value = pieces[others].value
        found[whole] = found[whole]._replace(value=value, text=str(value))
        found[others] = idle(found[others])
        for at in range(snakes, snake):
            found[at] = idle(found[at])
        found[snake] = found[snake]._replace(kind="unread", value=found[snake].text)
        for at in range(others, snakes):
            if found[at].kind == "number":
                found[at] = idle(found[at])  # `1 par un chien`
    return found
