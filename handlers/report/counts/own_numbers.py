"""Words that each lead their number, and places that each follow theirs. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import AND, idle, kind_at

DEATH = "death"
RELATED, NO = small("related_to"), small("no", "not")
LONG = 3  # letters of a word that may be counted
AFTER = ("", "stroke", "place")


@only_where(values=(DEATH,))
def led_by_words(pieces: Sequence[Piece]) -> list[Piece]:
    """In `AVP 3 décès 0` nobody died of three: the first is of the word before it, and is named."""
    found = list(pieces)
    for at in range(2, len(pieces) - 1):
        mark = pieces[at].kind == "mark" and pieces[at].value == DEATH
        own = kind_at(pieces, at + 1) == "number" and _ends(pieces, at + 2)
        if not mark or not own or kind_at(pieces, at - 1) != "number":
            continue
        word = pieces[at - 2]
        other = word.kind in ("unknown", "filler") and len(word.text) >= LONG
        if other and word.word not in AND and not any(c.isdecimal() for c in word.text):
            found[at - 1] = pieces[at - 1]._replace(kind="unread")
    return found


def _ends(pieces: Sequence[Piece], at: int) -> bool:
    """Whether what follows counts nothing of it: the end, or a disease with a number behind it."""
    led = kind_at(pieces, at) == "risk" and kind_at(pieces, at + 1) == "number"
    return led or kind_at(pieces, at) in AFTER


@only_where(or_where=several("place"))
def counted_there(pieces: Sequence[Piece]) -> list[Piece]:
    """`3 cases in Koro 1 in Boni`: of both it is the cases that are counted."""
    if sum(piece.kind == "risk" for piece in pieces) != 1:
        return list(pieces)
    bare, told = [], 0
    for at, piece in enumerate(pieces):
        number = at - 1
        while kind_at(pieces, number) == "filler":
            number -= 1
        cases = kind_at(pieces, number) == "case"
        number -= cases
        if piece.kind == "place" and kind_at(pieces, number) == "number":
            told += cases
            bare += [number] if not cases and number < at - 1 else []
    found = list(pieces)
    for number in reversed(bare) if told else ():
        end = pieces[number].end
        found.insert(number + 1, Piece("case", "case", end, end))
    return found


@only_where(words=RELATED)
def of_other_causes(pieces: Sequence[Piece]) -> list[Piece]:
    """`2 décès non liés au palu`: none of the cases died."""
    found = list(pieces)
    for at in range(2, len(pieces)):
        denied = pieces[at - 1].word in NO or pieces[at - 1].kind == "zero"
        mark = at - 2
        if pieces[at].word not in RELATED or not denied or pieces[mark].value != DEATH:
            continue
        end = at + 1
        while kind_at(pieces, end) in ("filler", "risk"):
            end += 1
        number = mark - 1 if kind_at(pieces, mark - 1) == "number" else mark
        found[number:end] = map(idle, found[number:end])
    return found


@only_where(values=(DEATH,))
def died_of_it(pieces: Sequence[Piece]) -> list[Piece]:
    """`rougeole 2 palu 12 décès 1 palu`: one of those twelve."""
    found = list(pieces)
    for at in range(2, len(pieces)):
        mark = pieces[at - 2].kind == "mark" and pieces[at - 2].value == DEATH
        told = kind_at(pieces, at - 1) == "number" and kind_at(pieces, at + 1) in AFTER
        before = any(
            p.kind == "risk" and p.value == pieces[at].value and _numbered(pieces, i)
            for i, p in enumerate(pieces[: at - 2])
        )
        if pieces[at].kind == "risk" and mark and told and before:
            found[at] = idle(pieces[at])
    return found


def _numbered(pieces: Sequence[Piece], at: int) -> bool:
    return "number" in (kind_at(pieces, at - 1), kind_at(pieces, at + 1))
