"""`kunnafoni place`, `kunnafoni places import`, `kunnafoni areas import|list`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.areas import Areas, read_areas
from bot.areas import starter as starter_areas
from bot.cli.lines import messages, print_json
from bot.cli.opening import database, exits_with_problems, settings
from bot.errors import BadFile
from bot.places import Match, Places
from bot.places.files import merged, read_places, with_towns
from bot.places.files import starter as starter_places
from bot.store.places import (
    as_places,
    keep_areas,
    keep_places,
    load_areas,
    load_entries,
    load_places,
)

places = typer.Typer(help="The gazetteer.", no_args_is_help=True)
areas = typer.Typer(help="Regions, districts and health areas.", no_args_is_help=True)
SHOWN = 5


def gazetteer(file: Path | None = None) -> Places:
    """The places of a file, or the starter list."""
    tree = Areas(starter_areas())
    if file is None:
        return as_places(starter_places(), tree)
    return as_places(with_towns(read_places(text_of(file), tree)), tree)


def text_of(file: Path) -> str:
    """Raises `BadFile` where it cannot be read."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise BadFile([f"{file}: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise BadFile([f"{file}: not UTF-8 text"]) from error


def place(
    name: Annotated[str | None, typer.Argument(help="a name; without one, a line each")] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, help="how many candidates at most; else 5, and all as good as the best"
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--places", help="look in this file instead of the database")
    ] = None,
) -> None:
    """Find places by a misspelt name: one JSON array of candidates a line, best first."""
    with exits_with_problems():
        known = gazetteer(file) if file or not _is_there() else asyncio.run(_from_database())
        tree = known.areas
        lines = [name] if name is not None else messages()
        for line in lines:
            found = [_data(match, tree) for match in _candidates(known, line, limit)]
            print_json(found)


def _candidates(known: Places, name: str, limit: int | None) -> list[Match]:
    """Equally good ones are shown together, however many, unless a limit was asked for."""
    found = known.search(name, limit=limit)
    if limit is not None:
        return found
    best = [m for m in found if (m.score, m.lettered) == (found[0].score, found[0].lettered)]
    return found[: max(SHOWN, len(best))]


def _is_there() -> bool:
    """Only a look: asking for a place does not create a database."""
    scheme, _colon, path = settings().database.url.partition(":")
    return scheme != "sqlite" or Path(path.removeprefix("///")).exists()


async def _from_database() -> Places:
    """The configured database's gazetteer."""
    async with database() as opened, opened.database.reading() as connection:
        tree = Areas(await load_areas(connection))
        return await load_places(connection, tree)


def _data(match: Match, tree: Areas) -> dict[str, Any]:
    region = tree.region_of(match.place.area_id)
    return {
        "name": match.place.name,
        "region": region.name if region else None,
        "latitude": match.place.latitude,
        "longitude": match.place.longitude,
        "score": round(match.score, 3),
    }


@places.command("import")
def import_places(
    file: Annotated[Path, typer.Argument(help="a GeoNames country file, or a CSV")],
) -> None:
    """Add the places of a file: all of it, or nothing and every bad line named.

    A place that is known already only gains spellings; importing again changes nothing.
    """
    with exits_with_problems():
        before, after = asyncio.run(_import_places(text_of(file)))
    typer.echo(f"{after - before} new places, {after} in all")


async def _import_places(text: str) -> tuple[int, int]:
    async with database() as opened, opened.database.transaction() as connection:
        tree = Areas(await load_areas(connection))
        known = await load_entries(connection)
        everything = merged(known, read_places(text, tree))
        await keep_places(connection, everything)
    return len(known), len(everything)


@places.callback()
def _group() -> None:
    """The gazetteer."""


@areas.command("import")
def import_areas(
    file: Annotated[
        Path, typer.Argument(help="CSV: id,name,kind,parent_id,population,latitude,longitude")
    ],
) -> None:
    """Add or change areas: all of the file, or nothing and every bad line named."""
    with exits_with_problems():
        count = asyncio.run(_import_areas(text_of(file)))
    typer.echo(f"{count} areas")


async def _import_areas(text: str) -> int:
    async with database() as opened, opened.database.transaction() as connection:
        known = {area.id: area for area in await load_areas(connection)}
        found = read_areas(text, known)
        await keep_areas(connection, found)
    return len(found)


@areas.command("list")
def list_areas() -> None:
    """Print every area: id, kind, name."""
    with exits_with_problems():
        for area in asyncio.run(_areas()):
            typer.echo(f"{area.id}\t{area.kind}\t{area.name}")


async def _areas() -> list[Any]:
    async with database() as opened, opened.database.transaction() as connection:
        return await load_areas(connection)
