"""A GeoNames country file: its populated places, and the areas that have none of their name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.areas import Area, Areas
from bot.errors import BadFile
from bot.geo import Point, distance, is_within
from bot.places import NEAR, Place
from bot.places.entry import MAX_PROBLEMS, TOWN_AT_LEAST, Entry
from bot.places.spelling import letters, sound

COLUMNS = 19  # of GeoNames' main table, see the readme.txt of its dumps
POPULATED = "P"
AREAS = {("L", "AREA"), ("A", "ADM3"), ("A", "ADM4"), ("A", "ADM5")}  # cercles are our districts
SEATS = ("PPLC", "PPLA")  # feature codes of capitals, of regions and districts too
NAMED_FOR = 60.0  # km within which a place belongs to the area named for it
URBAN = 10.0  # km: the districts of a city are so near each other, and reach no farther
LONG_ENOUGH = 6  # letters of an area's name: `Dogon`, `Marka`, `Safia` are other words too
_UNIT = re.compile(
    r"^(?:commune|arrondissement)(?: rurale| urbaine)? (?:de la |de |du |des |d['’] ?)"
    r"| (?:commune|arrondissement|department)$",
    re.IGNORECASE,
)


def read_geonames(text: str, areas: Areas) -> list[Entry]:
    """The populated places (class P) of a country file, then the communes and other areas that
    have no place of their name near them; the rest is left out."""
    entries: list[Entry] = []
    wide: list[Entry] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        columns = line.split("\t")
        if len(columns) != COLUMNS:
            problems.append(f"line {number}: {len(columns)} columns instead of {COLUMNS}")
        elif columns[6] == POPULATED or (columns[6], columns[7]) in AREAS:
            try:
                (entries if columns[6] == POPULATED else wide).append(_entry(columns))
            except ValueError as error:
                problems.append(f"line {number}: {error}")
    if problems:
        raise BadFile(problems[:MAX_PROBLEMS])
    return _with_areas([*entries, *_without_places(map(_bare_name, wide), entries)], areas)


def _bare_name(entry: Entry) -> Entry:
    """`Commune de Gabero` is written `Gabero`; its full name is another spelling."""
    bare = _UNIT.sub("", entry.place.name)
    if bare == entry.place.name:
        return entry
    others = dict.fromkeys((entry.place.name, *entry.spellings))
    others.pop(bare, None)
    return Entry(replace(entry.place, name=bare), tuple(others))


def _without_places(wide: Iterable[Entry], entries: Sequence[Entry]) -> Iterator[Entry]:
    """Areas whose name is no word, and none of a place near them: what is a village stays one."""
    known: dict[str, list[Point]] = defaultdict(list)
    for entry in entries:
        for heard in _sounds(entry):
            known[heard].append(_point(entry.place))
    for entry in wide:
        here, name = _point(entry.place), entry.place.name
        near = (is_within(NEAR, here, p) for heard in _sounds(entry) for p in known[heard])
        digits = any(map(str.isdigit, name))  # `Commune 3`
        if len(letters(name)) >= LONG_ENOUGH and not digits and not any(near):
            yield entry


def _sounds(entry: Entry) -> set[str]:
    return {sound(letters(name)) for name in (entry.place.name, *entry.spellings)}


def _entry(columns: list[str]) -> Entry:
    identity, name, plain, alternates = columns[:4]
    if not identity.isdecimal() or not name:
        raise ValueError("no geonameid or no name")
    latitude, longitude = float(columns[4]), float(columns[5])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("not a point on Earth")
    others = dict.fromkeys([plain, *alternates.split(",")])
    latin = tuple(other for other in others if other and other != name and letters(other))
    population = int(columns[14] or 0)
    if columns[7].startswith(SEATS):
        population = max(population, TOWN_AT_LEAST)  # most have none in the file
    return Entry(Place(f"geonames:{identity}", name, None, latitude, longitude, population), latin)


def _with_areas(entries: Iterable[Entry], areas: Areas) -> list[Entry]:
    named = {letters(area.name): area for area in areas if area.kind == "district"}
    centres = [a for a in areas if a.kind == "district" and a.latitude is not None]
    reach = {area.id: _reach(area, centres) for area in centres}
    return [
        replace(
            entry, place=replace(entry.place, area_id=_area_of(entry.place, named, centres, reach))
        )
        for entry in entries
    ]


def _reach(area: Area, centres: Sequence[Area]) -> float:
    """Km: around a city whose districts lie together, the villages are of the next district."""
    others = (each for each in centres if each.id != area.id and each.parent_id == area.parent_id)
    urban = any(is_within(URBAN, _centre(area), _centre(each)) for each in others)
    return URBAN if urban else float("inf")


def _area_of(
    place: Place, named: dict[str, Area], centres: Sequence[Area], reach: dict[str, float]
) -> str | None:
    """The area named for it, else the one with the nearest centre that reaches so far."""
    here = _point(place)
    own = named.get(letters(place.name))
    if own is not None and distance(here, _centre(own)) <= NAMED_FOR:
        return own.id
    far = sorted((distance(here, _centre(area)), area.id) for area in centres)
    within = (area_id for km, area_id in far if km <= reach[area_id])
    return next(within, far[0][1] if far else None)


def _centre(area: Area) -> tuple[float, float]:
    return area.latitude or 0.0, area.longitude or 0.0


def _point(place: Place) -> Point:
    return place.latitude, place.longitude
