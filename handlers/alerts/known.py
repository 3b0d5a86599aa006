"""The cases of an area by week, as far as they are known: what its weeks are compared by.

Some were reported here; some were imported, from the years before anybody reported here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from bot.epiweek import EpiWeek
from bot.handler import Knowledge
from bot.store.base import Session
from handlers.alerts.imported import totals
from handlers.alerts.model import Past
from handlers.alerts.past import Counts
from handlers.alerts.records import QUERIES
from handlers.report.records import risks_of
from handlers.weeks.calendar import weekly_of

MORE = 2  # years beyond those a rule asks for: epidemic ones may be left out


@dataclass(frozen=True, slots=True)
class Known:
    """The `counts` of all weeks that are known; those `imported` are history: no week of them is
    compared itself."""

    counts: Counts
    imported: frozenset[EpiWeek]

    @property
    def reported(self) -> frozenset[EpiWeek]:
        return frozenset(self.counts) - self.imported


async def known_of(
    session: Session, rule: Past, area_id: str, first: EpiWeek, knowledge: Knowledge
) -> Known:
    """The cases of `rule`'s risk, for all that `first` and the weeks after it are compared with.

    An imported week stands for the whole area: it replaces what was reported, and is never added
    to it. Where only some of the areas below have it, what was reported goes first.
    """
    since = first - 53 * (rule.years + len(rule.without) + MORE)
    counts = await _reported(session, rule, area_id, since, knowledge)
    past = await totals(session, rule.risk, area_id, since, knowledge.areas)
    imported = {w: total.cases for w, total in past.items() if total.whole or w not in counts}
    return Known({**counts, **imported}, frozenset(imported))


async def _reported(
    session: Session, rule: Past, area_id: str, first: EpiWeek, knowledge: Knowledge
) -> Counts:
    """A week of which nothing was reported, of any risk, is not in it."""
    since = first.days[0].isoformat()
    areas = json.dumps(dict.fromkeys((area_id, *knowledge.areas.below(area_id)), 1))
    risks = json.dumps(dict.fromkeys(risks_of(knowledge), 1))
    start = weekly_of(knowledge).start
    days = await session.fetch(QUERIES, "reported_days", areas=areas, risks=risks, since=since)
    zeros = await session.fetch(QUERIES, "reported_zeros", areas=areas)
    known = {EpiWeek.of(date.fromisoformat(row["on_day"]), start) for row in days}
    counts = dict.fromkeys(known | {EpiWeek(row["year"], row["week"], start) for row in zeros}, 0)
    rows = await session.fetch(QUERIES, "cases_by_day", risk=rule.risk, areas=areas, since=since)
    for row in rows:
        counts[EpiWeek.of(date.fromisoformat(row["on_day"]), start)] += row["cases"]
    return counts
