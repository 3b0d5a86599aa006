"""A disk that is full, a file that is locked, a server that restarts: nothing is half kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StoreUnavailable
from bot.message import Inbound
from bot.store.postgres import PostgresDatabase
from handlers.report import handler as report
from tests.conftest import CHW, STRANGER, House

FILED = "No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1"
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("database", ["postgres"], indirect=True)
ENORMOUS = 1_073_741_823  # pages; SQLite's own limit
TABLES = ("contact", "contact_address", "inbound", "conversation", "outbound", "report", "job")


async def pragma(house: House, text: str) -> int:
    [row] = await house.database._writer.execute_fetchall(f"PRAGMA {text}")
    return row[0]


async def kept(house: House) -> dict[str, int]:
    return {name: (await house.rows(f"SELECT count(*) FROM {name}"))[0][0] for name in TABLES}


async def fill(house: House) -> None:
    """Let the file grow no further, and use up what room is left in its pages."""
    await pragma(house, f"max_page_count = {await pragma(house, 'page_count')}")
    for number in range(200):
        try:
            await house.dispatcher.receive(house.message(f"palu {number} koro", CHW))
        except StoreUnavailable:
            return
    pytest.fail("the disk never became full")


@ON_SQLITE
async def test_a_full_disk_acknowledges_nothing_and_keeps_nothing_half(staffed):
    await fill(staffed)
    before = await kept(staffed)
    message = staffed.message("palu 2 koro" + "." * 9000, STRANGER)
    for _each in range(3):
        with pytest.raises(StoreUnavailable, match="full"):
            await staffed.dispatcher.receive(message)
    assert await kept(staffed) == before
    await staffed.hears(CHW)
    await pragma(staffed, f"max_page_count = {ENORMOUS}")
    await staffed.dispatcher.receive(message)
    await staffed.dispatcher.receive(message)
    assert len(await staffed.hears(STRANGER)) == 2  # the answer, and the languages
    after = await kept(staffed)
    for name in ("contact", "contact_address", "inbound", "report"):
        assert after[name] == before[name] + 1


@ON_SQLITE
async def test_a_crowd_at_a_full_disk_is_refused_whole_and_served_later(staffed):
    crowd = [staffed.message(f"palu {number} koro" + "." * 3000) for number in range(1, 71)]
    await pragma(staffed, f"max_page_count = {await pragma(staffed, 'page_count') + 20}")
    calls = (staffed.dispatcher.receive(message) for message in crowd)
    told = await asyncio.gather(*calls, return_exceptions=True)
    refused = [error for error in told if error is not None]
    assert {type(error) for error in refused} == {StoreUnavailable}
    acknowledged = [m.external_id for m, error in zip(crowd, told, strict=True) if error is None]
    assert await staffed.rows("SELECT external_id FROM inbound") == [(i,) for i in acknowledged]
    await pragma(staffed, f"max_page_count = {ENORMOUS}")
    await asyncio.gather(*map(staffed.dispatcher.receive, crowd))
    assert len(await staffed.hears(CHW)) == 70
    assert await staffed.rows("SELECT count(*), count(error) FROM inbound") == [(70, 0)]


@ON_SQLITE
async def test_what_waits_is_sent_once_there_is_room(staffed):
    """The outbox too: it cannot note what it sends, so it claims nothing it cannot keep."""
    await staffed.dispatcher.receive(staffed.message("palu 2 koro"))
    await staffed.database._writer.execute_fetchall("PRAGMA busy_timeout = 20")
    with locked(Path(await file_of(staffed))), pytest.raises(StoreUnavailable):
        await staffed.outbox.deliver()
    assert staffed.channel.sent == []
    assert await staffed.hears(CHW) == [FILED]


async def file_of(house: House) -> str:
    [row] = await house.database._writer.execute_fetchall("PRAGMA database_list")
    return row[2]  # sequence, name, file


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@ON_SQLITE
async def test_a_locked_file_acknowledges_nothing_and_works_again_afterwards(staffed):
    await staffed.database._writer.execute_fetchall("PRAGMA busy_timeout = 20")
    crowd = [staffed.message(f"palu {number} koro") for number in range(2, 72)]
    with locked(Path(await file_of(staffed))):
        calls = (staffed.dispatcher.receive(message) for message in crowd)
        told = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(error) for error in told} == {StoreUnavailable}
    assert {str(error) for error in told} == {"database is locked"}
    assert await staffed.rows("SELECT count(*) FROM inbound") == [(0,)]
    await asyncio.gather(*map(staffed.dispatcher.receive, crowd))
    said = await staffed.hears(CHW)
    assert len(said) == 70
    assert [text.split(", ")[1] for text in said] == [f"{n} cas" for n in range(2, 72)]


@ON_SQLITE
async def test_a_lock_that_is_soon_gone_is_waited_for(staffed):
    with locked(Path(await file_of(staffed))):
        receiving = asyncio.create_task(staffed.dispatcher.receive(staffed.message("palu 2 koro")))
        await asyncio.sleep(0.2)
        assert not receiving.done()
    await receiving
    assert await staffed.hears(CHW) == [FILED]


@ON_POSTGRES
async def test_a_server_that_restarts_in_the_middle_of_a_turn_costs_only_another_call(staffed):
    reached, restarted = asyncio.Event(), asyncio.Event()

    async def slow(context):
        reached.set()
        await restarted.wait()
        return await report.handler.run(context)

    dispatcher = staffed.with_handlers(replace(report.handler, run=slow))
    crowd = [staffed.message(f"palu {number} koro") for number in range(2, 42)]
    calls = [asyncio.create_task(dispatcher.receive(message)) for message in crowd]
    await reached.wait()
    await cut(staffed.database)
    restarted.set()
    told = await asyncio.gather(*calls, return_exceptions=True)
    assert type(told[0]) is StoreUnavailable
    assert {type(error) for error in told if error} == {StoreUnavailable}
    for message in crowd:
        await patiently(staffed, message)
    assert await staffed.rows("SELECT count(*), count(error) FROM inbound") == [(40, 0)]
    assert await staffed.rows("SELECT count(DISTINCT cases), count(*) FROM report") == [(40, 40)]


async def patiently(house: House, message: Inbound) -> None:
    """As a provider that is answered 503 does."""
    for _each in range(6):
        try:
            return await house.dispatcher.receive(message)
        except StoreUnavailable:
            continue
    pytest.fail("never accepted")


async def cut(database: PostgresDatabase) -> None:
    """What a server does to us that is told to stop now."""
    raw = await database._pool.acquire()
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    await raw.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
    await raw.close()
    await database._pool.release(raw)
