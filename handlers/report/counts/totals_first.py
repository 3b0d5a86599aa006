"""A number of all that leads its diseases, or comes again: `12 cas : 3 rougeole, 9 palu`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at

OF = small("of")
PEOPLE = ("case", "sign")
BETWEEN = ("case", "within", "filler", "stroke")
TOTAL, FEWEST = "total", 2  # diseases


@only_where(or_where=several("risk"))
def total_of_diseases(pieces: Sequence[Piece]) -> list[Piece]:
    """Each disease has its own number behind it, and together they are as many."""
    found = list(pieces)
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    if len(risks) < FEWEST or len(numbers) != len(risks) + 1 or numbers[0] > risks[0]:
        return found
    first, *parts = numbers
    led = all(at + 1 in risks for at in parts) or all(at - 1 in risks for at in parts)
    begin = min(parts[0], risks[0])
    apart = all(p.kind in BETWEEN or p.kind in PEOPLE for p in pieces[first + 1 : begin])
    beside = pieces[max(0, first - 2) : first + 2]
    people = any(p.kind in PEOPLE or p.value == TOTAL for p in beside)
    if led and apart and people and sum(pieces[at].value for at in parts) == pieces[first].value:
        for at in range(max(0, first - 1), begin):
            if pieces[at].kind in ("number", "within", *PEOPLE):
                found[at] = idle(pieces[at])
    return found


@only_where(words=OF)
def of_all_again(pieces: Sequence[Piece]) -> list[Piece]:
    """`9 measles; 2 of 9 died; 4 of 9 vaccinated`: the nine were told."""
    found = list(pieces)
    for at in range(2, len(pieces) - 1):
        both = kind_at(pieces, at - 1) == kind_at(pieces, at + 1) == "number"
        if pieces[at].word not in OF or not both:
            continue
        some, all_ = pieces[at - 1].value, pieces[at + 1].value
        told = any(p.kind == "number" and p.value == all_ for p in pieces[: at - 1])
        if some < all_ and told and kind_at(pieces, at + 2) == "mark":
            found[at : at + 2] = map(idle, pieces[at : at + 2])
    return found
