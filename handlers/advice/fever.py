"""A fever where malaria is: what is said of it."""

from __future__ import annotations

from bot.handler import Context, Turn
from bot.text import Text, Value
from handlers.advice import malaria, malaria_facts
from handlers.advice.child import areas
from handlers.advice.danger import Triage, Urgency
from handlers.advice.months import named_months
from handlers.advice.saying import with_place
from handlers.advice.sick import Sick
from handlers.advice.texts import advice

SERVICE, ANTENATAL = "malaria", "antenatal"
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
    """A net, the distributions, the season; and that a fever is tested in any month.

    All has to fit two segments: of a pregnancy no season is said, and where one is said, nothing of
    standing water.
    """
    found = _prevented(context, pregnant=pregnant)
    months = found.zone.months if found.zone and not pregnant else ()
    last = [advice("malaria.season", **named_months(months))] if months else []
    ids = [id_ for id_ in found.advice if not (id_ == "malaria.water" and (last or pregnant))]
    return [*(advice(id_, **_values(context, id_, found.round)) for id_ in ids), *last]


def season(context: Context) -> list[Text]:
    """Of the region that is named or lived in, else of the country; a fever is tested all year."""
    zone, country = _prevented(context, pregnant=False).zone, facts(context).country
    said = []
    if zone is not None:
        said.append(advice("malaria.season", **named_months(zone.months)))
        said += [advice("malaria.all_ages")] if zone.all_ages else []
    elif country:
        said.append(advice("malaria.season_country", **named_months(country)))
    return [*said, advice("malaria.any_month"), advice("malaria.net")]


def _prevented(context: Context, *, pregnant: bool) -> malaria.Prevention:
    return malaria.prevention(
        facts(context),
        context.today,
        age_months=None if pregnant else ANY_CHILD,
        pregnant=pregnant,
        areas=areas(context),
    )


def _values(context: Context, id_: str, on: malaria_facts.Round | None) -> dict[str, Value]:
    if not id_.startswith("malaria.smc"):
        return {}
    first, beyond = facts(context).smc_ages
    ages: dict[str, Value] = {"months": str(first), "years": str(beyond // MONTHS_A_YEAR)}
    return ages | ({"day": on.begins, "until": on.ends} if on else {})


def _said(context: Context, id_: str) -> Text:
    if id_ == "malaria.signs_or_baby":
        rule = facts(context).rules["infant_fever"]
        return advice(id_, months=str(rule.under_months))
    return advice(id_)
