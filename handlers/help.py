"""What can be done here, by role, with an example each."""

from __future__ import annotations

from bot.contact import Contact
from bot.handler import PASS, Context, Handler, Turn, say
from bot.text import Text, _
from handlers.emergency import danger_signs


def leaves(context: Context) -> bool:
    return bool(danger_signs(context))


async def run(context: Context) -> Turn:
    if leaves(context):
        return PASS
    return say(text_for(context))


def text_for(context: Context) -> Text:
    number = context.knowledge.emergency
    if context.contact.has("coordinator", "admin"):
        return _(
            "Schedule: SCHEDULE MONDORO to see it; ADD VISIT, CANCEL VISIT MONDORO TOMORROW, "
            "MOVE VISIT to change it. Reports and alerts: TO CHECK, OK 123, NO 123 and why, ? 123 "
            "and a question, WARN 123, CLOSE 123, REOPEN 123. The week: SUMMARY DOUENTZA. "
            "To many: SEND TO ALL. Also: LANGUAGE, STOP. In danger call {emergency}.",
            emergency=number,
        )
    if context.contact.has("supervisor"):
        return _(
            "Check: TO CHECK, OK 123, NO 123 and why, ? 123 and a question, CLOSE 123, "
            "REOPEN 123. The week: SUMMARY. Report: MEASLES 3 F KORO. Also: STOP. "
            "In danger: {emergency}.",
            emergency=number,
        )
    return _of_reporting(context.contact, number)


def _of_reporting(contact: Contact, number: str) -> Text:
    if contact.has("chw"):
        return _(
            "Report: MEASLES 3 F DOUENTZA. Nothing to report: ZERO. Wrong: CANCEL 123, or "
            "CORRECT 123. Also: MY FIGURES, CLINIC KORO, LANGUAGE, STOP. "
            "In danger call {emergency}.",
            emergency=number,
        )
    return _(
        "Danger (fits, very weak, cannot drink): go to the health centre now, or call "
        "{emergency}. The nearest: CLINIC KORO or VACCINE KORO. The next visits: SCHEDULE KORO. "
        "To be reminded of them: FOLLOW KORO. "
        "Advice: FEVER, VACCINE 9 MONTHS. Sick people: MEASLES 1 KORO. Also: LANGUAGE, STOP.",
        emergency=number,
    )


handler = Handler(
    "help",
    run,
    frozenset({"help"}),
    interrupts=True,
    gives_way=True,
    aside=True,
    leaves=leaves,
)
