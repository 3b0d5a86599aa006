"""Importing the past, or taking it back: the weeks that it is the past of are compared again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.epiweek import EpiWeek
from bot.handler import Knowledge, Outcome
from bot.store.base import Session
from handlers.alerts.again import again
from handlers.alerts.comparing import rules_in
from handlers.alerts.imported import forget, held, keep
from handlers.alerts.past_file import PastWeek
from handlers.weeks.calendar import weekly_of


@dataclass(frozen=True, slots=True)
class Brought:
    """Of the weeks of a file those that were not there, those that had other cases, and how many
    were there just so. `outcome`: the jobs that compare again."""

    new: tuple[PastWeek, ...]
    changed: tuple[PastWeek, ...]
    same: int
    outcome: Outcome


async def bring(
    session: Session,
    weeks: Sequence[PastWeek],
    now: datetime,
    knowledge: Knowledge,
    *,
    dry: bool = False,
) -> Brought:
    """Keep the weeks of a file; `dry`: only say what that would be."""
    there = await held(session, {each.area_id for each in weeks}, weekly_of(knowledge).start)
    before = {each.key: each.cases for each in there}
    new = tuple(each for each in weeks if each.key not in before)
    changed = tuple(each for each in weeks if before.get(each.key, each.cases) != each.cases)
    same = len(weeks) - len(new) - len(changed)
    if dry:
        return Brought(new, changed, same, Outcome())
    await keep(session, (*new, *changed), now)
    return Brought(new, changed, same, following((*new, *changed), now, knowledge))


async def take_back(
    session: Session,
    area_id: str,
    risk: str | None,
    now: datetime,
    knowledge: Knowledge,
    *,
    dry: bool = False,
) -> tuple[list[PastWeek], Outcome]:
    """Forget what was imported for an area and those below it, of one risk or (None) of all."""
    areas = (area_id, *knowledge.areas.below(area_id))
    there = await held(session, areas, weekly_of(knowledge).start)
    gone = [each for each in there if risk in (None, each.risk)]
    if dry:
        return gone, Outcome()
    await forget(session, gone)
    return gone, following(gone, now, knowledge)


def following(weeks: Sequence[PastWeek], now: datetime, knowledge: Knowledge) -> Outcome:
    """Of each area and risk the first week is enough: all after it are compared again."""
    first: dict[tuple[str, str], EpiWeek] = {}
    for each in weeks:
        series = each.area_id, each.risk
        first[series] = min(each.week, first.get(series, each.week))
    touched = [
        (area_id, week)
        for (area_id, risk), week in first.items()
        if is_used(area_id, risk, knowledge)
    ]
    return again(touched, now, knowledge)


def is_used(area_id: str, risk: str, knowledge: Knowledge) -> bool:
    """Whether a rule compares that risk with its past, there or in an area above."""
    return any(
        rule.risk == risk
        for each in knowledge.areas.upwards(area_id)
        for rule in rules_in(each, knowledge)
    )
