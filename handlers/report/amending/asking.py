"""What is asked about earlier reports: which one, whether it is so, what is right."""

from __future__ import annotations

from collections.abc import Sequence

from bot.form import ask
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.text import Text, _
from handlers.report.amending.changing import Change
from handlers.report.amending.earlier import NUMBERED, Earlier, earlier_reports
from handlers.report.records import risks_of
from handlers.report.said import brief, shortly, summary

NAME, RIGHT = "amend", "right"
YES_NO = (Choice("yes", _("yes")), Choice("no", _("no, a new report")))


def whether_withdrawn(context: Context, reports: Sequence[Earlier]) -> Reply:
    told = tuple(briefly(context, each) for each in reports)
    text = _("Cancel {reports}?", reports=told)
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))


def which(context: Context, reports: Sequence[Earlier]) -> Reply:
    each = (Choice(str(report.number), briefly(context, report)) for report in reports)
    return Reply(_("Which report is it?"), tuple(each))


async def begun(context: Context, number: int | None) -> Turn | None:
    """`CORRIGER 12`, and nothing more: what follows is what is right, and no new report."""
    one = [each for each in await earlier_reports(context, NUMBERED) if each.number == number]
    return what_is_it(context, one[0]) if one else None


def what_is_it(context: Context, report: Earlier) -> Turn:
    kept = {"number": report.number}
    return ask(context, NAME, RIGHT, Reply(what_is_right(context, report)), kept)


def briefly(context: Context, report: Earlier) -> Text:
    risk = risks_of(context.knowledge)[report.finding.risk]
    said = brief(report.finding, risk)
    if report.finding.place is not None:
        said = _("{summary}, {area}", summary=said, area=report.finding.place.name)
    return _("no {number} {summary}", number=str(report.number), summary=said)


def whether(context: Context, change: Change) -> Reply:
    risk = risks_of(context.knowledge)[change.finding.risk]
    number, said = str(change.older.number), summary(change.finding, risk)
    return Reply(_("Change no {number} to: {summary}?", number=number, summary=said), YES_NO)


def what_is_right(context: Context, report: Earlier) -> Text:
    risk = risks_of(context.knowledge)[report.finding.risk]
    return _(
        "No {number}: {summary}. What is right? Send the number, the village or the disease; or "
        "CANCEL.",
        number=str(report.number),
        summary=shortly(risk, report.finding.count),
    )
