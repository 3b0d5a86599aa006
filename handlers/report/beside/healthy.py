"""Who is beside the ill, and is not: `ils sont 8 mais seulement 2 malades`, `seven are healthy`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import THEIR, idle, kind_at, sentences

HEALTHY, ONLY = "healthy", "only"
APOSTROPHES = ("'", "’")
MATERNAL = ("maternal_death",)
FINE = small("fine")
WELL, ILLNESS = "well", "illness"
FAMILY = small("family")
OF, MOTHERS, NEIGHBOURS = small("of"), small("mother"), small("neighbour")
AWAY, KIN = small("away"), small("kin")
PEOPLE = ("sex", "case", "age")
PERSONS = ("sex", "case", "age", "number")
ENDS = (",", ";", ".", "\n", ":")
BUT = small("but")
SENTENCE, OTHERS, ALL_WELL = (".", "!", "?", ";", "\n"), small("others"), small("all_well")

ALIVE, TWINS = small("alive"), small("twins")


@only_where(
    kinds=("zero",),
    values=(HEALTHY, ONLY, WELL, "childbirth"),
    words=FINE | AWAY | FAMILY | OTHERS | ALIVE | TWINS,
    or_where=lambda seen: any(piece.value == MATERNAL for piece in seen.pieces),
)
def without_the_healthy(pieces: Sequence[Piece]) -> list[Piece]:
    """Their numbers count nobody."""
    found = _children_of_the_dead(_others_well(pieces))
    for at, piece in enumerate(found):
        if _some_cured(found, at):
            found[at - 1 : at + 1] = map(idle, found[at - 1 : at + 1])
        elif piece.value == HEALTHY and not _died(found, at):
            _clause_before(found, at)
        elif piece.value == ONLY and kind_at(found, at + 1) == "number":
            _all_of_them(found, at)
        elif (birth := _gave_birth(found, at)) is not None:
            found[at], found[birth] = idle(piece), idle(found[birth])
        elif piece.word in FAMILY:
            _members(found, at)
    return found


@only_where(kinds=("zero", "question"), words=FINE | AWAY)
def relatives_well(pieces: Sequence[Piece]) -> list[Piece]:
    """Who is told of as well beside the ill, not as well again."""
    found = list(pieces)
    for at in range(len(found)):
        if _well_beside_another(found, at):
            _clause_before(found, at)
    return found


def _others_well(pieces: Sequence[Piece]) -> list[Piece]:
    """`6 others in his house, all well.`"""
    found: list[Piece] = []
    for sentence in sentences(pieces, SENTENCE):
        others = any(piece.word in OTHERS for piece in sentence)
        words = " ".join(piece.word for piece in sentence)
        ill = any(p.kind in ("risk", "sign") or p.value == "death" for p in sentence)
        well = others and not ill and any(each in words for each in ALL_WELL)
        found += [idle(p) if well and p.kind != "place" else p for p in sentence]
    return found


def _children_of_the_dead(pieces: list[Piece]) -> list[Piece]:
    """`décès maternel ... jumeaux vivants tous les deux`, `bled after delivery of twins`."""
    birth = any(p.value in ("childbirth", MATERNAL) for p in pieces)
    if not birth or not any(p.value in ("death", MATERNAL) for p in pieces):
        return pieces
    other = any(p.kind == "risk" and p.value != MATERNAL for p in pieces)
    woman = not other and any(p.value == "female" for p in pieces)
    found: list[Piece] = []
    for clause in sentences(pieces, ENDS):
        ill = any(p.kind in ("sign", "risk") or p.value == "death" for p in clause)
        if woman and not ill:  # `Husband looked for a car`: no man dies in childbirth
            clause = [idle(p) if p.value == "male" else p for p in clause]
        words = {word for piece in clause for word in fold(piece.text).split()}
        child = not words.isdisjoint(TWINS | ALIVE) or any(p.value == WELL for p in clause)
        died = any(p.value == "death" or p.kind == "risk" for p in clause)
        found += [
            idle(p) if child and not died and (p.kind in PERSONS or p.value in ("all", WELL)) else p
            for p in clause
        ]
    return found


def _some_cured(pieces: Sequence[Piece], at: int) -> bool:
    """`2 cas ..., 1 guérie`: one of more, who stay cases."""
    some = pieces[at].value == WELL and kind_at(pieces, at - 1) == "number"
    return some and any(
        p.kind == "number" and p.value > pieces[at - 1].value for p in pieces[: at - 1]
    )


def _well_beside_another(pieces: list[Piece], at: int) -> bool:
    """`fille 4 ans, son frère va bien`, `her brother is not sick`, `leurs 3 enfants vont bien`,
    `le mari est en voyage`: relatives of who is ill."""
    words = _says_well(pieces, at)
    before = at - 1
    while words and (kind_at(pieces, before) == "filler" or pieces[before].value in APOSTROPHES):
        before -= 1
    if not words or kind_at(pieces, before) not in PEOPLE:
        return False
    number = before - (kind_at(pieces, before - 1) == "number")
    led = pieces[number - 1] if kind_at(pieces, number - 1) == "filler" else None
    kin = pieces[before].last_word in KIN and kind_at(pieces, number - 1) == "when"
    if not kin and (led is None or led.word not in THEIR):
        return False
    if not any(piece.kind in PEOPLE for piece in (*pieces[:number], *pieces[at + words :])):
        return False
    pieces[at : at + words] = map(idle, pieces[at : at + words])
    pieces[number:before] = map(idle, pieces[number:before])
    if kin or number < before:
        pieces[before] = idle(pieces[before])
    return True


def _gave_birth(pieces: Sequence[Piece], at: int) -> int | None:
    """Where a birth is told of a mother who is well: `bb raide, mère accouchée à la maison`."""
    birth = at + 1
    while kind_at(pieces, birth) == "filler":
        birth += 1
    woman = pieces[at].kind == "sex" and pieces[at].value == "female"
    mother = woman and (pieces[at].word in MOTHERS or pieces[at].word.split(" ")[-1] in NEIGHBOURS)
    gave = mother and birth < len(pieces) and pieces[birth].value == "childbirth"
    baby = any(p.kind == "age" and p.value.months is None for p in pieces)
    return birth if gave and baby and not any(p.value == "death" for p in pieces[at:]) else None


def _says_well(pieces: Sequence[Piece], at: int) -> int:
    """How many pieces say it: one, or a denial and the illness."""
    well = pieces[at].kind == "question" and pieces[at].value == WELL
    if well or pieces[at].word in FINE | AWAY:
        return 1
    if pieces[at].kind == "zero" and pieces[at].value == "nothing":
        return 1  # `son frère n'a rien`
    denied = pieces[at].kind == "zero" and at + 1 < len(pieces)
    return 2 if denied and pieces[at + 1].value == ILLNESS else 0


def _died(pieces: Sequence[Piece], at: int) -> bool:
    """`deux personnes en bonne santé retrouvées mortes`: they were healthy."""
    return any(piece.value == "death" for piece in pieces[at + 1 : at + 4])


def _clause_before(pieces: list[Piece], at: int) -> None:
    """`sept sont en bonne santé`: those just named, up to the next comma or to "her"."""
    before = at - 1
    while before >= 0 and (
        pieces[before].kind in (*PERSONS, "filler") or pieces[before].value in APOSTROPHES
    ):
        if pieces[before].kind in PERSONS:
            pieces[before] = idle(pieces[before])
        elif pieces[before].word in THEIR:
            return
        before -= 1


def _all_of_them(pieces: list[Piece], at: int) -> None:
    """In `8 dans la cour mais seulement 2 sont malades` eight is the number of all."""
    before = at - 1
    while before >= 0 and pieces[before].kind in ("filler", "unknown", "stroke"):
        if pieces[before].value in ENDS and pieces[before].value != ",":
            return
        before -= 1
    but = any(piece.word in BUT for piece in pieces[before:at])
    more = kind_at(pieces, before) == "number" and pieces[before].value > pieces[at + 1].value
    if but and more:
        pieces[before] = idle(pieces[before])


def _members(pieces: list[Piece], at: int) -> None:
    """`une famille de 9 personnes`: they are that many, not ill."""
    number = at + 1
    while number < len(pieces) and pieces[number].word in OF:
        number += 1
    led = number > at + 1 or pieces[at].word.split(" ")[-1] in OF
    if led and kind_at(pieces, number) == "number":
        pieces[number] = idle(pieces[number])
        if kind_at(pieces, number + 1) == "case":
            pieces[number + 1] = idle(pieces[number + 1])
