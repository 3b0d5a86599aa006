"""What is said to who asks where to go: entries of a page, or how far the nearest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.form import ask
from bot.handler import Context, Turn
from bot.message import Choice, Location, Reply, Venue
from bot.text import Text, _
from handlers.clinics.agenda import Agenda, Near
from handlers.clinics.following import may_follow
from handlers.clinics.model import Clinic
from handlers.clinics.precision import marked, told_spot
from handlers.clinics.records import agenda_of
from handlers.clinics.saying import clinic_line, far, visit_line
from handlers.clinics.search import EMERGENCY, WITHIN, Search, as_data, found
from handlers.clinics.services import Services, services_of

PAGE = 2  # entries of an answer: two segments
FARTHER = 300  # clinics among which the nearest beyond those that were said is looked for


async def answer(context: Context, search: Search, *, as_before: bool = False) -> Turn:
    """A page of what is found; the conversation stays open for more, another day, another place."""
    agenda = await agenda_of(context.session, context.knowledge)
    services = services_of(context.knowledge)
    at = context.now.astimezone(context.knowledge.zone).replace(tzinfo=None)
    every = found(agenda, search, at, context.knowledge)
    page = every[search.skip : search.skip + PAGE]
    kept = {**as_data(search), "skip": search.skip + PAGE}
    any_day = replace(search, on=None)
    if not page and not search.skip and found(agenda, any_day, at, context.knowledge):
        return await _another_day(context, search)
    if not page:
        text = _nothing(agenda, search, services, context.knowledge.emergency)
        return ask(context, "clinics", "more", Reply(text), kept)
    lines = tuple(_line(near, context, search, at, services) for near in page)
    text = _headed(search, lines, as_before=as_before)
    if search.service == EMERGENCY and not search.skip:
        number = context.knowledge.emergency
        text = _("In danger call {emergency}. {answer}", emergency=number, answer=text)
    choices = [Choice("more", _("more"))] if len(every) > search.skip + PAGE else []
    new = not search.skip and not as_before
    if new and await may_follow(context, search.place_id):
        choices.append(Choice("follow", _("follow {place}", place=search.name)))
    reply = Reply(text, tuple(choices), _venue(page[0], context))
    return ask(context, "clinics", "more", reply, kept)


async def _another_day(context: Context, search: Search) -> Turn:
    """Nothing on the day asked for: what there is on others."""
    assert search.on is not None
    turn = await answer(context, replace(search, on=None))
    [reply] = turn.replies
    text = _("{day}: nothing. {answer}", day=search.on, answer=reply.text)
    return replace(turn, replies=(replace(reply, text=text),))


def _line(near: Near, context: Context, search: Search, at: datetime, services: Services) -> Text:
    if near.clinic is not None:
        return clinic_line(
            near.clinic, search.point, near.km, at, services, search.service, search.on
        )
    return visit_line(near, search.point, context.knowledge, services)


def _headed(search: Search, lines: Sequence[Text], *, as_before: bool) -> Text:
    entries = lines[0]
    if len(lines) > 1:
        entries = _("{first}. {second}", first=lines[0], second=lines[1])
    if search.skip or not search.name:
        return _("{entries}.", entries=entries)
    if as_before:
        return _(
            "Near {place}, as last time: {entries}. Another place? Send its name.",
            place=search.name,
            entries=entries,
        )
    return _("Near {place}: {entries}.", place=search.name, entries=entries)


def _nothing(agenda: Agenda, search: Search, services: Services, emergency: str) -> Text:
    """How far the nearest is, and whom to call; never silence."""
    if search.skip:
        return _that_is_all(agenda, search, services)
    if search.visits_only and search.name:
        return _(
            "No visit is planned near {place}. In danger call {emergency}.",
            place=search.name,
            emergency=emergency,
        )
    if search.visits_only:
        return _("No visit is planned nearby. In danger call {emergency}.", emergency=emergency)
    nearest = _nearest(agenda, search, services, 1)
    if not nearest:
        return _unknown(agenda, search, services, emergency)
    return _far_away(nearest[0], search, services, emergency)


def _far_away(near: Near, search: Search, services: Services, emergency: str) -> Text:
    within, clinic = f"{WITHIN:.0f}", _and_how_far(near, search)
    if search.service == EMERGENCY:
        return _(
            "In danger call {emergency}. Emergencies, nothing within {within} km. The nearest: "
            "{clinic}.",
            emergency=emergency,
            within=within,
            clinic=clinic,
        )
    if search.service is None:
        return _(
            "Nothing within {within} km. The nearest: {clinic}. In danger call {emergency}.",
            emergency=emergency,
            within=within,
            clinic=clinic,
        )
    return _(
        "{service}: nothing within {within} km. The nearest: {clinic}. In danger call {emergency}.",
        service=services.named(search.service),
        emergency=emergency,
        within=within,
        clinic=clinic,
    )


def _unknown(agenda: Agenda, search: Search, services: Services, emergency: str) -> Text:
    """Nobody is known who has it: the nearest clinic can say more than we can."""
    anywhere = agenda.nearest_clinics(search.point, 1)
    if not anywhere or search.service is None:
        return _(
            "No clinic is known here yet. Ask your health worker. In danger call {emergency}.",
            emergency=emergency,
        )
    return _(
        "{service}: I do not know where. Ask at the nearest: {clinic}. In danger call {emergency}.",
        service=services.named(search.service),
        clinic=_and_how_far(anywhere[0], search),
        emergency=emergency,
    )


def _that_is_all(agenda: Agenda, search: Search, services: Services) -> Text:
    text = _("Nothing else nearby.")
    if search.name:
        text = _("Nothing else near {place}.", place=search.name)
    if search.visits_only:
        return text
    every = _nearest(agenda, search, services, FARTHER)
    beyond = next((near for near in every if near.km > WITHIN), None)
    if beyond is None:
        return text
    return _("{text} Farther: {clinic}.", text=text, clinic=_and_how_far(beyond, search))


def _nearest(agenda: Agenda, search: Search, services: Services, most: int) -> list[Near]:
    kinds = services.usually(search.service) if search.service else None
    return agenda.nearest_clinics(search.point, most, kinds=kinds, service=search.service)


def _and_how_far(near: Near, search: Search) -> Text:
    assert near.clinic is not None
    clinic: Clinic = near.clinic
    name, km = marked(clinic.name, clinic.source), far(search.point, clinic.spot.point, near.km)
    if clinic.phone:
        return _("{name}, {far}, phone {phone}", name=name, far=km, phone=clinic.phone)
    return _("{name}, {far}", name=name, far=km)


def _venue(near: Near, context: Context) -> Venue | None:
    """On a map, where that may be told."""
    if near.clinic is not None:
        name = marked(near.clinic.name, near.clinic.source)
        return Venue(name, Location(*near.clinic.spot.point))
    assert near.occurrence is not None
    name, point = told_spot(near.occurrence, context.knowledge.places, context.knowledge.areas)
    return Venue(name, Location(*point)) if point and not near.occurrence.cancelled else None
