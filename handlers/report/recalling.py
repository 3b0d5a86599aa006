"""`Rectificatif Koro : ce n'est pas 6 mais 4 rougeoles`: of which report, without its number."""

from __future__ import annotations

from datetime import date

from bot.epiweek import EpiWeek
from bot.form import ask, ask_again, chosen
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row, millis
from bot.text import Text, _
from handlers.report import handler as reporting
from handlers.report.dating import week_of
from handlers.report.filing import ask_whether_to_cancel
from handlers.report.finding import Finding
from handlers.report.ours import reading_of
from handlers.report.records import QUERIES, RECENT, own_report, risks_of
from handlers.report.said import shortly

STEP = "which"
NUMBERED = _("Send CORRECT, the number, and the right report: CORRECT 123 MEASLES 2 KORO")


async def recalled(context: Context, *, begins: bool) -> Turn:
    """What is told, in the place of the person's report of the same disease of the last days; of
    another village only when they say so. Without such a report it is a new one.

    `begins`: the message begins with the word. Behind a report it corrects what was just told.
    """
    text = _behind_the_word(context) if begins else context.inbound.text
    reading = reading_of(context, text, context.today)
    if len(reading.reports) != 1 or reading.question is not None:
        return await reporting.anew(context, text) if not begins else say(NUMBERED)
    [found] = reading.reports
    earlier = await of_the_same(context, found.risk) if begins else []
    if not earlier:
        return await reporting.anew(context, text)
    week = week_of(context, found.week if found.week is not None else reading.week)
    same = [row for row in earlier if _may_be_there(row, found) and _may_be_then(row, week)]
    if same:
        return await reporting.correct(context, same[0]["number"], text)
    kept = {"number": earlier[0]["number"], "text": text}
    return ask(context, "correct", STEP, _question(context, earlier[0]), kept)


async def answered(context: Context) -> Turn:
    """Whether that one is meant; if not, what was told is a report of its own."""
    assert context.conversation is not None
    kept = context.conversation.answers
    match chosen(context):
        case "yes":
            return await reporting.correct(context, int(kept["number"]), kept["text"])
        case "no":
            return await reporting.anew(context, kept["text"])
    earlier = await own_report(context, int(kept["number"]))
    if earlier is None:
        return say(NUMBERED)
    return ask_again(context, _question(context, earlier), reporting.NUMBERS)


def _behind_the_word(context: Context) -> str:
    said = context.understood
    word = next(word for word in said.words if word.means("intent") == "correct")
    return said.text[word.end :].strip(" :,.;-")


async def of_the_same(context: Context, risk: str) -> list[Row]:
    """The person's reports of that disease in the last days, the latest first."""
    since = millis(context.now - RECENT)
    who = context.contact.id
    return await context.session.fetch(
        QUERIES, "latest_of_risk", contact_id=who, risk=risk, since=since
    )


async def of_a_disease(context: Context, risk: str) -> Turn:
    """`annulez la méningite`, of which the last report is none: never another one instead."""
    if same := await of_the_same(context, risk):
        return ask_whether_to_cancel(context, same[0])
    name = risks_of(context.knowledge)[risk].name
    return say(
        _("You have no recent report of {risk}. Send CANCEL and the number of a report.", risk=name)
    )


def _may_be_there(row: Row, found: Finding) -> bool:
    return found.place is None or row["place_id"] in (None, found.place.id)


def _may_be_then(row: Row, week: EpiWeek | None) -> bool:
    """`Rectificatif S47 palu 39` is not of the report of this week."""
    return week is None or date.fromisoformat(row["on_day"]) in week.days


def _question(context: Context, row: Row) -> Reply:
    risk = risks_of(context.knowledge)[row["risk"]]
    text: Text = _(
        "Correct no {number}: {summary}?",
        number=str(row["number"]),
        summary=shortly(risk, row["cases"]),
    )
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no, a new report"))))
