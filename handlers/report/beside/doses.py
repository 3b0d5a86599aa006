"""Doses that one was given, in a sentence beside the report: `elle a eu 4 doses de polio`. Pure.

They tell that the sick are vaccinated, and are no cases of the disease that they name. Of a drug
they tell nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.beside.tales import ENDS, VACCINE, reports
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences

DOSE, VACCINATED = "dose", "vaccinated"
PREVENTED = frozenset(("measles", "afp", "meningitis", "yellow_fever"))  # by a vaccine in doses
THEIR = small("their")
NEVER, GIVEN = small("never", "not"), small("received", "done", "had")
DENYING = small("no", "not", "never", "denying")
NEAR = 2
MOST = 9  # doses of one person
DROPS, POLIO = small("vaccine_drops"), "afp"
HE_HAD, RECORDED = small("he", "got", "had"), small("recorded", "received", "done")
GOT, EVER, NOBODY = small("got", "had", "received"), small("never", "ever"), small("nobody")
CARDS, MARKS = small("vaccine_cards"), (VACCINATED, "unvaccinated")
OTHERS = ("age", "case", "mark", "unlisted", "question")


@only_where(kinds=(DOSE,), values=(VACCINE,), words=DROPS)
def doses_given(pieces: Sequence[Piece]) -> list[Piece]:
    said = sentences(_never_given(pieces), ENDS)
    first = next((at for at, sentence in enumerate(said) if reports(sentence)), len(said))
    of = {each for p in pieces if p.kind == "risk" for each in p.value}
    prevented = not of.isdisjoint(PREVENTED)
    found = said[:first]
    for at, sentence in enumerate(said[first:]):
        told = _given(sentence, own=at > 0, prevented=prevented)
        if at > 0 and prevented and told is sentence:
            told = _had(_up_to_date(sentence), POLIO in of)
        found.append(told)
    return [piece for sentence in found for piece in sentence]


def _never_given(pieces: Sequence[Piece]) -> list[Piece]:
    """`Vaccin polio jamais reçu`: not vaccinated, and no case of polio."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        never = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].kind == "risk")
        if piece.value != VACCINE or never + 1 >= len(pieces):
            continue
        said = " ".join(p.word for p in pieces[never : never + 2]).split()
        if said[:1] and said[0] in NEVER and any(word in GIVEN for word in said[1:]):
            found[at : never + 2] = map(idle, pieces[at : never + 2])
            found[at] = piece._replace(kind="mark", value="unvaccinated")
    return found


def _given(sentence: list[Piece], *, own: bool, prevented: bool) -> list[Piece]:
    """`own`: a sentence beside that of the report."""
    dose = next((at for at, piece in enumerate(sentence) if piece.kind == DOSE), -1)
    said = any(p.value in (VACCINATED, "unvaccinated") for p in sentence)
    denied = any(p.kind == "zero" or p.word in DENYING for p in sentence)
    if dose < 0 or said or denied:
        return sentence
    many = [at for at in range(dose) if kind_at(sentence, at) == "number"]
    if own and any(sentence[at].value > MOST for at in many[-1:]):  # `On a fait 190 doses`
        gone = (dose, *many[-1:])
        return [idle(p) if at in gone or p.kind == "date" else p for at, p in enumerate(sentence)]
    vaccine = [at for at, p in enumerate(sentence) if abs(at - dose) <= NEAR and _names(p)]
    theirs = any(p.word in THEIR for p in sentence[max(0, dose - NEAR) : dose])
    numbers = [at for at in range(max(0, dose - NEAR), dose) if sentence[at].kind == "number"]
    if own and not prevented and not vaccine:  # of a drug
        return [idle(p) if at in (dose, *numbers) else p for at, p in enumerate(sentence)]
    if not prevented or not (theirs or vaccine) or not (own or theirs):
        return sentence
    if any(sentence[at].value == 0 for at in numbers):
        return sentence
    found = [idle(p) if at in (*vaccine, *numbers) else p for at, p in enumerate(sentence)]
    for at in range(dose + 1, len(found)):
        if found[at].kind == "age":
            found[at] = idle(found[at])  # `sa dose à 9 mois`
    found[dose] = found[dose]._replace(kind="mark", value=VACCINATED)
    return found


