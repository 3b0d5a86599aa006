"""People who were seen, or live or came there: no cases, whose number is told besides. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at, past_fillers

NAMED = ("risk", "unlisted")
PARTS = ("sex", "age", "mark", "unit", "case")
LOOKED_AT, HEAD = small("looked_at"), 3  # pieces
LIVE, NEWCOMERS = small("live_there"), tuple(small("newcomers"))
ANIMAL = "animal"
GENERIC = ("illness", ANIMAL)  # `53 malades`, `65 goats`
PLURAL = 5  # letters


def headed(pieces: Sequence[Piece]) -> Iterator[int]:
    """`total consultations 45, palu 12`, `12 patients palu 4 ira 3`; of `palu 4 filles` no more."""
    first = next((at for at, p in enumerate(pieces) if p.kind in ("number", *NAMED)), 0)
    words = {piece.word for piece in pieces[max(0, first - HEAD) : first + 2]}
    if kind_at(pieces, first) != "number" or words.isdisjoint(LOOKED_AT):
        return
    named = [at for at, piece in enumerate(pieces) if piece.kind in NAMED]
    counted = [_own_number(pieces, at) for at in named]
    later = [piece.value for piece in pieces[first + 1 :] if piece.kind == "number"]
    led = first > 0 and pieces[first - 1].word in LOOKED_AT  # `enfants vus 30 palu 12 ira 8`
    listed = all(kind_at(pieces, past_fillers(pieces, at + 1)) == "number" for at in named)
    if named and ((led and listed) or (all(counted) and sum(later) < pieces[first].value)):
        yield first


def _own_number(pieces: Sequence[Piece], at: int) -> bool:
    """Whether it stands behind the disease; of `vu 3 rougeole et 1 palu` each is before it."""
    number = past_fillers(pieces, at + 1)
    return kind_at(pieces, number) == "number" and kind_at(pieces, number + 1) not in PARTS


def living(pieces: Sequence[Piece]) -> Iterator[int]:
    """`dans la concession vivent 18 personnes, ...`"""
    for at in range(1, len(pieces)):
        there = pieces[at].kind == "number" and pieces[at - 1].word in LIVE
        if there and people(pieces, at, len(pieces)):
            yield at


def newcomers(pieces: Sequence[Piece]) -> Iterator[int]:
    """`rougeole 120 déplacés sont venus. 2 cas parmi eux`, where fewer cases are told besides."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    cases = [pieces[at].value for at in numbers if of_cases(pieces, at)]
    for at in numbers:
        noun = next(
            (p for p in pieces[at + 1 : at + 3] if fold(p.text).startswith(NEWCOMERS)), None
        )
        if noun is not None and any(each < pieces[at].value for each in cases):
            yield at


def of_cases(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at + 1) == "risk" or (
        at + 1 < len(pieces) and pieces[at + 1].value == "case"
    )


def people(pieces: Sequence[Piece], at: int, end: int) -> bool:
    """A word for people, or one that may be: no cases, which are of the disease."""
    noun = past_fillers(pieces[:end], at + 1)
    if kind_at(pieces[:end], noun) == "case":
        return bool(pieces[noun].value != "case")
    if noun < end and generic(pieces[noun]):
        return True
    word = pieces[at + 1] if at + 1 < end else None
    plain = word is not None and word.kind in ("filler", "unknown") and len(word.text) >= PLURAL
    return plain and word is not None and word.text[-1] in "sxd"


def people_before(pieces: Sequence[Piece], at: int) -> bool:
    """In Bambara the word stands first: `mɔgɔ 400`."""
    noun = pieces[at - 1] if at else None
    return noun is not None and noun.locale == "bm" and noun.kind == "case" and noun.value != "case"


def generic(piece: Piece) -> bool:
    persons = piece.kind == "case" and piece.value != "case"
    return persons or (piece.kind == "sign" and piece.value in GENERIC)
