"""Broadcasts as they are kept, and who is meant by an audience."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from bot.store.base import Connection, Queries, Row, as_rows
from handlers.broadcast.audience import Reach
from handlers.broadcast.estimate import Group

QUERIES = Queries(*map(Path(__file__).with_name, ("queries.sql", "sqlite.sql", "postgres.sql")))
JOB = "broadcast"
FEW = 3_000  # people who may be meant: so many are counted at once, in the turn that asks


def ids(values: Sequence[str]) -> str:
    return as_rows({"id": value} for value in values)


def packed(data: Any) -> str:
    return orjson.dumps(data).decode()


def reach_params(reach: Reach) -> dict[str, str]:
    """As the statements take them."""
    lists = ("places", "topics", "posts", "roles", "locales", "channels", "follows", "known")
    return {**{name: ids(getattr(reach, name)) for name in lists}, "default_locale": reach.default}


async def counted(
    connection: Connection, reach: Reach, head: int, *, after: str, upto: str
) -> list[Group]:
    """Who is meant among some contacts, by what a message costs; also who will be left out."""
    given = {**reach_params(reach), "after": after, "upto": upto}
    rows = await connection.fetch(QUERIES, "counted", **given, head=head)
    return [Group(**row) for row in rows]


async def counted_at_once(connection: Connection, reach: Reach, head: int) -> list[Group] | None:
    """All who are meant; None where so many may be that others would wait for it."""
    named = {name: ids(getattr(reach, name)) for name in ("places", "topics", "posts")}
    [found] = await connection.fetch(QUERIES, "few", **named, most=FEW + 1)
    if found["people"] > FEW:
        return None
    return await counted(connection, reach, head, after="", upto=found["upto"] or "")


async def count_of(connection: Connection, number: int) -> Row | None:
    """What was counted: `people`, and the stored `question`; None while it is not done."""
    rows = await connection.fetch(QUERIES, "count_of", number=number)
    return rows[0] if rows else None


async def one(connection: Connection, number: int) -> Row | None:
    """A broadcast's row; `audience`, `reach` and `texts` as plain data."""
    rows = await connection.fetch(QUERIES, "one", number=number)
    if not rows:
        return None
    return {**rows[0], **{n: orjson.loads(rows[0][n]) for n in ("audience", "reach", "texts")}}


async def with_code(connection: Connection, code: str) -> Row | None:
    rows = await connection.fetch(QUERIES, "with_code", code=code)
    return rows[0] if rows else None


async def codes_of(connection: Connection, day: str) -> set[str]:
    """Those that were given on an ISO day."""
    rows = await connection.fetch(QUERIES, "codes_of", code_on=day)
    return {row["code"] for row in rows}


async def outcomes(connection: Connection, number: int) -> list[Row]:
    """How many `messages` have each `status`, `channel` and `reason`, the most first."""
    return await connection.fetch(QUERIES, "outcomes", number=number)


async def latest(connection: Connection, most: int) -> list[Row]:
    return await connection.fetch(QUERIES, "latest", most=most)


async def everybody(connection: Connection, number: int) -> list[Row]:
    """What became of each message of a broadcast, by the contact's id."""
    return await connection.fetch(QUERIES, "everybody", number=number)


async def history(connection: Connection, number: int) -> list[Row]:
    """`what` was done with a broadcast, by which contact, when."""
    return await connection.fetch(QUERIES, "history", number=number)


async def audiences(connection: Connection) -> list[Row]:
    """`name` (folded), `shown`, and what is meant by it as plain `data`."""
    rows = await connection.fetch(QUERIES, "audiences")
    return [{**row, "data": orjson.loads(row["data"])} for row in rows]


async def others(connection: Connection, contact_id: str, areas: Sequence[str]) -> bool:
    """Whether somebody else, of one of these areas or of all, may agree to a message to many."""
    known = {"contact_id": contact_id, "areas": ids(areas)}
    [row] = await connection.fetch(QUERIES, "others", **known)
    return bool(row["people"])
