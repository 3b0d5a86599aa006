"""What one message says of a change already; what it leaves out, or leaves open, is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.folding import fold
from bot.handler import Context, Turn, say
from bot.text import Text, _
from handlers.clinics.agenda import Agenda
from handlers.clinics.data import spot_data
from handlers.clinics.drafts import of_wish, span_data
from handlers.clinics.guiding import onward
from handlers.clinics.hours import WEEK, show_hours
from handlers.clinics.meant import is_theirs, places_named, spot_at
from handlers.clinics.model import Clinic, Occurrence, Visit
from handlers.clinics.nearby import facility_named
from handlers.clinics.opening import opening_in
from handlers.clinics.steps import LONGEST_NAME, OFFERED, hours_wrong, teams
from handlers.clinics.steps_where import NOT_YOURS
from handlers.clinics.wish import Part, Wish

SHORTEST = 3  # letters of a team's name that is looked for in a message


def team_named(context: Context, text: str, agenda: Agenda) -> tuple[str, str]:
    """One of the teams that they know, and the text without its name."""
    folded = fold(text)
    for team in sorted(teams(context, agenda), key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(fold(team))}(?!\w)", folded)
        if found and len(team) >= SHORTEST and len(folded) == len(text):
            return team, f"{text[: found.start()]} {text[found.end() :]}"
    return "", text


async def add_visit(context: Context, wish: Wish, agenda: Agenda) -> Turn:
    """Nobody is asked for more than place and day who has begun to say it all."""
    if wrong := _wrong(wish):
        return say(wrong)
    draft, problem = _at_place(context, wish, of_wish(wish, None))
    if problem is NOT_YOURS:
        return say(_("This is not of your area. Nothing was changed."))
    if len(draft) > 1 or problem:
        draft["brief"] = True
    return await onward(context, draft, agenda, problem)


async def add_clinic(context: Context, wish: Wish, agenda: Agenda) -> Turn:
    said = opening_in(context.inbound.text, _weekdays(context))
    if said.wrong:
        return say(hours_wrong(said.wrong))
    known: dict[str, Any] = {"verb": "add_clinic"}
    if kind := facility_named(context, context.inbound.text):
        known["facility"] = kind
    if said.hours:
        known["opening"] = show_hours(said.hours)
    if said.phone:
        known["phone"] = said.phone
    if wish.services:
        known["services"] = sorted(wish.services)
    rest = context.knowledge.lexicons.understand(said.rest, context.contact.locale)
    draft, problem = _at_place(context, replace(wish, what=Part(said.rest, rest)), known)
    if problem is NOT_YOURS:
        return say(_("This is not of your area. Nothing was changed."))
    if kind and {"place", "candidates"} & draft.keys():
        draft["brief"] = True
    return await onward(context, draft, agenda, problem)


def _weekdays(context: Context) -> list[str]:
    known = context.knowledge
    return [
        name
        for locale in known.locales
        for day in range(WEEK)
        for name in known.lexicons.words("weekday", str(day), locale)
    ]


async def change_clinic(context: Context, clinic: Clinic, wish: Wish, agenda: Agenda) -> Turn:
    draft: dict[str, Any] = {"verb": wish.verb, "clinic": clinic.number}
    if wish.into is None:
        return await onward(context, draft, agenda)
    draft, problem = _at_place(context, Wish(wish.verb, None, wish.into), draft)
    return await onward(context, draft, agenda, problem)


def _wrong(wish: Wish) -> Text | None:
    if wish.wrong_hours:
        return hours_wrong(wish.wrong_hours)
    if wish.wrong_day:
        return _("{day}: there is no such day.", day=wish.wrong_day)
    return None


def _at_place(
    context: Context, wish: Wish, draft: dict[str, Any]
) -> tuple[dict[str, Any], Text | None]:
    """With the place that is named; with all of one name, to be asked; or what is wrong."""
    places, unknown = places_named(context, wish.what.understood)
    if not places:
        name = unknown[:LONGEST_NAME]
        return draft, _("{place}: I do not know this place.", place=name) if unknown else None
    theirs = [place for place in places if is_theirs(context, place.area_id)]
    if not theirs:
        return draft, NOT_YOURS
    if len(theirs) == 1:
        return {**draft, "place": spot_data(spot_at(theirs[0]))}, None
    return {**draft, "candidates": [place.id for place in theirs[:OFFERED]]}, None


def says_nothing_new(wish: Wish) -> bool:
    return wish.into is None and wish.hours is None and not wish.what.days and not wish.wrong_hours


async def ask_where_to(
    context: Context, visit: Visit, day: Occurrence, wish: Wish, agenda: Agenda
) -> Turn:
    """A visit is to be moved to a place that can be several, or that nobody knows."""
    assert wish.into is not None
    into = Wish(wish.verb, None, wish.into)
    new: dict[str, Any] = {}
    if wish.into.days:
        new["day"] = wish.into.days[0].isoformat()
    if wish.hours:
        new["hours"] = span_data(wish.hours)
    draft = {"verb": "move", "visit": visit.number, "on": day.planned_on.isoformat()}
    found, problem = _at_place(context, into, draft)
    if "candidates" in found or new:
        found["new"] = new
    return await onward(context, found, agenda, problem)
