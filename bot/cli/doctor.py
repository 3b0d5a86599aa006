"""`kunnafoni doctor`: whether everything configured really works, and what to mend."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import typer

from bot.areas import Areas
from bot.channels.base import Channel, Checked, Poller
from bot.cli.connecting import connected
from bot.cli.house import clock
from bot.cli.line_checks import Check, lines
from bot.cli.opening import settings
from bot.cli.signing import summary
from bot.cli.voicing import Studio, counted
from bot.config import Settings
from bot.errors import BotError, SendError
from bot.i18n import Catalogs
from bot.paths import LOCALES
from bot.store.base import Database, Row
from bot.store.opening import open_database
from bot.store.places import load_areas
from bot.store.session import CORE
from bot.understanding import checking
from handlers.alerts import imported, rulebook
from handlers.report import risks

ENOUGH = 200 * 2**20  # bytes of disk: some hundred thousand messages
PATIENCE = 30  # seconds for one provider to answer


def doctor() -> None:
    """Check configuration, database, texts and every configured channel; say what to mend.

    Asks each provider for real. Exit status 1 if anything is to be mended.
    """
    checks = asyncio.run(_shown())
    bad = sum(bool(check.mend) for check in checks)
    typer.echo(f"{len(checks) - bad} well, {bad} to mend")
    if bad:
        raise typer.Exit(1)


async def _shown() -> list[Check]:
    found = []
    async for check in examined():
        typer.echo(f"{'MEND' if check.mend else 'ok  '}  {check.what}")
        if check.mend:
            typer.echo(f"      {check.mend}")
        found.append(check)
    return found


async def examined() -> AsyncIterator[Check]:
    """One after the other, so that a slow provider does not hide the rest."""
    try:
        known = settings(secrets=True)
    except BotError as error:
        for line in str(error).splitlines():
            yield Check("configuration", line)
        return
    yield Check("configuration")
    yield _texts(known)
    yield _words(known)
    yield _advice(known)
    if known.voice.folder is not None:
        yield _voices(known)
    async for check in _database(known):
        yield check
    async for check in _channels(known):
        yield check


def _texts(known: Settings) -> Check:
    try:
        Catalogs(LOCALES, known.bot.locales, known.bot.default_locale, known.bot.fallback)
    except BotError as error:
        return Check("texts", f"{error}: run `make catalogs`")
    return Check(f"texts: {', '.join(known.bot.locales)}")


def _words(known: Settings) -> Check:
    """The deployment's own words beside ours."""
    wrong = checking.problems(LOCALES, known.data.folder)
    return Check("words understood", "\n      ".join(wrong))


def _advice(known: Settings) -> Check:
    """What is not approved is no fault; that nobody sees it would be one."""
    try:
        found = ", ".join(summary(known))
    except BotError as error:
        return Check("advice", str(error))
    return Check(f"advice: {found}; the rest sends people to the health centre")


def _voices(known: Settings) -> Check:
    """What is missing is no fault; a recording that nobody hears any more is one."""
    try:
        found = dict(counted(known, Studio(known)))
    except BotError as error:
        return Check("voices", str(error))
    heard = ", ".join(f"{locale} {states['recorded']}" for locale, states in found.items())
    lost = sum(states["stale"] + states["gone"] for states in found.values())
    mend = f"{lost} are stale or gone: `kunnafoni voice status` shows them" if lost else ""
    return Check(f"voices: {heard} texts can be heard", mend)


async def _database(known: Settings) -> AsyncIterator[Check]:
    what = f"database: {'SQLite' if known.database.alone else 'PostgreSQL'}"
    try:
        async with open_database(known.database.url) as database:
            yield Check(what)
            for check in (*await _state(database), *await lines(database, known)):
                yield check
            yield await _rules(database, known)
            async with database.reading() as connection:
                for row in await imported.far_below(connection):
                    yield _past(row)
    except BotError as error:
        yield Check(what, str(error))
    if known.database.alone:
        free = shutil.disk_usage(".").free
        few = f"only {free // 2**20} MB are free: make room" if free < ENOUGH else ""
        yield Check("disk", few)


async def _state(database: Database) -> Sequence[Check]:
    async with database.reading() as connection:
        purpose = await connection.fetch(CORE, "stamp", key="purpose")
        failed = await connection.fetch(CORE, "failed_inbounds")
    demo = bool(purpose) and purpose[0]["value"] == "demo"
    mend = "this is demo data: name another database in [database] url" if demo else ""
    again = "`kunnafoni inbox list` shows them, `kunnafoni inbox retry` takes them again"
    return (
        Check("data", mend),
        Check(f"failed messages: {len(failed)}", again if failed else ""),
    )


async def _rules(database: Database, known: Settings) -> Check:
    """The deployment's own health risks and rules of alerts; also areas that there are not."""
    async with database.reading() as connection:
        tree = await load_areas(connection)
    try:
        listed = risks.load(_own(known, risks.OURS))
        file = _own(known, rulebook.OURS)
        own = Areas(tree) if file != rulebook.OURS else None
        ids = {area.id for area in own} if own is not None else None
        rules = rulebook.load(file, risks=listed, areas=ids, tree=own)
    except BotError as error:
        return Check("health risks and rules", str(error))
    return Check(f"health risks: {len(listed)}, rules of alerts: {len(list(rules))}")


def _past(row: Row) -> Check:
    what = f"past of {row['area_id']}: {row['risk']}"
    beside = f"{row['observed']} cases in the last weeks, beside {row['upper']} by its past"
    return Check(
        what,
        f"{beside}: it seems to count other people's cases, and nothing will be above it. "
        f"`kunnafoni reports past --forget {row['area_id']}` takes it back (docs/alerts.md)",
    )


def _own(known: Settings, ours: Path) -> Path:
    """The deployment's file in the place of ours, if it has one."""
    theirs = known.data.folder / ours.name if known.data.folder else None
    return theirs if theirs and theirs.is_file() else ours


async def _channels(known: Settings) -> AsyncIterator[Check]:
    async with AsyncExitStack() as stack:
        try:
            found = await connected(known, stack, clock)
        except BotError as error:
            yield Check("channels", str(error))
            return
        if not found.channels:
            yield Check("channels", "none is configured: nobody can reach the bot")
        for name, channel in found.channels.items():
            yield await _channel(name, channel)
        called = [
            path
            for path, hook in found.webhooks.items()
            if not isinstance(hook, Poller) and path not in found.pulled
        ]
        if called and not known.web.public_url:
            paths = ", ".join(called)
            yield Check(f"webhooks: {paths}", "[web] public_url is not set: providers cannot call")


async def _channel(name: str, channel: Channel) -> Check:
    if not isinstance(channel, Checked):
        return Check(f"channel {name}: configured")
    try:
        async with asyncio.timeout(PATIENCE):
            return Check(f"channel {name}: {await channel.check()}")
    except TimeoutError:
        return Check(f"channel {name}", "no answer; is the network there?")
    except SendError as error:
        return Check(f"channel {name}", str(error))
