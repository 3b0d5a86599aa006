"""`kunnafoni parse`: how the bot reads messages, one JSON object a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.lines import messages, print_json
from bot.cli.opening import exits_with_problems, settings
from bot.cli.places import gazetteer
from bot.errors import BadFile, MissingCatalog
from bot.i18n import Catalogs
from bot.paths import LOCALES
from bot.places import Places
from bot.text import Text
from bot.understanding import Lexicons
from handlers.report import risks
from handlers.report.finding import Finding, Question, Reading
from handlers.report.grammar import read

KNOWN = ("fr", "bm", "en", "ar")
BAMAKO = ZoneInfo("Africa/Bamako")
Translate = Callable[[Text], str]


class Reader:
    """Reads messages as the bot does, without a person's place or past.

    `extra` is the folder of a deployment's own list of risks and words.
    """

    def __init__(self, places: Places, today: date, extra: Path | None = None) -> None:
        self._lexicons = Lexicons(LOCALES, KNOWN, extra)
        theirs = extra / risks.OURS.name if extra else None
        self._risks = risks.load(theirs if theirs and theirs.is_file() else risks.OURS)
        self._places = places
        self._today = today

    def reading(self, text: str, locale: str | None, today: date | None = None) -> Reading:
        return read(
            self._lexicons.understand(text, locale),
            risks=self._risks,
            places=self._places,
            today=today or self._today,
            locale=locale,
        )

    def read(self, text: str, locale: str | None, today: date | None = None) -> dict[str, Any]:
        """The reading as plain data, its question in English."""
        return as_data(self.reading(text, locale, today), english)


def parse(
    locale: Annotated[
        str, typer.Option(help="the language of the messages: fr, bm, en or ar")
    ] = "fr",
    today: Annotated[str | None, typer.Option(help='the day "hier" counts from')] = None,
    places: Annotated[
        Path | None, typer.Option(help="names, a CSV with a header, or a GeoNames country file")
    ] = None,
) -> None:
    """Read messages, one a line, and print what each says, one JSON object a line."""
    with exits_with_problems():
        if locale not in KNOWN:
            raise BadFile([f"{locale}: no such language here; there are {', '.join(KNOWN)}"])
        reader = Reader(gazetteer(places), day_of(today), settings().data.folder)
        translate = translation(locale)
        for message in messages():
            data = as_data(reader.reading(message, locale), translate)
            print_json(data)


def day_of(written: str | None) -> date:
    if written is None:
        return datetime.now(BAMAKO).date()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadFile([f"{written}: a day is written 2026-11-24"]) from error


def translation(locale: str) -> Translate:
    """Into the catalog's words; into English, and it is said, where no catalog is compiled."""
    try:
        catalogs = Catalogs(LOCALES, KNOWN, "fr")
    except MissingCatalog as error:
        typer.echo(f"{error}; questions are in English until then", err=True)
        return english
    return lambda text: catalogs.translate(text, locale)


def english(text: Text) -> str:
    """The text as it stands in the source."""
    singular = text.plural is None or text.values.get("count") == 1
    pattern = text.msgid if singular else text.plural or text.msgid
    values = {
        name: english(value) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return pattern.format_map(values) if values else pattern


def as_data(reading: Reading, translate: Translate) -> dict[str, Any]:
    return {
        "reports": [_finding(finding) for finding in reading.reports],
        "zero": reading.zero,
        "question": _question(reading.question, translate) if reading.question else None,
        "not_understood": list(reading.not_understood),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "risk": finding.risk,
        "count": finding.count,
        "female": finding.female,
        "male": finding.male,
        "sex_unknown": finding.sex_unknown,
        "cases": [
            {"sex": case.sex, "age_group": case.age_group, "count": case.count}
            for case in finding.cases
        ],
        "age_months": finding.age_months,
        "age_group": finding.age_group,
        "deaths": finding.deaths,
        "severe": finding.severe,
        "vaccinated": finding.vaccinated,
        "onset": finding.onset.isoformat() if finding.onset else None,
        "place": finding.place.name if finding.place else None,
    }


def _question(question: Question, translate: Translate) -> dict[str, Any]:
    return {
        "text": translate(question.text),
        "choices": [translate(option.label) for option in question.options],
    }
