"""What the sender takes back within one message, and sums that only repeat it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece
from handlers.report.spans import kind_at, past_fillers

INSTEAD = "instead"  # `non`, `pardon`, `je veux dire`
PASSED = ("filler", "stroke", INSTEAD)
COUNTED = ("sex", "case")  # what may be said again with its number: `3 filles non 4 filles`
ENDS = ",;.\n"
LAST = ("en fait", "en réalité", "actually", "in fact", "plutôt", "plutot", "rather", "pardon")
LONG_AGO, TOTAL = "long_ago", "total"


def mended(pieces: Sequence[Piece]) -> list[Piece]:
    """Without what was taken back, what is of another year, and totals that add nothing."""
    if not any(map(_told_so, pieces)):
        return list(pieces)
    return _summed(_denied(_corrected(_of_this_year(pieces))))


def _told_so(piece: Piece) -> bool:
    return piece.kind in (INSTEAD, "zero") or piece.value in (LONG_AGO, TOTAL)


def _corrected(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu 3 non 4`, `à Niono, pardon à Bankass`: the second is meant."""
    found = _meant_after([_no_meant_so(pieces, at) for at in range(len(pieces))])
    for at in reversed(range(len(found))):
        if kind_at(found, at) != INSTEAD:
            continue
        begin, end = _taken_back(found, at), _past(found, at + 1, 1)
        if begin is None:
            continue
        if _says_again(found, begin, end):
            found[begin:end] = []
        elif _bare(found, end) and kind_at(found, begin) == "number":
            found[begin] = found[begin]._replace(value=found[end].value, text=found[end].text)
            found[at : end + 1] = []
    return found


def _no_meant_so(pieces: Sequence[Piece], at: int) -> Piece:
    """In `malaria 3 no sorry 4` no "no" denies what follows."""
    piece = pieces[at]
    again = kind_at(pieces, _past(pieces, at + 1, 1)) == "number"
    sorry = kind_at(pieces, at + 1) == INSTEAD
    before = kind_at(pieces, _past(pieces, at - 1, -1) if sorry else at - 1)
    between = before in ("number", *COUNTED) and again
    no = piece.kind == "zero" and piece.text.casefold() == "no"
    return piece._replace(kind=INSTEAD) if no and between else piece


def _meant_after(pieces: list[Piece]) -> list[Piece]:
    """`palu 3 tout à l'heure, c'était 2 en fait`: the word that takes back may come last."""
    for at, piece in enumerate(pieces):
        second = _number_before(pieces, at)
        if piece.text.casefold() not in LAST or second is None or second < 0:
            continue
        first = _number_before(pieces, second)
        if first is None or kind_at(pieces, _past(pieces, at + 1, 1)) == "number":
            continue
        pieces[first] = pieces[first]._replace(value=pieces[second].value)
        pieces[second:at] = [p._replace(kind="filler") for p in pieces[second:at]]
    return pieces


def _number_before(pieces: Sequence[Piece], at: int) -> int | None:
    """Right before a word that takes back; or anywhere before, a number of cases."""
    near = kind_at(pieces, at) == INSTEAD
    at -= 1 + (near and kind_at(pieces, at - 1) in COUNTED)
    while not near and at >= 0 and pieces[at].kind != "number":
        at -= 1
    return at if kind_at(pieces, at) == "number" else None


def _past(pieces: Sequence[Piece], at: int, step: int) -> int:
    while kind_at(pieces, at) in PASSED:
        at += step
    return at


def _taken_back(pieces: Sequence[Piece], at: int) -> int | None:
    """Where it begins: the number or the place before the word that takes it back."""
    last = _past(pieces, at - 1, -1)
    if kind_at(pieces, last) in ("number", "place"):
        return last
    counted = kind_at(pieces, last) in COUNTED and kind_at(pieces, last - 1) == "number"
    return last - 1 if counted else None


def _says_again(pieces: Sequence[Piece], first: int, second: int) -> bool:
    """A place instead of a place; a number instead of a number, of the same where that is said."""
    if kind_at(pieces, first) != kind_at(pieces, second):
        return False
    if kind_at(pieces, first + 1) not in COUNTED:
        return True
    return second + 1 < len(pieces) and pieces[first + 1].value == pieces[second + 1].value


def _bare(pieces: Sequence[Piece], at: int) -> bool:
    """The `5` of `4 cas, pardon 5`: another number of the same."""
    return kind_at(pieces, at) == "number" and kind_at(pieces, at + 1) in ("", "stroke", "place")


def _denied(pieces: Sequence[Piece]) -> list[Piece]:
    """`fièvre jaune non, palu 2`: as if "pas de fièvre jaune" had been written."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == INSTEAD:
            after = past_fillers(pieces, at + 1)
            ends = kind_at(pieces, after) == "stroke" and pieces[after].value in ENDS
            more = any(each.kind == "risk" for each in pieces[at + 1 :])
            no = kind_at(pieces, at - 1) == "risk" and ends and more
            found[at] = piece._replace(kind="zero" if no else "filler", value="not")
    return found


def _of_this_year(pieces: Sequence[Piece]) -> list[Piece]:
    """`l'an passé 20 rougeoles, cette semaine rien`: what was a year ago is not reported now."""
    clauses: list[list[Piece]] = [[]]
    for piece in pieces:
        clauses[-1].append(piece)
        if piece.kind == "stroke" and piece.value in ENDS:
            clauses.append([])
    kept = [clause for clause in clauses if all(piece.value != LONG_AGO for piece in clause)]
    return [piece for clause in kept for piece in clause] or list(pieces)


def _summed(pieces: Sequence[Piece]) -> list[Piece]:
    """`3 filles 4 garçons total 7` says seven once; a total that differs is asked about."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        beside = (_past(pieces, at + 1, 1), _past(pieces, at - 1, -1))
        for number in beside if piece.value == TOTAL else ():
            if kind_at(pieces, number) == "number" and _is_sum(pieces, number):
                found[number] = found[number]._replace(kind="filler")
                break
    return found


def _is_sum(pieces: Sequence[Piece], total: int) -> bool:
    """Of all other numbers but those that died, or are severe."""
    others = [
        piece.value
        for at, piece in enumerate(pieces)
        if piece.kind == "number" and at != total and kind_at(pieces, at + 1) != "mark"
    ]
    return len(others) > 1 and sum(others) == pieces[total].value
