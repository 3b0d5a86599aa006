"""What can be done here, by role, with an example each."""

from __future__ import annotations

from bot.handler import Context, Handler, Turn, say
from bot.text import Text, _


async def run(context: Context) -> Turn:
    return say(text_for(context))


def text_for(context: Context) -> Text:
    number = context.knowledge.emergency
    if context.contact.has("supervisor", "coordinator", "admin"):
        return _(
            "You are told of urgent reports of your area. Report: ROUGEOLE 3 F DOUENTZA. "
            "Wrong: CANCEL 123. Also: LANGUAGE, STOP. In danger call {emergency}.",
            emergency=number,
        )
    if context.contact.has("chw"):
        return _(
            "Report: ROUGEOLE 3 F DOUENTZA. Nothing to report: ZERO. Wrong: CANCEL 123 or "
            "CORRECT 123 with the right text. Also: LANGUAGE, STOP. In danger call {emergency}.",
            emergency=number,
        )
    return _(
        "Tell us who is sick, of what and where: MEASLES 1 KORO. Danger (fits, very weak, cannot "
        "drink): go to the health centre now, or call {emergency}. Also: LANGUAGE, STOP.",
        emergency=number,
    )


handler = Handler("help", run, frozenset({"help"}), interrupts=True, gives_way=True, aside=True)
