"""Where a report's cases are: the village that is named, and what its district tells. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.areas import former_regions
from bot.places import Place, Places
from bot.understanding.small import small
from handlers.report.findings import doubts
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.labels import Label, Part
from handlers.report.words.pieces import BESIDE, Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import AND

SMALL = ("filler", "stroke")
VILLAGE = tuple(f"{word} " for word in small("village"))


def place_of(
    part: Part, known: Places, decided: Decided
) -> tuple[Place | Doubt | None, tuple[str, ...]]:
    """The place, or which one to ask about; and words for other places, which are not kept."""
    labels = part.of("place")
    if not labels:
        return None, ()
    label, places = _narrowest(labels, known)
    others = tuple(x.piece.text for x in labels if x is not label and _elsewhere(x, places, known))
    key = f"place{label.at}"  # the same for all parts that share it
    if len(places) > 1 and key not in decided:
        return doubts.which_place(key, label.piece.text, places, known), others
    return next((place for place in places if place.id == decided.get(key)), places[0]), others


def _narrowest(labels: Sequence[Label], known: Places) -> tuple[Label, tuple[Place, ...]]:
    """In `Dougourani Koro` the village, and of all of its name the one near Koro.

    Else the first; of one who writes capitals the first name, not a word that is a village too.
    """
    named = [label for label in labels if label.piece.word.startswith(VILLAGE)]
    if len(named) == 1 < len(labels):
        return named[0], named[0].value  # `référée à Yélimané. Village Gounfan`
    first = next(filter(_capitalised, labels), labels[0])
    for other in (label for label in labels if label is not first and not _beside(label, first)):
        for village, town in ((first, other), (other, first)):
            if inside := _inside(village.value, town.value, known):
                return village, inside
    return first, first.value


def _capitalised(label: Label) -> bool:
    return any(word[:1].isupper() for word in label.piece.text.split())


def _inside(villages: Sequence[Place], towns: Sequence[Place], known: Places) -> tuple[Place, ...]:
    ids = {town.id for town in towns}
    names = {town.name for town in towns}
    return tuple(p for p in villages if p.id not in ids and names & _lies_in(p, known))


def _beside(label: Label, other: Label) -> bool:
    """`Ségou et Niono`: neither tells where the other is."""
    later = max(label, other, key=lambda each: each.at)
    return later.piece.sign == BESIDE


def _lies_in(place: Place, known: Places) -> set[str]:
    """The areas of a place; of a region also that which it was a part of."""
    names, former = known.areas_named(place), former_regions()
    return names | {former[name] for name in names if name in former}


def _elsewhere(label: Label, places: Sequence[Place], known: Places) -> bool:
    """It does not tell where `places` lie, or lay before there were new regions."""
    names = {place.name for place in label.value}
    return label.piece.sign == BESIDE or not any(names & _lies_in(p, known) for p in places)


@only_where(or_where=several("place"))
def either_place(pieces: Sequence[Piece]) -> list[Piece]:
    """`koro ou mopti`: one name that may be both; `koro et mopti` are two."""
    found: list[Piece] = []
    for piece in pieces:
        kinds = [each.kind for each in found[-2:]] + [piece.kind]
        if kinds == ["place", "either", "place"]:
            _either, first = found.pop(), found.pop()
            both = tuple(dict.fromkeys((*first.value, *piece.value)))
            text = f"{first.text} / {piece.text}"
            piece = first._replace(value=both, end=piece.end, text=text)
        elif piece.kind == "place" and not piece.sign and _another(found):
            piece = piece._replace(sign=BESIDE)
        found.append(piece)
    return found


def _another(before: Sequence[Piece]) -> bool:
    """`Ségou et`, `Ségou et à`: what follows is a second place."""
    small = [each.word for each in takewhile(lambda p: p.kind in SMALL, reversed(before))]
    led = len(small) < len(before) and before[-len(small) - 1].kind == "place"
    return led and not AND.isdisjoint(small)
