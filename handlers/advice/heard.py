"""What is told beside an answer, or instead of it: an age, for how long, a fever, a pregnancy."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.folding import fold
from bot.handler import Context
from handlers.advice.ages import Born
from handlers.advice.apart import told
from handlers.advice.child import read_age
from handlers.advice.lasting import days_told, only_days, told_of_somebody
from handlers.advice.malaria import LONGEST_FEVER
from handlers.advice.sick import Sick

LISTED = re.compile(r"\d(?:(?:[\s,;.+/&-]|et|and|ou|or)+\d)+")
_NUMBER = re.compile(r"\d")


def beside(context: Context, sick: Sick, *, first: bool = False) -> Sick:
    """All that the message tells, whatever was asked; what it does not tell stays as it was.

    Days are an age only right after who has it: "mon bébé de 3 jours"; "fièvre 3 jours" is how
    long, and "3 jours" alone may be either. `first`: nothing was asked yet.
    """
    also = told(context)
    sick = replace(
        sick,
        pregnant=sick.pregnant or "pregnancy" in also,
        male=sick.male or context.understood.slots.get("sex") == "male",
        negative_test=sick.negative_test or "negative_test" in also,
        blisters=sick.blisters or "blisters" in also,
    )
    if sick.fever is None and (fever := fever_told(context)) is not None:
        sick = replace(sick, fever=fever)
    days = days_told(context.understood.words, context.today, bare=False)
    if days is not None and days <= LONGEST_FEVER:
        sick = replace(sick, days=days)
    age, words = read_age(context), context.understood.words
    if not isinstance(age, Born):
        return sick
    if only_days(words) and not (first and told_of_somebody(words)):
        lasts = days_told(words, context.today, bare=first)
        return sick if lasts is None else replace(sick, days=min(lasts, LONGEST_FEVER))
    return replace(sick, age_months=age.months(context.today))


def fever_told(context: Context) -> bool | None:
    """Whether there is fever, as far as the message tells it: `pas de fièvre` is none."""
    if "no_fever" in told(context):
        return False
    words = context.understood.words
    return True if any(word.means("sign") == "fever" for word in words) else None


def numbers(context: Context, most: int) -> list[int]:
    """Several numbers of a list: `1 et 3`, `2,4`. One alone is the form's to read."""
    written = fold(context.inbound.text).strip(" .,;:!?)(")
    if not LISTED.fullmatch(written):
        return []
    return [number for each in _NUMBER.findall(written) if 0 < (number := int(each)) <= most]


def says_yes(context: Context) -> bool:
    lexicons, locale = context.knowledge.lexicons, context.contact.locale
    return lexicons.yes_no(context.inbound.text, locale) is True
