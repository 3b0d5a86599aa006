"""What is said first and taken back in the same message: `oubliez palu 4, c'est palu grave 4`,
`j'ai écrit 5 rougeole mais c'est pas ça, c'est 3`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import QUOTES, Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at

FORGET = tuple(phrase.split() for phrase in small("forget_that"))
WRONG = tuple(phrase.split() for phrase in small("not_that_but"))
IT_IS = small("it_is_said", "in_fact", "it_is_that", "but")
NOT = small("not")
LONGEST = 6  # pieces of such a phrase
ENDS = (".", ";", "\n")
COUNTS = ("number", "risk")
TAKEN = ("number", "sex", "zero", "instead", "case", "age", "elsewhere")


@only_where(or_where=several("number"))
def taken_back(pieces: Sequence[Piece]) -> list[Piece]:
    found = _not_that_many(list(pieces))
    pieces = list(found)
    for at in range(len(pieces)):
        if _leads(pieces, at) and (end := _phrase(pieces, at, FORGET)):
            second = _joint(pieces, end)
            if _reports(pieces[end:second]) and _reports(pieces[second:]):
                return _without(found, at, second)
        if (end := _phrase(pieces, at, WRONG)) and at:
            begin = _begin(pieces, at)
            if _one_number(pieces[begin:at]) and _one_number(_clause(pieces, end)):
                return _without(found, begin, end)
    return found


def _not_that_many(pieces: list[Piece]) -> list[Piece]:
    """`rougeole 3 niono.. pardon c 4 pas 3`: four."""
    for at in range(1, len(pieces) - 2):
        kinds = [pieces[at].kind, kind_at(pieces, at + 2)]
        if kinds != ["number", "number"] or pieces[at + 1].word not in NOT:
            continue
        wrong = pieces[at + 2].value
        said = (i for i in range(at) if pieces[i].kind == "number" and pieces[i].value == wrong)
        first = next(said, None)
        if first is not None and kind_at(pieces, at + 3) in ("", "stroke", "case", "place"):
            right = pieces[at]
            pieces[first] = pieces[first]._replace(value=right.value, text=right.text)
            pieces[at : at + 3] = map(idle, pieces[at : at + 3])
    return pieces


def _phrase(pieces: Sequence[Piece], at: int, phrases: Sequence[Sequence[str]]) -> int:
    """Where one of them ends that begins at `at`; 0 if none does."""
    words: list[str] = []
    for end in range(at, min(at + LONGEST, len(pieces))):
        words += fold(pieces[end].text).replace("'", " ' ").split()
        if words in phrases:
            return end + 1
    return 0


def _leads(pieces: Sequence[Piece], at: int) -> bool:
    """Neither `g oublié 2 cas` nor `n'oubliez pas`."""
    before, after = pieces[at - 1] if at else None, pieces[at + 1] if at + 1 < len(pieces) else None
    first = before is None or (before.kind == "stroke" and before.value not in QUOTES)
    return first and after is not None and after.word not in NOT


def _joint(pieces: Sequence[Piece], at: int) -> int:
    """Where the second clause begins: behind a comma, or with `c'est`, `en fait`."""
    for end in range(at, len(pieces)):
        if pieces[end].value in (",", *ENDS) or pieces[end].word in IT_IS:
            return end
    return len(pieces)


def _begin(pieces: Sequence[Piece], at: int) -> int:
    ends = (i + 1 for i in range(at - 1, -1, -1) if pieces[i].value in ENDS)
    return next(ends, 0)


def _clause(pieces: Sequence[Piece], at: int) -> Sequence[Piece]:
    first = next((i for i in range(at, len(pieces)) if pieces[i].kind in COUNTS), len(pieces))
    ends = (i for i in range(first, len(pieces)) if pieces[i].value in ENDS)
    return pieces[at : next(ends, len(pieces))]


def _reports(pieces: Sequence[Piece]) -> bool:
    return {"number", "risk"} <= {piece.kind for piece in pieces}


def _one_number(pieces: Sequence[Piece]) -> bool:
    kinds = [piece.kind for piece in pieces]
    return kinds.count("number") == 1 and kinds.count("risk") <= 1


def _without(pieces: list[Piece], begin: int, end: int) -> list[Piece]:
    """The disease or the place stays where no other is told."""
    told = {piece.kind for piece in pieces[end:]}
    for at in range(begin, end):
        kind = pieces[at].kind
        said_anew = kind in told if kind == "risk" else kind in TAKEN
        if said_anew or (kind == "place" and told >= {"place", "risk"}):
            pieces[at] = idle(pieces[at])
    return pieces
