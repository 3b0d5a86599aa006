"""SQLite: one writer, in a file; readers beside it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from aiosql.adapters.aiosqlite import AioSQLiteAdapter

from bot.errors import StoreUnavailable, WrongDatabase
from bot.store.base import Dialect, Each, Named, Queries, Row
from bot.store.migrating import ANOTHERS, due

PATIENCE, AT_START = 5000, 30_000  # ms; another program may be bringing the file up to date
FETCHED = 64  # rows at a time, where they are not asked for all at once
PRAGMAS = (f"busy_timeout = {PATIENCE}", "synchronous = FULL", "foreign_keys = ON")
OUT_OF_REACH = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
)


DIALECT = Dialect("sqlite", AioSQLiteAdapter)


class _Raw(aiosqlite.Connection):
    """Statements whole, one or several, in one crossing to the database's thread."""

    async def each(self, statements: Sequence[tuple[str, Any]]) -> list[list[Row]]:
        def run() -> list[list[Row]]:
            return [_rows(self._conn.execute(*one)) for one in statements]

        execute: Any = self._execute  # aiosqlite does not say its types
        found: list[list[Row]] = await execute(run)
        return found


def _rows(cursor: sqlite3.Cursor) -> list[Row]:
    """Wide rows in half the time that dictionaries of `sqlite3.Row` take."""
    rows = cursor.fetchall()
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


class _Connection:
    def __init__(self, raw: _Raw) -> None:
        self._raw = raw

    async def fetch(self, queries: Queries, name: str, /, **params: Any) -> list[Row]:
        [rows] = await self._raw.each([(getattr(queries.of(DIALECT), name).sql, params)])
        return rows

    async def fetch_each(
        self, queries: Queries, each: Each, _together: Named | None = None, /
    ) -> list[list[Row]]:
        """In one crossing to the database's thread."""
        known = queries.of(DIALECT)
        return await self._raw.each([(getattr(known, name).sql, params) for name, params in each])


class SQLiteDatabase:
    def __init__(self, writer: _Raw, reader: _Raw) -> None:
        self._writer = writer
        self._reader = reader
        self._turn = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[SQLiteDatabase]:
        """Create the file, or bring it up to date; raise `StoreUnavailable`, `WrongDatabase`."""
        try:
            sqlite3.connect(path).close()  # else aiosqlite's thread would complain for us
            async with _connect(path) as writer:
                await _migrate(writer)
                async with _connect(path) as reader:
                    await reader.execute_fetchall("PRAGMA query_only = ON")
                    yield cls(writer, reader)
        except sqlite3.Error as error:
            raise _translated(error) from error

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Connection]:
        async with self._turn:
            try:
                await _whole(self._writer.execute("BEGIN IMMEDIATE"))
                yield _Connection(self._writer)
                await _whole(self._writer.execute("COMMIT"))
            except BaseException as error:
                if self._writer.in_transaction:
                    await _whole(self._writer.execute("ROLLBACK"))
                if isinstance(error, sqlite3.Error) and _is_out_of_reach(error):
                    raise _translated(error) from error
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[_Connection]:
        try:
            yield _Connection(self._reader)
        except sqlite3.Error as error:
            raise _translated(error) from error


async def _whole(work: Awaitable[Any]) -> None:
    """To its end, also when we are cancelled: the database's thread does it all the same."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait((task,))
        raise


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[_Raw]:
    raw = _Raw(partial(sqlite3.connect, path, isolation_level=None), FETCHED)
    async with raw:
        for pragma in PRAGMAS:
            await raw.execute_fetchall(f"PRAGMA {pragma}")
        await _write_ahead(raw)
        yield raw


async def _write_ahead(raw: aiosqlite.Connection) -> None:
    """The journal is changed once for the file; SQLite does not wait its turn to do so."""
    for attempt in range(10):
        try:
            await raw.execute_fetchall("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if attempt == 9:
                raise
            await asyncio.sleep(0.05 * 2**attempt)
        else:
            return


async def _migrate(raw: aiosqlite.Connection) -> None:
    await raw.execute_fetchall(f"PRAGMA busy_timeout = {AT_START}")
    await raw.execute("BEGIN IMMEDIATE")  # two programs starting at once: one migrates, one waits
    try:
        if script := due(await _revision(raw), "sqlite"):
            for statement in script.split(";\n"):
                if statement.strip():
                    await raw.execute_fetchall(statement)
        await raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            await raw.execute("ROLLBACK")
        raise
    await raw.execute_fetchall(f"PRAGMA busy_timeout = {PATIENCE}")


async def _revision(raw: aiosqlite.Connection) -> str | None:
    known = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if not await raw.execute_fetchall(known):
        if await raw.execute_fetchall("SELECT 1 FROM sqlite_master WHERE type = 'table'"):
            raise WrongDatabase(ANOTHERS)
        return None
    rows = list(await raw.execute_fetchall("SELECT version_num FROM alembic_version"))
    return str(rows[0][0]) if rows else None


def _is_out_of_reach(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in OUT_OF_REACH


def _translated(error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return StoreUnavailable("the file is not a SQLite database")
    if code == sqlite3.SQLITE_CORRUPT:
        return StoreUnavailable(f"{error}: restore a backup")
    return StoreUnavailable(str(error)) if _is_out_of_reach(error) else error
