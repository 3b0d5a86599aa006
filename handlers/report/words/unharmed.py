"""Nobody died, nobody is severe: `décès: néant`, `pas encore de mort`, `no one died`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import QUOTES, Piece
from handlers.report.words.spans import idle, kind_at

HARM = ("severe", "death")
NO = small("no", "not", "never")
NOBODY, SPELT = small("nobody"), small("nobody_spelt")
NEITHER = small("without")
DENYING, IS = small("denying"), small("is")
DENYING_SPELT, IS_SPELT = small("denying_spelt"), small("is_spelt")
THE = small("the", "these", "my", "their")
STEPS, SINGLE = small("yet", "of", "single", "they", "of_them"), small("single")
SAYS = (":", "=", "-")
DONE = ("aside", "no")  # it has denied what stands before it
CLOSING = (",", ";", ".", "\n")
ENDS = ("", "stroke", "unknown", "filler", "place", "when", "onset", "weekday", "week")
WHOSE = ("number", "case", "sex", "age", "mark")


def unharmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Of harm that is denied nothing is left; where a number stands before it, it is no denial."""
    if not any(piece.value in HARM for piece in pieces):
        return list(pieces)
    found = [_nobody(pieces, at) for at in range(len(pieces))]
    for at, piece in enumerate(found):
        if piece.kind != "mark" or piece.value not in HARM:
            continue
        begin, end = _said_before(found, at), _said_after(found, at)
        if begin < at or end > at + 1:
            found[begin:end] = map(idle, found[begin:end])
    return found


def _nobody(pieces: Sequence[Piece], at: int) -> Piece:
    """`personne n'est mort`, `personne est mort`, `nobody died`: no one whom it befell."""
    piece, after = pieces[at], at + 1
    whole = piece.word in NOBODY | SPELT
    who, *denied = [piece.word] if whole else piece.word.split() or [""]
    if who not in NOBODY | SPELT or piece.value in DONE or not DENYING_SPELT.issuperset(denied):
        return piece
    if not denied and pieces[after : after + 1] and pieces[after].word in DENYING_SPELT:
        denied, after = [pieces[after].word], after + 1  # `personne né mort`, `persone nest mor`
    if denied and pieces[after : after + 1] and pieces[after].word in IS_SPELT:
        after += 1
    while (
        kind_at(pieces, after) == "filler"
        or "".join(p.text for p in pieces[after : after + 1]) in QUOTES
    ):
        after += 1
    harm = kind_at(pieces, after) == "mark" and pieces[after].value in HARM
    told_of = at > 0 and (pieces[at - 1].kind == "number" or pieces[at - 1].word in THE)
    if not harm or told_of or not (denied or _no_person(pieces, at, after)):
        return piece
    return piece._replace(kind="zero", value="nothing")


def _no_person(pieces: Sequence[Piece], at: int, mark: int) -> bool:
    """`personne` is nobody where it is said what befell it: `personne morte` is somebody."""
    denied = fold(pieces[at + 1].text) in DENYING
    verb = pieces[mark].word.split(" ")[0] in IS and pieces[at].word not in SPELT
    return pieces[at].kind != "case" or denied or verb


def _said_before(pieces: Sequence[Piece], at: int) -> int:
    """Where `pas encore de`, `none of them`, `ni` begins that leads to `at`."""
    begin = at - 1
    if begin >= 0 and pieces[begin].word in NEITHER:
        return begin
    begin -= _of_a_disease(pieces, begin)
    while begin > 0 and (pieces[begin].word in STEPS or _a_single(pieces, begin)):
        begin -= 1
    if begin >= 0 and pieces[begin].value in DONE:
        return at
    denied = begin >= 0 and begin < at - 1 and not _of_the_vaccine(pieces, begin, at)
    none = denied and pieces[begin].kind == "zero" and pieces[begin].value in ("not", "nothing")
    no = denied and not NO.isdisjoint(pieces[begin].word.split()[:1])  # of a new line no word
    return begin if none or no else at


def _of_a_disease(pieces: Sequence[Piece], at: int) -> bool:
    """`no ARI deaths`; in `no malaria death 1` the disease is denied."""
    counted = any(p.kind == "number" or p.value in SAYS for p in pieces[at + 2 : at + 3])
    return pieces[at + 1].value == "death" and kind_at(pieces, at) == "risk" and not counted


def _of_the_vaccine(pieces: Sequence[Piece], no: int, mark: int) -> bool:
    """`vaccinés: pas encore décès 1` denies the vaccine, and no death."""
    before = no - 2 if pieces[no - 1].value in SAYS else no - 1
    vaccine = before >= 0 and pieces[before].value == "vaccinated"
    return vaccine and kind_at(pieces, mark + 1) == "number"


def _a_single(pieces: Sequence[Piece], at: int) -> bool:
    """The one of `pas un seul`."""
    return pieces[at].kind == "number" and pieces[at].value == 1 and pieces[at + 1].word in SINGLE


def _said_after(pieces: Sequence[Piece], at: int) -> int:
    """Behind `: aucun`, `néant`, `pas encore`, if nothing else is denied by it."""
    no = at + 1
    while no < len(pieces) and pieces[no].value in SAYS:
        no += 1
    if no >= len(pieces) or (kind_at(pieces, at - 1) in WHOSE and not _of_the_sick(pieces, at, no)):
        return at + 1
    none = (pieces[no].kind == "zero" and pieces[no].value != "other") or no_people(pieces, no)
    end = no + 1
    while end < len(pieces) and pieces[end].word in STEPS:
        end += 1
    ends = _all_that_is_denied(pieces, no, end, said=no > at + 1)
    return end if (none or pieces[no].word in NO) and ends else at + 1


def no_people(pieces: Sequence[Piece], at: int) -> bool:
    """The number of `décès 0 palu 4`; `0-11 mois` is an age."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    ends = after is None or after.kind in ("place", "risk", "mark") or after.value in CLOSING
    return pieces[at].kind == "number" and pieces[at].value == 0 and ends


def _all_that_is_denied(pieces: Sequence[Piece], no: int, end: int, *, said: bool) -> bool:
    """`décès: aucun rougeole 3`, `décès néant 3 graves`; in `mort: non vacciné` it is another."""
    after = pieces[end] if end < len(pieces) else None
    if after is None or after.kind in ENDS:
        return True
    goes_on = after.kind in ("risk", "mark") and kind_at(pieces, end + 1) == "number"
    sure = said or goes_on or pieces[no].value in ("zero", 0)
    return sure and after.value != "vaccinated"


def _of_the_sick(pieces: Sequence[Piece], at: int, no: int) -> bool:
    """The number of `palu 3 mort néant`, `5 cas décès néant` is that of the sick."""
    if kind_at(pieces, at - 1) == "case" and kind_at(pieces, at - 2) == "number":
        return pieces[no].value in ("zero", "nothing", 0) or no > at + 1
    ill = kind_at(pieces, at - 2) in ("risk", "unlisted")
    one = pieces[at].word[-1:] not in "sx"
    return kind_at(pieces, at - 1) == "number" and ill and one
