"""First contact, and the message nobody understood: what could have been meant."""

from __future__ import annotations

from bot.form import ask, chosen
from bot.handler import Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.text import Text, _
from handlers.help import text_for
from handlers.language import LocaleChosen, offer

# What an intent that is not served yet, or only half understood, could have meant: a few words
# a person would recognise, and how to ask for it.
MEANT: dict[str, Text] = {
    "report": _("report sick people"),
    "zero": _("nothing to report"),
    "nearest_clinic": _("the nearest clinic"),
    "schedule": _("the next visits"),
    "help": _("help"),
    "language": _("another language"),
    "stop": _("no more messages"),
}
EXAMPLES: dict[str, Text] = {
    "report": _("Send the disease, how many, and where. Example: MEASLES 3 KORO"),
    "zero": _("Send ZERO."),
    "nearest_clinic": _("Send CLINIC and the name of your village."),
    "schedule": _("Send SCHEDULE and the name of your village."),
    "help": _("Send HELP."),
    "language": _("Send LANGUAGE."),
    "stop": _("Send STOP."),
}
ENOUGH = 0.3


async def greet(context: Context) -> Turn:
    """A greeting, a thank-you, or the very first message."""
    if context.understood.intent("thanks") and not context.contact.new:
        return say(_("Thank you. Send HELP to see what you can do."))
    if context.contact.locale is None or context.contact.new:
        return _welcome(context)
    return say(text_for(context))


def _welcome(context: Context) -> Turn:
    text = _("Welcome to Kunnafoni, health news by SMS. Your language?")
    question = offer(context.knowledge.locales, text)
    return ask(context, "fallback", "language", question)


async def fall_back(context: Context) -> Turn:
    """Say what could have been meant; never guess silently, never stay silent."""
    waiting = context.conversation
    if waiting is not None and waiting.handler == "fallback" and (key := chosen(context)):
        return _take(context, key)
    if context.contact.new:
        return _welcome(context)
    if _bare_number(context):
        return say(
            _(
                "{number}: what does it count? Send the disease with the number, "
                "for example MEASLES {number} KORO.",
                number=context.inbound.text.strip(),
            )
        )
    meant = [i.name for i in context.understood.intents if i.name in MEANT and i.score >= ENOUGH]
    return _offer(context, tuple(dict.fromkeys((*meant, "report", "help")))[:3])


def _bare_number(context: Context) -> bool:
    text = context.inbound.text.strip()
    return text.isascii() and text.isdecimal() and len(text) <= 3


def _take(context: Context, key: str) -> Turn:
    if key in context.knowledge.locales:
        text = _("I will answer in English. Send HELP to see what you can do, LANGUAGE to change.")
        return say(text, LocaleChosen(context.contact.id, key))
    return say(text_for(context) if key == "help" else EXAMPLES[key])


def _offer(context: Context, keys: tuple[str, ...]) -> Turn:
    choices = tuple(Choice(key, MEANT[key]) for key in keys)
    question = Reply(_("I did not understand. Do you want:"), choices)
    return ask(context, "fallback", "meant", question)


handler = Handler("greeting", greet, frozenset({"greeting", "thanks"}))
fallback = Handler("fallback", fall_back)
