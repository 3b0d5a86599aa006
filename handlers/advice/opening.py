"""Where a topic begins, and what each choice of a menu does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.form import ask_again, chosen
from bot.handler import PASS, Context, Turn, say
from bot.text import Text, _
from handlers.advice import child, fever, ill, rash, topics
from handlers.advice.apart import told
from handlers.advice.saying import menu, menu_of, plainly, with_place
from handlers.advice.sick import Illness
from handlers.advice.texts import advice
from handlers.advice.told import read
from handlers.advice.wanted import wanted
from handlers.advice.worrying import worried, worry

Doing = Callable[[Context], Awaitable[Turn]]
PLEASE = _("Please answer with one of the numbers.")


async def begin(context: Context, topic: str) -> Turn:
    """At once what the message asks for; else the menu of the topic."""
    if topic == "vaccination":
        return await _vaccination(context)
    if topic in topics.load():
        return await _short(context, topic)
    if topic == "malaria":
        return await _malaria(context)
    if topic == "measles" and _tells_of_somebody(context):
        return await ill.begin(context, "rash")
    return menu(context, topic)


async def proceed(context: Context) -> Turn:
    """The answer to a menu: its number, its words, or another question."""
    assert context.conversation is not None
    topic = context.conversation.step.removeprefix("menu_").removesuffix("_after")
    if key := chosen(context):
        return await _chosen(context, topic, key)
    if topic == "vaccination" and (worry(context) or child.read_age(context)):
        return await _vaccination(context)
    if (other := wanted(context.understood, read(context))) is not None:
        return await begin(context, other)
    if context.understood.intents:
        return PASS
    return ask_again(context, menu_of(context, topic), PLEASE)


async def _chosen(context: Context, topic: str, key: str) -> Turn:
    if topic == "vaccination" and key not in ("age", "where"):
        return await worried(context, key)
    if topic in ("menu", "other"):
        return menu(context, key) if key not in topics.load() else await _short(context, key)
    return await DOES[topic, key](context)


def _tells_of_somebody(context: Context) -> bool:
    """A sign, or a person, or an age: somebody is ill."""
    words = context.understood.words
    tells = any(word.means("sign") or word.means("case") for word in words)
    return tells or child.read_age(context) is not None


async def _malaria(context: Context) -> Turn:
    asked = told(context)
    if "prevent" in asked:
        return await _prevention(context)
    if "treatment" in asked:
        return await fever.treatment(context)
    if _tells_of_somebody(context):
        return await ill.begin(context, "fever")
    return menu(context, "malaria")


async def _vaccination(context: Context) -> Turn:
    if (held := worry(context)) is not None:
        return await worried(context, held)
    if child.read_age(context) is not None or context.understood.slots.get("question") == "when":
        return await child.begin(context)
    return menu(context, "vaccination")


async def _short(context: Context, key: str) -> Turn:
    topic = topics.load()[key]
    texts = [advice(id_) for id_ in topic.texts]
    if topic.service is None:
        return plainly(context, texts)
    return await with_place(context, texts, topic.service)


async def _prevention(context: Context) -> Turn:
    pregnant = "pregnancy" in told(context)
    return plainly(context, fever.prevention(context, pregnant=pregnant))


def _saying(texts: Callable[[Context], list[Text]]) -> Doing:
    async def run(context: Context) -> Turn:
        return plainly(context, texts(context))

    return run


def _where(service: str) -> Doing:
    async def run(context: Context) -> Turn:
        return await with_place(context, (), service)

    return run


def _ill(illness: Illness) -> Doing:
    async def run(context: Context) -> Turn:
        return await ill.begin(context, illness)

    return run


def _to_report(example: Text) -> Doing:
    async def run(context: Context) -> Turn:
        return say(example)

    return run


DOES: Mapping[tuple[str, str], Doing] = {
    ("vaccination", "age"): child.begin,
    ("vaccination", "where"): _where(child.SERVICE),
    ("malaria", "fever"): _ill("fever"),
    ("malaria", "prevent"): _prevention,
    ("malaria", "treatment"): fever.treatment,
    ("malaria", "vaccine"): fever.vaccine,
    ("malaria", "where"): _where(fever.SERVICE),
    ("malaria", "report"): _to_report(
        _("To report it, send: MALARIA, how many, and the village. Example: MALARIA 1 KORO")
    ),
    ("measles", "ill"): _ill("rash"),
    ("measles", "home"): _saying(rash.at_home),
    ("measles", "protect"): _saying(rash.to_protect),
    ("measles", "vaccine"): _saying(rash.vaccination),
    ("measles", "where"): _where(rash.SERVICE),
    ("measles", "collect"): _saying(lambda _context: [advice("measles.collect")]),
    ("measles", "report"): _to_report(
        _("To report it, send: MEASLES, how many, and the village. Example: MEASLES 1 KORO")
    ),
}
