"""The program is killed at any moment: what it acknowledged is kept, once, with one answer.

SIGKILL takes the process, not the machine: what is on its way to the disk is `synchronous = FULL`.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import structlog

from bot.address import Address
from bot.dispatcher import Dispatcher
from bot.i18n import Catalogs
from bot.message import Inbound
from bot.replies import load_reply
from bot.router import Router
from bot.store.contacts import NewContact, keep_contacts
from bot.store.places import settle
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from handlers import FALLBACK, HANDLERS, REACTIONS
from tests.conftest import Clock, knowledge

HERE = Path(__file__).parents[1]
OURS = "+22370000000"
CROWD = [Address("tel", f"+223700010{number:02d}") for number in range(40)]
AT_ONCE = 80  # more than one batch takes, and two messages of each: all kinds of company
FOR_EVER = 1_000_000
# Messages acknowledged before the end of each round; `make coverage` has more rounds.
MOMENTS = (1, 40, 65, 150, 270, 400) if os.environ.get("KUNNAFONI_EVERY_CASE") else (1, 65, 270)


def message(number: int) -> Inbound:
    """The same for the same number, as a provider that calls again sends it."""
    sender, text = CROWD[number % 40], f"palu {1 + number // 40} koro"
    return Inbound("fake", f"m-{number}", sender, OURS, text, Clock()())


async def deliver(file: Path, most: int) -> None:
    """Be the program: receive messages 0, 1, 2... and say which of them are acknowledged."""
    async with SQLiteDatabase.open(file) as database:
        router, clock = Router(HANDLERS, FALLBACK), Clock()
        dispatcher = Dispatcher(SQLStore(database), router, REACTIONS, knowledge(), clock)
        room = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            await dispatcher.receive(message(number))
            os.write(sys.stdout.fileno(), f"m-{number}\n".encode())
            room.release()

        async with asyncio.TaskGroup() as group:
            for number in range(most):
                await room.acquire()
                group.create_task(one(number))


async def prepare(file: Path) -> None:
    workers = [NewContact(who, "chw", "district-koro", "fr") for who in CROWD]
    async with SQLiteDatabase.open(file) as database, database.transaction() as connection:
        await settle(connection)
        await keep_contacts(connection, workers, channel="fake", recipient=OURS, now=1)


def started(file: Path, most: int = FOR_EVER) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.test_crash", str(file), str(most)]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)


def acknowledged_until_killed(file: Path, least: int) -> set[str]:
    """What the program said before it was killed, a moment after it had said `least` lines."""
    said: list[str] = []
    with started(file) as program:
        while len(said) < least and (line := program.stdout.readline()):
            said.append(line)
        time.sleep(secrets.randbelow(20) / 1000)
        program.send_signal(signal.SIGKILL)
        said += program.stdout.readlines()
    assert program.returncode == -signal.SIGKILL
    assert len(said) >= least
    return {line.strip() for line in said}


def rows(file: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute(sql).fetchall()


def answers(file: Path, catalogs: Catalogs) -> list[tuple[str, int]]:
    """To whom, and the number that the answer names: `No 12 : ...`."""
    said = [
        (address, catalogs.render(load_reply(reply), "fr").text)
        for address, reply in rows(file, "SELECT address, reply FROM outbound")
    ]
    return sorted((address, int(text.split()[1])) for address, text in said)


def kept_once_with_one_answer(file: Path, catalogs: Catalogs) -> set[str]:
    """The ids of the messages that are kept; each must have one report and one answer naming it."""
    kept = rows(file, "SELECT external_id, address, error FROM inbound")
    reports = rows(file, "SELECT inbound_id, number FROM report")
    assert {error for *_rest, error in kept} <= {None}
    address_of = {f"fake:{external_id}": address for external_id, address, _error in kept}
    assert len(address_of) == len(kept)
    assert sorted(inbound for inbound, _number in reports) == sorted(address_of)
    assert len({number for _inbound, number in reports}) == len(reports)
    expected = sorted((address_of[inbound], number) for inbound, number in reports)
    assert answers(file, catalogs) == expected
    return {external_id for external_id, *_rest in kept}


def test_what_was_acknowledged_survives_and_is_never_taken_twice(tmp_path, catalogs):
    file = tmp_path / "bot.db"
    asyncio.run(prepare(file))
    acknowledged: set[str] = set()
    for least in MOMENTS:
        acknowledged |= acknowledged_until_killed(file, least)
        assert acknowledged <= kept_once_with_one_answer(file, catalogs)
    kept = kept_once_with_one_answer(file, catalogs)
    most = 1 + max(int(external_id.removeprefix("m-")) for external_id in kept)
    with started(file, most) as program:
        assert len(program.stdout.readlines()) == most
    assert program.returncode == 0
    assert kept_once_with_one_answer(file, catalogs) == {f"m-{number}" for number in range(most)}


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(deliver(Path(sys.argv[1]), int(sys.argv[2])))
