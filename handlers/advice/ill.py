"""Somebody is ill: danger signs first, then how old, then for how long; `now` is said at once.

One conversation for a fever and for a rash: what differs is which signs are asked about, and what
is said in the end (fever.py, rash.py). Whatever is told is taken, early or late: an age beside the
danger signs, another age later on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

from bot.form import ask, ask_again, chosen
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.text import Text, _
from handlers.advice import contrary, fever, rash
from handlers.advice.ages import Born, Unread
from handlers.advice.apart import answered, told
from handlers.advice.child import PROBLEMS, UNREAD, in_months, read_age, which_unit
from handlers.advice.heard import beside, fever_told, numbers, says_yes
from handlers.advice.lasting import days_told, only_days
from handlers.advice.malaria import LONGEST_FEVER
from handlers.advice.sick import Illness, Sick
from handlers.advice.texts import advice
from handlers.emergency import danger_signs, go

SIGNS, FEVER, AGE, DAYS = "ill_signs", "ill_fever", "ill_age", "ill_days"
GROWN = 18 * 12  # months: "an adult"
BABY = 24  # months: still breastfed
COMMON = (
    Choice("unconscious", _("fits, does not wake, confused")),
    Choice("cannot_drink", _("cannot drink, vomits everything")),
    Choice("breathing", _("breathes badly")),
    Choice("cannot_sit", _("very weak, very pale")),
)
NONE = Choice("none", _("none"))
SOME_SIGN = "danger_sign"  # one of them, nobody said which
ASKED: Mapping[str, tuple[Choice, ...]] = {
    "fever": (
        *COMMON,
        Choice("bleeding", _("bleeds, yellow eyes, dark urine")),
        Choice("stiff_neck", _("stiff neck")),
        NONE,
    ),
    "rash": (
        *COMMON,
        Choice("cloudy_eye", _("cloudy eye, many sores in the mouth")),
        Choice("dehydration", _("sunken eyes, very thin, swollen feet")),
        NONE,
    ),
}
WHICH_SIGN = _("Is one of these there?")
HOW_OLD = _("How old is the sick person? Example: 9 months. If pregnant, write: pregnant.")
HOW_LONG = _("For how long?")
LENGTHS = (
    Choice("1", _("today or yesterday")),
    Choice("3", _("from 2 to 7 days")),
    Choice("8", _("more than 7 days")),
)
HAS_FEVER = _("Is there fever too?")
NUMBER = contrary.PLEASE


async def begin(context: Context, illness: Illness, *, reported: bool = False) -> Turn:
    """With what the message tells already."""
    age = read_age(context)
    sick = Sick(illness, danger_signs(context), reported=reported)
    if isinstance(age, Unread) and not sick.signs:
        text = _("{help} {question}", help=PROBLEMS[age.problem], question=HOW_OLD)
        return ask(context, "advice", AGE, Reply(text), asdict(beside(context, sick)))
    return await _next(context, beside(context, sick, first=True), None)


async def proceed(context: Context) -> Turn:
    """The answer to the question that is open, and what is told beside it or instead."""
    assert context.conversation is not None
    sick, step = Sick.remembered(context.conversation.answers), context.conversation.step
    if signs := danger_signs(context):
        return await _next(context, replace(sick, signs=(*sick.signs, *signs)), None)
    found = ANSWERS[step](context, sick)
    if isinstance(found, Sick):
        settles = step in (AGE, contrary.WHICH_AGE, contrary.WHO)
        told_more = found if settles else beside(context, found)
        before = None if step == contrary.WHICH_AGE else sick
        return await _next(context, replace(told_more, asked=(*found.asked, step)), before)
    more = beside(context, sick)
    if more != sick and found in (NUMBER, UNREAD):
        return await _next(context, more, sick)
    if step == AGE and found == UNREAD and (asked := which_unit(context)) is not None:
        question, number = asked
        return ask(context, "advice", AGE, question, {**asdict(sick), **number})
    return ask_again(context, _question(step, sick), found)


async def aside(context: Context, turn: Turn) -> Turn:
    """Another question was answered in between: ours is still open, and said again."""
    assert context.conversation is not None
    sick = Sick.remembered(context.conversation.answers)
    again = ask(
        context, "advice", context.conversation.step,
        _question(context.conversation.step, sick), asdict(sick),
    )  # fmt: skip
    return replace(again, replies=(*turn.replies, *again.replies), events=turn.events)


def _signs_answer(context: Context, sick: Sick) -> Sick | Text:
    """A number, or several; "yes" is one of them, whichever: to go is always safe to say."""
    keys = [choice.key for choice in ASKED[sick.illness]]
    picked = [keys[number - 1] for number in numbers(context, len(keys))]
    if (key := chosen(context)) is not None:
        picked.append(key)
    if says_yes(context):
        picked.append(SOME_SIGN)
    if signs := [key for key in picked if key != NONE.key]:
        return replace(sick, signs=(*sick.signs, *signs))
    return sick if picked or NONE.key in answered(context) else NUMBER


def _fever_answer(context: Context, sick: Sick) -> Sick | Text:
    key = chosen(context)
    if key is None and fever_told(context) is None:
        return NUMBER
    return replace(sick, fever=fever_told(context) if key is None else key != "no")


def _age_answer(context: Context, sick: Sick) -> Sick | Text:
    if (months := in_months(context)) is not None:
        return replace(sick, age_months=months)
    age = read_age(context)
    pregnant = sick.pregnant or "pregnancy" in told(context)
    if isinstance(age, Unread):
        return PROBLEMS[age.problem]
    if isinstance(age, Born):
        return replace(sick, age_months=age.months(context.today), pregnant=pregnant)
    if pregnant:
        return replace(sick, pregnant=True)
    if context.understood.slots.get("age") == "over5":
        return replace(sick, age_months=GROWN)
    return sick if "unknown" in answered(context) else UNREAD


def _days_answer(context: Context, sick: Sick) -> Sick | Text:
    days = days_told(context.understood.words, context.today, bare=True)
    if (key := chosen(context)) is not None:
        return replace(sick, days=int(key))
    if days is None:
        return sick if "unknown" in answered(context) else NUMBER
    if days > LONGEST_FEVER:  # `24 mois` is the age, told again
        return _("That is very long.") if only_days(context.understood.words) else NUMBER
    return replace(sick, days=days)


def _is_urgent(context: Context, sick: Sick) -> bool:
    urgency = fever.urgency if sick.illness == "fever" else rash.urgency
    return urgency(context, sick) == "now"


async def _next(context: Context, sick: Sick, before: Sick | None) -> Turn:
    """What is most urgent first: no question is asked whose answer would change nothing.

    `before`: what was known until this message, where it may be contradicted.
    """
    if (doubted := contrary.doubt(context, before, sick, _is_urgent)) is not None:
        return doubted
    if _is_urgent(context, sick):
        baby = sick.age_months is not None and sick.age_months < BABY
        return await go(context, *([advice("malaria.on_the_way")] if baby else []))
    for step, known in (
        (SIGNS, False),
        (FEVER, sick.illness == "fever" or sick.fever is not None),
        (AGE, sick.age_months is not None or sick.pregnant),
        (DAYS, sick.days is not None or sick.fever is False),
    ):
        if step not in sick.asked and not known:
            return ask(context, "advice", step, _question(step, sick), asdict(sick))
    if sick.illness == "fever":
        return await fever.answer(context, sick)
    return await rash.answer(context, sick)


def _question(step: str, sick: Sick) -> Reply:
    if step == SIGNS:
        return Reply(WHICH_SIGN, ASKED[sick.illness])
    if step in (contrary.WHICH_AGE, contrary.WHO):
        return contrary.which(sick) if step == contrary.WHICH_AGE else contrary.who(sick)
    if step == FEVER:
        return Reply(HAS_FEVER, contrary.YES_NO)
    return Reply(HOW_OLD) if step == AGE else Reply(HOW_LONG, LENGTHS)


ANSWERS: Mapping[str, Callable[[Context, Sick], Sick | Text]] = {
    SIGNS: _signs_answer, FEVER: _fever_answer, AGE: _age_answer, DAYS: _days_answer,
    contrary.WHICH_AGE: contrary.which_answer, contrary.WHO: contrary.who_answer,
}  # fmt: skip
