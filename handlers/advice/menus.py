"""Where a topic begins: the menu, or at once what the message asks for."""

from __future__ import annotations

from bot.form import ask, ask_again, chosen
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.text import Text, _
from handlers.advice import child, measles, schedule, worries
from handlers.advice.saying import with_place
from handlers.advice.texts import advice
from handlers.advice.told import worry

VACCINES = "vaccines"
VACCINE_CHOICES: dict[str, Text] = {
    "age": _("what my child needs"),
    "missed_dose": _("late"),
    "minor_illness": _("child is ill"),
    "side_effects": _("after the vaccine"),
    "safe": _("is it safe"),
    "pregnancy": _("pregnant"),
    "where": _("where"),
}
PLEASE = _("Please answer with one of the numbers.")


async def begin(context: Context, topic: str) -> Turn:
    return await _vaccines(context)


async def proceed(context: Context) -> Turn:
    """An answer to a menu: its number, its words, or another question."""
    if key := chosen(context):
        return await _vaccine(context, key)
    if (held := worry(context)) is not None:
        return await _vaccine(context, held)
    if child.read_age(context) is not None:
        return await child.begin(context)
    return ask_again(context, _menu(), PLEASE)


async def _vaccines(context: Context) -> Turn:
    if (held := worry(context)) is not None:
        return await _vaccine(context, held)
    if child.read_age(context) is not None or context.understood.slots.get("question") == "when":
        return await child.begin(context)
    return ask(context, "advice", VACCINES, _menu())


def _menu() -> Reply:
    choices = tuple(Choice(key, label) for key, label in VACCINE_CHOICES.items())
    return Reply(_("Vaccination:"), choices)


async def _vaccine(context: Context, key: str) -> Turn:
    if key == "age":
        return await child.begin(context)
    if key == "where":
        return await with_place(context, (), child.SERVICE)
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    begins, ends = measles.load(context.knowledge.data_file(measles.OURS)).expected
    said = [
        advice(id_, from_day=str(begins), to_day=str(ends)) for id_ in worries.answer(key, known)
    ]
    return await with_place(context, said, child.SERVICE)
