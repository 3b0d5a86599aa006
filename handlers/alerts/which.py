"""`CLORE`, `ROUVRIR`, `PRÉVENIR` without a number: of which alerts they may be said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.contact import Contact
from bot.folding import fold
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row, millis
from bot.text import Text, _
from bot.understanding import Understood
from bot.understanding.small import small
from handlers.alerts.listing import ALERT, own, shortly, within
from handlers.alerts.records import QUERIES
from handlers.alerts.warning import ONLY_COORDINATORS, ROLES
from handlers.alerts.whose import CHECKERS, may_change
from handlers.report.buttons import closing, reopening, warning

NAME = "which alert"
BESIDE = small("beside_an_order", "courtesy", "numbered_thing", "its_number")
ALONE = {
    "close": small("only_close"),
    "reopen": small("opens_again"),
    "warn": small("only_warn"),
}
LONGEST = 6  # words
LATELY = timedelta(days=28)
SHOWN, LOOKED = 4, 40  # of one answer; of the last that may be theirs
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Order:
    """`status` of the alerts, what is said of them (by the number of the first), or of none."""

    status: tuple[str, ...]
    said: Callable[[tuple[Text, ...], str], Text]
    none: Text
    button: Callable[[int], Choice]


ORDERS: Mapping[str, Order] = {
    "close": Order(
        ("escalated",),
        lambda alerts, n: _(
            "To close: {reports}. Send CLOSE and its number: CLOSE {number}",
            reports=alerts,
            number=n,
        ),
        _("No alert of your area was passed on: there is none to close. What waits: TO CHECK"),
        closing,
    ),
    "reopen": Order(
        ("dismissed", "closed"),
        lambda alerts, n: _(
            "Ended lately: {reports}. To open one again: REOPEN, its number and why: "
            "REOPEN {number} mistake",
            reports=alerts,
            number=n,
        ),
        _("None was ended lately that you could open again. An older one: REOPEN 12 and why"),
        reopening,
    ),
    "warn": Order(
        ("escalated",),
        lambda alerts, n: _(
            "Passed on: {reports}. To warn residents of one: WARN {number}",
            reports=alerts,
            number=n,
        ),
        _("No alert was passed on: there is none to warn of. What waits: TO CHECK"),
        warning,
    ),
}


def claims(understood: Understood, contact: Contact) -> bool:
    """`CLORE`, `je veux rouvrir une alerte`; with a number it is an order."""
    return contact.has(*CHECKERS) and _order(understood) is not None


def _order(understood: Understood) -> str | None:
    words = understood.words
    if len(words) > LONGEST or any(word.number is not None for word in words):
        return None
    said = [each for each in WORD.findall(fold(understood.text)) if each not in BESIDE]
    found = [order for order, its in ALONE.items() if len(said) == 1 and said[0] in its]
    return found[0] if found else None


async def run(context: Context) -> Turn:
    name = _order(context.understood)
    if name is None or not context.contact.has(*CHECKERS):
        return PASS
    if name == "warn" and not context.contact.has(*ROLES):
        return say(ONLY_COORDINATORS)
    order, found = ORDERS[name], await _found(context, name)
    if not found:
        return say(order.none)
    shown = found[:SHOWN]
    lines = [shortly(row | {"rank": ALERT}, context.knowledge) for row in shown]
    if more := len(found) - len(shown):
        lines.append(_("{number} more", number=str(more)))
    buttons = tuple(order.button(row["number"]) for row in shown)
    return Turn((Reply(order.said(tuple(lines), str(found[0]["number"])), buttons=buttons),))


async def _found(context: Context, name: str) -> list[Row]:
    """The latest. What was ended is opened again by who ended it, or who is above."""
    rows = await context.session.fetch(
        QUERIES,
        "alerts_that_are",
        **within(context, own(context)),
        first=ORDERS[name].status[0],
        second=ORDERS[name].status[-1],
        since=millis(context.now - LATELY) if name == "reopen" else 0,
        most=LOOKED,
    )
    if name == "reopen":
        rows = [row for row in rows if not row["emptied"] and may_change(context.contact, row)]
    return rows


handler = Handler(NAME, run, interrupts=True, aside=True, claims=claims)
