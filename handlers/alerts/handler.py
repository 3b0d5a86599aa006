"""Checking reports and deciding about alerts: `OK 123`, `NON 123 raison`, `? 123 ...`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversation import Conversation
from bot.form import GIVE_UP, ask, ask_again, ask_on, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Reply
from bot.store.base import Row
from bot.text import _
from handlers.alerts import closing, new_cases, reopening
from handlers.alerts.answering import OFFERED
from handlers.alerts.doubting import denied, in_doubt
from handlers.alerts.events import AlertDecided
from handlers.alerts.meanwhile import has_grown, seen, still_false
from handlers.alerts.numbers import bare, several
from handlers.alerts.orders import (
    NAME,
    UNDECIDED,
    WORDS,
    checked_event,
    decide,
    named_now,
    theirs,
)
from handlers.alerts.pieces import afterwards, each_of, known, left_over, not_done, part, parted
from handlers.alerts.records import QUERIES
from handlers.alerts.saying import already, asked_for, moved, not_any_more, unknown
from handlers.alerts.spoken import or_not, or_report
from handlers.alerts.whose import CHECKERS, may_decide
from handlers.alerts.wording import DAY, in_codes, leaves_it, no_reason

ORDERS = ("confirm", "refuse", "question", "close", "warn", "reopen")
CHECKS = ("confirm", "refuse", "question")
COUNTED = (*CHECKS[:2], "close", "warn")  # what else is named there is not forgotten
REASONED = ("refuse", reopening.ORDER)
SURE = 0.6  # from which on a message is a report
ANSWER = "answer"  # of the reporter, to a question
SAID = (*WORDS, ANSWER, closing.ACTION)  # what is written there is the answer


def leaves(context: Context) -> bool:
    """To who checks nothing a number tells nothing."""
    return context.conversation is None and not context.contact.has(*CHECKERS)


async def run(context: Context) -> Turn:
    """What is asked of one number waits while another is decided, and is said again."""
    waiting = context.conversation
    mine = waiting if waiting is not None and waiting.handler == NAME else None
    order = _order(context)
    if order == "refuse" and (told := await new_cases.refused(context)):
        words = mine is not None and mine.step in SAID
        return await new_cases.asked(context, mine.step, mine.answers) if mine and words else told
    if order is not None:
        turn = await _each(context, order)
        return _resumed(context, turn, mine, _target(context)[0]) if mine else turn
    return await _proceed(context, mine.step, mine.answers) if mine else PASS


def _resumed(context: Context, turn: Turn, waiting: Conversation, number: int) -> Turn:
    """What is asked how it ended goes on, unless the same alert is decided otherwise."""
    same = waiting.answers.get("number") == number
    otherwise = any(isinstance(event, AlertDecided) for event in turn.events)
    over = same and (otherwise or waiting.step in (*WORDS, ANSWER))
    question = None if turn.passes or turn.conversation or over else again(context, waiting)
    return ask_on(turn, question, waiting) if question else turn


def again(context: Context, waiting: Conversation) -> Reply | None:
    """The words that are waited for, or the next question about an alert that is closed."""
    if waiting.step in (*WORDS, ANSWER):
        return Reply(asked_for(waiting.step, waiting.answers["number"]))
    return closing.form.again(context, waiting)


async def _each(context: Context, order: str) -> Turn:
    """`OK 236 et NON 237 doublon`: one after another; what is left where one asks is said."""
    parts = parted(context) if order in CHECKS else [context]
    if len(parts) == 1 or not all([await theirs(each, _target(each)[0]) for each in parts]):
        return await _ordered(context, order)
    replies: list[Reply] = []
    events: list[Any] = []
    asked: Conversation | None = None
    for at, each in enumerate(parts):
        turn = await _ordered(each, _order(each) or order)
        replies += turn.replies
        events += turn.events
        asked = turn.conversation
        if asked is not None:
            left = [_target(later)[0] for later in parts[at + 1 :]]
            replies = [Reply(not_done(left)), *replies] if left else replies
            break
    return Turn(tuple(replies), asked, tuple(events))


async def _ordered(context: Context, order: str) -> Turn:
    number, rest = _target(context)
    row = await named_now(context, number)
    told = part(context, bare(rest))
    if order == "question" and (turn := await _answer(context, row, bare(rest))):
        others = bool(turn.events) and new_cases.may_be(told)
        return await new_cases.asked(told, ANSWER, {"number": number}) if others else turn
    if row is None or not may_decide(context.contact, row, context.knowledge.areas):
        decided = row is not None and row["decided_by"] == context.contact.id
        was_theirs = decided and context.contact.has(*CHECKERS)
        return say(moved(number)) if was_theirs else _not_theirs(context, order, number)
    if (more := several(order, rest)) and await known(context, order, number, more):
        return await each_of(context, order, number, more)
    if order == "confirm" and (_reports(context) or new_cases.counts_people(context)):
        return or_report(context, number, "confirm", row)  # `ok 3 palu koro`
    left = await left_over(context, number) if order in COUNTED else []
    if turn := in_doubt(context, order, row, told, left):
        return turn
    if order in REASONED and new_cases.may_be(told):
        return await new_cases.asked(told, order, seen(row))
    why = "" if order in REASONED and no_reason(told.understood, order) else bare(rest)
    turn = await decide(context, order, row, why)
    if order != "confirm":
        return afterwards(turn, order, left)
    besides = (Reply(not_done(left)),) if left else new_cases.left_out(told, row)
    return replace(turn, replies=(*turn.replies, *besides))


async def _proceed(context: Context, step: str, answers: Mapping[str, Any]) -> Turn:
    """The words that were asked for, or the next answer about an alert that is closed."""
    if step == OFFERED:
        return await _whether_answer(context, answers)
    if leaves_it(context.understood):
        return say(GIVE_UP)
    if step in SAID and in_codes(context.understood):
        return PASS  # `rougeole 3 f koro`; `ce sont 2 cas de palu` is the reason
    if step in SAID and new_cases.may_be(context):
        return await new_cases.asked(context, step, answers)
    return await taken(context, step, answers)


async def taken(context: Context, step: str, answers: Mapping[str, Any]) -> Turn:
    """The words are what was asked for."""
    if step not in (*WORDS, ANSWER):
        return await closing.proceed(context)
    number = int(answers["number"])
    if step == ANSWER:
        row = await named_now(context, number)
        turn = await _answer(context, row, context.inbound.text.strip())
        return turn or say(unknown(number))
    if (row := await theirs(context, number)) is None:
        return say(unknown(number))
    if denied(step, context):
        return or_not(context, row)
    if step in REASONED and no_reason(context.understood, step):
        help_text = _("Please answer in a few words.")
        return ask_again(context, Reply(asked_for(step, number)), help_text)
    if step == "refuse" and row["status"] in UNDECIDED and has_grown(row, answers):
        return ask(context, NAME, step, still_false(row), seen(row))
    return await decide(context, step, row, context.inbound.text.strip())


def _order(context: Context) -> str | None:
    found = (o for o in ORDERS if context.understood.intent(f"order_{o}") > 0)
    return next(found, None)


def _target(context: Context) -> tuple[int, str]:
    """The number of an order, and what follows it."""
    word = next(word for word in context.understood.words if word.number is not None)
    assert word.number is not None
    return word.number, context.understood.text[word.end :]


def _reports(context: Context) -> bool:
    return context.understood.intent("report") >= SURE


def _not_theirs(context: Context, order: str, number: int) -> Turn:
    """A number tells nothing to who checks nothing there. Of who checks only `ok 3 palu koro` is a
    report: `NON 273 c'est le palu` is a decision, its number mistyped."""
    pressed = context.inbound.choice is not None
    reports = order == "confirm" and (_reports(context) or new_cases.counts_people(context))
    checks = context.contact.has(*CHECKERS)
    if checks and reports and (number > DAY or not new_cases.plainly(context)):
        return or_report(context, number, "confirm", None)
    return say(unknown(number)) if (checks and not reports) or pressed else PASS


async def _whether_answer(context: Context, answers: Mapping[str, Any]) -> Turn:
    """Anything but yes or no is looked at anew."""
    answer = chosen(context)
    if answer == "yes":
        return await answered(context, int(answers["number"]), answers["words"])
    return say(GIVE_UP) if answer == "no" else PASS


async def answered(context: Context, number: int, words: str) -> Turn:
    turn = await _answer(context, await named_now(context, number), words)
    return turn or say(unknown(number))


async def _answer(context: Context, row: Row | None, words: str) -> Turn | None:
    """Of the reporter, to a question about their report; also once more, until it is decided."""
    if row is None or row["contact_id"] != context.contact.id or row["kind"] != "report":
        return None
    number = row["number"]
    if not await context.session.fetch(QUERIES, "asked_by", number=number):
        return None
    if over := not_any_more(row):
        return say(over)
    if row["status"] not in UNDECIDED:
        return say(already(row))
    if not words:
        return ask(context, NAME, ANSWER, Reply(asked_for(ANSWER, number)), {"number": number})
    event = checked_event(context, row, "answered", words)
    return say(_("Thank you. Your answer is passed on."), event)


handler = Handler(
    NAME,
    run,
    frozenset(f"order_{order}" for order in ORDERS),
    interrupts=True,
    aside=True,
    keeps=frozenset({"cancel"}),
    reads=frozenset(SAID),
    yields=frozenset({OFFERED}),
    numbers=True,
    leaves=leaves,
    again=again,
)
