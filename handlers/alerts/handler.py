"""Checking reports and deciding about alerts: `OK 123`, `NON 123 raison`, `? 123 ...`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

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
    OTHERS_DECIDED,
    WHAT,
    WHY,
    already,
    not_any_more,
    unknown,
)

NAME = "checking"
ORDERS = ("confirm", "refuse", "question", "close", "warn")
ABOVE = ("coordinator", "admin")
SURE = 0.6  # from which on a message is a report
WORDS = {"refuse": WHY, "question": WHAT}  # orders that need words


async def run(context: Context) -> Turn:
    waiting = context.conversation
    order = _order(context)
    if order is None and waiting is not None and waiting.handler == NAME:
        return await _proceed(context, waiting.step, waiting.answers)
    if order is None:
        return PASS
    number, rest = _target(context)
    row = await _named(context, number)
    if row is None or not may_check(context.contact, row["area_id"], context.knowledge.areas):
        return _not_theirs(context, order, number, row, rest)
    if order == "confirm" and context.understood.intent("report") >= SURE:
        return PASS  # `ok 3 palu koro`
    return await _decide(context, order, row, rest)


async def _proceed(context: Context, step: str, answers: Mapping[str, Any]) -> Turn:
    """The words that were asked for, or the next answer about an alert that is closed."""
    if step not in WORDS:
        return await closing.form.proceed(context)
    number = int(answers["number"])
    row = await _named(context, number)
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
    own = row is not None and row["contact_id"] == context.contact.id
    if row is not None and own and order == "question" and row["status"] == "questioned":
        return _answered(context, row, rest)
    if not context.contact.has(*CHECKERS) or context.understood.intent("report") >= SURE:
        return PASS
    return say(unknown(number))


def _answered(context: Context, row: Row, words: str) -> Turn:
    if not words:
        return say(_("Write your answer after it: ? {number} ...", number=str(row["number"])))
    event = _checked(context, row, "answered", words)
    return say(_("Thank you. Your answer is passed on."), event)


async def _decide(context: Context, order: str, row: Row, words: str) -> Turn:
    if (over := not_any_more(row)) is not None:
        return say(over)
    if order == "close":
        return await closing.begin(context, row)
    if order == "warn":
        return await warning.offer(context, row)
    if order in WORDS and not words:
        question = Reply(WORDS[order])
        return ask(context, NAME, order, question, {"number": row["number"]})
    return DECISIONS[row["kind"], order](context, row, words)


def _check(state: str, done: Callable[[str], Text]) -> Callable[[Context, Row, str], Turn]:
    def decide(context: Context, row: Row, words: str) -> Turn:
        if row["status"] == state and state != "questioned":
            return say(already(row))
        if row["status"] in ("confirmed", "refused") and not _may_change(context, row):
            return say(OTHERS_DECIDED)
        return say(done(str(row["number"])), _checked(context, row, state, words))

    return decide


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


def _settle(status: Any, done: Callable[[str], Text]) -> Callable[[Context, Row, str], Turn]:
    def decide(context: Context, row: Row, words: str) -> Turn:
        if row["status"] == status:
            return say(already(row))
        if row["status"] != "open" and not _may_change(context, row):
            return say(OTHERS_DECIDED)
        number, who = row["number"], context.contact.id
        _just_decided(context)[number] = status, who
        event = AlertDecided(number, status, row["status"], who, context.now, words[:LONGEST])
        return say(done(str(number)), event)

    return decide


def _ask_about_alert(context: Context, row: Row, words: str) -> Turn:
    event = AlertAsked(row["number"], context.contact.id, context.now, words[:LONGEST])
    return say(
        _("Passed on to those who work on alert {number}.", number=str(row["number"])), event
    )


DECISIONS = {
    ("report", "confirm"): _check(
        "confirmed",
        lambda n: _(
            "No {number} is confirmed. Its reporter is told. Mistake? NO {number} and why.",
            number=n,
        ),
    ),
    ("report", "refuse"): _check(
        "refused",
        lambda n: _(
            "No {number} is not kept. Its reporter is told. Mistake? OK {number}", number=n
        ),
    ),
    ("report", "question"): _check(
        "questioned", lambda n: _("Your question about no {number} is sent.", number=n)
    ),
    ("alert", "confirm"): _settle(
        "escalated",
        lambda n: _(
            "Alert {number} is passed on. When it is over: CLOSE {number}. "
            "Mistake? NO {number} and why.",
            number=n,
        ),
    ),
    ("alert", "refuse"): _settle(
        "dismissed", lambda n: _("Alert {number} is dismissed. Mistake? OK {number}", number=n)
    ),
    ("alert", "question"): _ask_about_alert,
}
handler = Handler(
    NAME, run, frozenset(f"order_{order}" for order in ORDERS), interrupts=True, numbers=True
)
