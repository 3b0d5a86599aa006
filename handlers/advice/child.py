"""Which vaccinations a child needs: by its age at once, then by what the card says; and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Turn
from bot.message import Choice, Reply
from bot.text import Text, _
from handlers.advice import schedule as schedules
from handlers.advice.ages import Ages, Born, Unread, aged
from handlers.advice.apart import answered
from handlers.advice.apart import said as said_codes
from handlers.advice.card import Card, by_now, doses_told, in_time, until_now
from handlers.advice.saying import BOTH, MOST, at_place, named, place_line, served, with_place
from handlers.advice.texts import advice
from handlers.advice.vaccination import Child, Dose, Plan, doubts, extra_dose, plan
from handlers.advice.worrying import worried, worry
from handlers.clinics.nearby import WORKERS, asked_here, named_place

SERVICE = "vaccination"
AGE, HAD, WHICH = "child_age", "child_had", "child_which"
HOW_OLD = _("How old is the child? Send the age or the day of birth. Example: 9 months.")
PROBLEMS: Mapping[str, Text] = {
    "future": _("This day is still to come."),
    "impossible": _("There is no such day."),
    "too_old": _("This age is not possible."),
}
UNREAD = _("I could not read an age.")
UNITS = (Choice("month", _("months")), Choice("year", _("years")))
MOST_MONTHS = 60  # a bare number up to here may be months
DOUBTED: Mapping[str, Text] = {
    "future": PROBLEMS["future"],
    "too_old": PROBLEMS["too_old"],
    "before_birth": _("A vaccine cannot be older than the child."),
    "later": _("This day is still to come."),
}
HAD_QUESTION = _("Which vaccines has the child had, by the card?")
WHICH_ONES = _(
    "Which ones has the child had? Write what the card says. Example: BCG, penta 2, RR 1."
)
PLAN_TEXTS = (
    "vaccination.overdue", "vaccination.due", "vaccination.go", "vaccination.next",
    "vaccination.nothing_now", "vaccination.by_now", "vaccination.extra",
)  # fmt: skip
HAD_CHOICES = (
    Choice("all", _("all until now")),
    Choice("some", _("some are missing")),
    Choice("none", _("none yet")),
    Choice("unknown", _("I do not know")),
    Choice("where", _("where")),
)


async def begin(context: Context) -> Turn:
    """With the age, if it was told; else ask for it. Nothing is asked that is not answered then."""
    plan_texts = [advice(id_) for id_ in PLAN_TEXTS]
    if served(context, plan_texts) != plan_texts:
        return await with_place(context, plan_texts, SERVICE)
    told = read_age(context)
    if isinstance(told, Born):
        return await _first_answer(context, told)
    if isinstance(told, Unread):
        text = _("{help} {question}", help=PROBLEMS[told.problem], question=HOW_OLD)
        return ask(context, "advice", AGE, Reply(text))
    return ask(context, "advice", AGE, Reply(HOW_OLD))


async def proceed(context: Context) -> Turn:
    assert context.conversation is not None
    step, answers = context.conversation.step, context.conversation.answers
    if step == AGE:
        return await _take_age(context)
    if isinstance(told := read_age(context), Born) and step == HAD and chosen(context) is None:
        return await _first_answer(context, told)  # the age, told anew
    return await _take_doses(context, answers, chosen(context) if step == HAD else None)


def read_age(context: Context) -> Born | Unread | None:
    ages = Ages(context.knowledge.lexicons, context.knowledge.locales)
    text, on = context.inbound.text, context.today
    # Who reads our French answers also writes "2 ans".
    return ages.read(text, on, context.contact.locale) or ages.read(text, on)


def which_unit(context: Context) -> tuple[Reply, Mapping[str, Any]] | None:
    """To a bare number instead of an age: months or years? And what to remember of it."""
    words = context.understood.words
    number = words[0].number if len(words) == 1 else None
    if number is None or not 0 < number <= MOST_MONTHS:
        return None
    asked = Reply(_("{number}: months or years?", number=str(number)), UNITS)
    return asked, {"number": number}


def in_months(context: Context) -> int | None:
    """The answer to `which_unit`."""
    waiting, key = context.conversation, chosen(context)
    if waiting is None or key is None or "number" not in waiting.answers:
        return None
    return int(waiting.answers["number"]) * (12 if key == "year" else 1)


async def _take_age(context: Context) -> Turn:
    told = read_age(context)
    if (months := in_months(context)) is not None:
        told = aged(months, context.today)
    elif told is None and (asked := which_unit(context)) is not None:
        return ask(context, "advice", AGE, *asked)
    if isinstance(told, Born):
        return await _first_answer(context, told)
    problem = PROBLEMS[told.problem] if isinstance(told, Unread) else UNREAD
    return ask_again(context, Reply(HOW_OLD), problem)


async def _first_answer(context: Context, born: Born) -> Turn:
    """What is due at this age if all was given in time; then the question what the card says."""
    known = schedules.load(context.knowledge.data_file(schedules.OURS))
    child = Child(born.latest, _sex(context), areas(context))
    found = plan(child, in_time(child, context.today, known), context.today, known)
    said = _planned(found)
    if not (found.due or found.overdue) and _can_be_given(plan(child, (), context.today, known)):
        said = _by_now(by_now(child, context.today, known))
    early = said_reasons(context, known)
    if extra_dose(child, (), context.today, early, known) is not None:
        said = (_extra(known), advice("vaccination.go"))
    answered = await place_line(context, said, SERVICE)
    return ask_card(context, born, answered.replies)


def ask_card(context: Context, born: Born, before: Sequence[Reply]) -> Turn:
    """The question what the card says, after what is said already."""
    answers = {"born": born.latest.isoformat(), "sex": _sex(context)}
    asked = ask(context, "advice", HAD, Reply(HAD_QUESTION, HAD_CHOICES), answers)
    return replace(asked, replies=(*before, *asked.replies))


def of_one(context: Context, antigen: str, born: Born) -> list[Text]:
    """Of one vaccine at that age: now, or from which day; else that a late one is caught up."""
    known = schedules.load(context.knowledge.data_file(schedules.OURS))
    known = replace(known, slots={antigen: known.slots[antigen]})
    child = Child(born.latest, _sex(context), areas(context))
    found = plan(child, in_time(child, context.today, known), context.today, known)
    if now := (*found.overdue, *found.due):
        return [advice("vaccination.due", doses=named(now)), advice("vaccination.go")]
    if found.next is not None:
        return [advice("vaccination.next", dose=named((found.next,)), day=found.next.on)]
    return [advice("vaccination.missed")]


def _sex(context: Context) -> str | None:
    return {"female": "f", "male": "m"}.get(context.understood.slots.get("sex") or "")


async def _take_doses(context: Context, answers: Mapping[str, Any], key: str | None) -> Turn:
    """What was given: all, nothing, nobody knows, or doses by their names on the card."""
    known = schedules.load(context.knowledge.data_file(schedules.OURS))
    child = Child(date.fromisoformat(answers["born"]), answers.get("sex"), areas(context))
    card = doses_told(context.understood.words, context.today, known) if key is None else Card()
    if key is None and _is_report(context, card):
        return PASS
    if key is None and not card.given:
        key = next(iter(answered(context)), None)
        if key is None and (here := asked_here(context).places):
            turn = await at_place(context, here[0], SERVICE)
            return replace(turn, conversation=context.conversation)
        if key is None and (held := worry(context)):
            return await worried(context, held)
        if key is None:
            return _again(context, _("I could not read a vaccine."))
    if key == "where":
        return await with_place(context, (), SERVICE)
    if key == "some":
        return ask(context, "advice", WHICH, Reply(WHICH_ONES), answers)
    given = until_now(child, context.today, known) if key == "all" else list(card.given)
    if doubt := next(doubts(child, given, context.today), None):
        return _again(context, DOUBTED[doubt.what])
    had = by_now(child, context.today, known) if key == "unknown" else []
    text = _by_now(had) if had else _planned(plan(child, given, context.today, known))
    return await with_place(context, text, SERVICE)


def _is_report(context: Context, card: Card) -> bool:
    """`polio 3` may be three doses; `polio 3 koro` is three sick people."""
    if not context.understood.intent("report") or card.sure:
        return False
    return not card.only or context.contact.has(*WORKERS) or not card.given


def _again(context: Context, help_text: Text) -> Turn:
    assert context.conversation is not None
    if context.conversation.step == WHICH:
        return ask_again(context, Reply(WHICH_ONES), help_text)
    return ask_again(context, Reply(HAD_QUESTION, HAD_CHOICES), help_text)


def areas(context: Context) -> tuple[str, ...]:
    """Names of the district and region that the message names, or where the person lives."""
    knowledge, contact = context.knowledge, context.contact
    place = named_place(context) or knowledge.places.find(contact.place_id or "")
    area_id = place.area_id if place else contact.area_of("chw", "supervisor", "coordinator")
    if area_id is None:
        return ()
    known = knowledge.areas
    return tuple(area.name for area in (known.find(area_id), *known.ancestors(area_id)) if area)


def _planned(found: Plan) -> Sequence[Text]:
    said = []
    late, due = BOTH if found.overdue and found.due else (MOST, MOST)
    if found.overdue:
        said.append(advice("vaccination.overdue", doses=named(found.overdue, late)))
    if found.due:
        said.append(advice("vaccination.due", doses=named(found.due, due)))
    said.append(advice("vaccination.go" if said else "vaccination.nothing_now"))
    if found.next is not None:
        next_one = named((found.next,))
        said.append(advice("vaccination.next", dose=next_one, day=found.next.on))
    return said


def said_reasons(context: Context, known: schedules.Schedule) -> tuple[str, ...]:
    """Why an early dose of measles-rubella may be given: a camp, an outbreak, malnutrition."""
    return said_codes(context, "early", known.early)


def _extra(known: schedules.Schedule) -> Text:
    ages = [slot.age_from.months for slot in known.slots["MR"] if not slot.extra]
    return advice("vaccination.extra", first_age=str(ages[0]), second_age=str(ages[-1]))


def _can_be_given(found: Plan) -> bool:
    return bool(found.due or found.overdue)


def _by_now(doses: Sequence[Dose]) -> Sequence[Text]:
    """What a child of this age has had; the card says what is missing."""
    return (advice("vaccination.by_now", doses=named(doses)), advice("vaccination.go"))
