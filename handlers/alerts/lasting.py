"""Weeks above their past, and the one alert that they are: raised, grown and ended with them.

Whatever came in which order, the weeks as they stand say which alerts there are, as long as no
person has decided anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.epiweek import EpiWeek, WeekStart
from bot.errors import TryAgain
from bot.handler import Knowledge, Outcome
from bot.store.base import Row, Session, millis
from handlers.alerts.above import Above, told
from handlers.alerts.announcing import unsaid
from handlers.alerts.events import AlertRaised
from handlers.alerts.growing import milestone
from handlers.alerts.model import Comparison, Past
from handlers.alerts.records import QUERIES, note, step, write
from handlers.weeks.figures import Figure

Weeks = Mapping[EpiWeek, Comparison]
Kept = Mapping[EpiWeek, Row]  # every week that was ever compared, as it is stored
DECIDED = ("dismissed", "closed")
SAME = ("method", "observed", "upper", "alarm", "weak", "expected", "received", "alert")


async def kept_of(session: Session, rule: Past, area_id: str, start: WeekStart) -> Kept:
    stored = await session.fetch(QUERIES, "comparisons", rule=rule.id, area_id=area_id)
    return {EpiWeek(row["year"], row["week"], start): row for row in stored}


def few_of(kept: Kept, target: int) -> frozenset[EpiWeek]:
    """Weeks of which fewer reports came than `target` percent of those expected."""
    return frozenset(
        week
        for week, row in kept.items()
        if row["expected"] and not Figure(row["expected"], row["received"]).complete(target)
    )


async def agree(
    session: Session, found: Weeks, kept: Kept, now: datetime, knowledge: Knowledge
) -> Outcome:
    """Keep what was `found` of some weeks, and make the alert of the rule in this area fit.

    `found`: one or more weeks, of one rule and area.
    """
    one = next(iter(found.values()))
    rule, area_id = one.rule, one.area_id
    rows = await session.fetch(QUERIES, "alert_of_rule", rule=rule.id, area_id=area_id)
    was = rows[0] if rows else None
    number = was["number"] if was else None
    theirs = {week for week, row in kept.items() if was and row["alert"] == number}
    mine = _mine(found, kept, theirs, was)
    if mine and was is None:
        number = session.number()
    await write(session, "keep_comparisons", list(_rows(found, kept, mine, number, now)))
    if number is None:
        return Outcome()
    change = Above(number, rule, area_id, was, frozenset(theirs), frozenset(mine))
    return await _changed(session, _counted(change, found, kept), now, knowledge)


def _mine(found: Weeks, kept: Kept, theirs: set[EpiWeek], was: Row | None) -> set[EpiWeek]:
    """The weeks of the alert: above their past, and of none that was decided.

    An alert that a person passed on keeps those it has.
    """
    decided = {week for week, row in kept.items() if row["status"] in DECIDED}
    above = {week for week, each in found.items() if each.alarm} - decided
    return above | (theirs if was and was["status"] == "escalated" else theirs - found.keys())


def _rows(
    found: Weeks, kept: Kept, mine: set[EpiWeek], number: int | None, now: datetime
) -> Iterator[Row]:
    """Those that are not stored just so."""
    for week, each in found.items():
        before = kept.get(week)
        decided = before["alert"] if before and before["status"] in DECIDED else None
        row = _row(each, number if week in mine else decided)
        if before is None or any(row[name] != before[name] for name in SAME):
            yield row | {"at": millis(now)}


def _row(found: Comparison, alert: int | None) -> Row:
    signal = found.signal
    return {
        "rule": found.rule.id,
        "area_id": found.area_id,
        "year": found.week.year,
        "week": found.week.week,
        "risk": found.rule.risk,
        "method": found.method,
        "observed": float(signal.observed) if signal else None,
        "upper": signal.upper if signal else None,
        "alarm": int(found.alarm),
        "weak": int(found.weak),
        "expected": found.figure.expected if found.figure else None,
        "received": found.figure.received if found.figure else None,
        "alert": alert,
    }


def _counted(change: Above, found: Weeks, kept: Kept) -> Above:
    """With what its last week has, as it was looked at now or before."""
    if not change.weeks:
        return change
    last = max(change.weeks)
    told = found.get(last)
    if told is not None and told.signal is not None:
        cases, upper = round(told.signal.observed), told.signal.upper
        return replace(change, cases=cases, upper=upper, weak=told.weak)
    row = kept[last]
    cases, upper = round(row["observed"] or 0), row["upper"] or 0
    return replace(change, cases=cases, upper=upper, weak=bool(row["weak"]))


async def _changed(session: Session, change: Above, now: datetime, knowledge: Knowledge) -> Outcome:
    was = change.was
    row = _alert(change, now) if change.weeks else None
    if row is None:
        gone = {"number": change.number, "status": "withdrawn", "whole": None}
        _one_of(await write(session, "end_alerts", [gone]))
        await unsaid(session, [change.number], now)
    elif was is not None and not _differs(change, row, was):
        return Outcome()
    else:
        _one_of(await write(session, "keep_alerts", [row]))
    await note(session, [_step(change, now)])
    rule = change.rule
    raised = AlertRaised(change.number, rule.risk, rule.level, change.area_id, None, now)
    return Outcome(tuple(told(change, now, knowledge)), (raised,) if was is None else ())


def _differs(change: Above, row: Row, was: Row) -> bool:
    same = row.keys() & was.keys()
    return change.weeks != change.before or any(row[name] != was[name] for name in same)


def _one_of(done: list[Row]) -> None:
    if not done:
        raise TryAgain("an alert was decided meanwhile")


def _alert(change: Above, now: datetime) -> Row:
    before = change.was["announced"] if change.was else 0
    return {
        "number": change.number,
        "risk": change.rule.risk,
        "level": change.rule.level,
        "rules": change.rule.id,
        "area_id": change.area_id,
        "place_id": None,
        "first_on": min(change.weeks).days[0].isoformat(),
        "last_on": max(change.weeks).days[-1].isoformat(),
        "cases": change.cases,
        "signals": 0,
        "deaths": 0,
        "announced": max(before, milestone(change.cases)),
        "at": millis(now),
    }


def _step(change: Above, now: datetime) -> Row:
    """What the record says: the last week, and which weeks came and went."""
    if not change.weeks:
        return step(change.number, "withdrawn", now, left=_named(change.before))
    what = "raised" if change.was is None else "changed"
    came, left = change.weeks - change.before, change.before - change.weeks
    return step(
        change.number,
        what,
        now,
        cases=change.cases,
        upper=change.upper,
        came=_named(came),
        left=_named(left),
    )


def _named(weeks: Iterable[EpiWeek]) -> list[str]:
    return [str(week) for week in sorted(weeks)]
