"""`kunnafoni clinics` and `kunnafoni visits`: the schedule in and out of files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.areas import Areas
from bot.cli.opening import database, exits_with_problems
from bot.cli.places import text_of
from bot.errors import BadFile
from bot.store.base import Connection
from bot.store.places import load_areas, load_places
from bot.store.session import CORE
from handlers.clinics import services
from handlers.clinics.agenda import Agenda, overlapping
from handlers.clinics.files import World, read_clinics, read_visits
from handlers.clinics.model import DEMO, Clinic, Visit
from handlers.clinics.published import Found, Listed, is_who, read_healthsites, read_who
from handlers.clinics.records import (
    QUERIES,
    keep_clinics,
    keep_visits,
    load_agenda,
    next_version,
)
from handlers.clinics.tables import clinics_csv, visits_csv

AHEAD = timedelta(days=92)  # days in which a team cannot be in two places
SHOWN = 20  # entries of a published list that could not be placed

clinics = typer.Typer(help="Fixed clinics.", no_args_is_help=True)
visits = typer.Typer(help="Visits of mobile teams.", no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One transaction, and what files are checked against."""

    connection: Connection
    world: World
    agenda: Agenda
    demo: bool

    async def numbers(self, count: int) -> range:
        [row] = await self.connection.fetch(CORE, "reserve_numbers", count=count)
        return range(row["first"], row["first"] + count)


@asynccontextmanager
async def _desk() -> AsyncIterator[_Desk]:
    async with database() as opened, opened.database.transaction() as connection:
        areas = Areas(await load_areas(connection))
        places = await load_places(connection, areas)
        known = opened.settings
        folder = known.data.folder
        theirs = folder / services.OURS.name if folder else services.OURS
        listed = services.load(theirs if theirs.is_file() else services.OURS)
        today = datetime.now(UTC).astimezone(ZoneInfo(known.bot.timezone)).date()
        world = World(places, areas, listed, today)
        purpose = await connection.fetch(CORE, "stamp", key="purpose")
        demo = bool(purpose) and purpose[0]["value"] == DEMO
        yield _Desk(connection, world, await load_agenda(connection), demo)


@clinics.command("import")
def import_clinics(
    file: Annotated[
        Path, typer.Argument(help="CSV of ours, WHO's facility list, or healthsites.io's GeoJSON")
    ],
) -> None:
    """Add or change clinics. Of a CSV of ours all, or nothing and every bad line named.

    Importing the same file again changes nothing. Entries of a published list that cannot be
    placed are named and left out.
    """
    with exits_with_problems():
        new, changed, left_out = asyncio.run(_import_clinics(text_of(file), file.suffix.lower()))
    for line in left_out[:SHOWN]:
        typer.echo(line, err=True)
    if len(left_out) > SHOWN:
        typer.echo(f"and {len(left_out) - SHOWN} more without a known place", err=True)
    typer.echo(f"{new} new, {changed} changed, {len(left_out)} left out")


async def _import_clinics(text: str, suffix: str) -> tuple[int, int, tuple[str, ...]]:
    async with _desk() as desk:
        if suffix in (".geojson", ".json"):
            return await _published(desk, read_healthsites(text, desk.world))
        if is_who(text):
            return await _published(desk, read_who(text, desk.world))
        found = read_clinics(text, desk.world)
        _all_known(found, {clinic.number for clinic in desk.agenda.clinics})
        _none_for_show(found, desk)
        new, changed = await _keep_clinics(desk, found, {})
    return new, changed, ()


async def _published(desk: _Desk, listed: Listed) -> tuple[int, int, tuple[str, ...]]:
    """What is known by the list's own id is left as people have corrected it since."""
    rows = await desk.connection.fetch(QUERIES, "clinics")
    known = {row["external_id"] for row in rows}
    unique: dict[str, Found] = {each.external_id: each for each in listed.found}
    new = [each for key, each in unique.items() if key not in known]
    numbers = await desk.numbers(len(new)) if new else range(0)
    ids = {number: each.external_id for number, each in zip(numbers, new, strict=True)}
    made = [replace(each.clinic, number=number) for number, each in zip(numbers, new, strict=True)]
    await keep_clinics(desk.connection, made, ids)
    await next_version(desk.connection)
    return len(new), 0, listed.left_out


