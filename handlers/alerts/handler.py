"""Checking reports and deciding about alerts: `OK 123`, `NON 123 raison`, `? 123 ...`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.conversation import Conversation
from bot.form import ask
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Reply
from bot.store.base import Row
from bot.text import Text, _
from handlers.alerts import closing, warning
from handlers.alerts.events import AlertAsked, AlertDecided, ReportChecked
from handlers.alerts.records import CHECKERS, may_check, named
from handlers.alerts.saying import (
    LONGEST,
    already,
    asked_for,
    not_any_more,
    others_decided,
    unknown,
)
from handlers.report.buttons import checking
from handlers.report.buttons import closing as closing_of

NAME = "checking"
ORDERS = ("confirm", "refuse", "question", "close", "warn")
ABOVE = ("coordinator", "admin")
SURE = 0.6  # from which on a message is a report
WORDS = ("refuse", "question")  # orders that need words
ANSWER = "answer"  # of the reporter, to a question
STATES: Mapping[tuple[str, str], Any] = {
    ("report", "confirm"): "confirmed",
    ("report", "refuse"): "refused",
    ("report", "question"): "questioned",
    ("alert", "confirm"): "escalated",
    ("alert", "refuse"): "dismissed",
}
UNDECIDED = ("pending", "questioned", "open")


def leaves(context: Context) -> bool:
    """To who checks nothing a number tells nothing."""
    return context.conversation is None and not context.contact.has(*CHECKERS)


async def run(context: Context) -> Turn:
    """What is asked of one number waits while another is decided, and is said again."""
    waiting = context.conversation
    mine = waiting if waiting is not None and waiting.handler == NAME else None
    order = _order(context)
    if order is not None:
        turn = await _ordered(context, order)
        return _resumed(turn, mine, _target(context)[0]) if mine else turn
    return await _proceed(context, mine.step, mine.answers) if mine else PASS


def _resumed(turn: Turn, waiting: Conversation, number: int) -> Turn:
    if turn.passes or turn.conversation or waiting.answers.get("number") == number:
        return turn
    if waiting.step not in (*WORDS, ANSWER):
        return turn
    again = Reply(asked_for(waiting.step, waiting.answers["number"]))
    return replace(turn, replies=(*turn.replies, again), conversation=waiting)


async def _ordered(context: Context, order: str) -> Turn:
    number, rest = _target(context)
    row = await _named(context, number)
    if row is None or not may_check(context.contact, row["area_id"], context.knowledge.areas):
        return _not_theirs(context, order, number, row, rest)
    if order == "confirm" and context.understood.intent("report") >= SURE:
        return PASS  # `ok 3 palu koro`
    return await _decide(context, order, row, rest)


async def _proceed(context: Context, step: str, answers: Mapping[str, Any]) -> Turn:
    """The words that were asked for, or the next answer about an alert that is closed."""
    if step not in (*WORDS, ANSWER):
        return await closing.form.proceed(context)
    number = int(answers["number"])
    row = await _named(context, number)
    if step == ANSWER:
        return _answer(context, row, context.inbound.text.strip()) or say(unknown(number))
    if row is None or not may_check(context.contact, row["area_id"], context.knowledge.areas):
        return say(unknown(number))
    return await _decide(context, step, row, context.inbound.text.strip())


def _order(context: Context) -> str | None:
    found = (o for o in ORDERS if context.understood.intent(f"order_{o}") > 0)
    return next(found, None)


def _target(context: Context) -> tuple[int, str]:
    """The number, and what follows it."""
    word = next(word for word in context.understood.words if word.number is not None)
    assert word.number is not None
    return word.number, context.understood.text[word.end :].strip(" :,.;-")


async def _named(context: Context, number: int) -> Row | None:
    """As it is, or as another turn of this batch has just left it."""
    row = await named(context.session, number)
    decided = _just_decided(context).get(number)
    return row | {"status": decided[0], "decided_by": decided[1]} if row and decided else row


def _just_decided(context: Context) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = context.session.memo.setdefault("decided", {})
    return found


def _not_theirs(context: Context, order: str, number: int, row: Row | None, rest: str) -> Turn:
    """The reporter may answer a question; to others a number tells nothing."""
    if order == "question" and (turn := _answer(context, row, rest)) is not None:
        return turn
    pressed = context.inbound.choice is not None
    checks = context.contact.has(*CHECKERS) and context.understood.intent("report") < SURE
    return say(unknown(number)) if checks or pressed else PASS


def _answer(context: Context, row: Row | None, words: str) -> Turn | None:
    """To a question about one's own report, while it waits for one."""
    if row is None or row["contact_id"] != context.contact.id or row["status"] != "questioned":
        return None
    if not words:
        number = row["number"]
        return ask(context, NAME, ANSWER, Reply(asked_for(ANSWER, number)), {"number": number})
    event = _checked(context, row, "answered", words)
    return say(_("Thank you. Your answer is passed on."), event)


