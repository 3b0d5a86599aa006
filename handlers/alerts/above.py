"""Weeks of an area above their past, as one alert, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.epiweek import EpiWeek
from bot.handler import Knowledge
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Row
from bot.text import Text, _
from handlers.alerts.announcing import STALE, about, described, supervisor, where_of, working
from handlers.alerts.growing import to_announce
from handlers.alerts.model import Past
from handlers.report.buttons import checking


@dataclass(frozen=True, slots=True)
class Above:
    """An alert of a rule in an area: its weeks `before`, and now. `was`: as stored, None if new.

    `cases`, `upper` (what the past makes likely at most) and `weak` (few reported in that past)
    are those of its last week; without weeks nothing is left of it.
    """

    number: int
    rule: Past
    area_id: str
    was: Row | None
    before: frozenset[EpiWeek]
    weeks: frozenset[EpiWeek]
    cases: int = 0
    upper: float = 0.0
    weak: bool = False


def told(change: Above, now: datetime, knowledge: Knowledge) -> Iterator[Notice]:
    """That it is new, has grown or is ended; of an alert passed on to the coordinators too."""
    was = change.was
    if was is None:
        text, buttons = _raised(change, knowledge), checking(change.number)
    elif not change.weeks:
        text, buttons = _ended(change, was["cases"], knowledge), ()
    elif to_announce(was["announced"], change.cases) is None:
        return
    else:
        passed = was["status"] == "escalated"
        text = _grown(change, knowledge)
        buttons = working(change.number) if passed else checking(change.number)
    said = Reply(text, buttons=buttons)
    mark = about(change.number)
    yield Notice(supervisor(change.area_id), said, Urgency.URGENT, now + STALE, about=mark)
    if was is not None and was["status"] == "escalated":
        coordinator = Role("coordinator", change.area_id, otherwise=("admin",))
        yield Notice(coordinator, said, Urgency.URGENT, now + STALE, about=mark)


def _raised(change: Above, knowledge: Knowledge) -> Text:
    line = _(
        "Alert {number}: {what} in week {week}, {place}. By the past at most {most}. "
        "True: OK {number}. False: NO {number} and why.",
        number=str(change.number),
        what=described(change.rule.risk, change.cases, knowledge),
        week=str(max(change.weeks).week),
        place=where_of(None, change.area_id, knowledge),
        most=str(max(0, int(change.upper))),
    )
    return _("{line} Few reports in that past.", line=line) if change.weak else line


def _grown(change: Above, knowledge: Knowledge) -> Text:
    return _(
        "Alert {number} grows: {what}, {place}.",
        number=str(change.number),
        what=described(change.rule.risk, change.cases, knowledge),
        place=where_of(None, change.area_id, knowledge),
    )


def _ended(change: Above, cases: int, knowledge: Knowledge) -> Text:
    return _(
        "Alert {number} is ended ({what}, {place}): by what was reported since, not more than in "
        "the past.",
        number=str(change.number),
        what=described(change.rule.risk, cases, knowledge),
        place=where_of(None, change.area_id, knowledge),
    )
