"""Vaccines by their names, beside a report: whether they were given, and to whom. Pure.

`vaccin polio non`, `jamais eu gouttes polio`, `vaccinée contre la rougeole`, `mère 0 VAT`: what is
named so is neither reported nor asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import AND, THEIR, idle, kind_at

VACCINE = "advice_vaccination"
YES = small("yes")
MOTHER = small("mother")  # folded
VACCINATED = ("vaccinated", "unvaccinated")
DONE = small("done", "received")
NO = ("instead", "zero")
NEVER = small("never")
OF = small("of")
AGAINST = small("against", "the") | OF
AT_AGE = small("of_the", "at_age")
TETANUS = small("tetanus")  # given to mothers
HERE = small("here")  # folded
NEAR = 3


@only_where(values=(VACCINE, *VACCINATED), words=NEVER | TETANUS)
def vaccines(pieces: Sequence[Piece]) -> list[Piece]:
    found = _their_ages(_campaign(list(pieces)))
    return _mothers(_answered(_doses(_given_none(_missing(_against(_never(found)))))))


def _their_ages(pieces: list[Piece]) -> list[Piece]:
    """`garçon 15 mois, ... pas eu le vaccin des 9 mois`, `vacciné à 9 mois`: when it is given."""
    for at, piece in enumerate(pieces):
        if piece.value != VACCINE and piece.value not in VACCINATED:
            continue
        after = at + 1
        while after < len(pieces) and fold(pieces[after].text) in AGAINST | AT_AGE:
            after += 1
        named = [after] if after > at + 1 else []
        named += [at - 1] if piece.value == VACCINE and at else []  # `the 9 months vaccine`
        for age in named:
            told = any(p.kind == "age" and p.value.months is not None for p in pieces[:age])
            given = piece.value == VACCINATED[0] and fold(pieces[age - 1].text) in AT_AGE
            if (told or given) and kind_at(pieces, age) == "age":
                pieces[age] = idle(pieces[age])
    return pieces


def _campaign(pieces: list[Piece]) -> list[Piece]:
    """`12 enfants vaccinés contre la rougeole, 1 cas de rougeole`: the twelve are not ill, and of
    the one it is not said whether he is vaccinated."""
    for at in range(2, len(pieces)):
        end = at + 1
        while end < len(pieces) and (pieces[end].word in AGAINST or pieces[end].kind == "filler"):
            end += 1
        numbered = kind_at(pieces, at - 2) == "number" or pieces[at - 2].text.isdecimal()
        given = pieces[at].value == VACCINATED[0] and numbered
        people = kind_at(pieces, at - 1) in ("case", "sex", "filler")
        against, rest = kind_at(pieces, end) == "risk", pieces[end + 1 :]
        if not (given and people and against) or kind_at(rest, 0) != "stroke":
            continue
        ill = any(piece.value == pieces[end].value for piece in rest)
        if ill and any(piece.kind == "number" for piece in rest):
            pieces[at - 2 : end + 1] = map(idle, pieces[at - 2 : end + 1])
    return pieces


def _never(pieces: list[Piece]) -> list[Piece]:
    """`jamais eu gouttes polio`, `0 dose vaccin`: not vaccinated, where a disease is told."""
    for at, piece in enumerate(pieces):
        begin = at - 1
        while kind_at(pieces, begin) == "filler" and begin > at - NEAR:
            begin -= 1
        never = begin >= 0 and fold(pieces[begin].text) in NEVER
        if piece.kind == "risk" and never and begin < at - 1:
            pieces[at] = idle(piece)  # `jamais eu la rougeole`
        if piece.value != VACCINE or begin < 0 or not _told(pieces[:begin]):
            continue
        if pieces[begin].value == "unvaccinated":
            pieces[at] = idle(piece)
        elif never:
            pieces[begin] = pieces[begin]._replace(kind="mark", value="unvaccinated")
            pieces[at] = idle(piece)
    return pieces


def _against(pieces: list[Piece]) -> list[Piece]:
    """`fille 6 ans, vaccinée VPO`, `vacciné contre méningite`: one who is described."""
    for at, piece in enumerate(pieces):
        told = pieces[:at]
        described = any(p.kind == "age" and p.value.months is not None for p in told)
        ill = {"number", "sign"} <= {p.kind for p in told}  # `3 children with a rash`
        if piece.value not in VACCINATED or not (described or ill):
            continue
        name = at + 1
        while name < len(pieces) and fold(pieces[name].text) in AGAINST:
            name += 1
        again = name < len(pieces) and any(
            p.kind == "risk" and p.value == pieces[name].value for p in pieces[:at]
        )
        vaccine = name < len(pieces) and (pieces[name].value == VACCINE or again)
        if vaccine or (name > at + 1 and kind_at(pieces, name) == "risk"):
            pieces[at + 1 : name + 1] = map(idle, pieces[at + 1 : name + 1])
    return pieces


def _missing(pieces: list[Piece]) -> list[Piece]:
    """`no rabies vaccine here`, `pas de vaccin ici`, after a bite: what the clinic has not."""
    for at in range(1, len(pieces) - 1):
        here = fold(pieces[at + 1].text) in HERE
        if here and pieces[at].value == "unvaccinated" and _told(pieces[:at]):
            pieces[at] = idle(pieces[at])
    for at in range(1, len(pieces) - 2):
        named = kind_at(pieces, at + 1) == "risk" and pieces[at + 2].value == VACCINE
        if named and kind_at(pieces, at) == "zero" and _told(pieces[:at]):
            pieces[at : at + 2] = map(idle, pieces[at : at + 2])
    return pieces


def _given_none(pieces: list[Piece]) -> list[Piece]:
    """`rougeole garçon 4 ans, 0 vaccin`: of who is ill; `il reste 0 vaccin` is of the clinic."""
    for at in range(1, len(pieces)):
        none = kind_at(pieces, at - 1) == "zero" or pieces[at - 1].value == 0
        ends = kind_at(pieces, at + 1) in ("", "stroke", "place")
        told = _told(pieces[: at - 1]) or kind_at(pieces, at - 2) in ("age", "sex")
        if none and ends and told and pieces[at].value == VACCINE:
            pieces[at - 1] = idle(pieces[at - 1])
            pieces[at] = pieces[at]._replace(kind="mark", value="unvaccinated")
    return pieces


def _told(pieces: Sequence[Piece]) -> bool:
    """A disease, and somebody."""
    people = any(p.kind in ("sex", "age", "case", "number") for p in pieces)
    return people and any(p.kind in ("risk", "sign") for p in pieces)


def _answered(pieces: list[Piece]) -> list[Piece]:
    """`vaccin polio non`, `vaccine measles: yes`: the disease there names the vaccine."""
    for at, piece in enumerate(pieces):
        if piece.value != VACCINE or kind_at(pieces, at + 1) != "risk":
            continue
        answer = at + 3 if kind_at(pieces, at + 2) == "stroke" else at + 2
        after = answer + 1
        if after < len(pieces) and pieces[after].word in DONE:
            after += 1  # `pas fait`
        if answer >= len(pieces) or kind_at(pieces, after) not in ("", "stroke", "place", "mark"):
            continue
        yes = pieces[answer].word in YES
        if yes or pieces[answer].kind in NO:
            said = "vaccinated" if yes else "unvaccinated"
            pieces[at : at + 2] = [idle(each) for each in pieces[at : at + 2]]
            pieces[answer] = pieces[answer]._replace(kind="mark", value=said)
    return pieces


def _doses(pieces: list[Piece]) -> list[Piece]:
    """`PFA fille 4 ans, 2 doses VPO`: what one person was given, no stock of it."""
    aged = [at for at, p in enumerate(pieces) if p.kind == "age" and p.value.months is not None]
    for at, piece in enumerate(pieces):
        told = piece.kind == "dose" and kind_at(pieces, at - 1) == "number"
        named_at = at + 2 if fold(_text(pieces, at + 1)) in OF else at + 1
        if told and pieces[named_at : named_at + 1] and pieces[named_at].value == VACCINE:
            named = any(each.kind == "risk" for each in pieces[:at])
            if named and len(aged) == 1 and aged[0] < at:
                given = pieces[at]._replace(kind="mark", value="vaccinated")
                pieces[at - 1 : named_at + 1] = map(idle, pieces[at - 1 : named_at + 1])
                pieces[at] = given
    return pieces


def _text(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""


def _mothers(pieces: list[Piece]) -> list[Piece]:
    """`TNN garçon J7, mère non vaccinée`: she is no case, and it is not the child's vaccination."""
    for at in range(len(pieces) - 1):
        if fold(pieces[at].text) in TETANUS and kind_at(pieces, at + 1) == "number":
            pieces[at : at + 2] = map(idle, pieces[at : at + 2])
        mother = pieces[at].kind != "filler" and fold(pieces[at].text) in MOTHER
        tetanus = _tetanus_of(pieces, at) if mother else at
        others = (*pieces[:at], *pieces[tetanus + 1 :])
        if tetanus > at and any(p.kind in ("sex", "age") or p.value == "child" for p in others):
            pieces[at : tetanus + 1] = map(idle, pieces[at : tetanus + 1])
        kin = at > 0 and pieces[at].kind == "sex" and pieces[at - 1].word in THEIR
        kin = kin and kind_at(pieces, at + 2) in ("", "stroke", "place")
        hers = (mother or kin) and pieces[at + 1].value in VACCINATED
        too = any(p.word in AND for p in pieces[max(0, at - 2) : at])
        if hers and not too and any(p.kind in ("sex", "age", "case") for p in pieces[:at]):
            pieces[at : at + 2] = [idle(each) for each in pieces[at : at + 2]]
    return pieces


def _tetanus_of(pieces: Sequence[Piece], mother: int) -> int:
    """The end of `mère 0 VAT`, `mère VAT2`; else the mother herself."""
    for at in range(mother + 1, min(mother + NEAR, len(pieces))):
        if fold(pieces[at].text) in TETANUS:
            return at + (kind_at(pieces, at + 1) == "number")
        if pieces[at].kind not in ("number", "zero", "filler"):
            break
    return mother
