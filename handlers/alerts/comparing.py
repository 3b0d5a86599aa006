"""Each week, once it is due, is compared with its past: the rules that ask for more than usual.

A job of the week plans one for each area, so that no transaction is long. What was compared is
kept, with the method, also where there was not enough past to tell: then nobody is told.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from bot.epiweek import EpiWeek
from bot.handler import Job, Knowledge, Outcome
from bot.message import NewJob, Notice, Reply, Role, Urgency
from bot.store.base import Row, Session, millis
from bot.text import _
from handlers.alerts.announcing import STALE, described, supervisor, where_of
from handlers.alerts.events import AlertRaised
from handlers.alerts.growing import milestone, to_announce
from handlers.alerts.model import Comparison, Past
from handlers.alerts.past import compared
from handlers.alerts.records import QUERIES, note, rules_of, step, write
from handlers.report.records import risks_of
from handlers.weeks.calendar import Weekly, local, weekly_of

PATIENCE = timedelta(hours=1)  # after the deadline: who reports in the last minute is counted
LATE = 4  # weeks that are compared once more, for reports that came after their week was due
MORE = 2  # years beyond those a rule asks for: epidemic ones may be left out


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
    kinds = {rule.within for rule in _rules(knowledge)}
    jobs = [
        NewJob("compare", f"{week} {area.id} {back}", now, _data(week - back, area.id, back))
        for area in knowledge.areas
        if area.kind in kinds
        for back in range(LATE + 1)
    ]
    following = max(week + 1, weekly.due_next(local(now, knowledge) - PATIENCE))
    return Outcome(jobs=(*jobs, _when(following, weekly, knowledge)))


def _data(week: EpiWeek, area_id: str, back: int) -> dict[str, Any]:
    return {"year": week.year, "week": week.week, "area_id": area_id, "late": int(back > 0)}


def _rules(knowledge: Knowledge) -> list[Past]:
    return [rule for rule in rules_of(knowledge) if isinstance(rule, Past)]


async def compare(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """One area. Where nothing was ever reported there is nothing to keep.

    A week that was compared before is compared again for what came late: it raises what it would
    have raised in time, and adds nothing to what is known already.
    """
    area_id = job.data["area_id"]
    week = EpiWeek(job.data["year"], job.data["week"], weekly_of(knowledge).start)
    area = knowledge.areas.find(area_id)
    rules = [
        rule
        for rule in _rules(knowledge)
        if area and rule.within == area.kind and rule.holds(area_id, knowledge.areas)
    ]
    told: list[Notice] = []
    raised: list[AlertRaised] = []
    if job.data.get("late"):
        rules = await _quiet(session, rules, area_id, week)
    for rule in rules:
        found = await _compared(session, rule, area_id, week, knowledge)
        if found is None or not await _kept(session, found, now) or not found.alarm:
            continue
        event, notice = await _raise(session, found, now, knowledge)
        raised += [event] if event else []
        told += [notice] if notice else []
    return Outcome(tuple(told), tuple(raised))


async def _quiet(session: Session, rules: list[Past], area_id: str, week: EpiWeek) -> list[Past]:
    """Those by which the week was usual when it was due, and nothing is going on since."""
    at = {"area_id": area_id, "year": week.year, "week": week.week}
    rows = await session.fetch(QUERIES, "comparisons", **at)
    usual = {row["rule"] for row in rows if not row["alarm"]}
    goes_on = [
        await session.fetch(QUERIES, "alert_of_rule", rule=rule.id, area_id=area_id)
        for rule in rules
    ]
    return [
        rule for rule, alerts in zip(rules, goes_on, strict=True) if rule.id in usual and not alerts
    ]


async def _compared(
    session: Session, rule: Past, area_id: str, week: EpiWeek, knowledge: Knowledge
) -> Comparison | None:
    since = (week - 53 * (rule.years + len(rule.without) + MORE)).days[0].isoformat()
    areas = json.dumps(dict.fromkeys((area_id, *knowledge.areas.below(area_id)), 1))
    risks = json.dumps(dict.fromkeys(risks_of(knowledge), 1))
    start = weekly_of(knowledge).start
    days = await session.fetch(QUERIES, "reported_days", areas=areas, risks=risks, since=since)
    zeros = await session.fetch(QUERIES, "reported_zeros", areas=areas)
    known = {EpiWeek.of(date.fromisoformat(row["on_day"]), start) for row in days}
    counts = dict.fromkeys(known | {EpiWeek(row["year"], row["week"], start) for row in zeros}, 0)
    if not counts:
        return None
    rows = await session.fetch(QUERIES, "cases_by_day", risk=rule.risk, areas=areas, since=since)
    for row in rows:
        counts[EpiWeek.of(date.fromisoformat(row["on_day"]), start)] += row["cases"]
    return compared(rule, area_id, counts, week)


async def _kept(session: Session, found: Comparison, now: datetime) -> bool:
    signal = found.signal
    row = {
        "rule": found.rule.id,
        "area_id": found.area_id,
        "year": found.week.year,
        "week": found.week.week,
        "risk": found.rule.risk,
        "method": found.method,
        "observed": signal.observed if signal else None,
        "upper": signal.upper if signal else None,
        "alarm": int(found.alarm),
        "at": millis(now),
    }
    return bool(await write(session, "keep_comparison", [row]))


async def _raise(
    session: Session, found: Comparison, now: datetime, knowledge: Knowledge
) -> tuple[AlertRaised | None, Notice | None]:
    """A new alert; or the one of the weeks before, of which it is told when it has grown."""
    assert found.signal is not None
    rule, area_id, cases = found.rule, found.area_id, round(found.signal.observed)
    rows = await session.fetch(QUERIES, "alert_of_rule", rule=rule.id, area_id=area_id)
    was = rows[0] if rows else None
    number = was["number"] if was else session.number()
    row = _row(found, number, cases, was)
    name = "keep_alerts" if was else "raise_alerts"
    await write(session, name, [row | {"at": millis(now)}])
    what = "changed" if was else "raised"
    upper = found.signal.upper
    steps = [step(number, what, now, week=str(found.week), method=found.method, upper=upper)]
    await note(session, steps)
    if was:
        grown = to_announce(was["announced"], cases) is not None
        return None, _grown(found, was, cases, now, knowledge) if grown else None
    event = AlertRaised(number, rule.risk, rule.level, area_id, None, now)
    return event, _notice(found, number, cases, now, knowledge)


def _row(found: Comparison, number: int, cases: int, was: Row | None) -> Row:
    first_on = was["first_on"] if was else found.week.days[0].isoformat()
    return {
        "number": number,
        "risk": found.rule.risk,
        "level": found.rule.level,
        "rules": found.rule.id,
        "area_id": found.area_id,
        "place_id": None,
        "first_on": first_on,
        "last_on": found.week.days[-1].isoformat(),
        "cases": cases,
        "signals": 0,
        "deaths": 0,
        "announced": max(was["announced"] if was else 0, milestone(cases)),
    }


def _notice(
    found: Comparison, number: int, cases: int, now: datetime, knowledge: Knowledge
) -> Notice:
    assert found.signal is not None
    text = _(
        "Alert {number}: {what} in week {week}, {place}. By the past at most {most}. "
        "True: OK {number}. False: NO {number} and why.",
        number=str(number),
        what=described(found.rule.risk, cases, knowledge),
        week=str(found.week.week),
        place=where_of(None, found.area_id, knowledge),
        most=str(max(0, int(found.signal.upper))),
    )
    return Notice(supervisor(found.area_id), Reply(text), Urgency.URGENT, now + STALE)


def _grown(found: Comparison, was: Row, cases: int, now: datetime, knowledge: Knowledge) -> Notice:
    """Of an alert that goes on: to the supervisor, or to the coordinator it was passed on to."""
    text = _(
        "Alert {number} grows: {what}, {place}.",
        number=str(was["number"]),
        what=described(found.rule.risk, cases, knowledge),
        place=where_of(None, found.area_id, knowledge),
    )
    passed = was["status"] == "escalated"
    coordinator = Role("coordinator", found.area_id, otherwise=("admin",))
    whom = coordinator if passed else supervisor(found.area_id)
    return Notice(whom, Reply(text), Urgency.URGENT, now + STALE)


jobs = (Job("past", plan, first), Job("compare", compare))
