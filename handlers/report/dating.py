"""The day that a report is about: by which it counts in its week, and stands near others."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.epiweek import EpiWeek
from bot.handler import Context
from bot.store.base import Row
from handlers.report.counts.of_week import LAST
from handlers.report.finding import Finding, Named
from handlers.report.words.week_words import LONGEST, THE_LATEST
from handlers.weeks.calendar import Weekly, in_its_year, local, weekly_of
from handlers.weeks.records import LATEST


def week_of(context: Context, named: Named | None) -> EpiWeek | None:
    """The earlier week that is named, if that is not too long ago to be meant."""
    if named is None:
        return None
    at = local(context.inbound.sent_at or context.now, context.knowledge)
    weekly = weekly_of(context.knowledge)
    this = weekly.of(at)
    if isinstance(named, tuple):
        found = _of_day(*named, at, weekly)
    elif named == LAST:
        found = this - 1
    else:
        found = in_its_year(named, weekly, at).week
    late = found is not None and at - found.ends_at > LATEST
    return None if found is None or late or found >= this else found


def _of_day(day: int, month: int, at: datetime, weekly: Weekly) -> EpiWeek | None:
    """The week of the last such day; None if there is no such day. Month 0: of whichever month."""
    if month == THE_LATEST:
        back = (at - timedelta(days=days) for days in range(LONGEST))
        return next((weekly.of(found) for found in back if found.day == day), None)
    for year in (at.year, at.year - 1):
        try:
            found = datetime(year, month, day)  # noqa: DTZ001 - as weeks count it
        except ValueError:
            return None
        if found <= at:
            return weekly.of(found)
    return None


def day_of(context: Context, finding: Finding, week: EpiWeek | None, older: Row | None) -> date:
    """When the illness began; else the last day of `week`; else the day of `older`, the report
    that it corrects; else the day it was sent, which is also what `aujourd'hui` means: where weeks
    begin at noon it may be the first day of the next one. A day that is written out (`le 27/11`,
    `vendredi`) stays that day, whenever it is sent."""
    sent = local(context.inbound.sent_at or context.now, context.knowledge)
    if finding.onset is not None and (finding.onset != sent.date() or not _says_today(context)):
        return finding.onset
    if finding.onset is None and week is not None:
        return week.days[-1]
    if finding.onset is None and older is not None and older["on_day"]:
        return date.fromisoformat(older["on_day"])
    return weekly_of(context.knowledge).day_of(sent)


def _says_today(context: Context) -> bool:
    """`depuis ce matin`, `depuis 2 heures`."""
    words = context.understood.words
    return any(word.means("onset") == "today" or word.means("unit") == "hour" for word in words)
