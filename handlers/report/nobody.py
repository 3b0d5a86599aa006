"""`personne`, `nobody`: to who was just reminded of a week it is its zero report.

Elsewhere such a word may mean anything else: it is understood only where the reminder was the last
thing that they were sent, and nobody waits for an answer about a report.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from bot.contact import Contact
from bot.epiweek import EpiWeek
from bot.folding import fold
from bot.handler import PASS, Context, Handler, Turn
from bot.store.base import millis
from bot.understanding import Understood
from bot.understanding.small import small
from handlers.alerts.records import QUERIES as ALERTS
from handlers.report.zeros import zero_of
from handlers.weeks.calendar import weekly_of
from handlers.weeks.records import QUERIES, reported_in

NAME = "nobody"
ALONE, BESIDE = small("nobody_alone"), small("beside_nobody")
LONGEST = 6  # words
FRESH = timedelta(days=7)  # until the next one
ASKED = timedelta(days=2)  # as long as a question about a report is in mind
WORD = re.compile(r"[^\W_]+")


def claims(understood: Understood, contact: Contact) -> bool:
    """`personne`, `non, personne`, `personne malade ici`; `personne ne répond` is none."""
    if not contact.has("chw") or len(understood.words) > LONGEST or "?" in understood.text:
        return False
    said = WORD.findall(fold(understood.text))
    pairs = [" ".join(pair) for pair in pairwise(said)]
    alone = [each for each in (*said, *pairs) if each in ALONE]
    words = {word for each in alone for word in each.split()}
    return bool(alone) and all(each in words or each in BESIDE for each in said)


async def run(context: Context) -> Turn:
    week = await _reminded_of(context)
    return PASS if week is None else await zero_of(context, week)


async def _reminded_of(context: Context) -> EpiWeek | None:
    """The week, where that is what they answer."""
    session, who = context.session, context.contact.id
    since = millis(context.now - FRESH)
    rows = await session.fetch(QUERIES, "told_last", contact_id=who, since=since)
    if context.conversation is not None or context.inbound.edits or not rows:
        return None
    [told] = rows
    week = EpiWeek(told["year"], told["week"], weekly_of(context.knowledge).start)
    if await session.fetch(QUERIES, "sent_since", contact_id=who, since=told["told_at"]):
        return None
    lately = millis(context.now - ASKED)
    asked = {"contact_id": who, "since": lately, "lately": lately}
    if await session.fetch(ALERTS, "asked_of", **asked):
        return None
    return None if await reported_in(context, week) else week


handler = Handler(NAME, run, interrupts=True, claims=claims, leaves=lambda _context: False)
