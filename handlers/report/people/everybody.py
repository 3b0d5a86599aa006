"""What is said of all of them: `tous deux non vaccinés`, `aucun n'est vacciné`, `both since Monday`
(pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.findings.labels import Label
from handlers.report.findings.several import PRONOUNS, many
from handlers.report.people.units import ENDS
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

BEFORE = -2
CLOSES = (*ENDS, ",")
OF_ONE = tuple(small("ends_of_one"))  # `vaccinée`
PLURAL = tuple(small("ends_of_several"))  # `vaccinés`, `mortes`
ALL = small("all_of", "both", "all_of_them")
NOBODY = small("nobody", "nobody_spelt")
THE = small("the", "for_all")
SAID = ("risk", "sign", "unlisted", "mark", "date", "place")
HARM, ILL = ("death", "severe"), ("risk", "sign", "unlisted")
UNKNOWN = "unexplained"  # `personne ne connaît la maladie`
PERSONAL = ("sex", "age", "case")


def of_everybody(
    segments: Sequence[Sequence[Piece]], count: int
) -> tuple[list[list[Piece]], tuple[Piece, ...]]:
    """The segments without what is said of all, and that."""
    own: list[list[Piece]] = []
    common: list[Piece] = []
    for segment in segments:
        mine: list[Piece] = []
        for clause in _clauses(segment):
            if _of_all(clause, count):
                common += _said(clause)
            else:
                mine += clause
        own.append(mine)
    *first, last = own
    if not any(map(_described, first)):
        own[-1], told = _behind(last)
        common += told
    return own, tuple(p._replace(start=BEFORE, end=BEFORE) for p in common)


def _described(segment: Sequence[Piece]) -> bool:
    """Whether anything is said behind the person."""
    at = max((i for i, piece in enumerate(segment) if piece.kind in PERSONAL), default=-1)
    return any(piece.kind in SAID for piece in segment[at + 1 :])


def _behind(segment: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """In `fille 2 ans et son frère 5 mois, fièvre depuis jeudi, non vac` what comes last is of
    both; in `fille 2 ans, garçon 5 ans, décédé` of him."""
    own: list[Piece] = []
    common: list[Piece] = []
    for clause in _clauses(segment):
        person = not own or any(piece.kind in PERSONAL for piece in clause)
        if person or any(_of_one(piece) for piece in clause):
            own += clause
        else:
            common += [of_each(piece) for piece in clause if piece.kind in SAID]
    return own, common


def _of_one(piece: Piece) -> bool:
    return piece.kind == "mark" and (piece.value in HARM or piece.word.endswith(OF_ONE))


def _clauses(segment: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in segment:
        found[-1].append(piece)
        if piece.kind == "stroke" and piece.value in CLOSES:
            found.append([])
    return found


def _of_all(clause: Sequence[Piece], count: int) -> bool:
    people = [p for p in clause if p.kind in PERSONAL and p.word not in PRONOUNS]
    if people:  # `Ce sont des cousins`
        told = any(p.kind in (*SAID, "number", "age") for p in clause)
        return not told and all(many(Label(p.kind, p.value, 0, p)) for p in people)
    if any(p.kind == "mark" and p.word.endswith(PLURAL) for p in clause):
        return not any(p.kind in ("zero", "number") for p in clause)
    return any(_everybody(clause, at, count) for at in range(len(clause)))


def _everybody(clause: Sequence[Piece], at: int, count: int) -> bool:
    piece = clause[at]
    if piece.word in ALL or piece.first_word in NOBODY or piece.kind == "nor":
        return True
    if piece.kind == "mark" and piece.value == "all":
        return True
    number = kind_at(clause, at) == "number" and piece.value == count
    return number and at > 0 and clause[at - 1].word in THE


def _said(clause: Sequence[Piece]) -> list[Piece]:
    """`aucun n'est vacciné`; of `ni fièvre ni toux` nothing is told."""
    found = [of_each(p) for p in clause if p.kind in SAID and p.value != "all"]
    if not any(piece.first_word in NOBODY or piece.kind == "nor" for piece in clause):
        return found
    kept = [p for p in found if p.kind not in ILL or p.value == UNKNOWN or _vaccine(clause)]
    return [p._replace(value="unvaccinated") if p.value == "vaccinated" else p for p in kept]


def of_each(piece: Piece) -> Piece:
    """`référés` is said of one who was referred too."""
    plural = piece.kind in ("mark", "sex") and piece.text[-1:] == "s"
    return piece._replace(text=piece.text[:-1]) if plural else piece


def _vaccine(clause: Sequence[Piece]) -> bool:
    return any(piece.value in ("vaccinated", "unvaccinated") for piece in clause)
