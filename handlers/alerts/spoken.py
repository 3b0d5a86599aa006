"""Deciding in one's own words: what they seem to mean is said back first, and chosen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.contact import Contact
from bot.form import Answers, ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Understood
from handlers.alerts.announcing import described
from handlers.alerts.listing import Shown, own, told, waiting_for
from handlers.alerts.naming import how
from handlers.alerts.numbers import AROUND
from handlers.alerts.orders import decide, theirs
from handlers.alerts.pieces import left_over, not_done
from handlers.alerts.saying import quoted, unknown
from handlers.alerts.whose import CHECKERS
from handlers.alerts.wording import (
    COURTESY,
    DAY,
    SHORT,
    Order,
    Spoken,
    named_too,
    nods,
    order_in,
    spoken,
)

NAME = "spoken"
TWO = ("confirm", "refuse")
SURE = "sure"
TRUE = Choice("confirm", _("it is true"))
FALSE = Choice("refuse", _("it is not true"))
NOTHING = Choice("nothing", _("something else"))
REPORT = Choice("report", _("a new report"))
ASKED: tuple[Order, ...] = ("confirm", "refuse", "question")  # the others ask themselves


def claims(understood: Understood, contact: Contact) -> bool:
    """`OK 12` and `CORRIGER 12` are orders by themselves; so is `ANNULER 12`, of one's own."""
    ours = _of_a_number(understood, contact) or _only_nods(understood, contact)
    return ours or _with_a_disease(understood, contact)


def leaves(context: Context) -> bool:
    """Of `ok` nobody knows what it is about unless something waits."""
    understood, contact = context.understood, context.contact
    sick = _with_a_disease(understood, contact) and not _of_a_number(understood, contact)
    return context.conversation is None and (sick or _only_nods(understood, contact))


def _only_nods(understood: Understood, contact: Contact) -> bool:
    return contact.has(*CHECKERS) and nods(understood) is not None


def _with_a_disease(understood: Understood, contact: Contact) -> bool:
    ordered = any(intent.name.startswith("order_") for intent in understood.intents)
    return contact.has(*CHECKERS) and not ordered and named_too(understood) is not None


def _of_a_number(understood: Understood, contact: Contact) -> bool:
    if not contact.has(*CHECKERS) or spoken(understood) is None:
        return False
    if any(intent.name.startswith("order_") for intent in understood.intents):
        return False
    return understood.words[0].means("intent") != "correct"


async def run(context: Context) -> Turn:
    waiting = context.conversation
    mine = _of_a_number(context.understood, context.contact)
    if waiting is not None and (chosen(context) or not mine):
        return await _answered(context)
    if said := spoken(context.understood):
        return await _said(context, said)
    if said := named_too(context.understood):
        row = await theirs(context, said.number)
        return or_report(context, said.number, said.order, row) if row and said.order else PASS
    return await _nodded(context)


def or_not(context: Context, row: Row, order: Order = "confirm") -> Turn:
    """True or not: of `ok`, and of `c'est vrai` where they were asked why it is not."""
    kept = {"number": row["number"], "order": order, "words": ""}
    return ask(context, NAME, SURE, _question(context, order, row, ""), kept)


def or_report(context: Context, number: int, order: Order, row: Row | None) -> Turn:
    """Of a decision that reads like a report as well it is asked which: 237 cases of measles would
    be a suspected outbreak. Of a number that is not theirs, whether it is one."""
    kept = {"number": number, "order": order, "words": context.inbound.text.strip(), "or": "report"}
    return ask(context, NAME, SURE, _decided_or_sick(context, kept, row), kept)


def _decided_or_sick(context: Context, kept: Answers, row: Row | None) -> Reply:
    number = int(kept["number"])
    if row is None:
        text = _("No {number} is not known in your area. You say:", number=str(number))
        return Reply(text, (REPORT, NOTHING))
    decision = TRUE if kept["order"] == "confirm" else FALSE
    what = described(row["risk"], row["cases"], context.knowledge)
    text = _("No {number}, {what}. You say:", number=str(number), what=what)
    return Reply(text, (decision, REPORT, NOTHING))


