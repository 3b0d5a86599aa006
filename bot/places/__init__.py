"""Places by name, spelled as people spell them: one clear answer, several, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

from rapidfuzz.distance import OSA

from bot.areas import Areas
from bot.geo import Grid, Point, distance
from bot.places.choosing import NEAR, ONE_PLACE, Choosing, apart
from bot.places.index import NameIndex
from bot.places.place import Match, Place, Resolution
from bot.places.spelling import is_shortened, letters, single, slips, sound

__all__ = ["HEARD", "NEAR", "ONE_PLACE", "Match", "Place", "Places", "Resolution"]

HEARD, MISSPELT = 0.97, 0.95  # spelled otherwise, but read the same; times the likeness
SURE_TOWN = 0.7  # likeness from which a misspelt name may mean a town
SURE_VILLAGE = 0.8  # or one of thousands of villages
CLOSE, LETTERS = 0.85, 0.7  # a likeness below that needs such a share of the written letters too
FEWER = 0.45  # or that, where letters were only left out: `svar`
SURE_OWN, SURE_AWAY = 0.79, 0.85  # or one near the person; or one that is not, of a known person
EQUAL, LESS, LESS_OWN = 0.02, 0.09, 0.14  # of likeness; less alike than the best; near the person
SHORTEST = 4  # letters of a name that may be written by ear: `jen` is not Dien
LONGEST = 60  # letters of a name that may be misspelt: of those of Mali the longest has 26


class Places:
    """A gazetteer in memory. `spellings` are other names, by the place's id."""

    def __init__(
        self,
        places: Iterable[Place],
        areas: Areas,
        spellings: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._places = list(places)
        self.areas = areas
        self._by_id = {place.id: position for position, place in enumerate(self._places)}
        self._index = NameIndex(self._names(spellings))
        self._choosing = Choosing(areas, self._places)
        self._search = lru_cache(maxsize=2048)(self._found)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def _names(self, spellings: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
        for position, place in enumerate(self._places):
            yield place.name, position
        for place_id, spelling in spellings:
            if place_id in self._by_id:
                yield spelling, self._by_id[place_id]

    def find(self, place_id: str) -> Place | None:
        position = self._by_id.get(place_id)
        return None if position is None else self._places[position]

    def nearest(self, point: Point, within: float) -> Place | None:
        """The place nearest to a point, no farther than `within` km."""
        found = self._grid.nearest(point, within=within)
        return found[0][1] if found else None

    @cached_property
    def _grid(self) -> Grid[Place]:
        return Grid(((place.latitude, place.longitude), place) for place in self._places)

    def exact(self, text: str) -> tuple[Place, ...]:
        """Places that are written so, accents, capitals, blanks and hyphens apart."""
        return tuple(self._places[position] for position in self._index.written(letters(text)))

    def search(
        self,
        text: str,
        *,
        near: Point | None = None,
        area_id: str | None = None,
        limit: int | None = 5,
    ) -> list[Match]:
        """The likeliest places, best first; of equally like ones the nearer, then the bigger."""
        found = self._search(letters(text))
        if limit and len(found) > limit:
            least = _likeness(found[limit - 1])
            found = tuple(match for match in found if _likeness(match) >= least)
        order = sorted(
            found,
            key=lambda m: (-m.score, -m.lettered, *self._choosing.rank(m.place, near, area_id)),
        )
        return order[:limit]

    def resolve(
        self, text: str, *, near: Point | None = None, area_id: str | None = None
    ) -> Resolution:
        """One place where the name leaves no doubt for this person, else all that are as likely."""
        plain = letters(text)
        if len(plain) < SHORTEST and not self._index.written(plain):
            return Resolution()
        theirs = partial(self._choosing.is_theirs, near=near, area_id=area_id)
        least = SURE_VILLAGE if near is None and area_id is None else SURE_AWAY
        good = [
            match
            for match in self._search(plain)
            if _sure(match, plain, SURE_OWN if theirs(match.place) else least)
        ]
        if not good:
            return Resolution()
        best = max(match.score for match in good)
        equal = apart([match.place for match in good if match.score >= best - EQUAL], text)
        namesakes = {letters(place.name) for place in equal}
        if plain in namesakes:  # it has a place of its own
            namesakes = {plain}
        less = [match for match in good if match.score < best - EQUAL]
        heard = [match.place for match in less if match.score >= HEARD]
        equal += [place for place in heard if letters(place.name) in namesakes]
        found = self._choosing.preferred(apart(equal, text), plain, near, area_id)
        if best < 1:
            margin = {True: LESS_OWN, False: LESS}
            heard = [m.place for m in less if m.score >= best - margin[theirs(m.place)]]
        others = apart([place for place in heard if place not in equal], text)
        return self._choosing.with_others(found, others, near, area_id)

    def areas_named(self, place: Place) -> set[str]:
        """The names of the areas that a place lies in."""
        if place.area_id is None or (own := self.areas.find(place.area_id)) is None:
            return set()
        return {area.name for area in (own, *self.areas.ancestors(own.id))}

    def told_apart(self, places: Sequence[Place]) -> list[str]:
        """Their names; of one name the area too, of one area the distance from its centre."""
        names = Counter(place.name for place in places)
        within = Counter((place.name, place.area_id) for place in places)
        return [
            self._fully_named(place, far=within[place.name, place.area_id] > 1)
            if names[place.name] > 1
            else place.name
            for place in places
        ]

    def _fully_named(self, place: Place, *, far: bool) -> str:
        area = self.areas.find(place.area_id) if place.area_id else None
        if area is None:
            return place.name
        if not far or area.latitude is None or area.longitude is None:
            return f"{place.name} ({area.name})"
        centre = (area.latitude, area.longitude)
        km = distance(centre, (place.latitude, place.longitude))
        return f"{place.name} ({area.name}, {km:.0f} km)"

    def _found(self, plain: str) -> tuple[Match, ...]:
        written = self._index.written(plain)
        scores: dict[int, float] = dict.fromkeys(written, 1.0)
        heard = sound(plain) if plain else ""
        for position in self._index.heard(heard):
            scores.setdefault(position, HEARD)
        known = written or len(plain) > LONGEST
        for likeness, positions in () if known else self._like(plain, heard):
            for position in positions:
                score = MISSPELT * likeness
                scores[position] = max(score, scores.get(position, 0.0))
        matches = (self._match(plain, at, score) for at, score in scores.items())
        return tuple(sorted(matches, key=_likeness, reverse=True))

    def _like(self, plain: str, heard: str) -> list[tuple[float, tuple[int, ...]]]:
        found = [*self._index.like(heard)]
        if (once := sound(single(plain))) != heard:
            found += self._index.like(once)
        swapped = 1 - 1 / max(len(plain), 1)
        return found + [(swapped, self._index.heard(slip)) for slip in slips(plain)]

    def _match(self, plain: str, at: int, score: float) -> Match:
        place = self._places[at]
        same = 1.0 if score >= 1.0 else OSA.normalized_similarity(plain, letters(place.name))
        return Match(place, score, same)


def _likeness(match: Match) -> tuple[float, float]:
    return match.score, match.lettered


def _sure(match: Match, plain: str, village: float) -> bool:
    """Not by sound alone: `Zegoua` is not Ségou. `village`: the likeness that a village needs."""
    if match.score >= HEARD:
        return True
    least = FEWER if is_shortened(plain, letters(match.place.name)) else LETTERS
    if match.score < CLOSE and match.lettered < least:
        return False
    return match.score >= (SURE_TOWN if match.place.is_town else village)
