"""What is denied: `non vacciné`, `vacc non`, `non graves`, `pas encore`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import QUOTES, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences
from handlers.report.words.unharmed import DONE, HARM, no_people, unharmed

NOT = small("no", "not", "not_glued", "never")
NOBODY = small("nobody", "never")
POINT = small("heading")
YET, DAUGHTER, MAN = small("yet"), small("daughter"), small("man_spelt")
DENIED_WITHIN = 8  # pieces
NO = small("no", "not")
CLAUSES = (".", "!", "?", ";", "\n", ",", ":")
PEOPLE = frozenset(("sex", "case", "age", "number"))
OTHER = ("other", "not")
NEITHER, DENYING, ONLY = small("without"), small("denying"), small("nothing_but_that")


@only_where(
    kinds=("zero",),
    values=("vaccinated", *HARM),
    words=DAUGHTER | MAN,
    or_where=lambda seen: not (seen.words.isdisjoint(NOT) or seen.words.isdisjoint(YET)),
)
def denied(pieces: Sequence[Piece]) -> list[Piece]:
    """`not vacinated`, misspelt or not, is not vaccinated: said wrong it would harm."""
    pieces = _daughters(unharmed(_heading(pieces)))
    for at, piece in enumerate(pieces[1:], 1):
        no_such = pieces[at - 1].kind == "zero" or pieces[at - 1].word in NOT
        given = any(each.value == "vaccinated" for each in pieces[at + 1 : at + 4])
        if no_such and piece.word in YET and not given:
            pieces[at - 1] = pieces[at - 1]._replace(kind="filler")  # `pas encore le nombre`
        if _answers_no(pieces, at):
            pieces[at - 1] = pieces[at - 1]._replace(value="unvaccinated")
            pieces[at] = piece._replace(kind="filler", value="no")
            continue
        if piece.value == "unvaccinated" and pieces[at - 1].word in NEITHER:
            pieces[at - 1] = idle(pieces[at - 1])  # `sans aucun vaccin` denies it once
        if piece.value == "vaccinated" and (no := _denial_before(pieces, at)) is not None:
            pieces[at] = piece._replace(value="unvaccinated")
            pieces[no] = pieces[no]._replace(kind="filler")
        no = pieces[at - 1].word in NO and pieces[at - 1].value not in DONE
        if piece.value in HARM and piece.kind == "mark" and no:
            pieces[at] = piece._replace(kind="filler")  # `3 cas non graves`
            if any(p.kind == "risk" for p in pieces[:at]) and pieces[at - 1].kind == "zero":
                pieces[at - 1] = idle(pieces[at - 1])  # of `measles in Koro, no deaths`
        if piece.kind == "unlisted":
            _not_that(pieces, at)
        if piece.kind == "risk" and no_such and at + 1 < len(pieces):
            _no_vaccine(pieces, at)
    return _another_disease(pieces)


def _heading(pieces: Sequence[Piece]) -> list[Piece]:
    """`Point de ce soir : ...`: how a report is headed; `point de cas` denies."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        begins = at == 0 or kind_at(pieces, at - 1) in ("stroke", "intent")
        headed = kind_at(pieces, at + 1) in ("filler", "when", "onset", "weekday", "unknown")
        if piece.kind == "zero" and begins and headed and piece.word.split(" ")[0] in POINT:
            found[at] = idle(piece)
    return found


def _daughters(pieces: Sequence[Piece]) -> list[Piece]:
    """In `3fil 3garson` they are girls; alone it is a thread, as a worm is. `1 home` is a man."""
    found = list(pieces)
    for at in range(1, len(pieces)):
        digits = pieces[at - 1].text.isdecimal()
        if digits and pieces[at].word in DAUGHTER:
            found[at] = pieces[at]._replace(kind="sex", value="female")
        ends = kind_at(pieces, at + 1) in ("", "number", "stroke", "age")
        if digits and pieces[at].word in MAN and ends:
            found[at] = pieces[at]._replace(kind="sex", value="male")
    return found


