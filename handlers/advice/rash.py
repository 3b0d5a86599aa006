"""Fever with a rash: what is said of it, and of measles."""

from __future__ import annotations

from datetime import timedelta

from bot.handler import Context, Turn
from bot.text import Text
from handlers.advice import measles, schedule
from handlers.advice.danger import Urgency
from handlers.advice.saying import menu, place_line, with_place
from handlers.advice.sick import Sick
from handlers.advice.texts import advice

SERVICE = "consultation"


def facts(context: Context) -> measles.Measles:
    return measles.load(context.knowledge.data_file(measles.OURS))


def advised(context: Context, told: Sick) -> measles.Advised:
    """A fever of which nobody said anything is taken to be there: people ask because of it."""
    day = context.today - timedelta(days=told.days) if told.days is not None else None
    rash = measles.Rash(
        fever=told.fever is not False,
        rash=True,
        blisters=told.blisters,
        age_months=told.age_months,
        pregnant=told.pregnant,
        rash_on=day,
        signs=told.signs,
    )
    return measles.advise(rash, facts(context))


def urgency(context: Context, told: Sick) -> Urgency:
    return advised(context, told).triage.urgency


async def answer(context: Context, told: Sick) -> Turn:
    """Who has to see it, how long to stay at home; then the menu with the offer to report it."""
    found = advised(context, told)
    if not found.report:
        said = [advice("measles.show_rash_today"), advice("measles.signs")]
        return await with_place(context, said, SERVICE)
    said = [advice("measles.health_worker_today"), advice("measles.signs")]
    if found.home_until is not None and found.home_until >= context.today:
        said.append(advice("measles.stay_home_until", day=found.home_until))
    else:
        said.append(advice("measles.stay_home", days=str(facts(context).after_days)))
    answered = await place_line(context, said, SERVICE)
    after = "measles_reported" if told.reported else "measles_after"
    return menu(context, after, answered.replies)


def at_home(context: Context) -> list[Text]:
    """How long first; the vitamin is the health centre's to give."""
    ids = ("measles.drink_and_feed", "measles.eyes", "measles.vitamin_a_there")
    return [advice("measles.home", days=str(facts(context).after_days)), *map(advice, ids)]


def to_protect(context: Context) -> list[Text]:
    return [
        advice("measles.protect_others"),
        advice("measles.contacts", hours=str(facts(context).within_hours)),
    ]


def vaccination(context: Context) -> list[Text]:
    """The ages of the schedule in force."""
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    ages = [slot.age_from.months for slot in known.slots["MR"] if not slot.extra]
    return [advice("measles.vaccination", first_age=str(ages[0]), second_age=str(ages[-1]))]
