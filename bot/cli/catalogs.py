"""`kunnafoni locales compile|update|check`: the texts, from source to what readers see."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from tempfile import NamedTemporaryFile
from typing import cast

import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.cli.attested import unattested
from bot.cli.budgets import budget, segments
from bot.cli.explaining import comments
from bot.cli.opening import exits_with_problems, settings
from bot.paths import LOCALES
from bot.sms import NONE, foldings
from bot.understanding import checking

ROOT = LOCALES.parent
KEYWORDS = {"_": None, "n_": (1, 2)}
# Data files whose entries say something: the tables, and the field that does.
NAMED = {
    "handlers/report/risks.toml": {"risk": "name"},
    "handlers/clinics/services.toml": {"service": "name", "kind": "name"},
    "handlers/advice/texts.toml": {"text": "text"},
    "handlers/advice/topics.toml": {"topic": "name"},
}
ALIKE = 0.6  # of a text that is no longer said, and one that its translation may serve
COMPLETE = ("fr",)  # English is in the source; others may fall back
Id = str | tuple[str, ...]

locales = typer.Typer(help="The texts and their translations.", no_args_is_help=True)


def sources() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


@cache
def texts() -> tuple[tuple[Id, str], ...]:
    """Every text of the program, and the file that says it; looked for once."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[Id, str]]:
    for folder in ("bot", "handlers"):
        found = extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
        )
        for name, _line, text, _comments, _context in found:
            yield text, f"{folder}/{name}"
    for file, tables in NAMED.items():
        data = tomllib.loads((ROOT / file).read_text("utf-8"))
        for table, said in tables.items():
            yield from ((entry[said], file) for entry in data[table])


def load_catalog(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name)


@locales.command("compile")
def compile_() -> None:
    """Make the compiled catalogs that the program reads."""
    for source in sources():
        catalog = load_catalog(source)
        for message in list(catalog):
            if message.id and not is_translated(message):
                catalog.delete(message.id)  # else an empty plural would stand as English
        whole = source.with_suffix(".mo")
        with NamedTemporaryFile(dir=whole.parent, suffix=".mo", delete=False) as file:
            write_mo(file, catalog)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(whole)  # at once: others may be reading it
        typer.echo(f"{source.parent.parent.name}: compiled")


@locales.command()
def update() -> None:
    """Add new texts to every catalog, untranslated; keep of the old ones what may still serve."""
    template = Catalog()
    for text, where in texts():
        template.add(text, locations=[(where, 0)])
    for source in sources():
        catalog = load_catalog(source)
        catalog.update(template, no_fuzzy_matching=True)
        forget(catalog)
        write_catalog(source, catalog)


def write_catalog(source: Path, catalog: Catalog) -> None:
    """With what a translator has to know above each text."""
    for message in (each for each in catalog if each.id):
        named = (name for text in forms_of(message.id) for name in placeholders(text))
        message.auto_comments = list(comments(message, named))
    with source.open("wb") as file:
        write_po(file, catalog, omit_header=False, include_lineno=False, width=100)


def forget(catalog: Catalog) -> None:
    """Keep a translation that is no longer said only while a text like it has none."""
    waiting = [forms_of(m.id)[0] for m in catalog if m.id and not is_translated(m)]
    catalog.obsolete = {
        key: message
        for key, message in catalog.obsolete.items()
        if is_translated(message)
        and get_close_matches(forms_of(message.id)[0], waiting, n=1, cutoff=ALIKE)
    }


@locales.command()
def check() -> None:
    """Fail where French lacks a text, a translation lost a placeholder, a word has two meanings,
    a word of a draft has no source.

    The deployment's own lexicons, in `[data] folder`, are looked at too.
    """
    wanted = {text for text, _where in texts()}
    with exits_with_problems():
        problems = checking.problems(LOCALES, settings().data.folder)
    for source in sources():
        catalog = load_catalog(source)
        locale = source.parent.parent.name
        translated = {m.id for m in catalog if m.id and is_translated(m)}
        problems += [f"{locale}: {problem}" for m in catalog if m.id for problem in lost(m)]
        problems += [f"{locale}: {each}" for each in unattested(source.parent.parent, catalog)]
        missing = sorted(str(text) for text in wanted - translated)
        if locale in COMPLETE:
            problems += [f"{locale}: not translated: {text}" for text in missing]
        typer.echo(f"{locale}: {len(wanted) - len(missing)} of {len(wanted)} texts")
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(1 if problems else 0)


@locales.command()
def status() -> None:
    """How far each language is: translated, fuzzy, reviewed, and its longest text on SMS."""
    wanted = {text for text, _where in texts()}
    known = foldings(LOCALES)
    typer.echo("locale\ttranslated\tfuzzy\treviewed\tlongest")
    for source in sources():
        locale, catalog = source.parent.parent.name, load_catalog(source)
        said = [m for m in catalog if m.id in wanted and is_translated(m)]
        longest = [
            segments(form, known.get(locale, NONE))
            for m in said
            if budget(name for name, _line in m.locations) is not None
            for form in forms_of(m.string)
        ]
        typer.echo(
            f"{locale}\t{len(said)} of {len(wanted)}\t{sum(m.fuzzy for m in said)}\t"
            f"{sum(map(is_reviewed, said))}\t{max(longest, default=0)} segments"
        )
        for line in catalog.header_comment.splitlines():
            typer.echo(f"\t{line.lstrip('# ')}")


def is_reviewed(message: Message) -> bool:
    """Somebody wrote so above it: `# reviewed: name, day`."""
    return any(line.casefold().startswith("reviewed") for line in message.user_comments)


def is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def lost(message: Message) -> Iterator[str]:
    """Placeholders that a translation has and its text has not, or the other way round.

    A form for one may leave out the number.
    """
    wanted = {name for text in forms_of(message.id) for name in placeholders(text)}
    for form in filter(None, forms_of(message.string)):
        found = set(placeholders(form))
        if found - wanted or (wanted - found) - {"count"}:
            yield f"placeholders differ: {form}"


def forms_of(forms: object) -> list[str]:
    return [forms] if isinstance(forms, str) else [str(form) for form in cast("list[str]", forms)]


def placeholders(text: str) -> Iterator[str]:
    for _literal, name, _spec, _conversion in Formatter().parse(text):
        if name is not None:
            yield name
