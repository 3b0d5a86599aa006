"""The places that a message names, one or two: where a visit is, and where it goes instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.places import Places
from bot.understanding import Understood, Word
from handlers.clinics.naming import LEADING, LONGEST, SHORTEST, nameable
from handlers.clinics.said.wording import is_wording

LONG = 4  # letters of a name that may be misspelt
MOST = 2


class Named(NamedTuple):
    """A name, and where in the text it stands."""

    start: int
    end: int
    name: str


def places_said(
    understood: Understood, places: Places, area_id: str | None, taken: Sequence[tuple[int, int]]
) -> list[Named]:
    """In the order they are written; `taken`: where days and hours stand.

    Names that are spelled right; else the one word that means nothing else and nearly is one.
    """
    words = [w for w in understood.words if not any(a <= w.start < b for a, b in taken)]
    found = _written(understood.text, words, places)
    if found:
        led = [each for each, is_led in found if is_led]
        return sorted(led if len(found) > MOST and led else [each for each, _led in found])[:MOST]
    for word in words:
        if word.senses or len(word.folded) < LONG or is_wording(word.folded):
            continue
        resolved = places.resolve(word.text, area_id=area_id)
        if resolved.place or resolved.candidates:
            return [Named(word.start, word.end, word.text)]
    return []


def _written(text: str, words: Sequence[Word], places: Places) -> list[tuple[Named, bool]]:
    """Names as they are spelled, the longest at each word; and whether a small word leads there."""
    found: list[tuple[Named, bool]] = []
    at = 0
    while at < len(words):
        span = _name_at(text, words, at, places)
        if span:
            start, end = words[at].start, words[at + span - 1].end
            led = at > 0 and words[at - 1].folded in LEADING
            found.append((Named(start, end, text[start:end]), led))
        at += span or 1
    return found


def _name_at(text: str, words: Sequence[Word], at: int, places: Places) -> int:
    """Of how many words the longest name is that begins there."""
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        span = words[at : at + length]
        name = text[span[0].start : span[-1].end]
        plain = length > 1 or not is_wording(span[0].folded)
        if len(name) >= SHORTEST and plain and nameable(span) and places.exact(name):
            return length
    return 0
