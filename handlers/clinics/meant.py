"""Which visit, clinic or place a coordinator means, and whether it is theirs to change."""

from __future__ import annotations

from datetime import date, datetime

from bot.folding import fold
from bot.geo import distance
from bot.handler import Context
from bot.places import Place
from bot.understanding import Understood
from handlers.clinics.agenda import Agenda
from handlers.clinics.asked import asked
from handlers.clinics.days import coming
from handlers.clinics.model import Clinic, Spot, Visit
from handlers.clinics.nearby import facility_named
from handlers.clinics.wish import Wish

ROLES = frozenset({"coordinator", "admin"})
NEAR = 15.0  # km around a place within which its visits are, and whom they concern
LOOKED_AT = 30  # days of a visit among which the one that is named is looked for


def local(context: Context) -> datetime:
    """Now, as a naive time of the configured zone."""
    return context.now.astimezone(context.knowledge.zone).replace(tzinfo=None)


def says(context: Context, meaning: str) -> bool:
    """Whether the whole message is a word for a step: `back`, `leave`, `unknown`, `done`."""
    knowledge = context.knowledge
    said = fold(context.inbound.text).strip(" .,;:!?")
    known = (knowledge.lexicons.words("step", meaning, each) for each in knowledge.locales)
    return any(said == fold(word) for words in known for word in words)


def is_theirs(context: Context, area_id: str | None) -> bool:
    """In an area of one of their assignments, or everywhere if one has no area."""
    return context.knowledge.areas.entrusted(context.contact, ROLES, area_id)


def places_named(context: Context, understood: Understood) -> tuple[tuple[Place, ...], str]:
    """The place that is named, or all of one name; else the words that name none."""
    area_id = context.contact.area_of(*ROLES)
    found = asked(understood, context.knowledge.places, context.today, area_id=area_id)
    return found.places, found.unknown


def spot_at(place: Place) -> Spot:
    return Spot(place.name, (place.latitude, place.longitude), place.id, place.area_id)


def spot_named(context: Context, understood: Understood) -> Spot | None:
    """The one place that is named, if it is one."""
    places, _unknown = places_named(context, understood)
    return spot_at(places[0]) if len(places) == 1 else None


def visits_meant(
    context: Context, wish: Wish, agenda: Agenda, number: int | None = None
) -> list[Visit]:
    """By number; else those of their area at the place that is named, or near it; on the day if
    one is."""
    if (wanted := number or wish.number) is not None:
        visit = agenda.visit(wanted)
        return [visit] if visit and visit.status == "open" else []
    places, _unknown = places_named(context, wish.what.understood)
    near = [
        visit
        for visit in agenda.visits
        if visit.status == "open"
        and any(_km(visit.spot, place) <= NEAR for place in places)
        and is_theirs(context, visit.spot.area_id)
    ]
    ids = {place.id for place in places}
    there = [visit for visit in near if visit.spot.place_id in ids] or near
    on = [visit for visit in there if _has_day(visit, wish.what.days, local(context))]
    return on or there


def _has_day(visit: Visit, days: tuple[date, ...], at: datetime) -> bool:
    if not days:
        return False
    soon = [each.on for each, _n in zip(coming(visit, at), range(LOOKED_AT), strict=False)]
    return days[0] in soon


def clinics_meant(context: Context, wish: Wish, agenda: Agenda) -> list[Clinic]:
    """By number; else those near the place that is named, of the kind that is."""
    if wish.number is not None:
        clinic = agenda.clinic(wish.number)
        return [clinic] if clinic else []
    places, _unknown = places_named(context, wish.what.understood)
    near = [c for c in agenda.clinics if any(_km(c.spot, place) <= NEAR for place in places)]
    kind = facility_named(context, context.inbound.text)
    return [clinic for clinic in near if clinic.kind == kind] or near


def _km(spot: Spot, place: Place) -> float:
    return distance(spot.point, (place.latitude, place.longitude))
