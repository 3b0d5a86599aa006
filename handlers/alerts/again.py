"""What comes, changes or goes after its week was compared: that week is compared again.

So which alerts there are does not depend on when a report came. Weeks are compared again together,
some minutes later; of those longer ago than a year nobody is told, they are the past of others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.epiweek import WEEK, EpiWeek
from bot.handler import Knowledge, Outcome, Reaction
from bot.message import NewJob
from bot.store.base import Session
from handlers.alerts.comparing import PATIENCE, asked, rules_in
from handlers.alerts.events import ReportChecked
from handlers.alerts.records import QUERIES, numbered
from handlers.report.events import (
    ReportFiled,
    ReportPlaced,
    ReportWithdrawn,
    ZeroReported,
    ZeroWithdrawn,
)
from handlers.weeks.calendar import local, weekly_of

SOON = timedelta(minutes=10)  # several that come together are looked at once
OLDEST = 52  # weeks back

Touched = Iterable[tuple[str | None, EpiWeek]]  # an area's week


async def on_filed(
    session: Session, events: Sequence[ReportFiled], now: datetime, knowledge: Knowledge
) -> Outcome:
    start = weekly_of(knowledge).start
    mine = [
        (e.area_id, EpiWeek.of(e.on or e.finding.onset or e.reported_at.date(), start))
        for e in events
        if not e.training
    ]
    older = {e.supersedes for e in events if e.supersedes is not None}
    theirs = [
        *await _weeks(session, older, knowledge),
        *await _weeks_of_zeros(session, older, knowledge),
    ]
    return again([*mine, *theirs], now, knowledge)


async def on_changed(
    session: Session,
    events: Sequence[ReportWithdrawn | ReportPlaced | ReportChecked],
    now: datetime,
    knowledge: Knowledge,
) -> Outcome:
    numbers = {event.number for event in events}
    return again(await _weeks(session, numbers, knowledge), now, knowledge)


async def on_zero(
    session: Session,
    events: Sequence[ZeroReported | ZeroWithdrawn],
    now: datetime,
    knowledge: Knowledge,
) -> Outcome:
    """A week that nobody had reported is known now, or not any more."""
    mine = [(event.area_id, event.week) for event in events if not event.training]
    return again(mine, now, knowledge)


async def _weeks_of_zeros(
    session: Session, numbers: Collection[int], knowledge: Knowledge
) -> Touched:
    """Of zero reports that reports replace."""
    if not numbers:
        return []
    start = weekly_of(knowledge).start
    rows = await session.fetch(QUERIES, "zeros_named", rows=numbered(numbers))
    return [(row["area_id"], EpiWeek(row["year"], row["week"], start)) for row in rows]


async def _weeks(session: Session, numbers: Collection[int], knowledge: Knowledge) -> Touched:
    if not numbers:
        return []
    start = weekly_of(knowledge).start
    rows = await session.fetch(QUERIES, "reports_named", rows=numbered(numbers))
    return [
        (row["area_id"], EpiWeek.of(date.fromisoformat(row["on_day"]), start))
        for row in rows
        if not row["training"]
    ]


def again(touched: Touched, now: datetime, knowledge: Knowledge) -> Outcome:
    """A job for each area that rules compare, from the first week that is touched on."""
    weekly = weekly_of(knowledge)
    last = weekly.due_next(local(now, knowledge) - PATIENCE) - 1
    back: dict[str, int] = {}
    for area_id, week in set(touched):
        if area_id is None or week > last:
            continue  # it is compared when it is due
        weeks = min((last.starts_at - week.starts_at) // WEEK, OLDEST)
        for each in knowledge.areas.upwards(area_id):
            if next(rules_in(each, knowledge), None) is not None:
                back[each] = max(weeks, back.get(each, 0))
    jobs = [
        NewJob("compare", f"{last} {area_id} -{weeks}", now + SOON, asked(area_id, last, weeks))
        for area_id, weeks in sorted(back.items())
    ]
    return Outcome(jobs=tuple(jobs))


reactions = (
    Reaction(ReportFiled, on_filed, informed=True),
    Reaction(ReportWithdrawn, on_changed, informed=True),
    Reaction(ReportPlaced, on_changed, informed=True),
    Reaction(ReportChecked, on_changed, informed=True),
    Reaction(ZeroReported, on_zero, informed=True),
    Reaction(ZeroWithdrawn, on_zero, informed=True),
)
