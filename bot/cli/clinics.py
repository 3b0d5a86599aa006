"""`kunnafoni clinics`: fixed clinics in and out of files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.desk import Desk, all_known, none_for_show, opened_desk, source_of
from bot.cli.histories import history
from bot.cli.opening import exits_with_problems
from bot.cli.places import text_of
from handlers.clinics.files import read_clinics
from handlers.clinics.imported import clinic_changes
from handlers.clinics.model import Clinic
from handlers.clinics.published import Found, Listed, is_who, read_healthsites, read_who
from handlers.clinics.records import QUERIES, keep_clinics
from handlers.clinics.tables import clinics_csv

SHOWN = 20  # entries of a published list that could not be placed

clinics = typer.Typer(help="Fixed clinics.", no_args_is_help=True)
clinics.command()(history)


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
    async with opened_desk() as desk:
        if suffix in (".geojson", ".json"):
            return await _published(desk, read_healthsites(text, desk.world))
        if is_who(text):
            return await _published(desk, read_who(text, desk.world))
        found = read_clinics(text, desk.world)
        all_known(found, {clinic.number for clinic in desk.agenda.clinics})
        none_for_show(found, desk)
        new, changed = await _keep_clinics(desk, found)
    return new, changed, ()


async def _published(desk: Desk, listed: Listed) -> tuple[int, int, tuple[str, ...]]:
    """What is known by the list's own id is left as people have corrected it since."""
    rows = await desk.connection.fetch(QUERIES, "clinics")
    known = {row["external_id"] for row in rows}
    unique: dict[str, Found] = {each.external_id: each for each in listed.found}
    new = [each for key, each in unique.items() if key not in known]
    numbers = await desk.numbers(len(new)) if new else range(0)
    ids = {number: each.external_id for number, each in zip(numbers, new, strict=True)}
    made = [replace(each.clinic, number=number) for number, each in zip(numbers, new, strict=True)]
    await _keep(desk, [(None, clinic) for clinic in made], ids)
    return len(new), 0, listed.left_out


async def _keep(
    desk: Desk, pairs: Sequence[tuple[Clinic | None, Clinic]], ids: Mapping[int, str]
) -> None:
    """`pairs`: what was, and what is."""
    await keep_clinics(desk.connection, [now for _was, now in pairs], ids)
    await desk.tell(clinic_changes(pairs, datetime.now(UTC)))


async def _keep_clinics(desk: Desk, found: Sequence[Clinic]) -> tuple[int, int]:
    """Without a number a clinic is new, unless one of its name is there already."""
    by_name = {(c.name, c.spot.name): c.number for c in desk.agenda.clinics}
    named = [replace(c, number=c.number or by_name.get((c.name, c.spot.name), 0)) for c in found]
    new = [clinic for clinic in named if not clinic.number]
    fresh = iter(await desk.numbers(len(new)) if new else ())
    made = [c if c.number else replace(c, number=next(fresh)) for c in named]
    before = {clinic.number: clinic for clinic in desk.agenda.clinics}
    made = [replace(c, source=source_of(c, before.get(c.number))) for c in made]
    changed = [c for c in made if c.number in before and _differs(before[c.number], c)]
    kept = [*changed, *(c for c in made if c.number not in before)]
    await _keep(desk, [(before.get(clinic.number), clinic) for clinic in kept], {})
    return len(new), len(changed)


def _differs(was: Clinic, now: Clinic) -> bool:
    return replace(was, source="") != replace(now, source="")


@clinics.command("export")
def export_clinics() -> None:
    """Print all clinics as CSV, as `import` reads it."""
    with exits_with_problems():
        text = asyncio.run(_export())
    typer.echo(text, nl=False)


async def _export() -> str:
    async with opened_desk() as desk:
        return clinics_csv(desk.agenda.clinics)
