"""Where in a message each of its reports begins: with its disease, its number, or its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.counts.binding import LABELS, numeral
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import AND, kind_at

ENDS = (",", ";", ".", "\n")
LINKS = ("filler", "stroke", "when", "unknown")  # between a person and the disease: `a le`, `was`
SUFFERS = small("has", "with", "is", "suffers")
WHO = ("sex", "age", "case", "number", "filler", "when")
OF = small("of") | {"'", "’"}
COUNTING = ("sex", "age", "case", "number")


def begins(pieces: Sequence[Piece], risks: Sequence[int], bonds: Mapping[int, int]) -> list[int]:
    """Where each part begins: the first with the message, another with its risk or its number."""
    before_first = pieces[: risks[0]] if risks else ()
    led = not any(piece.kind in LABELS or numeral(piece) for piece in before_first)
    placed = any(piece.kind == "place" for piece in before_first)
    pairs = pairwise(risks)
    if led and _each_leads(pieces, risks):
        return [
            0,
            *(_with_its_place(pieces, *each) if placed else each[1] for each in pairwise(risks)),
        ]
    starts = [(before, _begin(pieces, before, risk, bonds, led=led)) for before, risk in pairs]
    return [0, *(_with_its_place(pieces, *each) if placed else each[1] for each in starts)]


def _each_leads(pieces: Sequence[Piece], risks: Sequence[int]) -> bool:
    """`palu 5 cas malnutrition 1 cas`: behind each disease stands its number, and no "cas de"."""
    behind = [pieces[a + 1 : b] for a, b in pairwise([*risks, len(pieces)])]
    linked = any(pieces[at - 1].word in OF for at in risks[1:])
    counted = [any(_cases(span, at) for at in range(len(span))) for span in behind]
    return len(risks) > 1 and not linked and all(counted)


def _cases(span: Sequence[Piece], at: int) -> bool:
    return span[at].kind == "number" and kind_at(span, at + 1) == "case"


def _with_its_place(pieces: Sequence[Piece], before: int, begin: int) -> int:
    """In `koro palu 2, mopti rougeole 3` each place leads its disease."""
    for at in range(begin - 1, before, -1):
        if pieces[at].kind == "place":
            return at
        if pieces[at].kind not in ("filler", "stroke"):
            break
    return begin


def _begin(
    pieces: Sequence[Piece], before: int, risk: int, bonds: Mapping[int, int], *, led: bool
) -> int:
    """A risk after others: with it goes what was counted before it, "2 cas de" or "2f 1m"."""
    owners = {number: label for label, number in bonds.items()}
    if (whose := _with_it(pieces, risk)) > before:
        return whose
    begin = risk
    for at in range(risk - 1, before, -1):
        piece = pieces[at]
        if piece.kind == "within" or (piece.kind == "stroke" and piece.value in ENDS):
            break
        if not numeral(piece):
            if led and _adds(pieces, at, risk):
                break
            continue
        owner = owners.get(at, -1)
        counted = owner == risk or (owner > at and pieces[owner].kind in ("case", "sign"))
        if counted:
            return at
        if owner < at or led:
            break
        begin = at
    return _with_its_question(pieces, before, begin)


def _with_it(pieces: Sequence[Piece], risk: int) -> int:
    """In `et son bébé avec tétanos`, `, la femme a le palu` the person begins it; else -1."""
    last = risk - 1
    while kind_at(pieces, last) in LINKS and pieces[last].value not in ENDS:
        last -= 1
    ill = any(piece.word in SUFFERS for piece in pieces[last + 1 : risk])
    first = last
    while kind_at(pieces, first) in WHO and not _joint(pieces, first):
        first -= 1
    people = [at for at in range(first + 1, last + 1) if pieces[at].kind in COUNTING]
    told = _joint(pieces, first) and any(_person(pieces[at]) for at in people)
    return people[0] if ill and told else -1


def _adds(pieces: Sequence[Piece], at: int, risk: int) -> bool:
    """In `ira 4 cas et palu 6 cas` what was counted before the "and" is of the first."""
    return at == risk - 1 and pieces[at].word in AND


def _joint(pieces: Sequence[Piece], at: int) -> bool:
    return at >= 0 and (pieces[at].word in AND or pieces[at].value == ",")


def _person(piece: Piece) -> bool:
    return piece.kind in ("sex", "age") or piece.value in ("child", "person")


def _with_its_question(pieces: Sequence[Piece], before: int, begin: int) -> int:
    """In `palu 3 koro. quand vaccin rougeole` the question is of measles only."""
    at = begin
    while at > before + 1 and pieces[at - 1].kind in ("filler", "question", "intent"):
        at -= 1
    asks = any(piece.kind != "filler" for piece in pieces[at:begin])
    return at if asks and pieces[at - 1].value in (".", "?", "!", "\n", ";") else begin