async def _keep_clinics(
    desk: _Desk, found: Sequence[Clinic], ids: dict[int, str]
) -> tuple[int, int]:
    """Without a number a clinic is new, unless one of its name is there already."""
    by_name = {(c.name, c.spot.name): c.number for c in desk.agenda.clinics}
    named = [replace(c, number=c.number or by_name.get((c.name, c.spot.name), 0)) for c in found]
    new = [clinic for clinic in named if not clinic.number]
    fresh = iter(await desk.numbers(len(new)) if new else ())
    made = [c if c.number else replace(c, number=next(fresh)) for c in named]
    before = {clinic.number: clinic for clinic in desk.agenda.clinics}
    made = [replace(c, source=_source(c, before.get(c.number))) for c in made]
    changed = [c for c in made if c.number in before and _differs(before[c.number], c)]
    await keep_clinics(
        desk.connection, [*changed, *(c for c in made if c.number not in before)], ids
    )
    await next_version(desk.connection)
    return len(new), len(changed)


def _differs(was: Clinic, now: Clinic) -> bool:
    return replace(was, source="") != replace(now, source="")


def _source(new: Clinic | Visit, known: Clinic | Visit | None) -> str:
    """What the file says; else as it was."""
    return new.source or (known.source if known else "file")


def _none_for_show(found: Sequence[Clinic | Visit], desk: _Desk) -> None:
    """What a demo shows must not be told to people who would set out for it."""
    if not desk.demo and any(each.source == DEMO for each in found):
        raise BadFile(["demo data: it goes into a demo's database only"])


def _all_known(found: Sequence[Clinic | Visit], numbers: set[int]) -> None:
    unknown = [each.number for each in found if each.number and each.number not in numbers]
    if unknown:
        raise BadFile([f"no {number} is known; leave the number empty for new ones"
                       for number in unknown])  # fmt: skip


@clinics.command("export")
def export_clinics() -> None:
    """Print all clinics as CSV, as `import` reads it."""
    with exits_with_problems():
        agenda = asyncio.run(_agenda())
    typer.echo(clinics_csv(agenda.clinics), nl=False)


@visits.command("import")
def import_visits(
    file: Annotated[Path, typer.Argument(help="CSV, as `export` writes it")],
) -> None:
    """Add or change visits: all of the file, or nothing and every bad line named.

    Rules are RFC 5545's, for example FREQ=WEEKLY;INTERVAL=2;BYDAY=FR. Importing again changes
    nothing.
    """
    with exits_with_problems():
        new, changed = asyncio.run(_import_visits(text_of(file)))
    typer.echo(f"{new} new, {changed} changed")


async def _import_visits(text: str) -> tuple[int, int]:
    async with _desk() as desk:
        found = read_visits(text, desk.world)
        _all_known(found, {visit.number for visit in desk.agenda.visits})
        _none_for_show(found, desk)
        before = {visit.number: visit for visit in desk.agenda.visits}
        same = {_key(visit): visit.number for visit in before.values()}
        named = [replace(v, number=v.number or same.get(_key(v), 0)) for v in found]
        new = [visit for visit in named if not visit.number]
        fresh = iter(await desk.numbers(len(new)) if new else ())
        made = [v if v.number else replace(v, number=next(fresh)) for v in named]
        made = [replace(v, changes=before[v.number].changes) if v.number in before else v
                for v in made]  # fmt: skip
        made = [replace(v, source=_source(v, before.get(v.number))) for v in made]
        _no_team_twice(made, desk)
        changed = [v for v in made if v.number in before and before[v.number] != v]
        await keep_visits(desk.connection, [*changed, *(v for v in made if v.number not in before)])
        await next_version(desk.connection)
    return len(new), len(changed)


def _key(visit: Visit) -> tuple[object, ...]:
    return visit.team, visit.spot.name, visit.rule, visit.begins


def _no_team_twice(made: Sequence[Visit], desk: _Desk) -> None:
    """Raises `BadFile` for a team that would be in two places at once."""
    others = {visit.number: visit for visit in desk.agenda.visits}
    others |= {visit.number: visit for visit in made}
    today = desk.world.today
    problems = []
    for visit in made:
        clash = overlapping(others.values(), visit, today, today + AHEAD)
        if clash is not None and clash.visit.number > visit.number:
            problems.append(
                f"{visit.team}: at {visit.spot.name} and at {clash.spot.name} on {clash.on}"
            )
    if problems:
        raise BadFile(problems)


@visits.command("export")
def export_visits() -> None:
    """Print all visits as CSV, as `import` reads it."""
    with exits_with_problems():
        agenda = asyncio.run(_agenda())
    typer.echo(visits_csv(agenda.visits), nl=False)


async def _agenda() -> Agenda:
    async with database() as opened, opened.database.reading() as connection:
        return await load_agenda(connection)
