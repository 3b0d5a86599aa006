"""`palu 3 non 4`, `3 à Koro, pardon c'est 4`, `no that was measles`: the second is meant. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import AND, idle, kind_at

INSTEAD = "instead"  # `non`, `pardon`, `je veux dire`
PASSED = ("filler", "stroke", INSTEAD)
COUNTED = ("sex", "case")  # what may be said again with its number: `3 filles non 4 filles`
LAST = small("in_fact", "sorry")
# Words that may only deny, or go on: alone they do not reach back over other words.
NO = small("no", "not")
WEAK = small("no", "in_fact", "hesitating")
# What lies between what is taken back and the word that does it.
OVER = {
    "number": ("filler", "stroke", "place", "sex", "case", "date"),
    "risk": ("filler", "stroke", "place", "sex", "case", "date", "number", "age", "mark"),
}
ENDS = (".", ";", "\n")


def corrected(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu 3 non 4`, `à Niono, pardon à Bankass`: the second is meant."""
    pieces = _and_not(pieces)
    found = _meant_after([_no_meant_so(pieces, at) for at in range(len(pieces))])
    for at in reversed(range(len(found))):
        if kind_at(found, at) != INSTEAD:
            continue
        begin, end = _taken_back(found, at), past(found, at + 1, 1)
        if kind_at(found, end) == "number" and any(p.value == "mark" for p in found[end : end + 3]):
            found[at] = idle(found[at])  # `6 cas. Non 9 cas ?`: which of them is asked
            continue
        if _another_number(found, at, end) or _behind_its_word(found, at, end):
            continue
        if _counts_the_disease_anew(found, at, end):
            continue
        if _reaches_back(found, at, begin, end):
            continue
        if begin is None:
            continue
        if _says_again(found, begin, end):
            found[begin:end] = []
        elif _bare(found, end) and kind_at(found, begin) == "number":
            found[begin] = found[begin]._replace(value=found[end].value, text=found[end].text)
            found[at : end + 1] = []
    return found


def _and_not(pieces: Sequence[Piece]) -> list[Piece]:
    """`c'est 3 cas et non 2`: the first is meant, and the second denied."""
    found = list(pieces)
    for at in range(1, len(found) - 2):
        denied = found[at].word in AND and found[at + 1].word in NO
        told = any(piece.kind == "number" for piece in found[:at])
        if denied and told and kind_at(found, at + 2) == "number":
            end = at + 3 + (kind_at(found, at + 3) in COUNTED)
            found[at:end] = map(idle, found[at:end])
    return found


def _behind_its_word(pieces: list[Piece], at: int, end: int) -> bool:
    """`mɔgɔ 3 tɛ, mɔgɔ 4 don`: in Bambara the number comes after whom it counts."""
    said = kind_at(pieces, at - 1) == kind_at(pieces, end + 1) == "number"
    people = kind_at(pieces, at - 2) == kind_at(pieces, end) and pieces[end : end + 1]
    if not (said and people and people[0].kind in COUNTED and people[0].locale == "bm"):
        return False
    number = pieces[end + 1]
    pieces[at - 1] = pieces[at - 1]._replace(value=number.value, text=number.text)
    del pieces[at : end + 2]
    return True


def _another_number(pieces: list[Piece], at: int, end: int) -> bool:
    """`2 cas de rougeole, pardon 3 cas`: the disease stands between, and stays."""
    risk = past(pieces, at - 1, -1)
    while kind_at(pieces, risk) in (*PASSED, "place", "date"):
        risk -= 1  # `... à Koro, pardon 3 cas`
    first = risk - 1
    while kind_at(pieces, first) in ("filler", *COUNTED):
        first -= 1
    after = end + 1 + (kind_at(pieces, end + 1) in COUNTED)
    numbers = kind_at(pieces, first) == kind_at(pieces, end) == "number"
    if (
        kind_at(pieces, risk) != "risk"
        or not numbers
        or kind_at(pieces, after) in ("risk", "either")
    ):
        return False
    second = pieces[end]
    pieces[first] = pieces[first]._replace(value=second.value, text=second.text)
    del pieces[at:after]
    return True


