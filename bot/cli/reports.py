"""`kunnafoni reports`: what was reported, for whoever works on with it."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO
from zoneinfo import ZoneInfo

import typer

from bot.areas import Areas
from bot.cli.exchanging import mapped_by, week_start
from bot.cli.opening import Opened, database, exits_with_problems
from bot.errors import BadFile
from bot.store.places import load_areas
from handlers.exchange.datavalues import whole
from handlers.exchange.linelist import Setting, columns
from handlers.exchange.records import Span, pages, told
from handlers.exchange.writing import as_csv, as_geojson

reports = typer.Typer(help="Reports, for whoever works on with them.", no_args_is_help=True)
FIRST, LAST = date(1970, 1, 1), date(2999, 12, 31)


class Format(StrEnum):
    csv = "csv"
    xlsx = "xlsx"
    geojson = "geojson"
    dhis2 = "dhis2"


@dataclass(frozen=True, slots=True)
class Wish:
    format: Format
    span: Span
    output: Path | None
    mapping: Path | None
    personal: bool
    everything: bool
    hxl: bool


As = Annotated[
    Format, typer.Option("--format", help="a line a report, or dhis2: weekly totals to import")
]
Since = Annotated[str | None, typer.Option(help="the first day, 2026-11-23")]
Until = Annotated[str | None, typer.Option(help="the last day")]
Output = Annotated[Path | None, typer.Option(help="the file to write; else it is printed")]
Personal = Annotated[bool, typer.Option(help="also age, exact point, reporter, number, message")]
All = Annotated[bool, typer.Option("--all", help="also withdrawn, corrected and in training")]
Hxl = Annotated[bool, typer.Option(help="a row of HXL tags below the names")]
Mapping = Annotated[Path | None, typer.Option(help="for dhis2; else [dhis2] mapping")]


@reports.command()
def export(
    format_: As = Format.csv,
    since: Since = None,
    until: Until = None,
    output: Output = None,
    personal: Personal = False,
    everything: All = False,
    hxl: Hxl = True,
    mapping: Mapping = None,
) -> None:
    """Write the line list, or the weekly totals for DHIS2.

    Days are those of the events: the onset, or else the day of the report. For dhis2 weeks are
    whole, and count what is not refused; a resident's signal once it is confirmed.
    """
    with exits_with_problems():
        span = Span(_day(since) or FIRST, _day(until) or LAST)
        wish = Wish(format_, span, output, mapping, personal, everything, hxl)
        count = asyncio.run(_export(wish))
    if personal:
        typer.echo("this holds personal data: keep it as such", err=True)
    if output is not None:
        typer.echo(f"{count} written to {output}", err=True)


def _day(written: str | None) -> date | None:
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError as error:
        raise BadFile([f"{written}: a day is written 2026-11-24"]) from error


async def _export(wish: Wish) -> int:
    if wish.format is Format.xlsx and wish.output is None:
        raise BadFile(["a spreadsheet is a file: say which with --output"])
    async with database() as opened:
        async with opened.database.reading() as connection:
            areas = Areas(await load_areas(connection))
        if wish.format is Format.dhis2:
            return await _totals(wish, opened, areas)
        return await _lines(wish, opened, areas)


async def _lines(wish: Wish, opened: Opened, areas: Areas) -> int:
    chosen = columns(personal=wish.personal)
    zone = ZoneInfo(opened.settings.bot.timezone)
    setting = Setting(areas, zone, week_start(opened.settings))
    async with opened.database.reading() as connection:
        found = pages(connection, wish.span, everything=wish.everything)
        if wish.format is Format.xlsx:
            xlsx = importlib.import_module("handlers.exchange.writing_xlsx")
            count: int = await xlsx.as_xlsx(found, chosen, setting, wish.output, hxl=wish.hxl)
            return count
        with ExitStack() as stack:
            to = _opened(wish.output, stack)
            if wish.format is Format.csv:
                return await as_csv(found, chosen, setting, to, hxl=wish.hxl)
            return await as_geojson(found, chosen, setting, to)


async def _totals(wish: Wish, opened: Opened, areas: Areas) -> int:
    configured = opened.settings.dhis2
    file = wish.mapping or (configured.mapping if configured else None)
    if file is None:
        raise BadFile(["which of our areas and figures are which of DHIS2's: say with --mapping"])
    mapped = mapped_by(file, opened.settings, areas)
    first, last = (mapped.week(mapped.period_of(day)) for day in (wish.span.since, wish.span.until))
    span = Span(first.starts_on, last.ends_on)
    async with opened.database.reading() as connection:
        zone = ZoneInfo(opened.settings.bot.timezone)
        found = await told(connection, span, mapped, areas, week_start(opened.settings), zone)
    if found.lost:
        typer.echo(f"{found.lost} cases and deaths lie in areas without a unit", err=True)
    data = whole(found.weeks, mapped)
    with ExitStack() as stack:
        _opened(wish.output, stack).write(json.dumps(data, indent=2) + "\n")
    return len(data["dataValues"])


def _opened(output: Path | None, stack: ExitStack) -> TextIO:
    if output is None:
        return sys.stdout
    try:
        return stack.enter_context(output.open("w", encoding="utf-8", newline=""))
    except OSError as error:
        raise BadFile([f"{output}: {error.strerror}"]) from error
