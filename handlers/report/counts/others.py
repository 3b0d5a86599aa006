"""Others than those told of before: `un enfant mort, deux autres malades` are three. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at, past_fillers

OTHERS, THE = small("others_than_those"), small("the", "these")
UNKNOWN, ENDS = small("not_known_yet"), (".", ";", "\n")
PEOPLE, SICK = ("sex", "case"), ("illness", "death")
DENIED = 6  # pieces behind them in which `pas malades` may stand
ONE_ALONE = ("place", "risk", "unlisted")  # else it may be of another report


def others(pieces: Sequence[Piece]) -> list[Piece]:
    """`3 cas, 2 autres morts`: five in all; not of `5 cas : 3 malades, 2 autres morts`."""
    for at, piece in enumerate(pieces):
        if piece.kind != "number" or not _other_people(pieces, at):
            continue
        told = _told_before(pieces, at)
        if len(told) == 1 and not _both_of_a_sex(pieces, told[0], at):
            return _in_all(pieces, told[0], pieces[told[0]].value + piece.value)
    return list(pieces)


def _other_people(pieces: Sequence[Piece], at: int) -> bool:
    """`2 autres malades`, `two others are sick`; not `les 2 autres`, who were counted."""
    if at and pieces[at - 1].word in THE:
        return False
    if not (at + 1 < len(pieces) and pieces[at + 1].word in OTHERS):
        return False
    noun = past_fillers(pieces, at + 2)
    people = kind_at(pieces, noun) in PEOPLE or (noun < len(pieces) and pieces[noun].value in SICK)
    if any(piece.word in UNKNOWN for piece in _sentence(pieces, noun)):
        return False  # `3 autres malades, j'attends l'infirmier pour savoir`
    return people and not any(piece.kind == "zero" for piece in pieces[noun : noun + DENIED])


def _sentence(pieces: Sequence[Piece], at: int) -> Iterator[Piece]:
    """What follows in the same sentence."""
    return takewhile(lambda piece: piece.value not in ENDS, pieces[at:])


def _told_before(pieces: Sequence[Piece], at: int) -> list[int]:
    """Where the numbers of people stand before it, of the same disease and place."""
    if any(sum(piece.kind == kind for piece in pieces) > 1 for kind in ONE_ALONE):
        return []
    noun = past_fillers(pieces, at + 2)
    ill = noun < len(pieces) and pieces[noun].value in SICK  # `2 rougeole, 3 autres malades`
    counted = (*PEOPLE, "risk") if ill else PEOPLE
    told: list[int] = []
    for i, piece in enumerate(pieces[:at]):
        if piece.kind == "within":
            return []
        after = pieces[past_fillers(pieces, i + 1)] if past_fillers(pieces, i + 1) < at else None
        people = after is not None and (after.kind in counted or after.value in SICK)
        if piece.kind == "number" and people:
            told.append(i)
    return told


def _both_of_a_sex(pieces: Sequence[Piece], first: int, second: int) -> bool:
    """`3 hommes et 2 autres femmes` are added as they stand."""
    kinds = (kind_at(pieces, first + 1), kind_at(pieces, past_fillers(pieces, second + 2)))
    return kinds == ("sex", "sex")


def _in_all(pieces: Sequence[Piece], at: int, total: int) -> list[Piece]:
    """As if it began with how many there are: `3 cas dont ...`."""
    first = pieces[at]
    here = first._replace(end=first.start)
    whole = here._replace(kind="number", value=total, text=str(total))
    cases = here._replace(kind="case", value="case", text="")
    among = here._replace(kind="within", value="within", text="")
    return [*pieces[:at], whole, cases, among, *pieces[at:]]
