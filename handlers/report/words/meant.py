"""Places as the sender of a message may mean them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.places import HEARD, Match, Place, Places
from bot.understanding import Word

NAME = 6  # letters of a village's name that no misspelt word of ours is by chance


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person usually is, to tell places of one name apart."""

    places: Places
    near: tuple[float, float] | None = None
    area_id: str | None = None

    def town(self, name: str) -> Match | None:
        """The town whose name is most like it."""
        best = self.places.search(name, near=self.near, area_id=self.area_id, limit=1)
        return best[0] if best and best[0].place.is_town else None

    def named(self, name: str, *, misspelt: bool) -> tuple[Place, ...]:
        """One place, or all that are meant as likely; none if it is no name."""
        exact = self.places.exact(name)
        if len(exact) == 1:
            return tuple(exact)
        if not exact and not misspelt:
            return ()
        found = self.places.resolve(name, near=self.near, area_id=self.area_id)
        return (found.place,) if found.place else tuple(found.candidates)

    def score(self, name: str) -> float:
        """How like it is to the name of the place that is most alike."""
        best = self.places.search(name, near=self.near, area_id=self.area_id, limit=1)
        return best[0].score if best else 0.0

    def fuller(self, name: str) -> tuple[Place, ...]:
        """A name of several words that is only spelled otherwise: `Bourem Inaly`."""
        return self.named(name, misspelt=True) if self.score(name) >= HEARD else ()


def villages(words: Sequence[Word], where: Where) -> list[Word]:
    """What only sounds like a word of ours, and is spelled as a village: `Sagabari` is no sheep."""
    return [word._replace(senses=()) if _is_village(word, where) else word for word in words]


def _is_village(word: Word, where: Where) -> bool:
    guessed = bool(word.senses) and not any(sense.exact for sense in word.senses)
    return guessed and len(word.folded) >= NAME and bool(where.places.exact(word.text))
