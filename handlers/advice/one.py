"""One vaccine that is named: at what ages, for whom, by the schedule in force; then the child's own
calendar."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handler import Context, Turn
from bot.text import Text, _, n_
from handlers.advice import fever, rash
from handlers.advice import schedule as schedules
from handlers.advice.ages import Born
from handlers.advice.child import SERVICE, areas, ask_card, of_one, read_age
from handlers.advice.months import aged, named_months
from handlers.advice.saying import antigen_name, listed, menu, place_line
from handlers.advice.schedule import Schedule, Slot, Span
from handlers.advice.texts import advice

WEEK = 7  # days
AT_BIRTH = _("birth")
# What follows: a late dose; or somebody who named the illness may have a sick child beside them.
THEN = {False: "vaccination.missed", True: "malaria.signs"}


async def answer(context: Context, antigen: str, *, illness: bool) -> Turn:
    """`illness`: it is not the vaccine that was named, but what it protects from."""
    known = schedules.load(context.knowledge.data_file(schedules.OURS))
    if antigen == "R21" and not known.is_offered(antigen, areas(context)):
        return await fever.vaccine(context)
    said = rash.vaccination(context) if antigen == "MR" else _ages(antigen, known)
    born = read_age(context)
    if isinstance(born, Born):
        said = [*said, *of_one(context, antigen, born)]
        answered = await place_line(context, said, SERVICE)
        return ask_card(context, born, answered.replies)
    then = advice("malaria.vaccine_not_alone" if antigen == "R21" else THEN[illness])
    answered = await place_line(context, [*said, then], SERVICE)
    topic = "vaccination_illness" if illness else "vaccination_one"
    return menu(context, topic, answered.replies)


def _ages(antigen: str, known: Schedule) -> list[Text]:
    """By age all year round; then, of the malaria vaccine, the doses of a season."""
    slots = [slot for slot in known.slots[antigen] if not slot.extra]
    ages = listed([_age(slot.age_from) for slot in slots if not slot.months])
    girls = all(slot.sex == "f" for slot in slots)
    id_ = "vaccination.one_girls" if girls else "vaccination.one"
    said = [advice(id_, vaccine=antigen_name(antigen), ages=ages)]
    if (season := _season(slots)) is not None:
        said.append(season)
    return said


def _season(slots: Sequence[Slot]) -> Text | None:
    months = next((slot.months for slot in slots if slot.months), ())
    return advice("vaccination.seasonal", **named_months(months)) if months else None


def _age(age: Span) -> Text:
    if age.months:
        return aged(age.months)
    weeks = age.days // WEEK
    return n_("{count} week", "{count} weeks", count=weeks) if weeks else AT_BIRTH
