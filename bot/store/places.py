"""Areas and places in the database; the starter lists until something is imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from bot.areas import Area, Areas
from bot.areas import starter as starter_areas
from bot.places import Place, Places
from bot.places.entry import Entry
from bot.places.files import starter as starter_places
from bot.store.base import Connection, Queries, as_rows

QUERIES = Queries(Path(__file__).parent / "queries" / "places.sql")


async def settle(connection: Connection) -> None:
    """Put the starter lists into a database that has no areas or no places yet."""
    [counted] = await connection.fetch(QUERIES, "counted")
    if not counted["areas"]:
        await keep_areas(connection, starter_areas())
    if not counted["places"]:
        await keep_places(connection, starter_places())


async def load_areas(connection: Connection) -> list[Area]:
    return [Area(**row) for row in await connection.fetch(QUERIES, "areas")]


async def keep_areas(connection: Connection, areas: Iterable[Area]) -> None:
    rows = [{name: getattr(area, name) for name in Area.__slots__} for area in areas]
    await connection.fetch(QUERIES, "keep_areas", rows=as_rows(rows))


async def load_entries(connection: Connection) -> list[Entry]:
    return [
        Entry(
            Place(
                row["id"],
                row["name"],
                row["area_id"],
                row["latitude"],
                row["longitude"],
                row["population"],
            ),
            tuple(orjson.loads(row["alternates"])),
        )
        for row in await connection.fetch(QUERIES, "places")
    ]


async def load_places(connection: Connection, areas: Areas) -> Places:
    """The gazetteer, ready to be asked."""
    return as_places(await load_entries(connection), areas)


def as_places(entries: Iterable[Entry], areas: Areas) -> Places:
    known = list(entries)
    spellings = ((entry.place.id, name) for entry in known for name in entry.spellings)
    return Places((entry.place for entry in known), areas, spellings)


async def keep_places(connection: Connection, entries: Iterable[Entry]) -> None:
    rows = [
        {
            "id": entry.place.id,
            "name": entry.place.name,
            "area_id": entry.place.area_id,
            "latitude": entry.place.latitude,
            "longitude": entry.place.longitude,
            "population": entry.place.population,
            "alternates": orjson.dumps(entry.spellings).decode(),
        }
        for entry in entries
    ]
    await connection.fetch(QUERIES, "keep_places", rows=as_rows(rows))
