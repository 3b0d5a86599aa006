"""A place and its other spellings, as a file has them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.places.place import Place

TOWN_AT_LEAST = 5000  # each of our list is a town, whatever the newest count
MAX_PROBLEMS = 50  # of a file that are named


@dataclass(frozen=True, slots=True)
class Entry:
    """A place and its other spellings, as a file has them."""

    place: Place
    spellings: tuple[str, ...] = ()
