"""What contradicts itself about who is ill: asked kindly, and not guessed at.

"2 mois", then "3 ans"; a pregnant boy of five. What is urgent however it is answered is said first,
and an age that is told as a correction is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from bot.form import ask, chosen
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.text import Text, _
from handlers.advice.ages import Born
from handlers.advice.apart import told
from handlers.advice.child import read_age
from handlers.advice.malaria import YOUNGEST_MOTHER
from handlers.advice.months import aged
from handlers.advice.sick import Sick

WHICH_AGE, WHO = "ill_which_age", "ill_pregnant"
FIRST, SECOND = "first", "second"
ONE_MONTH = 1  # ages that differ by less than that, or by a quarter, are one age
PLEASE = _("Please answer with one of the numbers.")
YES_NO = (Choice("yes", _("yes")), Choice("no", _("no")))
Urgent = Callable[[Context, Sick], bool]


def doubt(context: Context, before: Sick | None, sick: Sick, urgent: Urgent) -> Turn | None:
    """The question about what cannot both be; None where all agrees, or is urgent either way."""
    if before is not None and _are_two(before.age_months, sick.age_months):
        corrected = "corrects" in told(context) or urgent(context, sick)
        sick = replace(sick, ages=(before.age_months or 0, sick.age_months or 0))
        return None if corrected else ask(context, "advice", WHICH_AGE, which(sick), asdict(sick))
    young = sick.age_months is not None and sick.age_months < YOUNGEST_MOTHER
    if sick.pregnant and (sick.male or young) and not urgent(context, _not_pregnant(sick)):
        return ask(context, "advice", WHO, who(sick), asdict(sick))
    return None


def _are_two(one: int | None, other: int | None) -> bool:
    if one is None or other is None:
        return False
    return abs(one - other) > max(ONE_MONTH, max(one, other) // 4)


def which(sick: Sick) -> Reply:
    labels = [_("aged {age}", age=aged(months)) for months in sick.ages]
    choices = tuple(Choice(key, label) for key, label in zip((FIRST, SECOND), labels, strict=True))
    return Reply(_("How old is the sick person?"), choices)


def who(_sick: Sick) -> Reply:
    return Reply(_("Is the sick person pregnant?"), YES_NO)


def which_answer(context: Context, sick: Sick) -> Sick | Text:
    """One of the two, or an age that is told anew."""
    if (key := chosen(context)) in (FIRST, SECOND):
        return replace(sick, age_months=sick.ages[0 if key == FIRST else 1], ages=())
    if isinstance(age := read_age(context), Born):
        return replace(sick, age_months=age.months(context.today), ages=())
    return PLEASE


def who_answer(context: Context, sick: Sick) -> Sick | Text:
    """Pregnant: then it is not the age, nor the man, that was spoken of."""
    key = chosen(context)
    if key == "no":
        return _not_pregnant(sick)
    return replace(sick, male=False, age_months=None) if key == "yes" else PLEASE


def _not_pregnant(sick: Sick) -> Sick:
    return replace(sick, pregnant=False)
