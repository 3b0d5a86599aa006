"""One clock, one fake channel, and real databases."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg
import pytest
import pytest_asyncio
import structlog
from hypothesis import settings

from bot.address import Address
from bot.areas import Areas
from bot.areas import starter as starter_areas
from bot.channels.base import as_sms
from bot.cli.catalogs import compile_
from bot.cli.people import PEOPLE, as_contacts
from bot.dispatcher import Dispatcher
from bot.errors import SendError
from bot.handler import Knowledge
from bot.i18n import Catalogs
from bot.jobs import Jobs
from bot.logs import OTHERS
from bot.message import Inbound, Outbound, Rendered
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.places.files import starter as starter_places
from bot.postage import Postage
from bot.router import Router
from bot.sms import foldings
from bot.store.base import Database
from bot.store.contacts import keep_contacts
from bot.store.mail import SQLMail
from bot.store.places import as_places, settle
from bot.store.postgres import PostgresDatabase
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from bot.understanding import Lexicons
from handlers import FALLBACK, HANDLERS, JOBS, REACTIONS
from tests import cluster

os.environ.setdefault("PTB_TIMEDELTA", "true")
# Errors that are logged on purpose: coloured tracebacks with sources take half a second each.
structlog.configure(
    processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
)
if folder := cluster.memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder)  # databases without a disk's waits
# How long things take is tested by name; `make coverage` tries more.
EXAMPLES = 100 if os.environ.get("KUNNAFONI_EVERY_CASE") else 30
settings.register_profile("any machine", deadline=None, max_examples=EXAMPLES)
settings.load_profile("any machine")
SPOKEN = ("fr", "bm", "en")
# More rows of a table try words, not SQL: this is enough on the second database.
ON_POSTGRES = 1
# Talks that keep nothing of their own: of each file so many tests there.
TALKS, TALKS_ON_POSTGRES = re.compile(r"tests/handlers/advice/"), 3
# Talks that keep what other tests try too, on both: so many of each file.
GUIDES, GUIDES_ON_POSTGRES = (
    re.compile(
        r"tests/handlers/(clinics/test_(guiding|asking|keeping|following)|talk/|broadcast/test_guided"
        r"|test_(always|link|renderings))"
    ),
    8,
)
ON_POSTGRES_ALWAYS = re.compile(r"tests/(store/|test_(dispatcher|outbox|jobs|leading|crash))")
SECOND_ABOVE = 20  # people
BY_KEY = {person.key: person.address for person in PEOPLE}
CHW = BY_KEY["chw-douentza"]
SUPERVISOR = BY_KEY["supervisor-douentza"]
STRANGER = Address("tel", "+22370000099")
_serial = count(1)


@cache
def knowledge() -> Knowledge:
    areas = Areas(starter_areas())
    return Knowledge(
        Lexicons(LOCALES, SPOKEN),
        as_places(starter_places(), areas),
        areas,
        ZoneInfo("Africa/Bamako"),
        SPOKEN,
    )


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **delta: float) -> None:
        self.now += timedelta(**delta)


async def until(condition: Callable[[], object], seconds: float = 30) -> None:
    """Return when it is so; what never comes to be is a failure."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class FakeChannel:
    """Remembers what it was asked to send; raises the failures it was given first."""

    def __init__(self) -> None:
        self.sent: list[tuple[Outbound, Rendered]] = []
        self.failures: list[SendError] = []
        self._count = 0

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((outbound, rendered))
        self._count += 1
        return f"fake-{self._count}"


