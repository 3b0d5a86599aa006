"""Sending through Telegram: how fast the outbox is, and whether Telegram's limits are kept.

`python -m bench.sending [--messages N] [--seconds N]` fills the outbox of a SQLite file and
empties it against a Telegram of our own, which refuses what is too much as the real one does.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from telegram.request import BaseRequest

from bench.path import until_listening
from bot import logs
from bot.address import Address
from bot.channels.telegram import opened
from bot.cli.connecting import pacings
from bot.cli.running import run_quickly
from bot.config import Settings, Telegram
from bot.i18n import Catalogs
from bot.message import Choice, Notice, Reply, Role, Urgency
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.store.base import Database
from bot.store.contacts import NewContact, keep_contacts
from bot.store.mail import SQLMail
from bot.store.session import CORE
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from bot.text import verbatim
from tests.channels.telegram import TOKEN, FakeTelegram
from tests.channels.telegram_limits import Stopwatch, Strict
from tests.channels.telegram_server import Server, serving

LATENCY = 0.02  # seconds
PORT = 18110
SAID = Reply(
    verbatim("Deja recu sous le no 126. Nouveau cas ?"),
    (Choice("yes", verbatim("oui")), Choice("no", verbatim("non"))),
)


def clock() -> datetime:
    return datetime.now(UTC)


async def fill(database: Database, number: int) -> None:
    """A message with two buttons for each of so many people."""
    people = [NewContact(Address("telegram", str(n + 1)), "chw", None, "fr") for n in range(number)]
    async with database.transaction() as connection:
        await keep_contacts(connection, people, channel="telegram", recipient="@x", now=1)
    async with SQLStore(database).batch() as session:
        await session.notify([Notice(Role("chw"), SAID, Urgency.URGENT)], clock())


async def empty(
    database: Database, config: Telegram, requests: tuple[BaseRequest, BaseRequest] | None
) -> None:
    """Until nothing waits any more."""
    catalogs = Catalogs(LOCALES, ("fr",), "fr")
    async with opened(config, None, clock, requests=requests) as channel:
        channels = {"telegram": channel}
        paces = pacings(Settings(), channels)
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


async def measured(
    number: int, config: Telegram, telegram: FakeTelegram | None = None
) -> tuple[float, float]:
    """Messages a second: by the clock, and while others left us the processor."""
    requests = (telegram, telegram) if telegram else None
    with tempfile.TemporaryDirectory() as folder:
        async with SQLiteDatabase.open(Path(folder) / "bench.db") as database:
            await fill(database, number)
            began, watch = perf_counter(), Stopwatch()
            await empty(database, config, requests)
            return number / (perf_counter() - began), number / watch.seconds


async def in_process(number: int) -> None:
    telegram = FakeTelegram(LATENCY)
    strict = Strict(telegram, most=1000)
    rate, alone = await measured(number, config(per_second=1000), telegram)
    print(
        f"1,000/s allowed, 20 ms away, the library's network replaced: {rate:,.0f}/s "
        f"({alone:,.0f}/s alone on the machine; wanted 400), {strict.refused} refused"
    )


async def over_http(number: int) -> None:
    command = [sys.executable, "-m", "bench.sending", "--serve"]
    with subprocess.Popen(command) as process:  # noqa: ASYNC220
        try:
            await asyncio.to_thread(until_listening, PORT)
            there = config(per_second=1000, base_url=f"http://127.0.0.1:{PORT}")
            rate, alone = await measured(number, there)
        finally:
            process.terminate()
    print(f"the same over HTTP to a server of this machine: {rate:,.0f}/s, ({alone:,.0f}/s alone)")


async def within_the_limits(seconds: int) -> None:
    telegram = FakeTelegram(LATENCY)
    strict = Strict(telegram)
    await measured(28 * seconds, config(), telegram)
    print(
        f"30/s allowed, for {seconds} s: {strict.rate:.1f}/s (wanted 27), "
        f"{strict.refused} refused (wanted 0)"
    )


def config(**changes: object) -> Telegram:
    return Telegram(**{"token": TOKEN, **changes})  # type: ignore[arg-type]


async def serve() -> None:
    async with serving(Server(LATENCY), PORT):
        await asyncio.Event().wait()


async def main(messages: int, seconds: int) -> None:
    await in_process(messages)
    await over_http(messages)
    await within_the_limits(seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--serve", action="store_true", help="be the server that is measured")
    given = parser.parse_args()
    logs.configure("error", "text", [TOKEN])
    run_quickly(serve() if given.serve else main(given.messages, given.seconds))
