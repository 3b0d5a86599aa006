"""`kunnafoni locales export|import`: all languages side by side, in one sheet."""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from babel.messages.catalog import Catalog, Message

from bot.cli.budgets import budget, segments
from bot.cli.catalogs import (
    Id,
    forms_of,
    load_catalog,
    locales,
    lost,
    placeholders,
    sources,
    write_catalog,
)
from bot.cli.opening import exits_with_problems
from bot.cli.places import text_of
from bot.errors import BadFile
from bot.paths import LOCALES
from bot.sms import NONE, foldings
from bot.table import Line, read_table

ABOUT = ("id", "where", "segments", "placeholders")  # what a translator only reads
ENGLISH = "English"


@locales.command("export")
def export(file: Annotated[Path, typer.Argument(help="texts.csv or texts.xlsx")]) -> None:
    """Write every text in every language into one sheet, a line for each form."""
    with exits_with_problems():
        rows = list(_rows(_catalogs()))
        try:
            if file.suffix.lower() == ".xlsx":
                _workbook().write(file, rows)
            else:
                with file.open("w", encoding="utf-8-sig", newline="") as opened:
                    csv.writer(opened).writerows(rows)
        except OSError as error:
            raise BadFile([f"{file}: {error.strerror}"]) from error
    typer.echo(f"{file}: {len(rows) - 1} lines")


@locales.command("import")
def import_(file: Annotated[Path, typer.Argument(help="what export wrote, filled in")]) -> None:
    """Take the translations of a sheet: all, or none and every doubtful line named.

    An empty cell leaves what there is. English and what is only read are not taken.
    """
    with exits_with_problems():
        catalogs = _catalogs()
        changes = list(_take(_read(file), catalogs))
        _keep(changes, catalogs)
        typer.echo(f"{len(changes)} texts changed")


def _catalogs() -> dict[str, Catalog]:
    return {path.parent.parent.name: load_catalog(path) for path in sources()}


def _key(message: Message, form: int) -> str:
    """Its English words; a plural's forms are numbered as in the catalog."""
    return message.id if isinstance(message.id, str) else f"{message.id[0]} [{form}]"


def _rows(catalogs: Mapping[str, Catalog]) -> Iterator[list[Any]]:
    yield [*ABOUT, ENGLISH, *catalogs]
    first = next(iter(catalogs.values()))
    for message in (each for each in first if each.id):
        same = {locale: catalog[message.id] for locale, catalog in catalogs.items()}
        where = [name for name, _line in message.locations]
        for form in range(max(len(forms_of(each.string)) for each in same.values())):
            english = message.id if isinstance(message.id, str) else message.id[min(form, 1)]
            yield [
                _key(message, form),
                " ".join(where),
                budget(where) or "",
                " ".join(sorted({f"{{{name}}}" for name in placeholders(english)})),
                english,
                *(_form(each, form) for each in same.values()),
            ]


def _form(message: Message, form: int) -> str:
    forms = forms_of(message.string)
    return forms[form] if form < len(forms) else ""


def _read(file: Path) -> Iterator[Line]:
    if file.suffix.lower() == ".xlsx":
        yield from _workbook().read(file, ABOUT[0])
    else:
        yield from read_table(text_of(file), required=(ABOUT[0],))


def _workbook() -> Any:
    """Apart, because its library is not needed by anything that runs."""
    return importlib.import_module("bot.cli.workbook")


def _take(lines: Iterable[Line], catalogs: Mapping[str, Catalog]) -> Iterator[Change]:
    """The cells that say something else than the catalogs; raises `BadFile` for doubtful ones."""
    known: dict[str, tuple[Id, int]] = {
        _key(message, form): (cast("Id", message.id), form)
        for catalog in catalogs.values()
        for message in catalog
        if message.id
        for form in range(len(forms_of(message.string)))
    }
    problems: list[str] = []
    changes: list[Change] = []
    for line in lines:
        found = known.get(line.values.get(ABOUT[0], ""))
        if found is None:
            problems.append(line.problem("no such text; id is not to be changed"))
            continue
        for locale in catalogs.keys() & line.values.keys():
            change = Change(line, locale, *found, line.values[locale])
            before = _form(catalogs[locale][change.id], change.form)
            if change.text and change.text != before.strip():
                problems += (line.problem(f"{locale}: {x}") for x in change.problems())
                changes.append(change)
    if problems:
        raise BadFile(problems)
    yield from changes


@dataclass(frozen=True, slots=True)
class Change:
    """A translation that a sheet changes: which form of which text, in which language."""

    line: Line
    locale: str
    id: Id
    form: int
    text: str

    def problems(self) -> Iterator[str]:
        """What speaks against it: lost placeholders, too long for its place."""
        try:
            yield from lost(Message(self.id, self.text))
        except ValueError as error:
            yield f"{error}: {self.text}"
            return
        most = budget(self.line.values.get("where", "").split())
        taken = segments(self.text, foldings(LOCALES).get(self.locale, NONE))
        if most is not None and taken > most:
            yield f"{taken} segments on SMS, at most {most}: {self.text}"


def _keep(changes: Iterable[Change], catalogs: Mapping[str, Catalog]) -> None:
    for change in changes:
        message = catalogs[change.locale][change.id]
        forms = forms_of(message.string)
        forms[change.form] = change.text
        message.string = forms[0] if isinstance(message.id, str) else tuple(forms)
        message.user_comments = []  # whoever reviewed it has not seen this
    for source in sources():
        if any(change.locale == source.parent.parent.name for change in changes):
            write_catalog(source, catalogs[source.parent.parent.name])
