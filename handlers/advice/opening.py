"""Where a topic begins, and what each choice of a menu does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.form import ask_again, chosen
from bot.handler import PASS, Context, Turn, say
from bot.text import Text, _
from handlers.advice import child, fever, ill, one, rash, topics
from handlers.advice.apart import told
from handlers.advice.saying import at_place, menu, menu_of, plainly, with_place
from handlers.advice.sick import Illness
from handlers.advice.texts import advice
from handlers.advice.told import named_antigens, read
from handlers.advice.wanted import VACCINE, wanted
from handlers.advice.worrying import worried, worry
from handlers.clinics.events import PlaceTold
from handlers.clinics.nearby import WORKERS, asked_here

Doing = Callable[[Context], Awaitable[Turn]]
ILLNESSES: Mapping[str, Illness] = {"malaria": "fever", "measles": "rash"}
SERVICES: Mapping[str, str] = {
    "vaccination": child.SERVICE, "malaria": fever.SERVICE, "measles": rash.SERVICE,
}  # fmt: skip
PLEASE = _("Please answer with one of the numbers.")


async def begin(context: Context, topic: str) -> Turn:
    """At once what the message asks for; else the menu of the topic."""
    if topic == "vaccination":
        return await _vaccination(context)
    if topic == VACCINE:
        return await one.answer(context, named_antigens(context)[0], illness=True)
    if topic in topics.load():
        return await _short(context, topic)
    if topic == "malaria":
        return await _malaria(context)
    if topic == "measles":
        return await _measles(context)
    return menu(context, topic)


async def offered(context: Context, topic: str) -> Turn:
    """To somebody who has reported it: the questions about who is ill, at once.

    Of whom we do not know where they are, we know now where the sick are.
    """
    assert context.conversation is not None
    place_id, contact = context.conversation.answers.get("place_id"), context.contact
    told = () if contact.place_id or not place_id else (PlaceTold(contact.id, place_id),)
    if told:
        context = replace(context, contact=replace(contact, place_id=place_id))
    illness = ILLNESSES.get(topic)
    turn = await (ill.begin(context, illness, reported=True) if illness else begin(context, topic))
    return replace(turn, events=(*turn.events, *told))


async def of_the_illness(context: Context) -> Turn | None:
    """What is asked in between about the illness itself: a medicine, its name, the price."""
    assert context.conversation is not None
    fever_now = context.conversation.answers.get("illness") == "fever"
    asked = told(context)
    ids: tuple[str, ...]
    if "treatment" in asked:
        ids = fever.TREATMENT if fever_now else ("measles.vitamin_a", "malaria.no_leftovers")
    elif "diagnosis" in asked:
        ids = ("malaria.only_a_test",) if fever_now else ("measles.only_seen",)
    elif worry(context) == "free":
        ids = ("care.cost",)
    else:
        return None
    return plainly(context, [advice(id_) for id_ in ids])


async def proceed(context: Context) -> Turn:
    """The answer to a menu: its number, its words, or another question."""
    assert context.conversation is not None
    topic = context.conversation.step.removeprefix("menu_")
    if key := chosen(context):
        return await _chosen(context, topic, key)
    if topic.startswith("vaccination") and (worry(context) or child.read_age(context)):
        return await _vaccination(context)
    if (other := wanted(context.understood, read(context))) is not None:
        return await begin(context, other)
    if context.understood.intents:
        return PASS
    if here := asked_here(context).places:
        turn = await at_place(context, here[0], SERVICES.get(topic.partition("_")[0]))
        return replace(turn, conversation=context.conversation)
    return ask_again(context, menu_of(context, topic), PLEASE)


async def _chosen(context: Context, topic: str, key: str) -> Turn:
    if topic == "vaccination" and key not in ("age", "where"):
        return await worried(context, key)
    if topic in ("menu", "other"):
        return menu(context, key) if key not in topics.load() else await _short(context, key)
    return await DOES[topic.partition("_")[0], key](context)


def _tells_of_somebody(context: Context) -> bool:
    """A sign, or a person, or an age: somebody is ill."""
    words = context.understood.words
    tells = any(word.means("sign") or word.means("case") for word in words)
    return tells or child.read_age(context) is not None


def _is_ill(context: Context) -> bool:
    """A sign and who has it: `mon enfant a la fièvre, on dort sous moustiquaire`."""
    words = context.understood.words
    somebody = any(word.means("case") for word in words) or child.read_age(context) is not None
    return somebody and any(word.means("sign") for word in words)


async def _malaria(context: Context) -> Turn:
    asked = told(context)
    if "season" in asked:
        return await with_place(context, fever.season(context), fever.SERVICE)
    if "prevent" in asked and not _is_ill(context):
        return await _prevention(context)
    if "treatment" in asked:
        return await fever.treatment(context)
    if _tells_of_somebody(context):
        return await ill.begin(context, "fever")
    return menu(context, "malaria")


async def _measles(context: Context) -> Turn:
    asked = told(context)
    if "prevent" in asked:
        return await _whom_to_protect(context)
    if "vitamin_a" in asked:
        said = [advice("measles.vitamin_a"), advice("measles.health_worker_today")]
        return await with_place(context, said, rash.SERVICE)
    if "collect" in asked and context.contact.has(*WORKERS):
        return await _collect(context)
    if _tells_of_somebody(context):
        return await ill.begin(context, "rash")
    if "home" in asked:
        return await _at_home(context)
    return menu(context, "measles")


async def _vaccination(context: Context) -> Turn:
    if (held := worry(context)) is not None:
        return await worried(context, held)
    named = named_antigens(context)
    if child.read_age(context) is not None and len(named) != 1:
        return await child.begin(context)
    if len(named) == 1:
        return await one.answer(context, named[0], illness=False)
    if named or context.understood.slots.get("question") == "when":
        return await child.begin(context)
    return menu(context, "vaccination")


async def _short(context: Context, key: str) -> Turn:
    topic = topics.load()[key]
    texts = [advice(id_, emergency=context.knowledge.emergency) for id_ in topic.texts]
    return await with_place(context, texts, topic.service)


async def _prevention(context: Context) -> Turn:
    pregnant = "pregnancy" in told(context)
    service = fever.ANTENATAL if pregnant else fever.SERVICE
    return await with_place(context, fever.prevention(context, pregnant=pregnant), service)


async def _at_home(context: Context) -> Turn:
    return await with_place(context, rash.at_home(context), rash.SERVICE)


async def _collect(context: Context) -> Turn:
    return await with_place(context, [advice("measles.collect")], rash.SERVICE)


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


async def _malaria_vaccine(context: Context) -> Turn:
    return await one.answer(context, "R21", illness=False)


async def _measles_vaccine(context: Context) -> Turn:
    return await one.answer(context, "MR", illness=False)


async def _whom_to_protect(context: Context) -> Turn:
    return await with_place(context, rash.to_protect(context), child.SERVICE)


DOES: Mapping[tuple[str, str], Doing] = {
    ("vaccination", "age"): child.begin,
    ("vaccination", "where"): _where(child.SERVICE),
    ("vaccination", "report"): _to_report(
        _("Send the disease, how many, and where. Example: MEASLES 3 KORO")
    ),
    ("malaria", "fever"): _ill("fever"),
    ("malaria", "prevent"): _prevention,
    ("malaria", "treatment"): fever.treatment,
    ("malaria", "vaccine"): _malaria_vaccine,
    ("malaria", "where"): _where(fever.SERVICE),
    ("malaria", "report"): _to_report(
        _("To report it, send: MALARIA, how many, and the village. Example: MALARIA 1 KORO")
    ),
    ("measles", "ill"): _ill("rash"),
    ("measles", "home"): _at_home,
    ("measles", "protect"): _whom_to_protect,
    ("measles", "vaccine"): _measles_vaccine,
    ("measles", "where"): _where(rash.SERVICE),
    ("measles", "collect"): _collect,
    ("measles", "report"): _to_report(
        _("To report it, send: MEASLES, how many, and the village. Example: MEASLES 1 KORO")
    ),
}
