"""A place, and what was found for a name."""

from __future__ import annotations

from dataclasses import dataclass

TOWN = 2000  # inhabitants from which a place is known beyond its neighbours


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is stable. Latitude and longitude in degrees; `population` 0 is not known."""

    id: str
    name: str
    area_id: str | None
    latitude: float
    longitude: float
    population: int = 0

    @property
    def is_town(self) -> bool:
        return self.population >= TOWN


@dataclass(frozen=True, slots=True)
class Match:
    """A place, and how like its name is to what was written: 1.0 is the same letters.

    `lettered` tells apart names that sound as like: how many of their letters are the same.
    """

    place: Place
    score: float
    lettered: float = 1.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """One clear place, or several equally good ones to ask about, or nothing."""

    place: Place | None = None
    candidates: tuple[Place, ...] = ()
