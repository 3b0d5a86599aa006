"""Places from files: our starter list, a list of names, a CSV, a GeoNames country file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.areas import Areas
from bot.errors import BadFile
from bot.geo import distance
from bot.places import Place
from bot.places.entry import MAX_PROBLEMS, TOWN_AT_LEAST, Entry
from bot.places.geonames import read_geonames
from bot.places.spelling import letters
from bot.table import between, read_table

STARTER = Path(__file__).parent.parent / "gazetteer" / "places.csv"
SAME = 15.0  # km within which two places of one name are one


def starter() -> list[Entry]:
    """The towns of Mali's regions and districts, to about two kilometres; written by us."""
    rows = csv.DictReader(io.StringIO(STARTER.read_text("utf-8")))
    return [
        Entry(
            Place(
                f"place-{letters(row['name'])}",
                row["name"],
                row["area_id"],
                float(row["latitude"]),
                float(row["longitude"]),
                TOWN_AT_LEAST,
            ),
            tuple(filter(None, row["alternates"].split("|"))),
        )
        for row in rows
    ]


def read_places(text: str, areas: Areas) -> list[Entry]:
    """A GeoNames dump, a CSV with a header `name,...`, or one name a line.

    Raises `BadFile` with a line for each problem.
    """
    text = text.removeprefix("\ufeff")
    first = text.lstrip().partition("\n")[0]
    if "\t" in first:
        return read_geonames(text, areas)
    if "name" in [name.strip() for name in re.split("[,;]", first)]:
        return _read_csv(text, areas)
    return [_bare(line.strip(), areas) for line in text.splitlines() if line.strip()]


def _bare(name: str, areas: Areas, row: dict[str, str] | None = None) -> Entry:
    """A name with no more known of it than its line says."""
    region = (row or {}).get("region")
    area = next(iter(areas.named(region or name)), None)
    point = _point(row or {}) or (
        (area.latitude or 0.0, area.longitude or 0.0) if area else (0.0, 0.0)
    )
    where = "-".join(filter(None, (letters(name), letters(region or ""))))
    return Entry(Place(f"place-{where}", name, area.id if area else None, *point, TOWN_AT_LEAST))


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    try:
        return float(row["latitude"]), float(row["longitude"])
    except (KeyError, ValueError):
        return None


def _read_csv(text: str, areas: Areas) -> list[Entry]:
    entries: list[Entry] = []
    problems: list[str] = []
    for line in read_table(text, required=("name",)):
        wrong = ["more values than columns"] if line.too_many else list(_wrong(line.values))
        problems += map(line.problem, wrong)
        if not wrong:
            entries.append(_bare(line.values["name"], areas, line.values))
    if problems:
        raise BadFile(problems[:MAX_PROBLEMS])
    return entries


def _wrong(row: dict[str, str]) -> Iterator[str]:
    if not row.get("name"):
        yield "no name"
    for name, most in (("latitude", 90), ("longitude", 180)):
        if (value := row.get(name)) and not between(value, -most, most):
            yield f"{name} must be a number between {-most} and {most}"


def merged(known: Iterable[Entry], new: Iterable[Entry]) -> list[Entry]:
    """Both, each place once: a new one of the same name and spot only adds its spellings.

    What is known keeps its id and name, so that nothing that refers to it is lost; its area is
    that of the newest import of the same file.
    """
    kept: dict[str, Entry] = {entry.place.id: entry for entry in known}
    by_name: dict[str, list[str]] = {}
    for entry in kept.values():
        for name in _names(entry):
            by_name.setdefault(name, []).append(entry.place.id)
    for entry in sorted(new, key=lambda e: -e.place.population):
        twin = _twin(entry, kept, by_name)
        if twin is None:
            kept[entry.place.id] = entry
        else:
            kept[twin.place.id] = _joined(twin, entry)
    return list(kept.values())


def with_towns(entries: Iterable[Entry]) -> list[Entry]:
    """The same places under their own names; those of our starter list are known as towns."""
    found = list(entries)
    known = {entry.place.id for entry in found}
    both = merged(found, starter())
    return [entry for entry in both if entry.place.id in known]


def _names(entry: Entry) -> Iterator[str]:
    yield from dict.fromkeys(map(letters, (entry.place.name, *entry.spellings)))


def _twin(entry: Entry, kept: dict[str, Entry], by_name: dict[str, list[str]]) -> Entry | None:
    if entry.place.id in kept:
        return kept[entry.place.id]
    here = (entry.place.latitude, entry.place.longitude)
    near = [
        kept[place_id]
        for name in _names(entry)
        for place_id in by_name.get(name, ())
        if distance(here, _point_of(kept[place_id].place)) <= SAME
    ]
    return max(near, key=lambda each: each.place.population, default=None)


def _point_of(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


def _joined(known: Entry, new: Entry) -> Entry:
    spellings = dict.fromkeys((*known.spellings, new.place.name, *new.spellings))
    spellings.pop(known.place.name, None)
    population = max(known.place.population, new.place.population)
    again = known.place.id == new.place.id and new.place.area_id is not None
    area_id = new.place.area_id if again else known.place.area_id
    return Entry(replace(known.place, population=population, area_id=area_id), tuple(spellings))