def _answers_no(pieces: list[Piece], at: int) -> bool:
    """The last word of `vacc non`, `vaccinés: non`, `vacc=non`; the sign is passed over."""
    if pieces[at - 1].value in (":", "=") and at > 1 and pieces[at - 2].value == "vaccinated":
        pieces[at - 1] = pieces[at - 2]
        pieces[at - 2] = pieces[at - 2]._replace(kind="filler")
    end = at + 1
    while end < len(pieces) and pieces[end].word in YET:
        end += 1
    after = kind_at(pieces, end)
    counted = after == "mark" and kind_at(pieces, end + 1) == "number"  # `... néant décès 1`
    no = pieces[at].word in NO or pieces[at].kind == "zero" or no_people(pieces, at)
    answers = counted or after not in ("mark", "filler")
    return pieces[at - 1].value == "vaccinated" and no and answers


def _denial_before(pieces: Sequence[Piece], at: int) -> int | None:
    """The word that denies it, up to some words before: `personne n'était vacciné`."""
    leads = None
    for before in range(at - 1, max(at - 1 - DENIED_WITHIN, -1), -1):
        piece = pieces[before]
        leads = before if _begins_to_deny(pieces, before, at) else leads
        next_to = all(each.word in YET for each in pieces[before + 1 : at])
        denies = NOBODY | NOT if next_to else NOBODY
        one = before > 0 and pieces[before - 1].kind == "number"  # `1 personne vaccinée`
        if piece.kind == "zero" or (piece.word in denies and not one):
            return before
        if (
            piece.kind not in ("filler", "unknown", "case", "sex", "number", "within")
            and piece.text not in QUOTES
        ):
            break
    return leads


def _begins_to_deny(pieces: Sequence[Piece], before: int, at: int) -> bool:
    """`ni l'un ni l'autre n'a été vacciné`; not `n'a été vacciné qu'une fois`."""
    only = any(piece.word in ONLY for piece in pieces[at + 1 : at + 3])
    elided = len(pieces[before].word) > 1 or pieces[before + 1].text in QUOTES
    return pieces[before].word in DENYING and elided and not only


def _not_that(pieces: list[Piece], at: int) -> None:
    """`ce n'est pas un serpent, c'est un chien`: nothing is told of a snake."""
    before = at - 2 if kind_at(pieces, at - 1) == "number" else at - 1
    if before >= 0 and pieces[before].kind == "zero" and pieces[before].value == "other":
        pieces[before : at + 1] = map(idle, pieces[before : at + 1])


def _another_disease(pieces: list[Piece]) -> list[Piece]:
    """`Ce n'est pas le palu, TDR négatif. Fièvre et cou raide chez une fille`: what she has is said
    by its signs."""
    clauses = sentences(pieces, CLAUSES)
    first = clauses[0] if clauses else []
    kinds = {piece.kind for piece in first}
    denied = {"zero", "risk"} <= kinds and not kinds & (PEOPLE | {"sign"})
    denied = denied and any(p.kind == "zero" and p.value in OTHER for p in first)
    rest = pieces[len(first) :]
    signs = any(piece.kind == "sign" for piece in rest)
    somebody = any(piece.kind in ("sex", "age") or piece.value == "child" for piece in rest)
    if not (denied and signs and somebody) or any(piece.kind == "risk" for piece in rest):
        return pieces
    tests = [i for i, p in enumerate(pieces) if p.value in ("negative", "rapid_test")]
    gone = {*range(len(first)), *tests}
    return [idle(p) if i in gone and p.kind != "place" else p for i, p in enumerate(pieces)]


def _no_vaccine(pieces: list[Piece], at: int) -> None:
    """`no polio vax`: the vaccine is what there was not."""
    if pieces[at + 1].value == "vaccinated":
        pieces[at + 1] = pieces[at + 1]._replace(value="unvaccinated")
        pieces[at - 1 : at + 1] = [p._replace(kind="filler") for p in pieces[at - 1 : at + 1]]
