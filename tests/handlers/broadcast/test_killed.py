"""A broadcast is killed at any moment: everybody gets it, and hardly anybody twice.

Whoever was being sent to when the program died may be sent to once more: the provider took the
message, and nobody was left to write that down. `make soak` does this at fifty moments.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.i18n import Catalogs
from bot.jobs import Jobs
from bot.message import Outbound, Rendered
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.sending import Pace
from bot.store.mail import SQLMail
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from handlers import REACTIONS
from handlers.broadcast import sending
from tests.handlers.broadcast.crowd import begun, crowded

HERE = Path(__file__).parents[3]
SOAK = bool(os.environ.get("KUNNAFONI_SOAK"))
MOMENTS, PEOPLE = (50, 5000) if SOAK else (1, 400)
AT_ONCE = 64
NOTHING: Any = None  # a broadcast asks for no knowledge any more; it takes seconds to gather
LEASE = timedelta(seconds=2)


def clock() -> datetime:
    return datetime.now(UTC)


class Accepting:
    """A provider that takes everything, and says so before we can write it down."""

    async def send(self, outbound: Outbound, _rendered: Rendered) -> str:
        await asyncio.sleep(0.002)
        if outbound.broadcast:
            os.write(sys.stdout.fileno(), f"{outbound.contact_id}\n".encode())
        return outbound.id


async def work(file: Path) -> None:
    """Be the program until the broadcast is done."""
    async with SQLiteDatabase.open(file) as database:
        catalogs = Catalogs(LOCALES, ("fr",), "fr")
        pace = Pace(LEASE, AT_ONCE)
        outbox = Outbox(SQLMail(database), {"fake": Accepting()}, catalogs, clock, pace)
        store = SQLStore(database)
        jobs = Jobs(store, database, (sending.job,), REACTIONS, NOTHING, clock, outbox.wake)
        tasks = [asyncio.create_task(outbox.run()), asyncio.create_task(jobs.run())]
        while not await done(database):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def done(database: SQLiteDatabase) -> bool:
    async with database.reading() as connection:
        raw = connection._raw
        [row] = await raw.execute_fetchall("SELECT status FROM broadcast")
    return row[0] == "done"


async def prepare(file: Path) -> None:
    async with SQLiteDatabase.open(file) as database:
        await crowded(database, PEOPLE)
        await begun(database, clock())


def started(file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.handlers.broadcast.test_killed", str(file)]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)


def accepted_until_killed(file: Path, seconds: float) -> list[str]:
    with started(file) as program:
        first = program.stdout.readline()  # it has begun to send, or has ended
        time.sleep(seconds)
        program.send_signal(signal.SIGKILL)
        rest = program.stdout.readlines()
    return [line.strip() for line in (first, *rest) if line.endswith("\n")]


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_everybody_gets_it_and_few_get_it_twice(tmp_path, moment):
    file = tmp_path / "bot.db"
    asyncio.run(prepare(file))
    longest = PEOPLE // 500  # about as long as it takes
    accepted = accepted_until_killed(file, secrets.randbelow(1000) / 1000 * longest)
    with started(file) as program:
        accepted += [line.strip() for line in program.stdout.readlines()]
    assert program.returncode == 0
    counts = Counter(accepted)
    assert len(counts) == PEOPLE
    assert max(counts.values()) <= 2
    assert sum(count - 1 for count in counts.values()) <= AT_ONCE


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(work(Path(sys.argv[1])))
