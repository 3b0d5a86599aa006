"""Several statements that belong together: one after another, or in one way to the server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from bot.store.base import Connection, Queries, Row, as_rows

Rows = Iterable[Mapping[str, Any]]


def as_list(rows: Rows) -> str:
    """As `as_rows`, in order: PostgreSQL takes a list apart at once (`json_to_recordset`)."""
    return orjson.dumps(list(rows)).decode()


def keyed(rows: Mapping[str, Rows], written: Callable[[Rows], str] = as_rows) -> str:
    """The rows of each statement, by its name, as the one parameter of all."""
    return "{" + ",".join(f'"{name}":{written(each)}' for name, each in rows.items()) + "}"


async def together(
    connection: Connection,
    queries: Queries,
    name: str,
    wanted: Mapping[str, Sequence[Row]],
    written: Callable[[Rows], str] = as_rows,
) -> dict[str, list[Row]]:
    """Statements in their order, those without rows left out; what each gave back, by its name.

    The statement `name` does them all, where a database has it: none of them may look at what
    another writes.
    """
    by_name = {each: rows for each, rows in wanted.items() if rows}
    texts = {one: f'"{one}":{written(rows)}' for one, rows in by_name.items()}
    each = [(one, {"rows": f"{{{text}}}"}) for one, text in texts.items()]
    whole = name, {"rows": f"{{{','.join(texts.values())}}}"}
    found = await connection.fetch_each(queries, each, whole) if each else []
    return {one: [] for one in wanted} | dict(zip(by_name, found, strict=True))
