"""`kunnafoni voice add|approve|status|script|remove`: advice for people who do not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import opus
from bot.cli.opening import exits_with_problems, settings
from bot.cli.parse import BAMAKO
from bot.cli.signing import review_of
from bot.cli.voicing import Spoken, Studio, counted
from bot.config import Settings
from bot.errors import BadConfig, BadFile
from bot.locales import locale_of
from bot.voices import mark_of
from handlers.advice import recordings
from handlers.advice.recordings import Recording

# Telegram shows larger voice messages as files (core.telegram.org/bots/api, Sending files).
LARGEST = 1_000_000  # bytes
SHORTEST, LONGEST = 1, 120  # seconds
CONVERT = "To convert it: ffmpeg -i {name} -c:a libopus -b:a 24k -ac 1 {stem}.ogg"

voice = typer.Typer(help="Recordings of advice, for people who do not read.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="of a text; `voice script` lists them")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...")]
Locale = Annotated[str, typer.Option(help="the language that is spoken")]
By = Annotated[str, typer.Option(help="the role or institution, no name")]


@voice.command()
def add(
    id_: Id,
    file: Annotated[Path, typer.Argument(help="OGG with Opus, at most two minutes")],
    locale: Locale,
    by: By,
) -> None:
    """Keep a recording of a text, copied into the folder that the configuration names.

    Nobody hears it before it is approved. Another of the same text and language takes its place.
    """
    with exits_with_problems():
        known, locale = settings(), locale_of(locale)
        folder = _folder(known, locale, by)
        studio = Studio(known)
        spoken = _spoken(studio, id_, locale)
        content, sound = _sound(file)
        text, mark = spoken.text, mark_of(content)
        kept = Recording(
            text.id, locale, f"{text.id}-{locale}-{mark}.ogg", mark, round(sound.seconds, 1),
            by.strip(), _today(), spoken.read, spoken.version.source, spoken.version.words,
        )  # fmt: skip
        _copy(content, folder / kept.file)
        _keep(folder, studio, kept)
        typer.echo(f"{text.id} {locale}: {kept.seconds:.0f} s kept. It has to say:")
        typer.echo(f"  {spoken.read}: {spoken.words}")
        typer.echo("Nobody hears it yet. Who knows the language listens, then:")
        typer.echo(f"  kunnafoni voice approve {text.id} --locale {locale} --by ROLE")


@voice.command()
def approve(ids: Ids, locale: Locale, by: By) -> None:
    """Record that somebody responsible has listened, and that these may be heard as they are."""
    with exits_with_problems():
        known, locale = settings(), locale_of(locale)
        folder = _folder(known, locale, by)
        studio = Studio(known)
        for spoken in [_spoken(studio, id_, locale) for id_ in ids]:
            if spoken.recording is None or spoken.state == "gone":
                raise BadFile([f"{spoken.text.id} {locale}: no recording; `voice add` keeps one"])
            studio.recordings[spoken.text.id, locale] = replace(
                spoken.recording, approved_by=by.strip(), approved_on=_today(), read=spoken.read,
                source=spoken.version.source, words=spoken.version.words,
            )  # fmt: skip
            typer.echo(f"{spoken.text.id} {locale} says: {spoken.words}")
        recordings.write(folder, studio.recordings.values())
        typer.echo(f"Approved by {by.strip()}. A bot that runs sends it within seconds.")
        _tell_of_drafts(known, [_spoken(studio, id_, locale) for id_ in ids])


@voice.command()
def remove(id_: Id, locale: Locale) -> None:
    """Take a recording away: nobody hears it any more, and its file is deleted."""
    with exits_with_problems():
        known, locale = settings(), locale_of(locale)
        folder, studio = _folder(known, locale), Studio(known)
        text = studio.first(id_)
        found = studio.recordings.pop((text.id if text else id_, locale), None)
        if found is None:
            raise BadFile([f"{id_} {locale}: no recording"])
        recordings.write(folder, studio.recordings.values())
        (folder / found.file).unlink(missing_ok=True)
        typer.echo(f"{found.id} {locale}: taken away")


@voice.command()
def status(locale: Annotated[str | None, typer.Option(help="only this language")] = None) -> None:
    """Show what is recorded, stale, not approved, or missing, of each text and language.

    stale: the text has changed since; gone: its file is not there, or another is in its place.
    """
    with exits_with_problems():
        known = settings()
        studio = Studio(known)
        review = review_of(known, drafts=False)
        width = max(map(len, studio.texts))
        for each in _locales(known, locale):
            for text in studio.texts.values():
                found = studio.spoken(text, each)
                waits = found.state == "recorded" and not review.may_be_said(text.msgid, each)
                typer.echo(f"{text.id:{width}}  {each}  {_shown(found, waits=waits)}")
        for each, count in counted(known, studio):
            typer.echo(f"{each} {count['recorded']} of {len(studio.texts)} recorded and approved")
        typer.echo(f"Only written, for what they name: {', '.join(studio.only_written())}")
        typer.echo("An answer is heard when all of it is recorded in one language. What says to go")
        typer.echo("at once is heard by itself.")


@voice.command()
def script(
    locale: Locale,
    everything: Annotated[
        bool, typer.Option("--all", help="also what is recorded and still right")
    ] = False,
) -> None:
    """Print what is to be read aloud: each text with its id, in words that the speaker reads."""
    with exits_with_problems():
        known = settings()
        [locale] = _locales(known, locale)
        studio = Studio(known)
        for text in studio.texts.values():
            found = studio.spoken(text, locale)
            if everything or found.state not in ("recorded", "unapproved"):
                typer.echo(f"{text.id}\n  {found.read}: {found.words}\n")


def _shown(found: Spoken, *, waits: bool) -> str:
    kept = found.recording
    if kept is None:
        return found.state
    approved = f", approved by {kept.approved_by} {kept.approved_on}" if kept.approved_by else ""
    told = f"{found.state}  {kept.seconds:.0f} s, {kept.by} {kept.on}{approved}"
    return f"{told} (not heard: the text is a draft, `advice approve`)" if waits else told


def _tell_of_drafts(known: Settings, heard: list[Spoken]) -> None:
    review = review_of(known, drafts=False)
    for each in heard:
        if not review.may_be_said(each.text.msgid, each.locale):
            typer.echo(f"{each.text.id}: its text is a draft; `advice approve` comes first.")


def _sound(file: Path) -> tuple[bytes, opus.Sound]:
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise BadFile([f"{file}: {error.strerror}"]) from error
    if size > LARGEST:
        raise BadFile([f"{file}: {size / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f}", _convert(file)])
    try:
        sound = opus.read(content)
    except BadFile as error:
        raise BadFile([*(f"{file}: {each}" for each in error.problems), _convert(file)]) from error
    if not SHORTEST <= sound.seconds <= LONGEST:
        told = f"{file}: {sound.seconds:.1f} seconds; from {SHORTEST} to {LONGEST}"
        raise BadFile([told])
    return content, sound


def _convert(file: Path) -> str:
    return CONVERT.format(name=file.name, stem=file.stem)


def _spoken(studio: Studio, id_: str, locale: str) -> Spoken:
    if id_ not in studio.every:
        raise BadFile([f"{id_}: no such text; `kunnafoni voice status` lists them"])
    if (text := studio.first(id_)) is None:
        raise BadFile([f"{id_}: names what is never the same, a day or a vaccine: only written"])
    return studio.spoken(text, locale)


def _folder(known: Settings, locale: str, by: str = "somebody") -> Path:
    folder = known.voice.folder
    if folder is None:
        raise BadConfig(["[voice] folder: name one; recordings are kept there"])
    _locales(known, locale)
    if not by.strip() or "\n" in by:
        raise BadFile(["--by: the role or institution that answers for it"])
    return folder


def _locales(known: Settings, wanted: str | None) -> tuple[str, ...]:
    if wanted is None:
        return known.bot.locales
    if (locale := locale_of(wanted)) not in known.bot.locales:
        raise BadFile([f"{wanted}: no language of [bot] locales"])
    return (locale,)


def _copy(content: bytes, there: Path) -> None:
    """In one step: who reads meanwhile finds the whole of it, or nothing."""
    half = there.with_suffix(".new")
    try:
        half.write_bytes(content)
        half.replace(there)
    except OSError as error:
        raise BadFile([f"{there}: {error.strerror}"]) from error


def _keep(folder: Path, studio: Studio, kept: Recording) -> None:
    """In the place of the one before it, whose file goes."""
    before = studio.recordings.get((kept.id, kept.locale))
    studio.recordings[kept.id, kept.locale] = kept
    recordings.write(folder, studio.recordings.values())
    if before is not None and before.file != kept.file:
        (folder / before.file).unlink(missing_ok=True)


def _today() -> date:
    return datetime.now(BAMAKO).date()
