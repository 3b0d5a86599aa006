"""Deciding about a report or an alert, by who may: once, and undone by the other decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Reply
from bot.store.base import Row
from bot.text import Text, _
from handlers.alerts import closing, reopening, warning
from handlers.alerts.events import AlertAsked, AlertDecided, ReportChecked
from handlers.alerts.meanwhile import seen
from handlers.alerts.once import news
from handlers.alerts.saying import (
    DONE,
    DONE_AGAIN,
    LEFT,
    Done,
    already,
    asked_for,
    not_any_more,
    others_decided,
    own,
)
from handlers.alerts.unheard import DONE_UNHEARD, hears, not_asked
from handlers.alerts.whose import just_decided, may_change, may_decide, named, open_alerts
from handlers.report.buttons import checking
from handlers.report.buttons import closing as closing_of
from handlers.report.buttons import reopening as reopening_of

NAME = "checking"
WORDS = ("refuse", "question", reopening.ORDER)  # orders that need words
STATES: Mapping[tuple[str, str], Any] = {
    ("report", "confirm"): "confirmed",
    ("report", "refuse"): "refused",
    ("report", "question"): "questioned",
    ("alert", "confirm"): "escalated",
    ("alert", "refuse"): "dismissed",
}
UNDECIDED = ("pending", "questioned", "open")


async def named_now(context: Context, number: int) -> Row | None:
    """As it is, or as another turn of this batch has just left it."""
    row = await named(context.session, number)
    decided = just_decided(context.session).get(number)
    return row | {"status": decided[0], "decided_by": decided[1]} if row and decided else row


async def theirs(context: Context, number: int) -> Row | None:
    row = await named_now(context, number)
    mine = row is not None and may_decide(context.contact, row, context.knowledge.areas)
    return row if mine else None


async def decide(context: Context, order: str, row: Row, words: str) -> Turn:
    """What is left to decide of the alert of a report that was checked is said with it."""
    return await reminded(context, await decided(context, order, row, words))


async def decided(context: Context, order: str, row: Row, words: str) -> Turn:
    if order == reopening.ORDER:
        return await reopening.begin(context, row, words)
    over = not_any_more(row) or _decided(context, order, row)
    if over is not None:
        return say(over)
    if order == "close":
        return await closing.begin(context, row)
    if order == "warn":
        return await warning.offer(context, row)
    if order == "question" and row["contact_id"] == context.contact.id:
        return say(own(row["number"]))
    if (row["kind"], order) == ("report", "question") and not await _hears(context, row):
        return say(not_asked(row, context.knowledge))
    if order in WORDS and not words:
        question = Reply(asked_for(order, row["number"]))
        return ask(context, NAME, order, question, seen(row))
    if (row["kind"], order) == ("alert", "question"):
        return _ask_about_alert(context, row, words)
    if row["kind"] == "alert":
        return _settle(context, order, row, words)
    return await _check(context, order, row, words)


def _decided(context: Context, order: str, row: Row) -> Text | None:
    """It is decided so already; or otherwise, and not by one whom they may overrule."""
    wanted = STATES.get((row["kind"], order))
    if wanted is None:
        return None
    if row["status"] == wanted and order != "question":
        return already(row)
    if row["status"] in UNDECIDED or may_change(context.contact, row):
        return None
    return others_decided(row["number"])


async def reminded(context: Context, turn: Turn) -> Turn:
    """`OK 1` says of report 1 that it is true, and leaves its alert as it is, open or dismissed:
    who sent it is told."""
    checked = [event for event in turn.events if isinstance(event, ReportChecked)]
    if not checked:
        return turn
    state, session = checked[0].state, context.session
    how = {"refused": state == "refused", "dismissed": state == "confirmed"}
    rows = await open_alerts(session, checked, **how)
    replies = list(turn.replies)
    last = max((at for at, reply in enumerate(replies) if reply.buttons), default=-1)
    for number, status in {row["number"]: row["status"] for row in rows}.items():
        if number not in just_decided(context.session):
            replies[last] = LEFT[status](replies[last], number)
    return replace(turn, replies=tuple(replies))


async def _check(context: Context, order: str, row: Row, words: str) -> Turn:
    state = STATES["report", order]
    [new] = await news(context.session, "checks_of", [(row["number"], state, context.now)])
    event = checked_event(context, row, state, words)
    done = DONE if new else DONE_AGAIN
    if state != "questioned" and not await _hears(context, row):
        done = DONE_UNHEARD
    return Turn((_done(order, row, done),), events=(event,))


async def _hears(context: Context, row: Row) -> bool:
    """Who decides about a report of their own reads it here."""
    who = row["contact_id"]
    return who == context.contact.id or await hears(context.session, who)


def _done(order: str, row: Row, said: Done = DONE) -> Reply:
    """With a button for what undoes it."""
    number = str(row["number"])
    confirm, refuse, _question = checking(number)
    undo = {"confirm": (refuse,), "refuse": (confirm,)}.get(order, ())
    if (row["kind"], order) == ("alert", "refuse"):
        undo = (*undo, reopening_of(number))
    return Reply(said[row["kind"], order](number), buttons=undo)


def checked_event(context: Context, row: Row, state: Any, words: str) -> ReportChecked:
    kept = "pending" if state == "answered" else state
    just_decided(context.session)[row["number"]] = kept, context.contact.id
    return ReportChecked(
        row["number"],
        state,
        row["status"],
        context.contact.id,
        context.now,
        row["contact_id"],
        words,
        row["area_id"],
    )


def _settle(context: Context, order: str, row: Row, words: str) -> Turn:
    """Who passes it on and may warn residents is offered that too."""
    number, who, status = row["number"], context.contact.id, STATES["alert", order]
    just_decided(context.session)[number] = status, who
    event = AlertDecided(number, status, row["status"], who, context.now, words)
    said = _done(order, row)
    if order == "confirm":
        said = replace(said, buttons=(closing_of(number), *said.buttons))
        said = warning.offered(said, number) if context.contact.has(*warning.ROLES) else said
    return Turn((said,), events=(event,))


def _ask_about_alert(context: Context, row: Row, words: str) -> Turn:
    event = AlertAsked(row["number"], context.contact.id, context.now, words)
    return say(
        _("Passed on to those who work on alert {number}.", number=str(row["number"])), event
    )
