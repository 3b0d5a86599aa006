"""A fever where malaria is: what is said of it."""

from __future__ import annotations

from datetime import date

from bot.handler import Context, Turn
from bot.text import Text, Value
from handlers.advice import malaria, malaria_facts
from handlers.advice.child import areas
from handlers.advice.danger import Triage, Urgency
from handlers.advice.saying import with_place
from handlers.advice.sick import Sick
from handlers.advice.texts import advice

SERVICE = "malaria"
MONTHS_A_YEAR = 12
ANY_CHILD = 12  # months: who asks for children in general
FIRST = ("malaria.health_centre", "malaria.test_today")
BABY = "malaria.baby_goes_now"
TREATMENT = ("malaria.test_today", "malaria.finish_treatment", "malaria.no_leftovers")


def facts(context: Context) -> malaria_facts.Malaria:
    return malaria_facts.load(context.knowledge.data_file(malaria_facts.OURS))


def triage(context: Context, told: Sick) -> Triage:
    fever = malaria.Fever(
        told.age_months,
        told.pregnant,
        fever_days=told.days,
        signs=told.signs,
        negative_test=told.negative_test,
    )
    return malaria.triage(fever, facts(context))


def urgency(context: Context, told: Sick) -> Urgency:
    return triage(context, told).urgency


async def answer(context: Context, told: Sick) -> Turn:
    """A test today, or the health centre instead of the community worker; when to go at once."""
    ids = triage(context, told).advice
    chosen = [next(id_ for id_ in FIRST if id_ in ids)]
    chosen.append("malaria.signs_or_baby" if BABY in ids else "malaria.signs")
    return await with_place(context, [_said(context, id_) for id_ in chosen], SERVICE)


async def treatment(context: Context) -> Turn:
    """Never a medicine by name: the test, then what one is given there, to its end."""
    return await with_place(context, [_said(context, id_) for id_ in TREATMENT], SERVICE)


async def vaccine(context: Context) -> Turn:
    ids = ("malaria.vaccine", "malaria.vaccine_not_alone")
    return await with_place(context, [_said(context, id_) for id_ in ids], "vaccination")


def prevention(context: Context, *, pregnant: bool) -> list[Text]:
    """A net, the distributions, water; and that a fever is tested in any month."""
    known = facts(context)
    found = malaria.prevention(
        known,
        context.today,
        age_months=None if pregnant else ANY_CHILD,
        pregnant=pregnant,
        areas=areas(context),
    )
    years = str(known.smc_ages[1] // MONTHS_A_YEAR)
    day = found.round.begins if found.round else context.today
    return [advice(id_, **_values(id_, years, day)) for id_ in found.advice]


def _values(id_: str, years: str, day: date) -> dict[str, Value]:
    if id_ == "malaria.smc_round":
        return {"years": years, "day": day}
    return {"years": years} if id_ == "malaria.smc_ask" else {}


def _said(context: Context, id_: str) -> Text:
    if id_ == "malaria.signs_or_baby":
        rule = facts(context).rules["infant_fever"]
        return advice(id_, months=str(rule.under_months))
    return advice(id_)
