"""`À VÉRIFIER`, `À VÉRIFIER KORO`: what waits to be decided, most urgent first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.contact import Contact
from bot.form import ask, chosen
from bot.handler import PASS, Context, Handler, Knowledge, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row, millis
from bot.text import Text, _
from bot.understanding import Understood
from handlers.alerts.announcing import where_of
from handlers.alerts.records import QUERIES
from handlers.alerts.unchecked import immediate
from handlers.alerts.whose import CHECKERS
from handlers.alerts.wording import asks_what_waits
from handlers.report.buttons import checking
from handlers.report.records import risk_name
from handlers.report.wording import concerns_others
from handlers.report.wording import shortly as unclear
from handlers.weeks.areas import Ids, listed, meant, mentioned, unknown

NAME = "to_check"
SINCE = timedelta(days=28)  # what was not checked for longer is history
LEFT = timedelta(days=7)  # what its sender did not answer for longer nobody will
SHOWN = 5  # of one answer, each with its place; SUITE shows the others
LONGEST = 8  # words in which it is asked for
ALERT, ASKED = 0, 3  # ranks: an alert first, last what waits for its reporter


@dataclass(frozen=True, slots=True)
class Shown:
    """Up to where it was told: the rank and number of the last. What is decided meanwhile, or
    comes, moves nothing."""

    rank: int = -1
    number: int = 0


FIRST = Shown()


def leaves(context: Context) -> bool:
    return context.conversation is None and not claims(context.understood, context.contact)


def claims(understood: Understood, contact: Contact) -> bool:
    """What names a disease or a number is a report, an order, anything else."""
    if not contact.has(*CHECKERS):
        return False
    told = any(word.number is not None or word.means("risk") for word in understood.words)
    asked = understood.intent(NAME) > 0 and len(understood.words) <= LONGEST and not told
    return asked or asks_what_waits(understood)


async def run(context: Context) -> Turn:
    if leaves(context):
        return PASS
    waiting = context.conversation
    if waiting is not None and (chosen(context) == "more" or context.understood.intent("more")):
        kept = waiting.answers
        return await told(context, tuple(kept["areas"]), Shown(kept["rank"], kept["number"]))
    words = context.understood.words
    word = next((w for w in words if w.means("intent") == NAME), words[0])
    rest = context.understood.text[word.end :]
    areas = meant(context, rest) if word.means("intent") == NAME else mentioned(context)
    if areas is None and word is words[0] and word.means("intent") == NAME:
        said = unknown(context, rest)
        return say(_("I do not know «{words}». Example: TO CHECK KORO", words=said))
    if isinstance(areas, Text):
        return say(areas)
    return await told(context, areas or own(context), Shown())


def own(context: Context) -> Ids:
    return tuple(each.area_id for each in context.contact.assignments if each.role in CHECKERS)


async def told(context: Context, areas: Ids, after: Shown) -> Turn:
    rows = await waiting_for(context, areas, after)
    place = listed(areas, context.knowledge)
    left = await _unanswered(context, areas) if after == FIRST else ()
    if not rows:
        return say(_with(_("{place}: nothing waits to be checked.", place=place), left))
    text = _(
        "{place}, to check {cases}: {reports}. True: OK and the number. False: NO, the number "
        "and why.",
        place=place,
        cases=str(rows[0]["waiting"]),
        reports=tuple(shortly(row, context.knowledge) for row in rows),
    )
    text = _with(text, left)
    buttons = tuple(button for row in rows for button in checking(row["number"]))
    if rows[0]["waiting"] == len(rows):
        return Turn((Reply(text, buttons=buttons),))
    last = {"areas": areas, "rank": rows[-1]["rank"], "number": rows[-1]["number"]}
    more = Reply(text, (Choice("more", _("more")),), buttons=buttons)
    return ask(context, NAME, "more", more, last)


async def waiting_for(context: Context, areas: Ids, after: Shown = FIRST) -> list[Row]:
    return await context.session.fetch(
        QUERIES,
        "to_check",
        **within(context, areas),
        risks=immediate(context.knowledge),
        before=millis(context.now + timedelta(milliseconds=1)),
        since=millis(context.now - SINCE),
        rank=after.rank,
        number=after.number,
        most=SHOWN,
    )


def within(context: Context, areas: Ids) -> dict[str, Any]:
    known = context.knowledge.areas
    below = (part for each in areas if each for part in (each, *known.below(each)))
    return {"everywhere": int(None in areas), "areas": json.dumps(dict.fromkeys(below, 1))}


async def _unanswered(context: Context, areas: Ids) -> tuple[Text, ...]:
    """What was reported so that it had to be asked about, and never answered."""
    since = millis(context.now - LEFT)
    where = within(context, areas)
    rows = await context.session.fetch(QUERIES, "unanswered", since=since, **where)
    said = tuple(unclear(row, context.knowledge) for row in rows if concerns_others(row))
    return said[:SHOWN]


def _with(text: Text, left: tuple[Text, ...]) -> Text:
    return _("{line} Unclear, no answer: {reports}.", line=text, reports=left) if left else text


def shortly(row: Row, knowledge: Knowledge) -> Text:
    """`12 malaria 4 Koro`, `alert 7 measles 3 Boni`."""
    said: dict[str, Text | str] = {
        "number": str(row["number"]),
        "risk": risk_name(row["risk"], knowledge),
        "cases": str(row["cases"]),
        "place": where_of(row["place_id"], row["area_id"], knowledge),
    }
    if row["rank"] == ALERT:
        return _("alert {number} {risk} {cases} {place}", **said)
    if row["rank"] == ASKED:
        return _("{number} {risk} {cases} {place} (question sent)", **said)
    return _("{number} {risk} {cases} {place}", **said)


handler = Handler(
    NAME,
    run,
    frozenset({NAME, "more"}),
    interrupts=True,
    yields=frozenset({"more"}),
    offers=frozenset({"more"}),
    leaves=leaves,
    claims=claims,
)
