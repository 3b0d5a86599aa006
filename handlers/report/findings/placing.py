"""Where a report's cases are: the village that is named, and what its district tells. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.places import Place, Places
from bot.understanding.small import small
from handlers.report.findings import doubts
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.parts import Label, Part
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where

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
    for other in (label for label in labels if label is not first):
        for village, town in ((first, other), (other, first)):
            if inside := _inside(village.value, town.value, known):
                return village, inside
    return first, first.value


def _capitalised(label: Label) -> bool:
    return any(word[:1].isupper() for word in label.piece.text.split())


def _inside(villages: Sequence[Place], towns: Sequence[Place], known: Places) -> tuple[Place, ...]:
    ids = {town.id for town in towns}
    names = {town.name for town in towns}
    return tuple(p for p in villages if p.id not in ids and names & known.areas_named(p))


def _elsewhere(label: Label, places: Sequence[Place], known: Places) -> bool:
    """Neither what `places` lie in, nor a region: of those people still name the old one."""
    names = {place.name for place in label.value}
    if any(names & known.areas_named(place) for place in places):
        return False
    return not any(area.kind == "region" and area.name in names for area in known.areas)


@only_where(kinds=("either",))
def either_place(pieces: Sequence[Piece]) -> list[Piece]:
    """`koro ou mopti`: one name that may be both."""
    found: list[Piece] = []
    for piece in pieces:
        kinds = [each.kind for each in found[-2:]] + [piece.kind]
        if kinds == ["place", "either", "place"]:
            _either, first = found.pop(), found.pop()
            both = tuple(dict.fromkeys((*first.value, *piece.value)))
            text = f"{first.text} / {piece.text}"
            piece = first._replace(value=both, end=piece.end, text=text)
        found.append(piece)
    return found
