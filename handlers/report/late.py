"""An answer that comes when nobody waits for it any more still finds its question.

`3`, the next day: where one report of theirs stands without an answer, and it fits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import orjson

from bot.conversation import Conversation
from bot.form import PATIENCE, chosen
from bot.handler import Context, Handler, Turn
from bot.store.base import millis
from handlers.report import guided
from handlers.report.answering import open_question, picked
from handlers.report.ours import read_here
from handlers.report.questions import QUERIES, REPORT
from handlers.report.records import own_report
from handlers.report.sent import Sent

OPEN = timedelta(days=7)
LONGEST = 4  # words of such an answer
NOTHING = "0"  # of a week, by itself


def answering(fallback: Handler, *asking: Handler) -> Handler:
    """`fallback`, but `oui` after the question was given up is its answer."""
    by_name = {handler.name: handler for handler in asking}

    async def run(context: Context) -> Turn:
        revived = await with_question(context, *by_name)
        waiting = revived.conversation
        asked = by_name[waiting.handler] if waiting and revived is not context else fallback
        return await asked.run(revived)

    return replace(fallback, run=run)


async def with_question(context: Context, *of: str) -> Context:
    """The context with the question that the message answers, asked by one `of` these (a report);
    itself where there is none."""
    said = context.inbound.text.strip()
    if context.conversation or not context.contact.assignments or context.inbound.edits:
        return context
    if not said or said == NOTHING or len(context.understood.words) > LONGEST:
        return context
    if read_here(context).reports:
        return context
    since = millis(context.now - OPEN)
    rows = await context.session.fetch(
        QUERIES, "own_questions", contact_id=context.contact.id, since=since
    )
    if len(rows) != 1 or rows[0]["handler"] not in (of or (REPORT,)):
        return context
    [row] = rows
    waiting = Conversation(
        row["handler"],
        row["step"],
        context.now + PATIENCE,
        orjson.loads(row["answers"]),
        tuple(orjson.loads(row["choices"])),
    )
    revived = replace(context, conversation=waiting)
    return revived if _fits(revived, waiting) and await _stands(context, waiting) else context


async def _stands(context: Context, waiting: Conversation) -> bool:
    """Of a correction whether its report is there still, and unchanged."""
    number = waiting.answers.get("corrects")
    report = await own_report(context, number) if number is not None else None
    return number is None or (report is not None and report["status"] == "filed")


def _fits(context: Context, waiting: Conversation) -> bool:
    if waiting.handler != REPORT:
        return chosen(context) is not None
    if waiting.step in guided.STEPS:
        question = next(each for each in guided.FORM.questions if each.step == waiting.step)
        return question.parse(context) is not None
    asked = open_question(context, Sent.remembered(waiting.answers))
    return asked is not None and (picked(context, asked) or chosen(context)) is not None