async def _decide(context: Context, order: str, row: Row, words: str) -> Turn:
    over = not_any_more(row) or _decided(context, order, row)
    if over is not None:
        return say(over)
    if order == "close":
        return await closing.begin(context, row)
    if order == "warn":
        return await warning.offer(context, row)
    if order in WORDS and not words:
        question = Reply(asked_for(order, row["number"]))
        return ask(context, NAME, order, question, {"number": row["number"]})
    if (row["kind"], order) == ("alert", "question"):
        return _ask_about_alert(context, row, words)
    return (_check if row["kind"] == "report" else _settle)(context, order, row, words)


def _decided(context: Context, order: str, row: Row) -> Text | None:
    """It is decided so already; or otherwise, and not by one whom they may overrule."""
    wanted = STATES.get((row["kind"], order))
    if wanted is None:
        return None
    if row["status"] == wanted and order != "question":
        return already(row)
    if row["status"] in UNDECIDED or _may_change(context, row):
        return None
    return others_decided(row["number"])


def _check(context: Context, order: str, row: Row, words: str) -> Turn:
    event = _checked(context, row, STATES["report", order], words)
    return Turn((_done(order, row),), events=(event,))


def _done(order: str, row: Row) -> Reply:
    """With a button for what undoes it."""
    number = str(row["number"])
    confirm, refuse, _question = checking(number)
    undo = {"confirm": (refuse,), "refuse": (confirm,)}.get(order, ())
    return Reply(DONE[row["kind"], order](number), buttons=undo)


def _checked(context: Context, row: Row, state: Any, words: str) -> ReportChecked:
    kept = "pending" if state == "answered" else state
    _just_decided(context)[row["number"]] = kept, context.contact.id
    return ReportChecked(
        row["number"],
        state,
        row["status"],
        context.contact.id,
        context.now,
        row["contact_id"],
        words[:LONGEST],
        row["area_id"],
    )


def _may_change(context: Context, row: Row) -> bool:
    """One's own decision, or that of somebody below."""
    return row["decided_by"] == context.contact.id or context.contact.has(*ABOVE)


def _settle(context: Context, order: str, row: Row, words: str) -> Turn:
    """Who passes it on and may warn residents is offered that too."""
    number, who, status = row["number"], context.contact.id, STATES["alert", order]
    _just_decided(context)[number] = status, who
    event = AlertDecided(number, status, row["status"], who, context.now, words[:LONGEST])
    said = _done(order, row)
    if order == "confirm":
        said = replace(said, buttons=(closing_of(number), *said.buttons))
        said = warning.offered(said, number) if context.contact.has(*warning.ROLES) else said
    return Turn((said,), events=(event,))


def _ask_about_alert(context: Context, row: Row, words: str) -> Turn:
    event = AlertAsked(row["number"], context.contact.id, context.now, words[:LONGEST])
    return say(
        _("Passed on to those who work on alert {number}.", number=str(row["number"])), event
    )


DONE: Mapping[tuple[str, str], Callable[[str], Text]] = {
    ("report", "confirm"): lambda n: _(
        "No {number} is confirmed. Its reporter is told. Mistake? NO {number} and why.", number=n
    ),
    ("report", "refuse"): lambda n: _(
        "No {number} is not kept. Its reporter is told. Mistake? OK {number}", number=n
    ),
    ("report", "question"): lambda n: _("Your question about no {number} is sent.", number=n),
    ("alert", "confirm"): lambda n: _(
        "Alert {number} is passed on. When it is over: CLOSE {number}. "
        "Mistake? NO {number} and why.",
        number=n,
    ),
    ("alert", "refuse"): lambda n: _("Alert {number} is dismissed. Mistake? OK {number}", number=n),
}
handler = Handler(
    NAME,
    run,
    frozenset(f"order_{order}" for order in ORDERS),
    interrupts=True,
    numbers=True,
    leaves=leaves,
)