def _no_meant_so(pieces: Sequence[Piece], at: int) -> Piece:
    """In `malaria 3 no sorry 4` no "no" denies what follows."""
    piece = pieces[at]
    again = kind_at(pieces, past(pieces, at + 1, 1)) == "number"
    sorry = kind_at(pieces, at + 1) == INSTEAD
    before = kind_at(pieces, past(pieces, at - 1, -1) if sorry else at - 1)
    between = before in ("number", *COUNTED) and again
    no = piece.kind == "zero" and piece.word == "no"
    waits = at > 0 and kind_at(pieces, at - 1) == INSTEAD  # `wait no that was measles`
    return piece._replace(kind=INSTEAD) if no and (between or waits) else piece


def _meant_after(pieces: list[Piece]) -> list[Piece]:
    """`palu 3 tout à l'heure, c'était 2 en fait`: the word that takes back may come last."""
    for at, piece in enumerate(pieces):
        second = _number_before(pieces, at)
        if piece.word not in LAST or second is None or second < 0:
            continue
        first = _number_before(pieces, second)
        if first is None or kind_at(pieces, past(pieces, at + 1, 1)) == "number":
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


def past(pieces: Sequence[Piece], at: int, step: int) -> int:
    while kind_at(pieces, at) in PASSED:
        at += step
    return at


def _taken_back(pieces: Sequence[Piece], at: int) -> int | None:
    """Where it begins: the number or the place before the word that takes it back."""
    last = past(pieces, at - 1, -1)
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


def _reaches_back(pieces: list[Piece], at: int, begin: int | None, end: int) -> bool:
    """Over other words: a number of cases, or the disease, said anew; whether it was done."""
    again = kind_at(pieces, end)
    if again not in OVER or kind_at(pieces, at - 1) == INSTEAD or not _strong(pieces, at):
        return False
    first = _nearest(pieces, at, again)
    if first is None or first == begin:
        return False
    if again == "number":
        return _counted_anew(pieces, first, at, end)
    if _counted_apart(pieces, first, end):
        return False
    pieces[first] = pieces[end]._replace(start=pieces[first].start, end=pieces[first].end)
    del pieces[at : end + 1]
    return True


def _counts_the_disease_anew(pieces: list[Piece], at: int, end: int) -> bool:
    """`3 rougeoles... non 4`: of the disease that stands right before."""
    risk = past(pieces, at - 1, -1)
    first = risk - 1
    led = kind_at(pieces, risk) == "risk" and kind_at(pieces, first) == "number"
    if not led or not _bare(pieces, end):
        return False
    pieces[first] = pieces[first]._replace(value=pieces[end].value, text=pieces[end].text)
    del pieces[at : end + 1]
    return True


def _strong(pieces: Sequence[Piece], at: int) -> bool:
    """`pardon`, `sorry, I meant`, `non c'est`: it is said that something was wrong."""
    run = at
    while kind_at(pieces, run) == INSTEAD:
        if pieces[run].word not in WEAK:
            return True
        run += 1
    return False


def _nearest(pieces: Sequence[Piece], at: int, kind: str) -> int | None:
    """The last piece of that kind before, in the same sentence."""
    at -= 1
    while kind_at(pieces, at) in OVER[kind] and pieces[at].value not in ENDS:
        at -= 1
    return at if kind_at(pieces, at) == kind else None


def _counted_anew(pieces: list[Piece], first: int, at: int, end: int) -> bool:
    """`3 Koro, pardon 4 cas`: the second number stands where the first did."""
    said, again = kind_at(pieces, first + 1), kind_at(pieces, end + 1)
    if again not in (*COUNTED, "", "stroke", "place", "filler"):
        return False
    counted = said in COUNTED and again in COUNTED
    if counted and pieces[first + 1].value != pieces[end + 1].value:
        return False
    pieces[first] = pieces[first]._replace(value=pieces[end].value, text=pieces[end].text)
    keeps = again in COUNTED and not counted
    if keeps:
        word = pieces[end + 1]._replace(start=pieces[first].end, end=pieces[first].end)
        del pieces[at : end + 2]
        pieces.insert(first + 1, word)
    else:
        del pieces[at : end + 1 + counted]
    return True


def _counted_apart(pieces: Sequence[Piece], first: int, second: int) -> bool:
    """`palu 3, pardon rougeole 2` has a number for each."""
    own = past(pieces, second + 1, 1)
    numbers = [p.value for p in pieces[first:second] if p.kind == "number"]
    return kind_at(pieces, own) == "number" and bool(numbers) and pieces[own].value not in numbers
