"""An outbox that is filled and emptied: what sending and gateways are measured by."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from bot.address import Address
from bot.channels.base import Channel
from bot.cli.connecting import pacings
from bot.config import Settings
from bot.i18n import Catalogs
from bot.message import Notice, Reply, Role, Urgency
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.store.base import Database
from bot.store.contacts import NewContact, keep_contacts
from bot.store.mail import SQLMail
from bot.store.session import CORE
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from tests.channels.telegram_limits import Stopwatch

Opening = Callable[[], AbstractAsyncContextManager[Mapping[str, Channel]]]


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class People:
    """Whom it is for: so many addresses of a channel, which write to our number there."""

    channel: str
    ours: str
    address: Callable[[int], Address]

    async def told(self, database: Database, reply: Reply, number: int) -> None:
        """The same to each of them, waiting in the outbox."""
        people = [NewContact(self.address(n), "chw", None, "fr") for n in range(number)]
        async with database.transaction() as connection:
            await keep_contacts(
                connection, people, channel=self.channel, recipient=self.ours, now=1
            )
        async with SQLStore(database).batch() as session:
            await session.notify([Notice(Role("chw"), reply, Urgency.URGENT)], clock())


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second, also without the time in which others had the processor; and the
    milliseconds of processor that a message takes of us."""

    rate: float
    alone: float
    cost: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f}/s ({self.alone:,.0f}/s alone on the machine, {self.cost:.2f} ms)"


async def measured(
    number: int, people: People, reply: Reply, opening: Opening, settings: Settings
) -> Pace:
    async with _filled(number, people, reply) as database, opening() as channels:
        began, watch, used = perf_counter(), Stopwatch(), process_time()
        await _emptied(database, channels, settings)
        spent = process_time() - used
        return Pace(
            number / (perf_counter() - began), number / watch.seconds, 1000 * spent / number
        )


@asynccontextmanager
async def _filled(number: int, people: People, reply: Reply) -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        async with SQLiteDatabase.open(Path(folder) / "bench.db") as database:
            await people.told(database, reply, number)
            yield database


async def _emptied(database: Database, channels: Mapping[str, Channel], settings: Settings) -> None:
    """Until nothing waits any more."""
    catalogs = Catalogs(LOCALES, ("fr",), "fr")
    paces = pacings(settings, channels)
    outbox = Outbox(SQLMail(database), channels, catalogs, clock, pacings=paces)
    task = asyncio.create_task(outbox.run())
    while True:
        async with database.reading() as connection:
            if not await connection.fetch(CORE, "waiting"):
                break
        await asyncio.sleep(0.05)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
