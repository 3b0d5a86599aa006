"""What stands of a week that is said to be without sick people."""

from __future__ import annotations

from bot.epiweek import EpiWeek
from bot.handler import Context
from bot.store.base import Row
from bot.text import Text, _
from handlers.report.records import ANIMALS, QUERIES, risk_name
from handlers.report.said import in_a_row

SHOWN = 2  # of one segment


async def still_told(context: Context, week: EpiWeek) -> Text | None:
    """`ZERO S47` behind `S47 palu 3`: that nothing is to be reported would not be true. Who means
    nothing else need do nothing, who means nobody takes the cases back first."""
    days, who = week.days, context.contact
    rows = await context.session.fetch(
        QUERIES,
        "own_of_days",
        contact_id=who.id,
        first_on=days[0].isoformat(),
        last_on=days[-1].isoformat(),
        training=int(who.training),
    )
    return _said(context, rows, str(week.week)) if rows else None


def _said(context: Context, rows: list[Row], week: str) -> Text:
    lines = [_line(context, row) for row in rows[:SHOWN]]
    if more := len(rows) - SHOWN if len(rows) > SHOWN else 0:
        lines.append(_("and {number} more", number=str(more)))
    stands = _(
        "Week {week}: from you this is kept: {reports}. Nothing else? Then all is well.",
        week=week,
        reports=tuple(lines),
    )
    if more:
        return in_a_row(stands, _("Wrong? CANCEL and its number"))
    numbers = " ".join(str(row["number"]) for row in rows)
    nobody = _("Nobody was sick? CANCEL {numbers}, then ZERO S{week}", numbers=numbers, week=week)
    return in_a_row(stands, nobody)


def _line(context: Context, row: Row) -> Text:
    kind = f"{row['risk']}{ANIMALS}" if row["animals"] else row["risk"]
    name = risk_name(kind, context.knowledge)
    brief = _("{risk} {number}", risk=name, number=str(row["cases"]))
    return _("no {number} {summary}", number=str(row["number"]), summary=brief)
