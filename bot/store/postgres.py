"""PostgreSQL: a pool of connections, rows locked by the transactions that write them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from aiosql.adapters.asyncpg import AsyncPGAdapter

from bot.errors import StoreUnavailable, TryAgain, WrongDatabase
from bot.store.base import Dialect, Each, Named, Queries, Row
from bot.store.migrating import ANOTHERS, due

DIALECT = Dialect("postgres", AsyncPGAdapter)
MIGRATING = 7_052_026  # an advisory lock's key: any number that nobody else here uses
# Our statements are short and many: compiling one takes longer than running it.
OURS = {"jit": "off"}
# Seconds. Its first six times on a connection a statement is planned, which takes up to ten times
# as long as running it; after five minutes the driver would forget it and begin again.
REMEMBERED = 24 * 60 * 60
IN_THE_WAY = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
GONE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.DiskFullError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ReadOnlySQLTransactionError,
)


class _Connection:
    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def fetch(self, queries: Queries, name: str, /, **params: Any) -> list[Row]:
        """Handed to the driver as aiosql prepared it: its own way there costs as much as a row."""
        known = queries.of(DIALECT)
        ordered = known.driver_adapter.maybe_order_params(name, params)
        rows = await self._raw.fetch(getattr(known, name).sql, *ordered)
        names = tuple(rows[0].keys()) if rows else ()
        return [dict(zip(names, row, strict=True)) for row in rows]  # quicker than `dict(row)`

    async def fetch_each(
        self, queries: Queries, each: Each, together: Named | None = None, /
    ) -> list[list[Row]]:
        if together is None or not hasattr(queries.of(DIALECT), together[0]):
            return [await self.fetch(queries, name, **params) for name, params in each]
        rows = await self.fetch(queries, together[0], **together[1])
        if rows and "done" not in rows[0]:
            return [*([] for _others in each[1:]), rows]
        return [[row for row in rows if row["done"] == name] for name, _params in each]


class PostgresDatabase:
    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, most: int = 4) -> AsyncIterator[PostgresDatabase]:
        """Connect, and bring the database up to date; raise `StoreUnavailable`, `WrongDatabase`."""
        try:
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=most,
                max_cached_statement_lifetime=REMEMBERED,
                server_settings=OURS,
                reset=_as_it_is,
            )
        except (*GONE, asyncpg.InvalidCatalogNameError, asyncpg.InvalidPasswordError) as error:
            raise StoreUnavailable(str(error)) from error
        async with pool:
            async with pool.acquire() as raw:
                await _migrate(raw)
            yield cls(pool)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Connection]:
        try:
            async with self._pool.acquire() as raw, raw.transaction():
                yield _Connection(raw)
        except IN_THE_WAY as error:
            raise TryAgain(str(error)) from error
        except GONE as error:
            raise StoreUnavailable(str(error)) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[_Connection]:
        try:
            async with self._pool.acquire() as raw, raw.transaction(readonly=True):
                yield _Connection(raw)
        except GONE as error:
            raise StoreUnavailable(str(error)) from error


async def _as_it_is(_raw: Any) -> None:
    """Nothing of ours outlives its transaction: no way to the server to throw it away."""


async def _migrate(raw: Any) -> None:
    async with raw.transaction():
        await raw.execute("SELECT pg_advisory_xact_lock($1)", MIGRATING)
        if script := due(await _revision(raw), "postgresql"):
            await raw.execute(script)


async def _revision(raw: Any) -> str | None:
    if await raw.fetchval("SELECT to_regclass('alembic_version')") is None:
        if await raw.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"):
            raise WrongDatabase(ANOTHERS)
        return None
    revision = await raw.fetchval("SELECT version_num FROM alembic_version")
    return None if revision is None else str(revision)
