"""People who are ill beside animals: `6 chèvres mortes et le berger a de la fièvre`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.report.beside.animals import death_of, herd_at
from handlers.report.counts.beginning import SUFFERS
from handlers.report.risks import Risks
from handlers.report.words.pieces import TRADES, Piece, at_work
from handlers.report.words.spans import kind_at

# What is said of animals too, or is no sign of an illness.
NOT_OF_PEOPLE = frozenset(("animal", "death", "illness", "bite", "unexplained", "childbirth"))
PERSONS = ("child", "person", *TRADES)
ENDS = (".", ";", "\n", "?")


def herders_apart(pieces: Sequence[Piece], risks: Risks) -> list[Piece]:
    """Their illness becomes the disease of a report of their own; not known, it is asked for."""
    found = list(pieces)
    animal = risks.of_animals
    named = [p for p in pieces if p.kind == "risk"]
    if any(animal not in p.value for p in named):
        workers = [i for i, p in enumerate(pieces) if p.value in TRADES and _sufferer(pieces, i)]
        return [at_work(p) if i in workers else p for i, p in enumerate(pieces)]
    if not (named or _herd(pieces)):
        return found
    for at, piece in enumerate(pieces):
        signs = (_said_of(pieces, at) or _said_before(pieces, at)) if _person(piece) else []
        if not signs:
            continue
        together = frozenset(str(pieces[sign].value) for sign in signs)
        ids = (described,) if (described := risks.described(together)) else ()
        first = pieces[signs[0]]
        found[signs[0]] = first._replace(kind="risk", value=ids)
        if piece.value in TRADES:
            found[at] = at_work(piece)
        break
    return found


def _sufferer(pieces: Sequence[Piece], at: int) -> bool:
    """`the herder who skinned them now has fever with bleeding`: no animal is meant by that."""
    after = at + 1
    while kind_at(pieces, after) in ("filler", "unknown", "when"):
        after += 1
    ill = any(piece.word in SUFFERS for piece in pieces[at + 1 : after])
    return ill and kind_at(pieces, after) == "risk"


def _herd(pieces: Sequence[Piece]) -> bool:
    return any(herd_at(pieces, at) or death_of(pieces, at) for at in range(len(pieces)))


def _person(piece: Piece) -> bool:
    return piece.kind in ("sex", "age") or piece.value in PERSONS


def _said_of(pieces: Sequence[Piece], person: int) -> list[int]:
    """Signs that follow, until the sentence ends or somebody else, or a herd, is named."""
    return _signs(pieces, range(person + 1, len(pieces)))


def _said_before(pieces: Sequence[Piece], person: int) -> list[int]:
    """Of `12 moutons morts, fièvre, saignement, homme 1`: what stands between the herd and them."""
    herd = any(p.kind == "risk" or herd_at(pieces, at) for at, p in enumerate(pieces[:person]))
    return _signs(pieces, range(person - 1, -1, -1))[::-1] if herd else []


def _signs(pieces: Sequence[Piece], places: Iterable[int]) -> list[int]:
    found = []
    for at in places:
        piece = pieces[at]
        if piece.value in (*ENDS, "animal", "death") or piece.kind == "risk":
            break
        if piece.kind == "sign" and piece.value not in NOT_OF_PEOPLE:
            found.append(at)
    return found
