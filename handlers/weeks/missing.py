"""Who has not reported in a week, and by what others know them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.epiweek import EpiWeek
from bot.handler import Knowledge
from bot.store.base import Connection, Row
from handlers.weeks.figures import missing
from handlers.weeks.records import QUERIES, expected, here, keys, received


@dataclass(frozen=True, slots=True)
class Missing:
    """Who has not reported in a week, of `expected`: their last reports (number, day, place and
    area), the latest first; of the other ones of `missing` there is none."""

    expected: int
    missing: int
    last: tuple[Row, ...] = ()


async def missing_in(
    connection: Connection, area_id: str | None, week: EpiWeek, knowledge: Knowledge
) -> Missing:
    """No names are kept: who has not reported is known by the last report that they sent."""
    where = here(area_id, knowledge.areas)
    reporters = await connection.fetch(QUERIES, "reporters", **where)
    people = dict.fromkeys(row["contact_id"] for row in reporters)
    came, _cases = await received(connection, [week], people, knowledge)
    wanted = expected(({**row, "area_id": None} for row in reporters), [week], knowledge)
    lacking = {each.reporter for each in missing(wanted, came)}
    total = len({each.reporter for each in wanted})
    last = await connection.fetch(QUERIES, "last_reports", reporters=keys(sorted(lacking)), **where)
    return Missing(total, len(lacking), tuple(last))
