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
DENYING = small("no", "not", "never")
NEAR = 2
MOST = 9  # doses of one person


@only_where(kinds=(DOSE,), values=(VACCINE,))
def doses_given(pieces: Sequence[Piece]) -> list[Piece]:
    said = sentences(_never_given(pieces), ENDS)
    first = next((at for at, sentence in enumerate(said) if reports(sentence)), len(said))
    of = {each for p in pieces if p.kind == "risk" for each in p.value}
    prevented = not of.isdisjoint(PREVENTED)
    found = said[:first]
    for at, sentence in enumerate(said[first:]):
        found.append(_given(sentence, own=at > 0, prevented=prevented))
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
