"""`ANNULER 2`, where 2 is an alert, or the report of somebody else: what can be done instead.

That no report of theirs has the number is true, and leaves them alone with it.
"""

from __future__ import annotations

from bot.contact import Contact
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Reply
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Understood
from bot.understanding.small import small
from handlers.alerts.orders import UNDECIDED, named_now
from handlers.alerts.pieces import not_done
from handlers.alerts.records import QUERIES
from handlers.alerts.saying import DONE, already, not_any_more
from handlers.alerts.spoken import or_not
from handlers.alerts.whose import CHECKERS, may_decide
from handlers.report.buttons import reopening

NAME = "not theirs"
TAKEN = ("confirmed", "escalated", *UNDECIDED)  # what can be found to be none
COUNTED = ("case", "sex")
SICK = ("risk", "unlisted", "sign", "case", "sex", "mark", "place")
BEFORE = small("before_number", "after_order", "numbered_thing", "its_number", "my")
PUNCTUATION, SHOWN = ":#°.,-'’", 3


def claims(understood: Understood, contact: Contact) -> bool:
    """`annuler 2`, `annuler l'alerte 2`; not `annuler palu 2`, `corriger 2 cas`."""
    words = understood.words
    first = words[0].means("intent") if words else None
    if not contact.assignments or first not in ("cancel", "correct"):
        return False
    at = next((at for at, word in enumerate(words) if word.number is not None), 0)
    plainly = all(word.folded in BEFORE or word.text in PUNCTUATION for word in words[1:at])
    after = words[at + 1].senses[:1] if at + 1 < len(words) else ()
    if not at or not plainly or any(sense.kind in COUNTED for sense in after):
        return False
    sick = any(sense.kind in SICK for word in words for sense in word.senses[:1])
    return first == "correct" or not sick


async def run(context: Context) -> Turn:
    words = context.understood.words
    corrects = words[0].means("intent") == "correct"
    numbers = [word.number for word in words if word.number is not None]
    numbers = numbers[:1] if corrects else list(dict.fromkeys(numbers))
    rows = [await named_now(context, number) for number in numbers]
    others = [row for row in rows if row and row["contact_id"] != context.contact.id]
    if context.conversation is not None or len(others) < len(numbers):
        return PASS
    theirs = [may_decide(context.contact, row, context.knowledge.areas) for row in others]
    if len(numbers) > 1:
        return say(not_done(numbers)) if all(theirs) else PASS
    if (told := await _with_theirs(context, others[0])) is not None:
        return say(told)
    if not (theirs[0] and context.contact.has(*CHECKERS)):
        return PASS
    if corrects:
        return say(_of_another(others[0])) if others[0]["kind"] == "report" else PASS
    return _decide(context, others[0])


def _decide(context: Context, row: Row) -> Turn:
    """Taken back by who checks, it is found to be none: asked, as in `annuler l'alerte 24`."""
    if over := not_any_more(row):
        return say(over)
    if row["status"] in TAKEN:
        return or_not(context, row, "refuse")
    if row["kind"] == "alert" and row["status"] == "dismissed":
        number = str(row["number"])
        said = Reply(DONE["alert", "refuse"](number), buttons=(reopening(number),))
        return Turn((said,))
    return say(already(row))


def _of_another(row: Row) -> Text:
    return _(
        "No {number} is of somebody else, who corrects it. To ask: ? {number} and your question. "
        "Not true: NO {number} and why.",
        number=str(row["number"]),
    )


async def _with_theirs(context: Context, row: Row) -> Text | None:
    """The reports of theirs that an alert is of."""
    if row["kind"] != "alert":
        return None
    found = await context.session.fetch(
        QUERIES, "own_in_alert", contact_id=context.contact.id, number=row["number"]
    )
    if not found:
        return None
    return _(
        "{number} is an alert. Your report in it: no {numbers}. To change that: CANCEL {newer}, "
        "or CORRECT {newer} and the whole report.",
        number=str(row["number"]),
        numbers=", ".join(str(each["number"]) for each in found[:SHOWN]),
        newer=str(found[0]["number"]),
    )


handler = Handler(NAME, run, interrupts=True, claims=claims)