class House:
    """The whole bot except the network, and the people who write to it."""

    def __init__(self, database: Database, catalogs: Catalogs, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.catalogs = catalogs
        postage = Postage(catalogs, foldings(LOCALES), second_above=SECOND_ABOVE)
        self.knowledge = replace(knowledge(), postage=postage)
        self.channel = FakeChannel()
        self.mail = SQLMail(database)
        self.outbox = Outbox(self.mail, {"fake": self.channel}, catalogs, clock)
        self.dispatcher = self.with_handlers(*HANDLERS)
        self.jobs = Jobs(SQLStore(database), database, JOBS, REACTIONS, self.knowledge, clock)
        self._heard = 0

    def with_handlers(
        self, *handlers, fallback=FALLBACK, reactions=REACTIONS, store=None, **options
    ) -> Dispatcher:
        """A dispatcher of its own: another process, or another bot, on the same database."""
        router = Router(handlers, fallback)
        store = store or SQLStore(self.database)
        return Dispatcher(store, router, reactions, self.knowledge, self.clock, **options)

    def message(self, text: str, sender: Address = CHW, **fields) -> Inbound:
        key = f"in-{next(_serial)}"
        return Inbound("fake", key, sender, "+22370000000", text, self.clock(), **fields)

    async def says(self, text: str, sender: Address = CHW, **fields) -> list[str]:
        await self.dispatcher.receive(self.message(text, sender, **fields))
        return await self.hears(sender)

    async def hears(self, reader: Address) -> list[str]:
        """Deliver what is due; what this person was sent of it, as an SMS phone shows it."""
        before = len(self.channel.sent)
        while await self.outbox.deliver(100):
            pass
        return self.sent_to(reader, before)

    def sent_to(self, reader: Address, before: int = 0) -> list[str]:
        sent = self.channel.sent[before:]
        return [as_sms(rendered) for out, rendered in sent if out.address == reader]

    async def plays(self, transcript: str, sender: Address = CHW) -> None:
        """Run lines of `> what the contact sends` and `< what the bot answers`."""
        expected: list[str] = []
        said: list[str] = []
        for line in filter(None, map(str.strip, transcript.splitlines())):
            if line.startswith(">"):
                assert said == expected
                said, expected = await self.says(line[1:].strip(), sender), []
            else:
                expected.append(line[1:].strip())
        assert said == expected

    async def rows(self, sql: str) -> list[tuple]:
        """What a test wants to see in the database, whichever it is."""
        async with self.database.transaction() as connection:
            raw = connection._raw
            if isinstance(raw, asyncpg.pool.PoolConnectionProxy):
                return [tuple(row) for row in await raw.fetch(sql)]
            return [tuple(row) for row in await raw.execute_fetchall(sql)]

    async def staff(self) -> None:
        """The people of the demo, with their roles."""
        async with self.database.transaction() as connection:
            await settle(connection)
            await keep_contacts(
                connection, as_contacts(), channel="fake", recipient="+22370000000", now=1
            )


@pytest.hookimpl(tryfirst=True)  # before the order becomes random
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test runs on PostgreSQL, a long table only with its first rows there.

    `KUNNAFONI_EVERY_CASE=1` runs them all.
    """
    if os.environ.get("KUNNAFONI_EVERY_CASE"):
        return
    seen: Counter[str] = Counter()
    left_out = []
    for item in items:
        if getattr(item, "callspec", None) and item.callspec.params.get("database") == "postgres":
            name = item.nodeid.partition("[")[0]
            file = name.partition("::")[0]
            seen.update((name, file))
            enough = seen[name] > ON_POSTGRES
            talked = TALKS.search(file) and seen[file] > TALKS_ON_POSTGRES
            guided = GUIDES.search(file) and seen[file] > GUIDES_ON_POSTGRES
            if (enough or talked or guided) and not ON_POSTGRES_ALWAYS.search(name):
                left_out.append(item)
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """Whoever sets up the program's logs leaves nothing of it to the next test."""
    root = logging.getLogger()
    handlers = list(root.handlers)
    levels = {name: logging.getLogger(name).level for name in (*OTHERS, "")}
    yield
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(scope="session")
def catalogs() -> Catalogs:
    compile_()
    return Catalogs(LOCALES, SPOKEN, default="fr")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    programs = cluster.binaries()
    if programs is None:
        yield None
        return
    with cluster.running(programs, *cluster.HASTY, parent=cluster.memory()) as address:
        yield address


@asynccontextmanager
async def fresh(postgres: str) -> AsyncIterator[PostgresDatabase]:
    """A database of its own, copied from one that was brought up to date once."""
    name = f"test_{next(_serial)}"
    admin = await asyncpg.connect(postgres.format(name="template1"))
    try:
        if not await admin.fetch("SELECT 1 FROM pg_database WHERE datname = 'model'"):
            await admin.execute("CREATE DATABASE model")
            async with PostgresDatabase.open(postgres.format(name="model")):
                pass
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE model STRATEGY FILE_COPY")
        async with PostgresDatabase.open(postgres.format(name=name)) as database:
            yield database
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database that was brought up to date once, to copy."""
    file = tmp_path_factory.mktemp("model") / "bot.db"
    async with SQLiteDatabase.open(file):
        pass
    return file


@pytest.fixture(params=["sqlite", "postgres"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, model: Path
) -> AsyncIterator[Database]:
    if request.param == "sqlite":
        shutil.copy(model, tmp_path / "bot.db")
        async with SQLiteDatabase.open(tmp_path / "bot.db") as sqlite:
            yield sqlite
        return
    address = request.getfixturevalue("postgres")
    if address is None:
        reason = "PostgreSQL's server programs are not installed (initdb, pg_ctl)"
        if os.environ.get("KUNNAFONI_REQUIRE_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    async with fresh(address) as database:
        yield database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(database: Database, catalogs: Catalogs, clock: Clock) -> House:
    return House(database, catalogs, clock)


@pytest.fixture
async def staffed(house: House) -> House:
    """The house with the people of the demo in it."""
    await house.staff()
    return house
