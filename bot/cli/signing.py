"""`kunnafoni advice status|show|approve`: which advice a health authority has approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import exits_with_problems, settings
from bot.cli.parse import BAMAKO
from bot.config import Settings
from bot.errors import BadConfig, BadFile
from bot.i18n import translations
from bot.locales import locale_of
from bot.paths import LOCALES
from bot.review import LAST, Review, Watched
from handlers.advice import signoff, texts
from handlers.advice.signoff import Approval, State
from handlers.advice.texts import Advice

HERE = Path(texts.__file__).parent
advice = typer.Typer(help="Advice, and who has approved it.", no_args_is_help=True)
Words = Callable[[Advice, str], str | None]
Table = Mapping[tuple[str, str], State]  # by id and locale


def table(known: Settings) -> Table:
    """The state of every text in every language of this deployment."""
    approvals = signoff.read(known.data.folder)
    said = words_of(known)
    return {
        (text.id, locale): signoff.state(
            text, locale, said(text, locale), approvals, data_file(known)
        )
        for text in in_force(known).values()
        for locale in known.bot.locales
    }


def in_force(known: Settings) -> Mapping[str, Advice]:
    """Our texts, some of them in the words of the deployment."""
    return texts.load(data_file(known)(texts.OURS.name))


def words_of(known: Settings) -> Words:
    """What a text says in a language, without falling back; None where it is not translated."""
    ours = {locale: translations(LOCALES, locale) for locale in known.bot.locales}

    def said(text: Advice, locale: str) -> str | None:
        return text.said(locale, ours[locale](text.msgid))

    return said


def review_of(known: Settings, *, drafts: bool) -> Review:
    """What may be said in which language; with `drafts` all of it, marked."""
    every = in_force(known).values()
    states = table(known)
    approved = {
        locale: frozenset(t.msgid for t in every if states[t.id, locale] == "reviewed")
        for locale in known.bot.locales
    }
    reworded = [text for text in every if text.words or text.text != text.msgid]
    words = {
        locale: {t.msgid: said for t in reworded if (said := t.said(locale, None)) is not None}
        for locale in known.bot.locales
    }
    return Review(
        frozenset(text.msgid for text in every),
        frozenset(text.msgid for text in every if text.always),
        approved,
        known.bot.default_locale,
        drafts,
        words,
    )


def watched_review(known: Settings, *, drafts: bool) -> Watched[Review]:
    """The same, kept up to date while the bot runs: approvals are read again when they change."""
    return Watched(
        lambda: review_of(known, drafts=drafts), lambda: signoff.stamp(known.data.folder)
    )


def summary(known: Settings) -> Iterator[str]:
    """`fr 0 of 64 approved`, for each language."""
    states = table(known)
    for locale in known.bot.locales:
        found = [state for (_id, theirs), state in states.items() if theirs == locale]
        yield f"{locale} {found.count('reviewed')} of {len(found)} approved"


@advice.command()
def status() -> None:
    """Show each text, when it was last compared with its sources, and its state by language.

    "always": said without approval, in French and English, since it may never be missing.
    """
    with exits_with_problems():
        known = settings()
        states = table(known)
        every = in_force(known)
        width = max(map(len, every))
        for text in every.values():
            shown = (f"{locale} {_shown(text, locale, states)}" for locale in known.bot.locales)
            typer.echo(f"{text.id:{width}}  checked {text.checked}  {', '.join(shown)}")
        for line in summary(known):
            typer.echo(line)
        typer.echo("What is not approved is not said by `kunnafoni run`: people are sent to the")
        typer.echo("nearest health centre instead. The demo says it, marked as a draft.")


def _shown(text: Advice, locale: str, states: Table) -> str:
    state = states[text.id, locale]
    if text.always and locale in LAST and state != "reviewed":
        return f"{state} (always said)"
    return "draft (changed since it was approved)" if state == "changed" else state


@advice.command()
def show(id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show a text in every language, with its sources and what of it is general knowledge."""
    with exits_with_problems():
        known = settings()
        text, said = _text(known, id_), words_of(known)
        typer.echo(f"source: {text.source} ({text.confidence}), checked {text.checked}")
        if text.gk:
            typer.echo(f"general knowledge, to be confirmed: {', '.join(text.gk)}")
        if text.data:
            typer.echo(f"speaks of values of: {', '.join(text.data)}")
        approvals, states = signoff.read(known.data.folder), table(known)
        for locale in known.bot.locales:
            words = said(text, locale)
            typer.echo(f"{locale} {_shown(text, locale, states)}: {words or '-'}")
            if (approval := approvals.get((id_, locale))) is not None:
                typer.echo(f"   {approval.by}, {approval.on}")


@advice.command()
def approve(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")],
    locale: Annotated[str, typer.Option(help="the language whose words were read")],
    by: Annotated[str, typer.Option(help="the role or institution that answers for it, no name")],
) -> None:
    """Record that these texts may be said in that language, as they stand now.

    Kept in the data folder of the configuration; a bot that runs reads it within seconds.
    """
    with exits_with_problems():
        known, locale = settings(), locale_of(locale)
        folder = _folder(known, locale, by)
        approvals = dict(signoff.read(folder))
        today = datetime.now(BAMAKO).date()
        said = words_of(known)
        for text in [_text(known, id_) for id_ in ids]:
            words = said(text, locale)
            if words is None:
                raise BadFile([f"{text.id}: not translated into {locale}"])
            source = signoff.source_version(text, data_file(known))
            approvals[text.id, locale] = Approval(
                text.id, locale, by.strip(), today, source, signoff.words_version(words)
            )
            typer.echo(f"{text.id} {locale}: {words}")
        signoff.write(folder, approvals.values())
        typer.echo(f"Approved by {by.strip()}. A bot that runs says it within seconds.")


def _text(known: Settings, id_: str) -> Advice:
    if (found := in_force(known).get(id_)) is None:
        raise BadFile([f"{id_}: no such text; `kunnafoni advice status` lists them"])
    return found


def _folder(known: Settings, locale: str, by: str) -> Path:
    """Where the approvals are kept."""
    folder = known.data.folder
    if folder is None:
        raise BadConfig(["[data] folder: name one; approvals are kept there"])
    if locale not in known.bot.locales:
        raise BadFile([f"{locale}: no language of [bot] locales"])
    if not by.strip() or "\n" in by:
        raise BadFile(["--by: the role or institution that answers for it"])
    return folder


def data_file(known: Settings) -> signoff.DataFile:
    def found(name: str) -> Path:
        theirs = known.data.folder / name if known.data.folder else None
        return theirs if theirs and theirs.is_file() else HERE / name

    return found
