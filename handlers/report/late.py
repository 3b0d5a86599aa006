"""An answer that comes when nobody waits for it any more still finds its question.

`3`, the next day: where one report of theirs stands without an answer, and it fits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import orjson

from bot.conversation import Conversation
from bot.form import PATIENCE, TOO_LATE, chosen
from bot.handler import Context, Handler, Turn, say
from bot.replies import load_reply, meant, ordered
from bot.store.base import Row, millis
from handlers.report import guided
from handlers.report.answering import answer, open_question, picked, risks_in
from handlers.report.finding import Question
from handlers.report.letting_go import let_go
from handlers.report.ours import read_here
from handlers.report.questions import QUERIES, REPORT
from handlers.report.records import own_report
from handlers.report.sent import Sent

OPEN = timedelta(days=7)
LONGEST = 5  # words of such an answer
OTHERS = frozenset(("sign", "unlisted", "onset"))  # of somebody who is ill now
NOTHING = "0"  # of a week, by itself


def answering(fallback: Handler, *asking: Handler) -> Handler:
    """`fallback`, but `oui` after the question was given up is its answer."""
    by_name = {handler.name: handler for handler in asking}

    async def run(context: Context) -> Turn:
        revived = await with_question(context, *by_name)
        waiting = revived.conversation
        if waiting and revived is not context:
            return await by_name[waiting.handler].run(revived)
        key = context.inbound.choice
        if key is not None and ordered(key) is None and context.conversation is None:
            return say(TOO_LATE)
        return await fallback.run(context)

    return replace(fallback, run=run)


async def with_question(context: Context, *of: str, after: int = 0) -> Context:
    """The context with the question that the message answers, asked by one `of` these (a report)
    `after` a time; itself where there is none."""
    said = context.inbound.text.strip()
    if context.conversation or not context.contact.assignments or context.inbound.edits:
        return context
    button = context.inbound.choice is not None
    if (not said and not button) or said == NOTHING or _words(context) > LONGEST:
        return context
    if read_here(context).reports:
        return context
    rows = await _standing(context, after)
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
    key = context.inbound.choice
    meant_by = replace(context.inbound, choice=meant(key, waiting.choices) if key else None)
    revived = replace(context, inbound=meant_by, conversation=waiting)
    return revived if _fits(revived, waiting) and await _stands(context, waiting) else context


async def _standing(context: Context, after: int) -> list[Row]:
    """Questions of theirs without an answer; of a button, the one that it belongs to."""
    since = max(millis(context.now - OPEN) or 0, after)
    rows = await context.session.fetch(
        QUERIES, "own_questions", contact_id=context.contact.id, since=since
    )
    if context.inbound.choice is None:
        return rows
    return [row for row in rows if load_reply(row["question"]).asked == context.inbound.asked]


def _words(context: Context) -> int:
    return sum(word.folded[:1].isalnum() for word in context.understood.words)


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
    if let_go(context, waiting) is not None:
        return True  # `laisse tomber`: who was told of it hears that
    sent = Sent.remembered(waiting.answers)
    asked = open_question(context, sent)
    if asked is None:
        return False
    return (picked(context, asked) or chosen(context)) is not None or _told(context, asked, sent)


def _told(context: Context, asked: Question, sent: Sent) -> bool:
    """`2 enfants`, `c'est la fièvre jaune`: in words that answer it, and tell of nothing else."""
    said = context.understood
    senses = {sense.kind for word in said.words for sense in word.senses[:1]}
    told = answer(context, asked, sent) if senses.isdisjoint(OTHERS) else None
    if told is None or told[1].inbound_id != sent.inbound_id or told[0].question is not None:
        return False
    return risks_in(said) <= {found.risk for found in told[0].reports}
