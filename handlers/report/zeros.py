"""Nothing to report: data too, for a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.epiweek import EpiWeek
from bot.handler import Context, Turn, say
from bot.store.base import millis
from bot.text import Text, _
from handlers.report.counts.of_week import LAST
from handlers.report.events import ZeroReported
from handlers.report.filing import LEARNING, own_area, trusted
from handlers.report.finding import Named
from handlers.report.records import QUERIES
from handlers.report.said import in_a_row
from handlers.weeks.calendar import Named as Week
from handlers.weeks.calendar import in_its_year, local, named, weekly_of
from handlers.weeks.records import reported_in

AGAIN = timedelta(minutes=10)  # between a zero report and the same once more


async def file_zero(context: Context, told: Named | None = None) -> Turn:
    """Zero reports are data: the week is complete; `told`: that which was read in the message."""
    if not trusted(context):
        return say(_("Thank you. Send HELP to see what you can do."))
    wish = _wish(context, told)
    if again := await _sent_again(context, wish):
        return say(again)
    week = await _zero_week(context, wish)
    if week is None:
        return say(_("I do not know that week. Nothing to report: send ZERO alone, or ZERO S47."))
    number, contact = context.session.number(), context.contact
    event = ZeroReported(
        number,
        contact.id,
        own_area(context),
        week,
        risk=None,
        at=context.now,
        training=contact.training,
    )
    text = _(
        "No {number}: week {week}, nothing to report. Thank you. If there are cases, send them.",
        number=str(number),
        week=str(week.week),
    )
    return say(in_a_row(text, LEARNING if contact.training else None), event)


async def _sent_again(context: Context, wish: Week) -> Text | None:
    """`zero`, `RAS` and `0` within minutes are one report, and not of one week after the other."""
    weekly, at = weekly_of(context.knowledge), _sent_at(context)
    weeks = [wish.week] if wish.week else [weekly.due_next(at), weekly.of(at)]
    meant = {(week.year, week.week) for week in weeks}
    since = millis(context.now - AGAIN)
    rows = await context.session.fetch(
        QUERIES, "zeros_since", contact_id=context.contact.id, since=since
    )
    same = next((row for row in rows if (row["year"], row["week"]) in meant), None)
    if same is None or wish.problem:
        return None
    return _(
        "Already received as no {number}: week {week}, nothing to report. Thank you.",
        number=str(same["number"]),
        week=str(same["week"]),
    )


def _wish(context: Context, told: Named | None) -> Week:
    """The week that is named."""
    weekly, at = weekly_of(context.knowledge), _sent_at(context)
    wish = named(context.inbound.text, weekly, at)
    if wish.week is not None and isinstance(told, int) and told not in (LAST, wish.number):
        return in_its_year(told, weekly, at)  # `S47 il y avait 3 cas, S48 aucun`
    return wish


def _sent_at(context: Context) -> datetime:
    return local(context.inbound.sent_at or context.now, context.knowledge)


async def _zero_week(context: Context, wish: Week) -> EpiWeek | None:
    """The week that is named (None: there is none such yet); else the one before until it is due,
    unless it has a report."""
    weekly, at = weekly_of(context.knowledge), _sent_at(context)
    if wish.week is not None or wish.problem:
        return None if wish.problem else wish.week
    due = weekly.due_next(at)
    return weekly.of(at) if await reported_in(context, due) else due
