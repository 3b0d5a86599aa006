"""Areas: regions, health districts and health areas, as a tree with stable ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from bot.contact import Contact
from bot.errors import BadFile
from bot.folding import fold
from bot.geo import distance
from bot.table import between, read_table

Kind = Literal["region", "district", "health_area"]
KINDS = ("region", "district", "health_area")
STARTER = Path(__file__).parent / "gazetteer" / "areas.csv"
FORMER = STARTER.with_name("former_regions.csv")
FORMER_COLUMNS = ("name", "part_of")
COLUMNS = ("id", "name", "kind", "parent_id", "population", "latitude", "longitude")
REQUIRED = ("id", "name", "kind")
RANGES = (("latitude", -90.0, 90.0), ("longitude", -180.0, 180.0), ("population", 0.0, 1e9))


@dataclass(frozen=True, slots=True)
class Area:
    """`id` is stable and never an official code. Latitude and longitude (degrees) are a centre."""

    id: str
    name: str
    kind: Kind
    parent_id: str | None = None
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None


class Areas:
    """The tree, in memory."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = {area.id: area for area in areas}
        self._above = {area_id: self._climbed(area_id) for area_id in self._areas}
        self._below: dict[str, list[str]] = defaultdict(list)
        for area_id, above in self._above.items():
            for area in above:
                self._below[area.id].append(area_id)

    def __iter__(self) -> Iterator[Area]:
        return iter(self._areas.values())

    def find(self, area_id: str) -> Area | None:
        return self._areas.get(area_id)

    def ancestors(self, area_id: str) -> tuple[Area, ...]:
        """Those above it, nearest first."""
        return self._above.get(area_id, ())

    def upwards(self, area_id: str | None) -> tuple[str, ...]:
        """Its id, and those of all above it, nearest first; none for no area."""
        if area_id is None:
            return ()
        return (area_id, *(area.id for area in self.ancestors(area_id)))

    def entrusted(self, contact: Contact, roles: Collection[str], area_id: str | None) -> bool:
        """Whether somebody has one of the roles in the area, in one above it, or everywhere."""
        within = {None, *self.upwards(area_id)}
        return any(a.role in roles and a.area_id in within for a in contact.assignments)

    def below(self, area_id: str) -> Sequence[str]:
        """The ids of all in it, at any depth."""
        return self._below.get(area_id, ())

    def _climbed(self, area_id: str) -> tuple[Area, ...]:
        above: list[Area] = []
        area = self._areas.get(area_id)
        while area and area.parent_id and (area := self._areas.get(area.parent_id)):
            if area in above:
                break
            above.append(area)
        return tuple(above)

    def region_of(self, area_id: str | None) -> Area | None:
        if area_id is None or (area := self.find(area_id)) is None:
            return None
        return next((a for a in (area, *self.ancestors(area_id)) if a.kind == "region"), None)

    def named(self, name: str) -> list[Area]:
        key = fold(name).strip()
        return [area for area in self._areas.values() if fold(area.name) == key]

    def nearest(self, latitude: float, longitude: float, kind: Kind | None = None) -> Area | None:
        """The area with the nearest centre."""
        here = (latitude, longitude)
        known = [
            (distance(here, (area.latitude, area.longitude)), area.id, area)
            for area in self._areas.values()
            if area.latitude is not None and area.longitude is not None
            if kind is None or area.kind == kind
        ]
        return min(known)[2] if known else None


def starter() -> list[Area]:
    """The regions and districts of Mali (laws 2023-006 and 007), centres to a few kilometres."""
    return read_areas(STARTER.read_text("utf-8"), {})


@cache
def former_regions() -> Mapping[str, str]:
    """The names of the regions made since 2012, and of which one each was a part: many still say
    that one."""
    rows = read_table(FORMER.read_text("utf-8"), required=FORMER_COLUMNS, known=FORMER_COLUMNS)
    return {row.values["name"]: row.values["part_of"] for row in rows}


def read_areas(text: str, known: Mapping[str, Area]) -> list[Area]:
    """Areas of a CSV with a header, below each other or below `known` ones.

    Raises `BadFile` with a line for each problem; then nothing is to be imported.
    """
    problems: list[str] = []
    found: dict[str, Area] = {}
    lines: dict[str, int] = {}
    for line in read_table(text, required=REQUIRED, known=COLUMNS):
        wrong = ["more values than columns"] if line.too_many else list(_wrong(line.values, found))
        problems += map(line.problem, wrong)
        if not wrong:
            found[line.values["id"]] = _area(line.values)
            lines[line.values["id"]] = line.number
    problems += _tree_problems(found, lines, known)
    if problems:
        raise BadFile(problems)
    return list(found.values())


def _wrong(row: dict[str, str], found: Mapping[str, Area]) -> Iterator[str]:
    for name in REQUIRED:
        if not row.get(name):
            yield f"no {name}"
    if row.get("kind") and row["kind"] not in KINDS:
        yield f"kind must be one of {', '.join(KINDS)}"
    if row.get("id") in found:
        yield f"id {row['id']} was there before"
    for name, low, high in RANGES:
        if (value := row.get(name)) and not between(value, low, high):
            yield f"{name} must be a number between {low:.0f} and {high:.0f}"


def _area(row: dict[str, str]) -> Area:
    def number(name: str) -> float | None:
        return float(row[name]) if row.get(name) else None

    population = number("population")
    return Area(
        row["id"],
        row["name"],
        cast("Kind", row["kind"]),
        row.get("parent_id") or None,
        None if population is None else int(population),
        number("latitude"),
        number("longitude"),
    )


def _narrower(above: Area, area: Area) -> bool:
    return KINDS.index(above.kind) > KINDS.index(area.kind)


def _tree_problems(
    found: Mapping[str, Area], lines: Mapping[str, int], known: Mapping[str, Area]
) -> Iterator[str]:
    everything = {**known, **found}
    for area in found.values():
        if area.parent_id is not None and area.parent_id not in everything:
            yield f"line {lines[area.id]}: unknown parent_id {area.parent_id}"
            continue
        if area.parent_id is not None and _narrower(everything[area.parent_id], area):
            yield f"line {lines[area.id]}: {area.parent_id} is a narrower kind of area"
        seen = {area.id}
        above = area.parent_id
        while above is not None and above in everything:
            if above in seen:
                yield f"line {lines[area.id]}: {area.id} is above itself"
                break
            seen.add(above)
            above = everything[above].parent_id
