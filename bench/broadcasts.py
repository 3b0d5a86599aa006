"""Messages to many: finding a million recipients, sending, and answering people meanwhile.

`python -m bench.broadcasts [--people N] [--messages N] [--postgres URL]` makes people in an empty
database and times three things: the recipients of a broadcast to all of them, beside one
`INSERT ... SELECT` of the same rows as the limit; messages a second to a channel that takes
everything, beside two bare updates of the same rows, 64 at a time, as the limit; and how long
answers to people take meanwhile, from their message to the channel.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from bot import logs
from bot.address import Address
from bot.cli.running import run_quickly
from bot.dispatcher import Dispatcher
from bot.i18n import Catalogs
from bot.jobs import Jobs
from bot.message import Inbound, Outbound, Rendered
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.router import Router
from bot.sending import USUAL
from bot.store.base import Database, Queries, Row, as_rows
from bot.store.mail import SQLMail
from bot.store.postgres import PostgresDatabase
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from handlers import FALLBACK, HANDLERS, REACTIONS
from handlers.broadcast import sending
from tests.conftest import knowledge
from tests.handlers.broadcast.crowd import begun, crowded

QUERIES = Queries(Path(__file__).with_name("broadcasts.sql"))
ASKS = 400  # answers that are timed
BARE = 10_000  # rows of the limit
PAUSE = 0.02  # seconds between two of them
PERSON = Address("tel", "+22370000099")


def clock() -> datetime:
    return datetime.now(UTC)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Accepting:
    """A channel that takes everything at once; when each person's answer reached it."""

    def __init__(self) -> None:
        self.sent = 0
        self.answered: asyncio.Queue[float] = asyncio.Queue()

    async def send(self, outbound: Outbound, _rendered: Rendered) -> str:
        if outbound.broadcast is None:
            self.answered.put_nowait(perf_counter())
        else:
            self.sent += 1
        return outbound.id


@asynccontextmanager
async def opened(url: str | None) -> AsyncIterator[Database]:
    if url is not None:
        async with PostgresDatabase.open(url) as postgres:
            yield postgres
        return
    with tempfile.TemporaryDirectory() as folder:
        async with SQLiteDatabase.open(Path(folder) / "bench.db") as sqlite:
            yield sqlite


def jobs_of(database: Database, outbox: Outbox | None = None) -> Jobs:
    wake = outbox.wake if outbox else lambda: None
    store, known = SQLStore(database), knowledge()
    return Jobs(store, database, (sending.job,), REACTIONS, known, clock, wake)


async def expansion(database: Database, people: int) -> None:
    await crowded(database, people)
    number = await begun(database, clock())
    jobs, before, began = jobs_of(database), megabytes(), perf_counter()
    slowest = 0.0
    while not await expanded(database, number):
        since = perf_counter()
        await jobs.run_due()
        slowest = max(slowest, perf_counter() - since)
    seconds, grown = perf_counter() - began, megabytes() - before
    began = perf_counter()
    async with database.transaction() as connection:
        await connection.fetch(QUERIES, "at_once", number=-1)
    limit = perf_counter() - began
    print(
        f"{people:,} recipients: {seconds:.1f} s (wanted 60), one INSERT ... SELECT {limit:.1f} s "
        f"(wanted within 3x: {seconds / limit:.1f}x), {grown:.0f} MB more, {megabytes():.0f} MB in "
        f"all (wanted 250), longest transaction {slowest * 1000:.0f} ms"
    )
    async with database.transaction() as connection:
        await connection.fetch(QUERIES, "forget")


async def expanded(database: Database, number: int) -> bool:
    async with database.reading() as connection:
        [row] = await connection.fetch(QUERIES, "state", number=number)
    return row["expanded_at"] is not None


async def sending_and_answering(
    database: Database, catalogs: Catalogs, people: int, messages: int
) -> None:
    await begun(database, clock())
    channel = Accepting()
    outbox = Outbox(SQLMail(database), {"fake": channel}, catalogs, clock)
    jobs = jobs_of(database, outbox)
    dispatcher = Dispatcher(
        SQLStore(database), Router(HANDLERS, FALLBACK), REACTIONS, knowledge(), clock,
        committed=lambda _records: outbox.wake(),
    )  # fmt: skip
    tasks = [asyncio.create_task(outbox.run()), asyncio.create_task(jobs.run())]
    while not channel.sent:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    began, ours, already = perf_counter(), process_time(), channel.sent
    while channel.sent < min(messages, people // 2):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    sent = channel.sent - already
    rate, each = sent / (perf_counter() - began), (process_time() - ours) / sent
    waits = await answers(dispatcher, channel)
    over = channel.sent >= people
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    bare, p99 = await bare_updates(database), quantiles(waits, n=100)[98]
    print(
        f"{rate:,.0f} messages/s to a channel that takes everything (wanted 1,000), "
        f"{each * 1000:.2f} ms of our processor each; two bare updates of the same rows "
        f"{bare:,.0f}/s: {rate / bare:.2f} of it"
    )
    print(
        f"{len(waits)} answers meanwhile: p99 {p99 * 1000:.0f} ms (wanted 2,000), longest "
        f"{max(waits) * 1000:.0f} ms{' (it was over before they were)' if over else ''}"
    )


async def bare_updates(database: Database) -> float:
    """Rows a second that are taken and settled, each in a transaction of so many, without more."""
    async with database.reading() as connection:
        rows = await connection.fetch(QUERIES, "sent", most=BARE)
    began = perf_counter()
    for batch in batched(rows, USUAL.most):
        ids = as_rows(batch)
        for name in ("take", "settle"):
            async with database.transaction() as connection:
                await connection.fetch(QUERIES, name, ids=ids)
    return len(rows) / (perf_counter() - began)


def batched(rows: Sequence[Row], most: int) -> Iterator[Sequence[Row]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))


async def answers(dispatcher: Dispatcher, channel: Accepting) -> list[float]:
    """Somebody asks again and again, each time for another help."""
    serial, waits = count(), []
    for _each in range(ASKS):
        key = f"ask-{next(serial)}"
        began = perf_counter()
        person = Address("tel", f"+2237000{1000 + next(serial)}")
        await dispatcher.receive(Inbound("fake", key, person, "+22370000000", "aide", clock()))
        waits.append(await channel.answered.get() - began)
        await asyncio.sleep(PAUSE)
    return waits


async def main(people: int, messages: int, url: str | None) -> None:
    catalogs = Catalogs(LOCALES, ("fr",), "fr")
    async with opened(url) as database:
        await expansion(database, people)
        await sending_and_answering(database, catalogs, people, messages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=30_000)
    parser.add_argument("--postgres", help="the URL of an empty database; else a SQLite file")
    given = parser.parse_args()
    logs.configure("error", "text", [])
    run_quickly(main(given.people, given.messages, given.postgres))
