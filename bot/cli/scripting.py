"""What an exercise plays: reporters, where outbreaks begin, and who falls ill when."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.address import Address
from bot.cli.house import House
from bot.errors import BadFile
from bot.places import Place
from handlers.exercise.epidemic import Ill, Outbreak, Play, always, spread

PHONES = tuple(f"+223700000{number}" for number in range(10, 100))  # nobody's
LOCALES = ("fr", "fr", "fr", "bm", "en")
AREAS_FOR = 5  # reporters in a district


@dataclass(frozen=True, slots=True)
class Reporter:
    address: Address
    locale: str
    area_id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Script:
    """Who there is, which outbreaks begin, and who falls ill when."""

    reporters: tuple[Reporter, ...]
    outbreaks: tuple[Outbreak, ...]
    ill: tuple[Ill, ...]
    days: int


def written(
    house: House, play: Play, reporters: int, outbreaks: int, days: int, seed: int
) -> Script:
    """The same for the same seed. Raises `BadFile` if there are more outbreaks than districts."""
    random = Random(seed)  # noqa: S311
    people = _people(house, reporters, random)
    areas = sorted({person.area_id for person in people})
    if outbreaks > len(areas):
        raise BadFile([_too_many(outbreaks, reporters, len(areas))])
    last = max(1, days // 2)
    begun = tuple(
        Outbreak(play.kinds[at % len(play.kinds)], area, random.randrange(last))
        for at, area in enumerate(random.sample(areas, outbreaks))
    )
    ill = list(always(play.weekly, range(len(people)), days, random))
    for outbreak in begun:
        near = [at for at, person in enumerate(people) if person.area_id == outbreak.area_id]
        ill += spread(outbreak, near, days, random)
    return Script(tuple(people), begun, tuple(ill), days)


def _too_many(outbreaks: int, reporters: int, areas: int) -> str:
    """One begins in a district, and nobody tells of a district in which nobody writes."""
    return (
        f"{outbreaks} outbreaks begin in {outbreaks} districts, {reporters} health workers write "
        f"from {areas}: give --reporters {outbreaks * AREAS_FOR}, or --outbreaks {areas}"
    )


def _people(house: House, count: int, random: Random) -> list[Reporter]:
    """Some in each of a few districts that have places."""
    knowledge = house.knowledge
    places: dict[str, list[Place]] = {}
    for place in knowledge.places:
        area = knowledge.areas.find(place.area_id) if place.area_id else None
        if area is not None and area.kind == "district":
            places.setdefault(area.id, []).append(place)
    chosen = random.sample(sorted(places), min(len(places), max(2, count // AREAS_FOR)))
    return [
        Reporter(
            Address("tel", PHONES[at]),
            random.choice(LOCALES),
            chosen[at % len(chosen)],
            random.choice(places[chosen[at % len(chosen)]]),
        )
        for at in range(count)
    ]
