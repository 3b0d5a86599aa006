"""Telling reporters of their week, on the configured day: a reminder, or thanks and their figures.

A job of each week plans pages of reporters. Who was told of a week is noted in the same
transaction, so that neither a crash nor a clock that jumps back tells it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.epiweek import EpiWeek
from bot.handler import Job, Knowledge, Outcome
from bot.message import NewJob, Notice, Reply, Urgency
from bot.store.base import Row, Session, as_rows, millis
from handlers.weeks.calendar import Weekly, local, weekly_of
from handlers.weeks.records import QUERIES, Own, own_weeks
from handlers.weeks.saying import reminder, thanks

AT_ONCE = 500  # reporters in one transaction: answers do not wait for thousands
BACK = 4  # weeks that thanks look at
KEPT = timedelta(weeks=26)  # how long we know who was told
STALE = timedelta(days=2)  # thanks that come later are odd


def first(now: datetime, knowledge: Knowledge) -> NewJob | None:
    weekly = weekly_of(knowledge)
    if not (weekly.send or weekly.thank):
        return None
    due = weekly.reminds_next(local(now, knowledge))
    data = {"at": due.isoformat()}
    return NewJob("weeks", due.date().isoformat(), due.replace(tzinfo=knowledge.zone), data)


async def plan(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """The week that had ended at that moment. If it is due by now nobody is told of it: who is
    reminded could not be in time any more. Thanks alone may come later.
    """
    following = first(now, knowledge)
    if following is None:
        return Outcome()
    weekly, at = weekly_of(knowledge), local(now, knowledge)
    planned = datetime.fromisoformat(job.data["at"])
    week = weekly.of(planned) - 1
    await session.fetch(QUERIES, "forget_told", before=millis(now - KEPT))
    if at > (weekly.deadline.of(week) if weekly.send else planned + STALE):
        return Outcome(jobs=(following,))
    return Outcome(jobs=(following, _page(week, now)))


def _page(week: EpiWeek, now: datetime, after: str = "") -> NewJob:
    """`after`: the last of those who were looked at already, in the order of their ids."""
    return NewJob("week", str(week), now, {"year": week.year, "week": week.week, "after": after})


async def tell(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """A page of reporters, each told once."""
    weekly = weekly_of(knowledge)
    week = EpiWeek(job.data["year"], job.data["week"], weekly.start)
    rows = await session.fetch(QUERIES, "reporters_after", after=job.data["after"], most=AT_ONCE)
    weeks = [week - back for back in range(BACK)]
    found = await own_weeks(session, rows, weeks, knowledge)
    expected = {who: own for who, own in found.items() if own and own[0].week == week}
    told = await _noted(session, week, _to_tell(expected, weekly), now)
    until = weekly.deadline.of(week).replace(tzinfo=knowledge.zone)
    notices = tuple(_notices({who: expected[who] for who in told}, week, now, until))
    jobs = (_page(week, now, rows[-1]["contact_id"]),) if len(rows) == AT_ONCE else ()
    return Outcome(notices, jobs=jobs)


def _to_tell(expected: Mapping[str, Sequence[Own]], weekly: Weekly) -> list[str]:
    wanted = {True: weekly.thank, False: weekly.send}
    return [who for who, own in expected.items() if wanted[own[0].received is not None]]


async def _noted(session: Session, week: EpiWeek, who: Sequence[str], now: datetime) -> list[str]:
    if not who:
        return []
    rows: list[Row] = [{"contact_id": each} for each in who]
    found = await session.fetch(
        QUERIES, "note_told", rows=as_rows(rows), year=week.year, week=week.week, at=millis(now)
    )
    return sorted(row["contact_id"] for row in found)


def _notices(
    people: Mapping[str, Sequence[Own]], week: EpiWeek, now: datetime, until: datetime
) -> Iterator[Notice]:
    for who, own in people.items():
        if own[0].received is None:
            yield Notice(who, Reply(reminder(week)), Urgency.ORDINARY, until)
        else:
            yield Notice(who, Reply(thanks(own, week)), Urgency.ORDINARY, now + STALE)


jobs = (Job("weeks", plan, first), Job("week", tell))
