"""`kunnafoni visits`: the visits of mobile teams in and out of files."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.desk import Desk, all_known, none_for_show, opened_desk, source_of
from bot.cli.histories import history
from bot.cli.opening import exits_with_problems
from bot.cli.places import text_of
from bot.errors import BadFile
from handlers.clinics.canonical import canonical
from handlers.clinics.clashes import overlapping
from handlers.clinics.files import columns_of, read_visits
from handlers.clinics.imported import calendar_id, visit_changes
from handlers.clinics.model import Visit
from handlers.clinics.records import QUERIES, keep_visits
from handlers.clinics.tables import visits_csv

AHEAD = timedelta(days=92)  # days in which a team cannot be in two places
CALENDAR = (".ics", ".ical", ".ifb", ".icalendar")
UNSAID = {"hidden_hours": "hidden", "precision": "precision", "status": "status"}

visits = typer.Typer(help="Visits of mobile teams.", no_args_is_help=True)
visits.command()(history)


class Format(StrEnum):
    csv = "csv"
    ics = "ics"


class Exact(StrEnum):
    exact = "exact"
    village = "village"
    area = "area"


@dataclass(frozen=True, slots=True)
class Row:
    """A visit of a file. Of one that is known, the fields in `kept` stay as they are."""

    visit: Visit
    kept: frozenset[str] = frozenset()
    uid: str = ""


@visits.command("import")
def import_visits(
    file: Annotated[Path, typer.Argument(help="CSV as `export` writes it, or iCalendar (.ics)")],
    hidden: Annotated[
        int | None, typer.Option(help="new events of a calendar: hidden until so many hours before")
    ] = None,
    precision: Annotated[
        Exact, typer.Option(help="new events of a calendar: what is told of where they are")
    ] = Exact.exact,
) -> None:
    """Add or change visits: all of the file, or nothing and every bad line or event named.

    Rules are RFC 5545's, for example FREQ=WEEKLY;INTERVAL=2;BYDAY=FR. Importing again changes
    nothing. What a file does not say (hidden, precision) stays as it was.
    """
    with exits_with_problems():
        new, changed, over = asyncio.run(_import_visits(file, hidden, precision.value))
    for title in over:
        typer.echo(f"left out, all its days are over: {title}", err=True)
    typer.echo(f"{new} new, {changed} changed")


async def _import_visits(
    file: Path, hidden: int | None, precision: str
) -> tuple[int, int, Sequence[str]]:
    async with opened_desk() as desk:
        if file.suffix.lower() in CALENDAR:
            rows, over = await _of_calendar(file, desk, hidden, precision)
        else:
            rows, over = _of_table(text_of(file), desk), ()
        new, changed = await _keep(rows, desk)
    return new, changed, over


def _of_table(text: str, desk: Desk) -> list[Row]:
    found = read_visits(text, desk.world)
    said = columns_of(text)
    kept = frozenset(field for column, field in UNSAID.items() if column not in said)
    return [Row(visit, kept | {"changes"}) for visit in found]


async def _of_calendar(
    file: Path, desk: Desk, hidden: int | None, precision: str
) -> tuple[list[Row], Sequence[str]]:
    """What is over and not known here is left out: every calendar has its past."""
    reading, fields = (_module(name) for name in ("reading_ics", "ics_fields"))
    secrecy = fields.Secrecy(hidden, precision)
    found = reading.read_ics(_bytes_of(file), desk.world, desk.zone, secrecy)
    own = await calendar_id(desk.connection)
    stored = await desk.connection.fetch(QUERIES, "visits")
    by_uid = {row["external_id"]: row["number"] for row in stored if row["external_id"]}
    number_in = _module("ics").number_in
    rows, over, public = [], [], []
    for each in found:
        number = by_uid.get(f"ics:{each.uid}") or number_in(each.uid, own) or 0
        if each.over and not number:
            over.append(each.title)
            continue
        told = (each.visit.hidden, each.visit.precision)
        if not number and each.private and told == (None, "exact"):
            public.append(f"{each.title}: private; say what may be told: --hidden, --precision")
        rows.append(Row(replace(each.visit, number=number), each.unsaid, f"ics:{each.uid}"))
    if public:
        raise BadFile(public)
    return rows, over


def _module(name: str) -> Any:
    """Of those that need the library of calendars, which few commands do."""
    return importlib.import_module(f"handlers.clinics.{name}")


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadFile([f"{file}: {error.strerror}"]) from error


async def _keep(rows: Sequence[Row], desk: Desk) -> tuple[int, int]:
    before = {visit.number: visit for visit in desk.agenda.visits}
    all_known([row.visit for row in rows], before)
    none_for_show([row.visit for row in rows], desk)
    same = {_key(visit): visit.number for visit in before.values()}
    numbers = [row.visit.number or same.get(_key(row.visit), 0) for row in rows]
    _no_number_twice(numbers)
    fresh = iter(await desk.numbers(numbers.count(0)) if 0 in numbers else ())
    made = [
        _merged(row, number or next(fresh), before)
        for row, number in zip(rows, numbers, strict=True)
    ]
    _no_team_twice(made, desk)
    new = [visit for visit in made if visit.number not in before]
    changed = [
        visit
        for visit in made
        if visit.number in before and canonical(before[visit.number]) != canonical(visit)
    ]
    uids = {visit.number: row.uid for visit, row in zip(made, rows, strict=True) if row.uid}
    await keep_visits(desk.connection, [*changed, *new], uids)
    pairs = [(before.get(visit.number), visit) for visit in (*changed, *new)]
    await desk.tell(visit_changes(pairs, datetime.now(UTC)))
    return len(new), len(changed)


def _merged(row: Row, number: int, before: Mapping[int, Visit]) -> Visit:
    visit = replace(row.visit, number=number)
    known = before.get(number)
    if known is not None:
        visit = replace(visit, **{field: getattr(known, field) for field in row.kept})
    return replace(visit, source=source_of(row.visit, known))


def _key(visit: Visit) -> tuple[object, ...]:
    return visit.team, visit.spot.name, visit.rule.canonical(), visit.begins


def _no_number_twice(numbers: Collection[int]) -> None:
    twice = sorted({number for number in numbers if number and list(numbers).count(number) > 1})
    if twice:
        raise BadFile([f"visit {number} is there twice" for number in twice])


def _no_team_twice(made: Sequence[Visit], desk: Desk) -> None:
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
def export_visits(
    format_: Annotated[
        Format, typer.Option("--format", help="CSV, or iCalendar with all changed days")
    ] = Format.csv,
) -> None:
    """Print all visits, whole, as `import` reads them: not to be published.

    What is hidden and what is withheld of places is in it; what everybody may know is at
    /schedule.ics, where [public] has it.
    """
    with exits_with_problems():
        text, secret = asyncio.run(_export(format_))
    if secret:
        typer.echo(f"{secret} visits are hidden or inexact: do not publish this", err=True)
    typer.echo(text, nl=False)


async def _export(format_: Format) -> tuple[str, int]:
    async with opened_desk() as desk:
        found = desk.agenda.visits
        secret = sum(visit.hidden is not None or visit.precision != "exact" for visit in found)
        if format_ is Format.csv:
            return visits_csv(found), secret
        rows = await desk.connection.fetch(QUERIES, "visits")
        ids = {row["number"]: row["external_id"] for row in rows}
        writing = _module("writing_ics")
        own = await calendar_id(desk.connection)
        paper = writing.Paper(desk.zone, own, datetime.now(UTC))
        return writing.whole_ics(found, paper, ids).decode(), secret
