"""Opening a database: created once, whoever comes first; refused, in clear words, if not ours."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from bot.errors import BadConfig, StoreError, StoreUnavailable, WrongDatabase
from bot.store.migrations import HEAD
from bot.store.opening import open_database
from bot.store.sqlite import SQLiteDatabase
from tests.conftest import fresh

HERE = Path(__file__).parents[2]
FUTURE = "UPDATE alembic_version SET version_num = '9999'"
_serial = count(1)


def needs(postgres: str | None) -> str:
    if postgres is None:
        if os.environ.get("KUNNAFONI_REQUIRE_POSTGRES"):
            pytest.fail("PostgreSQL's server programs are not installed")
        pytest.skip("PostgreSQL's server programs are not installed (initdb, pg_ctl)")
    return postgres


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(address)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a database can be that nobody has opened yet."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path / 'new.db'}"
    address, name = needs(request.getfixturevalue("postgres")), f"opening_{next(_serial)}"
    async with connected(address.format(name="postgres")) as admin:
        await admin.execute(f"CREATE DATABASE {name}")
    return address.format(name=name)


async def run(url: str, sql: str) -> None:
    """Something that another program does to the database."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:"))) as raw, raw:
            raw.execute(sql)
        return
    async with connected(url) as raw:
        await raw.execute(sql)


async def opens(url: str, purpose=None) -> None:
    async with open_database(url, purpose):
        pass


async def test_a_database_newer_than_the_program_is_refused_and_left_as_it_was(url):
    await opens(url)
    await run(url, FUTURE)
    for _each in range(2):
        with pytest.raises(WrongDatabase) as caught:
            await opens(url)
        assert "revision 9999, newer than this program" in str(caught.value)
        assert "upgrade the program" in str(caught.value)
    await run(url, f"UPDATE alembic_version SET version_num = '{HEAD}'")
    await opens(url)


@pytest.mark.parametrize(("first", "other"), [("demo", "real"), ("real", "demo")])
async def test_demo_data_never_meets_real_people(url, first, other):
    await opens(url)
    await opens(url, first)
    with pytest.raises(WrongDatabase, match=f"made for {first} use, not {other}"):
        await opens(url, other)
    await opens(url, first)
    await opens(url)


@pytest.mark.parametrize("url", ["", "bot.db", "sqlite:", "mysql://x/y", "sqlite3:bot.db"])
async def test_an_address_of_no_database_is_a_mistake_of_the_configuration(url):
    with pytest.raises(BadConfig, match="sqlite:FILE or postgresql://"):
        await opens(url)


def whole(path: Path) -> bytes:
    """A database of ours, as somebody copied it."""
    asyncio.run(opens(f"sqlite:{path}"))
    return path.read_bytes()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path):
    garbage = b"Koro;rougeole;3\n" * 500
    path = tmp_path / "bot.db"
    path.write_bytes(garbage)
    with pytest.raises(StoreUnavailable, match="not a SQLite database"):
        asyncio.run(opens(f"sqlite:{path}"))
    assert path.read_bytes() == garbage


def test_half_a_database_is_refused_in_clear_words(tmp_path):
    path = tmp_path / "half.db"
    path.write_bytes(whole(tmp_path / "whole.db")[: 4096 * 9])
    with pytest.raises(StoreError, match="malformed"):
        asyncio.run(opens(f"sqlite:{path}"))


@pytest.mark.parametrize("name", [".", "no/such/folder/bot.db"])
def test_where_no_file_can_be_there_is_no_database(tmp_path, name):
    """Often, since a thread of the refused connection may outlive us and complain at the end."""
    for _each in range(40):
        with pytest.raises(StoreUnavailable, match="unable to open"):
            asyncio.run(opens(f"sqlite:{tmp_path / name}"))
    for thread in set(threading.enumerate()) - {threading.main_thread()}:
        thread.join(5)


async def test_a_database_of_another_program_is_refused_and_left_as_it_was(url):
    await run(url, "CREATE TABLE contact (name TEXT)")
    with pytest.raises(StoreError):
        await opens(url)
    await run(url, "INSERT INTO contact (name) VALUES ('theirs')")
    with pytest.raises((sqlite3.OperationalError, asyncpg.UndefinedTableError)):
        await run(url, "SELECT * FROM stamp")


async def test_a_server_that_is_not_there_or_has_no_such_database(postgres, tmp_path):
    nowhere = [f"postgresql://bot@/bot?host={tmp_path}", needs(postgres).format(name="nobody_s")]
    for address in nowhere:
        with pytest.raises(StoreUnavailable):
            await opens(address)


# Several at once --------------------------------------------------------------------------------

OPENER = """
import asyncio, sys
from bot.store.migrations import HEAD
from bot.store.opening import open_database
from bot.store.session import CORE

async def main():
    async with open_database(sys.argv[1], "demo") as database, database.transaction() as connection:
        [row] = await connection.fetch(CORE, "reserve_numbers", count=1)
        print(row["first"])

print("ready", flush=True)
sys.stdin.readline()
asyncio.run(main())
"""


@contextmanager
def openers(url: str, many: int) -> Iterator[list[subprocess.Popen[str]]]:
    command, pipe = [sys.executable, "-c", OPENER, url], subprocess.PIPE
    programs = [
        subprocess.Popen(command, cwd=HERE, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for _each in range(many)
    ]
    try:
        for program in programs:
            assert program.stdout.readline() == "ready\n"
        yield programs
    finally:
        for program in programs:
            program.kill()
            program.communicate()


@pytest.mark.parametrize("_again", range(2))
async def test_programs_that_start_at_once_on_a_new_database_create_it_once(url, _again):
    with openers(url, 4) as programs:
        for program in programs:
            program.stdin.write("\n")
            program.stdin.flush()
        said = [program.communicate(timeout=60) for program in programs]
    assert [errors for _out, errors in said] == [""] * 4
    assert sorted(int(out) for out, _errors in said) == [1, 2, 3, 4]


# Both databases have the same tables ------------------------------------------------------------

SQLITE_COLUMNS = """SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
    WHERE t.type = 'table' ORDER BY 1, 2"""
POSTGRES_COLUMNS = """SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, 2"""
SQLITE_INDEXES = """SELECT tbl_name, name FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL ORDER BY 2"""
POSTGRES_INDEXES = """SELECT tablename, indexname FROM pg_indexes
    WHERE schemaname = 'public' AND NOT indexname LIKE '%\\_pk%' ORDER BY 2"""


async def test_the_migrations_make_the_same_tables_on_both(postgres, tmp_path):
    async with SQLiteDatabase.open(tmp_path / "bot.db") as lite, fresh(needs(postgres)) as server:
        for ours, theirs in (
            (SQLITE_COLUMNS, POSTGRES_COLUMNS),
            (SQLITE_INDEXES, POSTGRES_INDEXES),
        ):
            small = [tuple(row) for row in await lite._reader.execute_fetchall(ours)]
            async with server._pool.acquire() as raw:
                large = [tuple(row) for row in await raw.fetch(theirs)]
            assert len(small) > 10
            assert sorted(small) == sorted(large)
