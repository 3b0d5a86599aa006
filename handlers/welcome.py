"""First contact, and the message nobody understood: what could have been meant."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.folding import fold
from bot.form import ask, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.text import Text, _
from bot.understanding.spelling import mistakes_allowed
from handlers.advice.texts import advice
from handlers.emergency import danger_signs, go
from handlers.help import text_for
from handlers.join import sent_alone
from handlers.language import NAMES, LocaleChosen, offer
from handlers.report.offering import of_a_number

SNAKE = "snake"  # alone: seen, or has it bitten somebody
# What an intent that is not served yet, or only half understood, could have meant: a few words
# a person would recognise, and how to ask for it.
MEANT: dict[str, Text] = {
    SNAKE: _("help for a snake bite"),
    "report": _("report sick people"),
    "zero": _("nothing to report"),
    "nearest_clinic": _("the nearest clinic"),
    "schedule": _("the next visits"),
    "advice_malaria": _("advice on malaria"),
    "advice_fever": _("advice on malaria"),
    "advice_measles": _("advice on measles"),
    "advice_vaccination": _("advice on vaccination"),
    "help": _("help"),
    "language": _("another language"),
    "stop": _("no more messages"),
}
EXAMPLES: dict[str, Text] = {
    "report": _("Send the disease, how many, and where. Example: MEASLES 3 KORO"),
    "zero": _("Send ZERO."),
    "nearest_clinic": _("Send CLINIC and the name of your village."),
    "schedule": _("Send SCHEDULE and the name of your village."),
    "advice_malaria": _("Send MALARIA ?"),
    "advice_fever": _("Send MALARIA ?"),
    "advice_measles": _("Send MEASLES ?"),
    "advice_vaccination": _("Send VACCINE and the age of the child."),
    "help": _("Send HELP."),
    "language": _("Send LANGUAGE."),
    "stop": _("Send STOP."),
}
ENOUGH = 0.3
STOP = ("stop", "stop")
SHORT = 4  # words and signs of a greeting with an order
FEW = 8  # words of a message that asks to be left alone


async def greet(context: Context) -> Turn:
    """A greeting, a thank-you, or the very first message; politeness before a report is none."""
    if leaves(context):
        return PASS
    if context.understood.intent("thanks") and not context.contact.new:
        return say(_("Thank you. Send HELP to see what you can do."))
    if context.contact.locale is None or context.contact.new:
        return _welcome(context)
    return say(text_for(context))


def leaves(context: Context) -> bool:
    """Whether the greeting goes before something that matters more."""
    wants = context.understood.intent
    if len(context.understood.words) <= SHORT and _nearly_stop(context):
        return True  # `bonsoir, stop`: asked what is meant
    return wants("report") > 0 or wants("zero") > 0 or bool(danger_signs(context))


def _welcome(context: Context) -> Turn:
    text = _("Welcome to Kunnafoni, health news by SMS. Your language?")
    return _offer_languages(context, text)


def _offer_languages(context: Context, text: Text) -> Turn:
    return ask(context, "fallback", "language", offer(context.knowledge.locales, text))


async def fall_back(context: Context) -> Turn:
    """Say what could have been meant; never guess silently, never stay silent."""
    waiting = context.conversation
    if waiting is not None and waiting.handler == "fallback" and (key := chosen(context)):
        return await go(context, advice("bite.snake")) if key == SNAKE else _take(context, key)
    if code := await sent_alone(context):
        return Turn(events=(code,))
    if danger_signs(context):
        return await go(context)
    snake = context.understood.slots.get("unlisted") == SNAKE
    if context.contact.new and not snake:
        return _welcome(context)
    if number := context.understood.bare_number:
        return of_a_number(context, number)
    meant = [i.name for i in context.understood.intents if i.name in MEANT and i.score >= ENOUGH]
    if "locale" in context.understood.slots:
        meant.append("language")
    if snake:
        meant.insert(0, SNAKE)
    if _nearly_stop(context):
        meant.insert(0, "stop")
    turn = _offer(context, tuple(dict.fromkeys((*meant, "report", "help")))[:3])
    return _in_their_letters(context, turn)


def _nearly_stop(context: Context) -> bool:
    """STOP inside a sentence, or misspelt: too weighty to be guessed at, so we ask."""
    lexicons = context.knowledge.lexicons
    stops = [fold(x) for each in context.knowledge.locales for x in lexicons.words(*STOP, each)]
    return any(
        OSA.distance(word.folded, stop) <= mistakes_allowed(len(stop))
        for word in context.understood.words[:FEW]
        for stop in stops
    )


def _take(context: Context, key: str) -> Turn:
    if key in context.knowledge.locales:
        text = _("I will answer in English. Send HELP to see what you can do, LANGUAGE to change.")
        return say(text, LocaleChosen(context.contact.id, key))
    return say(text_for(context) if key == "help" else EXAMPLES[key])


def _offer(context: Context, keys: tuple[str, ...]) -> Turn:
    choices = tuple(Choice(key, MEANT[key]) for key in keys)
    question = Reply(_("I did not understand. Do you want:"), choices)
    return ask(context, "fallback", "meant", question)


def introducing(handler: Handler) -> Handler:
    """`handler`, but whoever writes for the first time learns where they are, after its answer.

    The languages can be chosen by number, or only by name while the answer awaits one of its own;
    an emergency is not the moment.
    """

    async def run(context: Context) -> Turn:
        turn = await handler.run(context)
        urgent = any(reply.emergency for reply in turn.replies)
        if not turn.replies or urgent:
            return turn
        if not context.contact.new:
            return _in_their_letters(context, turn)
        asked = _offer_languages(context, _introduction(context))
        if turn.conversation is not None:
            named = replace(asked.replies[0], choices=(), asked=None)
            names = tuple(choice.label for choice in asked.replies[0].choices)
            text = _("{question} Send its name: {names}", question=named.text, names=names)
            return replace(turn, replies=(*turn.replies, replace(named, text=text)))
        return replace(asked, replies=(*turn.replies, *asked.replies), events=turn.events)

    return replace(handler, run=run)


def _in_their_letters(context: Context, turn: Turn) -> Turn:
    """Who writes in the letters of another language than theirs is offered that one."""
    locale = context.knowledge.lexicons.by_script(context.inbound.text)
    if locale is None or locale == context.contact.locale:
        return turn
    text = _("{language}? Send: {language}", language=NAMES[locale])
    return replace(turn, replies=(*turn.replies, Reply(text)))


def _introduction(context: Context) -> Text:
    """Who we are; and the language we took the message to be in, where it was clear."""
    if context.contact.locale is None:
        return _("This is Kunnafoni, health news by SMS. Your language?")
    return _(
        "This is Kunnafoni, health news by SMS. Language: {language}. Another one?",
        language=NAMES.get(context.contact.locale, context.contact.locale),
    )


handler = Handler("greeting", greet, frozenset({"greeting", "thanks"}), leaves=leaves)
fallback = Handler("fallback", fall_back, yields=frozenset({"language", "meant"}))
