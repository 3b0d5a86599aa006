"""`REOPEN 12 wrong number`: what was dismissed or closed by mistake is what it was before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal, cast

from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row
from bot.text import Text, _
from handlers.alerts.events import AlertReopened
from handlers.alerts.model import Past
from handlers.alerts.records import QUERIES, rules_of
from handlers.alerts.saying import already, asked_for, not_any_more, others_decided
from handlers.alerts.whose import just_decided, may_change, named
from handlers.report.buttons import checking
from handlers.report.buttons import closing as closing_of

ORDER = "reopen"
ENDED = ("dismissed", "closed")
GOING_ON = ("open", "escalated")


async def begin(context: Context, row: Row, words: str) -> Turn:
    """By who ended it, or a coordinator: whoever may undo any other decision."""
    number = row["number"]
    beside = await context.session.fetch(QUERIES, "beside_it", number=number)
    if (why := _not_opened(context, row, beside)) is not None:
        return say(why)
    if not words:
        return ask(context, "checking", ORDER, Reply(asked_for(ORDER, number)), {"number": number})
    status, who = await _before(context, row), context.contact.id
    just_decided(context.session)[number] = status, who
    event = AlertReopened(number, status, row["status"], who, context.now, words)
    return Turn((_done(number, status, beside),), events=(event,))


def _not_opened(context: Context, row: Row, beside: Sequence[Row]) -> Text | None:
    number = str(row["number"])
    if row["kind"] != "alert":
        return _(
            "No {number} is a report. To change what was decided: OK {number}, or NO {number} "
            "and why.",
            number=number,
        )
    if row["status"] in GOING_ON:
        return already(row)
    if row["status"] not in ENDED or row["emptied"]:
        return not_any_more(row)
    if not may_change(context.contact, row):
        return others_decided(row["number"])
    if newer := _instead(context, beside):
        return _(
            "Alert {newer} goes on there by now. Alert {number} stays as it is.",
            newer=newer,
            number=number,
        )
    return None


def _instead(context: Context, beside: Sequence[Row]) -> str | None:
    """Weeks above their past are one alert of an area: of two the older would take them all."""
    weekly = {rule.id for rule in rules_of(context.knowledge) if isinstance(rule, Past)}
    same = (row for row in beside if row["rules"] == row["others"] and row["rules"] in weekly)
    return next((str(row["number"]) for row in same), None)


async def _before(context: Context, row: Row) -> Literal["open", "escalated"]:
    """Only what was passed on is closed; what another turn of this batch has just ended is still
    stored as it was. What was passed on once is never only open again: of two dismissals in one
    moment (phones send what waited all at once) that one came last."""
    stored = await named(context.session, row["number"])
    if stored is not None and stored["status"] in GOING_ON:
        return cast("Literal['open', 'escalated']", stored["status"])
    if row["status"] == "closed":
        return "escalated"
    rows = await context.session.fetch(QUERIES, "last_dismissed", number=row["number"])
    before = {json.loads(each["data"]).get("was") for each in rows}
    return "escalated" if "escalated" in before else "open"


def _done(number: int, status: str, beside: Sequence[Row]) -> Reply:
    """How it goes on, and which others there are: whether they become one the rules say."""
    said = str(number)
    if status == "escalated":
        text = _("Alert {number} is passed on again. When it is over: CLOSE {number}.", number=said)
        buttons: tuple[Choice, ...] = (closing_of(number),)
    else:
        text = _(
            "Alert {number} is open again. True: OK {number}. False: NO {number} and why.",
            number=said,
        )
        buttons = checking(number)
    if beside:
        others = ", ".join(str(row["number"]) for row in beside)
        text = _("{line} Also there: alert {numbers}.", line=text, numbers=others)
    return Reply(text, buttons=buttons)
