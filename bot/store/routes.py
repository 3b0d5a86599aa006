"""By which of our lines people are reached, as the configuration says: written at each start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.store.base import Connection, Queries, as_rows

LINES = Queries(Path(__file__).parent / "queries" / "lines.sql")


@dataclass(frozen=True, slots=True)
class Route:
    """To phone numbers that begin with `prefix` (+2237), by this channel, from this number."""

    prefix: str
    channel: str
    sender: str


async def keep_routes(
    connection: Connection, routes: Sequence[Route], preferred: Mapping[str, int]
) -> None:
    """Instead of those that there were; of one prefix the first that works is taken.

    `preferred`: the rank of each channel, the smallest first.
    """
    await connection.fetch(LINES, "forget_routes")
    await connection.fetch(LINES, "forget_preferences")
    rows = [
        {"turn": turn, "prefix": each.prefix, "channel": each.channel, "sender": each.sender}
        for turn, each in enumerate(routes)
    ]
    ranks = [{"channel": channel, "rank": rank} for channel, rank in preferred.items()]
    if rows:
        await connection.fetch(LINES, "keep_routes", rows=as_rows(rows))
    if ranks:
        await connection.fetch(LINES, "keep_preferences", rows=as_rows(ranks))
