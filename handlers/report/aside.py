"""Said beside a report: harms that there were not, a vaccine by its name, a day of life. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece
from handlers.report.spans import AND, THEIR, idle, kind_at

VACCINE = "advice_vaccination"
YES = ("oui", "yes", "ok", "fait", "done", "awo")
MOTHER = ("mère", "mere", "maman", "mother", "mum")
VACCINATED = ("vaccinated", "unvaccinated")
DONE = ("fait", "faits", "reçu", "reçus", "donné", "done", "given", "received")
NO = ("instead", "zero")
BEFORE_PLACES = (
    "dans",
    "chez",
    "par",
    "sous",
    "devant",
    "derrière",
    "vers",
    "by",
    "in",
    "near",
    "at",
)
WHICH_ONE = ("younger", "older", "elder", "other", "smaller", "bigger", "little")  # `one died`
HAVE = ("ont", "a", "avec", "have", "has", "had", "with", "ayant")
MOVED = frozenset(
    ("sent", "taken", "brought", "referred", "transferred", "carried", "way", "road", "envoyé",
     "envoyée", "évacué", "évacuée", "evacue", "evacué", "référé", "référée", "refere", "amené",
     "amenée", "amene", "transféré", "transporté", "route", "chemin")
)  # fmt: skip
PEOPLE = ("case", "sex", "age", "mark", "number", "unit", "stroke", "")
DENYING = ("no", "not", "non", "pas", "pa", "sans", "without", "ni", "nor")


def put_aside(pieces: Sequence[Piece]) -> list[Piece]:
    told = [_article(pieces, at) for at in range(len(pieces))]
    return _mothers(_vaccines(_doses(_harmless(_on_the_way(told)))))


def _on_the_way(pieces: list[Piece]) -> list[Piece]:
    """`sent to hospital`, `évacué au CSREF`: nobody asks where that is."""
    for at, piece in enumerate(pieces):
        if piece.value == "nearest_clinic" and piece.kind == "intent":
            led = {each.text.casefold() for each in pieces[max(0, at - 4) : at]}
            if not MOVED.isdisjoint(word for text in led for word in text.split()):
                pieces[at] = idle(piece)
    return pieces


def _article(pieces: Sequence[Piece], at: int) -> Piece:
    """`dans un village`, `chez un berger`, `par un chien`: nobody is counted by it."""
    piece = pieces[at]
    if at and piece.text.casefold() == "one" and pieces[at - 1].text.casefold() in WHICH_ONE:
        return idle(piece)
    article = piece.kind == "number" and piece.value == 1 and piece.locale and at > 0
    if article and _one_sign(pieces, at):
        return idle(piece)
    if not article or pieces[at - 1].text.casefold() not in BEFORE_PLACES:
        return piece
    people = kind_at(pieces, at + 1) in PEOPLE
    return piece if people else idle(piece)


def _one_sign(pieces: Sequence[Piece], at: int) -> bool:
    """`ils ont une forte fièvre`: the sign is one, not the sick."""
    people = any(piece.kind in ("sex", "case") for piece in pieces[:at])
    sign = kind_at(pieces, at + 1) == "sign" and pieces[at + 1].value != "animal"
    ill = sign or (people and kind_at(pieces, at + 1) == "risk")
    return ill and pieces[at - 1].text.casefold() in HAVE


def _harmless(pieces: list[Piece]) -> list[Piece]:
    """`bras paralysé, sans blessure`: a harm that is denied is not what is reported."""
    told = any(piece.kind in ("risk", "sign") for piece in pieces)
    for at, piece in enumerate(pieces):
        before = at - 1
        while before > 0 and pieces[before].text.casefold() in ("d", "'", "’", "de"):
            before -= 1
        beside = before > 0 and pieces[before].text.casefold() in ("avec", "with")
        named = any(each.kind == "risk" for each in pieces[:at])
        if piece.kind == "unlisted" and beside and named:
            pieces[at] = idle(piece)  # `palu grave avec anémie`
        if piece.kind == "unlisted" and told and _denied(pieces, before):
            pieces[before : at + 1] = [idle(each) for each in pieces[before : at + 1]]
    return pieces


def _denied(pieces: Sequence[Piece], at: int) -> bool:
    return at >= 0 and (pieces[at].kind == "zero" or pieces[at].text.casefold() in DENYING)


def _vaccines(pieces: list[Piece]) -> list[Piece]:
    """`vaccin polio non`, `vaccine measles: yes`: the disease there names the vaccine."""
    for at, piece in enumerate(pieces):
        if piece.value != VACCINE or kind_at(pieces, at + 1) != "risk":
            continue
        answer = at + 3 if kind_at(pieces, at + 2) == "stroke" else at + 2
        after = answer + 1
        if after < len(pieces) and pieces[after].text.casefold() in DONE:
            after += 1  # `pas fait`
        if answer >= len(pieces) or kind_at(pieces, after) not in ("", "stroke", "place", "mark"):
            continue
        yes = pieces[answer].text.casefold() in YES
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
        if told and pieces[at + 1 : at + 2] and pieces[at + 1].value == VACCINE:
            named = any(each.kind == "risk" for each in pieces[:at])
            if named and len(aged) == 1 and aged[0] < at:
                pieces[at - 1 : at + 2] = [idle(each) for each in pieces[at - 1 : at + 2]]
    return pieces


def _mothers(pieces: list[Piece]) -> list[Piece]:
    """`TNN garçon J7, mère non vaccinée`: she is no case, and it is not the child's vaccination."""
    for at in range(1, len(pieces) - 1):
        mother = pieces[at].kind != "filler" and pieces[at].text.casefold() in MOTHER
        kin = pieces[at].kind == "sex" and pieces[at - 1].text.casefold() in THEIR
        kin = kin and kind_at(pieces, at + 2) in ("", "stroke", "place")
        hers = (mother or kin) and pieces[at + 1].value in VACCINATED
        too = any(p.text.casefold() in AND for p in pieces[max(0, at - 2) : at])
        if hers and not too and any(p.kind in ("sex", "age", "case") for p in pieces[:at]):
            pieces[at : at + 2] = [idle(each) for each in pieces[at : at + 2]]
    return pieces