async def _said(context: Context, said: Spoken) -> Turn:
    row = await theirs(context, said.number)
    mine = row is not None and row["contact_id"] == context.contact.id
    if context.understood.intent("cancel") and (row is None or mine):
        return PASS
    if row is None:
        plain = said.order is not None and len(context.understood.words) <= SHORT
        return say(unknown(said.number)) if said.surely or said.number > DAY or plain else PASS
    if said.order is None:
        return how(row, context.knowledge)
    if said.order == "reopen":
        return await decide(context, said.order, row, "")
    if said.order in TWO and (left := await left_over(context, said.number)):
        return say(not_done([said.number, *left]))  # `no 2 et 4 c'est vrai`
    words = context.inbound.text.strip()
    if said.order not in ASKED or (row["kind"], said.order) == ("alert", "question"):
        return await decide(context, said.order, row, words)
    kept = {"number": said.number, "order": said.order, "words": words}
    return ask(context, NAME, SURE, _question(context, said.order, row, words), kept)


async def _nodded(context: Context) -> Turn:
    """`ok`, `c'est faux`: of the one thing that waits for them, or which things wait. It is asked
    even right after an alert was told: another may have come in between."""
    order = nods(context.understood)
    rows = await waiting_for(context, own(context)) if order else []
    if order is None or not rows:
        return PASS
    if rows[0]["waiting"] > 1:
        return await told(context, own(context), Shown())
    row = await theirs(context, rows[0]["number"])
    if row is None:
        return PASS
    return or_not(context, row, order)


def _question(context: Context, order: str, row: Row, words: str) -> Reply:
    """Both decisions are offered, what was understood first: a yes could mean either."""
    number = str(row["number"])
    if order == "question":
        text = _("To the reporter of no {number}: {words}", number=number, words=quoted(words))
        return Reply(text, (Choice("question", _("send it")), NOTHING))
    what = described(row["risk"], row["cases"], context.knowledge)
    text = _("No {number}, {what}. You say:", number=number, what=what)
    decisions = (TRUE, FALSE) if order == "confirm" else (FALSE, TRUE)
    return Reply(text, (*decisions, NOTHING))


async def _answered(context: Context) -> Turn:
    assert context.conversation is not None
    kept = context.conversation.answers
    row = await theirs(context, int(kept["number"]))
    order = chosen(context) or _in_a_word(context)
    if row is None and (order or "or" not in kept):
        return say(unknown(int(kept["number"])))
    if "or" in kept and order is None:
        question = _decided_or_sick(context, kept, row)
        return ask_again(context, question, _("Please answer with one of the numbers."))
    assert row is not None
    if order == NOTHING.key:
        return say(_nothing(kept["number"]))
    if order is not None:
        return await decide(context, order, row, kept["words"])
    question = _question(context, kept["order"], row, kept["words"])
    return ask_again(context, question, _("Please answer with one of the numbers."))


def _in_a_word(context: Context) -> str | None:
    """`vrai`, `c faux`; of `oui` and `ok merci` nobody knows which."""
    waiting, said = context.conversation, context.inbound.text.casefold().split()
    plainly = " ".join(word for word in said if word.strip(AROUND) not in COURTESY)
    yes_no = context.knowledge.lexicons.yes_no(plainly, context.contact.locale)
    order = order_in(said, len(said)) if yes_no is None and len(said) <= SHORT else None
    return order if waiting is not None and order in waiting.choices else None


def _nothing(number: int) -> Text:
    return _(
        "Nothing was changed. True: OK {number}. False: NO {number} and why. Question: "
        "? {number} ...",
        number=str(number),
    )


def handing(anew: Callable[[Context, str], Awaitable[Turn]]) -> Handler:
    """`anew`: takes a text as a report of its own; how reports are taken is not known here."""

    async def either(context: Context) -> Turn:
        waiting = context.conversation
        if waiting is not None and chosen(context) == REPORT.key:
            return await anew(context, waiting.answers["words"])
        return await run(context)

    return Handler(
        NAME, either, interrupts=True, yields=frozenset({SURE}), claims=claims, leaves=leaves
    )