def _names(piece: Piece) -> bool:
    return piece.value == VACCINE or (
        piece.kind == "risk" and not PREVENTED.isdisjoint(piece.value)
    )


def _up_to_date(sentence: list[Piece]) -> list[Piece]:
    """`Vaccination polio à jour`: of the sick one, and no case of polio."""
    vaccine = next((at for at, p in enumerate(sentence) if p.value == VACCINE), -1)
    said = kind_at(sentence, vaccine + 2) == "mark" and sentence[vaccine + 2].value in MARKS
    if vaccine >= 0 and said and _names(sentence[vaccine + 1]):
        sentence[vaccine : vaccine + 2] = map(idle, sentence[vaccine : vaccine + 2])
    return sentence


def _had(sentence: list[Piece], polio: bool) -> list[Piece]:
    """`Had polio drops`, `Son vaccin est inscrit`, `None of them has the vaccine`."""
    named = [at for at, p in enumerate(sentence) if p.value == VACCINE or p.word in CARDS]
    drops = [at for at, p in enumerate(sentence) if polio and p.word in DROPS]
    at = next((i for i in [*drops, *named] if sentence[i].word not in CARDS), -1)
    others = any(p.kind in OTHERS or (p.kind == "risk" and not _names(p)) for p in sentence)
    many = any(p.kind == "number" and not 0 < p.value <= MOST for p in sentence)
    if at >= 0 and many and not any(p.kind in ("risk", "sign", "mark") for p in sentence):
        return [p if p.kind == "place" else idle(p) for p in sentence]  # `143 children got drops`
    if at < 0 or others or many or any(p.kind == "place" or p.text == "?" for p in sentence):
        return sentence
    verdict = _denied(sentence, at) or (VACCINATED if _has_it(sentence, at) else "")
    if not verdict:
        return sentence
    found = [p if p.kind == "stroke" else idle(p) for p in sentence]
    found[at] = sentence[at]._replace(kind="mark", value=verdict)
    return found


def _denied(sentence: Sequence[Piece], vaccine: int) -> str:
    """`n'avait jamais reçu les gouttes`, `no polio vaccine ever`, `vaccin pas encore fait`."""
    words = [word for piece in sentence for word in piece.word.split()]
    none = sentence[0].word in NOBODY and not GOT.isdisjoint(words)
    none = (
        none
        or not EVER.isdisjoint(words)
        or (_says_no(sentence) and _is_recorded(sentence, vaccine))
    )
    return "unvaccinated" if none else ""


def _says_no(sentence: Sequence[Piece]) -> bool:
    words = [word for piece in sentence for word in piece.word.split()]
    return any(p.kind == "zero" for p in sentence) or not DENYING.isdisjoint(words)


def _is_recorded(sentence: Sequence[Piece], vaccine: int) -> bool:
    """`Son vaccin est inscrit`, `Her vaccine is not done`"""
    words = [word for piece in sentence[vaccine + 1 :] for word in piece.word.split()]
    return vaccine > 0 and sentence[vaccine - 1].word in THEIR and not RECORDED.isdisjoint(words)


def _has_it(sentence: Sequence[Piece], vaccine: int) -> bool:
    if _says_no(sentence) or any(p.word in NOBODY for p in sentence):
        return False
    before = [word for piece in sentence[:vaccine] for word in piece.word.split()]
    led = bool(before) and before[0] in HE_HAD and not GOT.isdisjoint(before)
    card = not CARDS.isdisjoint(before) and kind_at(sentence, vaccine - 1) == "number"
    return led or card or _is_recorded(sentence, vaccine)
