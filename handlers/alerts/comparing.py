"""Each week, once it is due, is compared with its past: the rules that ask for more than usual.

A job of the week plans one for each area, so that no transaction is long. What comes or goes
after its week was compared has the weeks that it touches compared again (`again.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.epiweek import EpiWeek
from bot.handler import Job, Knowledge, Outcome
from bot.message import NewJob
from bot.store.base import Session
from handlers.alerts.known import Known, known_of
from handlers.alerts.lasting import agree, few_of, kept_of
from handlers.alerts.model import Past
from handlers.alerts.past import compared
from handlers.alerts.records import rules_of, write
from handlers.weeks.calendar import Weekly, local, weekly_of
from handlers.weeks.figures import Figure
from handlers.weeks.records import figures_of

PATIENCE = timedelta(hours=1)  # after the deadline: who reports in the last minute is counted
LATE = 4  # weeks before that are compared once more, whatever came in between


def first(now: datetime, knowledge: Knowledge) -> NewJob:
    """When the week that is due next is due."""
    weekly, at = weekly_of(knowledge), local(now, knowledge)
    week = weekly.due_next(at - PATIENCE)
    return _when(week, weekly, knowledge)


def _when(week: EpiWeek, weekly: Weekly, knowledge: Knowledge) -> NewJob:
    due = weekly.deadline.of(week) + PATIENCE
    data = {"year": week.year, "week": week.week}
    return NewJob("past", str(week), due.replace(tzinfo=knowledge.zone), data)


async def plan(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    weekly = weekly_of(knowledge)
    week = EpiWeek(job.data["year"], job.data["week"], weekly.start)
    kinds = {rule.within for rule in past_rules(knowledge)}
    jobs = [
        NewJob("compare", f"{week} {area.id}", now, asked(area.id, week, LATE))
        for area in knowledge.areas
        if area.kind in kinds
    ]
    following = max(week + 1, weekly.due_next(local(now, knowledge) - PATIENCE))
    return Outcome(jobs=(*jobs, _when(following, weekly, knowledge)))


def asked(area_id: str, week: EpiWeek, back: int) -> dict[str, Any]:
    """What a job is to compare: a week, and so many before it."""
    return {"area_id": area_id, "year": week.year, "week": week.week, "back": back}


def past_rules(knowledge: Knowledge) -> list[Past]:
    return [rule for rule in rules_of(knowledge) if isinstance(rule, Past)]


def rules_in(area_id: str, knowledge: Knowledge) -> Iterator[Past]:
    """Those that compare this area as a whole."""
    area = knowledge.areas.find(area_id)
    for rule in past_rules(knowledge):
        if area and rule.within == area.kind and rule.holds(area_id, knowledge.areas):
            yield rule


async def compare(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """One area. Where nothing was ever reported there is nothing to keep.

    Imported weeks are what others are compared with, and not compared themselves.
    """
    area_id, start = job.data["area_id"], weekly_of(knowledge).start
    last = EpiWeek(job.data["year"], job.data["week"], start)
    weeks = [last - back for back in range(job.data.get("back", 0), -1, -1)]
    figures = await figures_of(session, area_id, weeks, knowledge)
    done = Outcome()
    for rule in rules_in(area_id, knowledge):
        # One at a time: another process may be at the same weeks.
        await write(session, "lock_risks", [{"risk": rule.risk, "area_id": area_id}])
        known = await known_of(session, rule, area_id, weeks[0], knowledge)
        if any(week <= last for week in known.reported):
            own = {week: figures[week] for week in weeks if week not in known.imported}
            more = await _beside(session, rule, area_id, own, known, now, knowledge)
            done = Outcome((*done.notices, *more.notices), (*done.events, *more.events))
    return done


async def _beside(
    session: Session,
    rule: Past,
    area_id: str,
    own: Mapping[EpiWeek, Figure],
    known: Known,
    now: datetime,
    knowledge: Knowledge,
) -> Outcome:
    """Weeks and who reported in them, each beside the weeks in which enough reported."""
    weekly = weekly_of(knowledge)
    kept = await kept_of(session, rule, area_id, weekly.start)
    few = (few_of(kept, weekly.target) - own.keys()) | {
        week for week, figure in own.items() if not figure.complete(weekly.target)
    }
    found = {
        week: replace(compared(rule, area_id, known.counts, week, few), figure=figure)
        for week, figure in own.items()
    }
    return await agree(session, found, kept, now, knowledge) if found else Outcome()


jobs = (Job("past", plan, first), Job("compare", compare))
