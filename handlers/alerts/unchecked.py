"""Reports that nobody checks go up one level: those of alarm soon, the others once a day.

Of reports of alarm the supervisor was told at once, so the next to hear are the coordinators. Of
the others the supervisor hears first, in the morning and in one message, the coordinators a day
later. Where coordinators stood in for a supervisor, the next to hear are the administrators.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import TypeAlias

from bot.handler import Job, Knowledge, Outcome
from bot.message import Choice, NewJob, Notice, Reply, Role, Urgency
from bot.store.base import Row, Session, millis
from bot.text import Text, _
from handlers.alerts.announcing import supervisor, where_of
from handlers.alerts.records import QUERIES, alerting_of
from handlers.alerts.rungs import Rungs, above, rungs
from handlers.report.buttons import checking
from handlers.report.records import risk_name, risks_of

OLDEST = timedelta(days=7)  # what is older is history, for instance when the bot was away
STALE = timedelta(days=3)
DAY = timedelta(days=1)
SHOWN = 8  # reports that two SMS have room for
SUPERVISORS, COORDINATORS = 1, 2  # rungs
Waiting: TypeAlias = dict[str | None, list[Row]]  # reports by the area where they wait
How: TypeAlias = tuple[Urgency, datetime, Knowledge]


async def alarming(session: Session, now: datetime, knowledge: Knowledge) -> Iterator[Notice]:
    """Immediate risks and what residents report, of which a supervisor was told."""
    alerting = alerting_of(knowledge)
    rows = await session.fetch(
        QUERIES,
        "raise_unchecked",
        risks=immediate(knowledge),
        before=millis(now - timedelta(hours=alerting.check_hours)),
        since=millis(now - OLDEST),
    )
    known = await rungs(session, knowledge)
    return _above(rows, known, lambda area_id: area_id, (Urgency.URGENT, now, knowledge))


def first(now: datetime, knowledge: Knowledge) -> NewJob | None:
    """The next morning, unless nobody is to be told of what is no alarm."""
    alerting = alerting_of(knowledge)
    if not alerting.routine_at:
        return None
    local = now.astimezone(knowledge.zone)
    hour = time.fromisoformat(alerting.routine_at)
    at = datetime.combine(local.date(), hour, knowledge.zone)
    return NewJob("routine", "unchecked", at if at > local else at + DAY)


async def look(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """Those that were told of a day ago and still wait first: nothing goes up two rungs at once."""
    if not alerting_of(knowledge).routine_at:
        return Outcome()  # planned before it was switched off
    far = await _raised(session, COORDINATORS, now, knowledge)
    near = await _raised(session, SUPERVISORS, now, knowledge)
    how = (Urgency.ORDINARY, now, knowledge)
    known = await rungs(session, knowledge)
    notices = [
        *_above(far, known, lambda area_id: _district(area_id, knowledge), how),
        *(_told(rows, area, supervisor(area), how) for area, rows in _by(near).items()),
    ]
    following = first(now, knowledge)
    return Outcome(tuple(notices), jobs=(following,) if following else ())


async def _raised(session: Session, rung: int, now: datetime, knowledge: Knowledge) -> list[Row]:
    hours = alerting_of(knowledge).check_hours
    return await session.fetch(
        QUERIES,
        "raise_routine",
        risks=immediate(knowledge),
        before=millis(now - rung * timedelta(hours=hours)),
        since=millis(now - OLDEST),
        rung=rung,
    )


def immediate(knowledge: Knowledge) -> str:
    known = (risk.id for risk in risks_of(knowledge).values() if risk.immediate)
    return json.dumps(dict.fromkeys(known, 1))


def _by(
    rows: Iterable[Row], unit: Callable[[str | None], str | None] = lambda area_id: area_id
) -> Waiting:
    found: dict[str | None, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=itemgetter("number")):
        found[unit(row["area_id"])].append(row)
    return found


def _district(area_id: str | None, knowledge: Knowledge) -> str | None:
    """So that a coordinator hears of a district once, not of each health area in it."""
    above = knowledge.areas.upwards(area_id) if area_id else ()
    known = (area for each in above if (area := knowledge.areas.find(each)))
    return next((area.id for area in known if area.kind == "district"), area_id)


def _above(
    rows: Sequence[Row], known: Rungs, unit: Callable[[str | None], str | None], how: How
) -> Iterator[Notice]:
    """Of each unit, to who is above those that heard first; these may not be the same for all."""
    for near in (True, False):
        mine = [row for row in rows if known.near(row["area_id"], row["contact_id"]) == near]
        for area_id, waiting in _by(mine, unit).items():
            yield _told(waiting, area_id, above(area_id, near=near), how)


def _told(rows: Sequence[Row], area_id: str | None, whom: Role, how: How) -> Notice:
    urgency, now, knowledge = how
    said = Reply(_not_checked(rows, area_id, knowledge), buttons=_buttons(rows))
    return Notice(whom, said, urgency, now + STALE)


def _buttons(rows: Sequence[Row]) -> tuple[Choice, ...]:
    return tuple(button for row in rows[:SHOWN] for button in checking(row["number"]))


def _not_checked(rows: Sequence[Row], area_id: str | None, knowledge: Knowledge) -> Text:
    """With what each is: of most of them who reads this has not heard before."""
    text = _(
        "{cases} not checked for {hours} h, {place}: no {reports}. True: OK and the number. "
        "False: NO, the number and why.",
        cases=str(len(rows)),
        hours=f"{alerting_of(knowledge).check_hours:.0f}",
        place=where_of(None, area_id, knowledge),
        reports=tuple(_shortly(row, knowledge) for row in rows[:SHOWN]),
    )
    return text if len(rows) <= SHOWN else _("{line} All: TO CHECK", line=text)


def _shortly(row: Row, knowledge: Knowledge) -> Text:
    """`12 malaria 4`."""
    name = risk_name(row["risk"], knowledge)
    return _(
        "{number} {risk} {cases}", number=str(row["number"]), risk=name, cases=str(row["cases"])
    )


job = Job("routine", look, first)
