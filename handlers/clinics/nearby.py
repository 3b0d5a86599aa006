"""The nearest place that offers a service, for other features to end their answers with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.folding import fold
from bot.form import ask
from bot.geo import Point
from bot.handler import Context, Knowledge, Turn
from bot.message import Reply
from bot.places import Place
from bot.text import Text, _
from bot.understanding import Word
from handlers.clinics.agenda import Agenda, Near
from handlers.clinics.asked import Asked, asked
from handlers.clinics.events import PlaceTold
from handlers.clinics.records import agenda_of
from handlers.clinics.saying import clinic_line, visit_line
from handlers.clinics.search import WITHIN, Search, found
from handlers.clinics.services import Services, services_of

SUBSTITUTES = {"malaria": "consultation"}
WORKERS = ("chw", "supervisor", "coordinator", "admin")
WHERE = _("Where are you? Send the name of your village, or share your location.")


@dataclass(frozen=True, slots=True)
class Nearby:
    """`line` says where to go, None where nothing is near; `somewhere`: we know where they are."""

    line: Text | None = None
    somewhere: bool = False


def asked_here(context: Context) -> Asked:
    """The place, service and day of a message; names are told apart by where the person is."""
    usual = usual_place(context)
    found = asked(
        context.understood,
        context.knowledge.places,
        context.today,
        near=usual[1] if usual else None,
        area_id=context.contact.area_of(*WORKERS),
    )
    service = found.service or service_sought(context)
    return replace(found, service=service, kind=facility_named(context, context.inbound.text))


def service_sought(context: Context) -> str | None:
    """`covid bamako`, `palu koro`: the service for the illness that is named, and not counted.

    Of an illness for which the lexicons have words of their own for it, only by these.
    """
    words = context.understood.words
    if context.contact.has(*WORKERS) or any(word.number is not None for word in words):
        return None
    return next(services_for(context.knowledge, words), None)


def services_for(knowledge: Knowledge, words: Iterable[Word]) -> Iterator[str]:
    """Those for the illnesses that are named."""
    treats = services_of(knowledge).treats
    for word in words:
        service = treats.get(word.means("risk") or "")
        if service is None:
            continue
        own = [w for locale in knowledge.locales
               for w in knowledge.lexicons.words("sought", service, locale)]  # fmt: skip
        if not own or word.folded in own:
            yield service


def facility_named(context: Context, text: str) -> str | None:
    """The kind of facility that a text names, in any language."""
    words = f" {fold(text)} "
    for kind in services_of(context.knowledge).kinds:
        for locale in context.knowledge.locales:
            for name in context.knowledge.lexicons.words("facility", kind, locale):
                if f" {fold(name)} " in words:
                    return kind
    return None


def usual_place(context: Context) -> tuple[str, Point, str | None] | None:
    """The place of last time, else the centre of a worker's own area: name, point, place's id."""
    knowledge, contact = context.knowledge, context.contact
    if contact.place_id and (place := knowledge.places.find(contact.place_id)):
        return place.name, (place.latitude, place.longitude), place.id
    area_id = contact.area_of(*WORKERS)
    area = knowledge.areas.find(area_id) if area_id else None
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return area.name, (area.latitude, area.longitude), None


def named_place(context: Context) -> Place | None:
    """The one place that a message names, spelled right: `mon enfant convulse a koro`.

    It stands at an end or after a small word: `mon fils Moussa convulse` names a child.
    """
    found = asked_here(context).places
    if len(found) != 1:
        return None
    before, name, after = fold(context.inbound.text).partition(fold(found[0].name))
    small = {word.folded for word in context.understood.words if word.means("filler")}
    ends = not after.strip() or not after.lstrip()[0].isalnum()
    introduced = before.strip().rpartition(" ")[2] in small
    return found[0] if name and (ends or introduced) else None


def told_where(context: Context) -> tuple[PlaceTold, ...]:
    """The place that a message names, to be remembered; a worker is where they work."""
    place = None if context.contact.has(*WORKERS) else named_place(context)
    if place is None or place.id == context.contact.place_id:
        return ()
    return (PlaceTold(context.contact.id, place.id),)


async def nearest(
    context: Context, service: str | None = None, place: Place | None = None
) -> Nearby:
    """From `place` or the one named, else from where the person usually is: the best to go to."""
    place = place or named_place(context)
    if place is not None:
        here = (place.latitude, place.longitude)
        search = Search(place.name, here, service, place_id=place.id)
    elif (usual := usual_place(context)) is not None:
        name, here, place_id = usual
        search = Search(name, here, service, place_id=place_id)
    else:
        return Nearby()
    at = context.now.astimezone(context.knowledge.zone).replace(tzinfo=None)
    agenda = await agenda_of(context.session, context.knowledge)
    every = found(agenda, search, at, context.knowledge)
    going = [near for near in every if near.occurrence is None or not near.occurrence.cancelled]
    if not going:
        going = _far_away(agenda, search, services_of(context.knowledge))
    if not going:
        return Nearby(somewhere=True)
    return Nearby(_line(context, going[0], search, at), somewhere=True)


def _far_away(agenda: Agenda, search: Search, services: Services) -> list[Near]:
    """However far, where there is none at a day's walk; a fever rather to whoever sees the ill."""
    instead = SUBSTITUTES.get(search.service or "")
    for service, within in ((instead, WITHIN), (search.service, None)):
        kinds = services.usually(service) if service else None
        if service and (
            some := agenda.nearest_clinics(
                search.point, 1, kinds=kinds, service=service, within=within
            )
        ):
            return some
    return agenda.nearest_clinics(search.point, 1)


def _line(context: Context, near: Near, search: Search, at: datetime) -> Text:
    services = services_of(context.knowledge)
    if near.clinic is not None:
        return clinic_line(near.clinic, search.point, near.km, at, services, search.service)
    return visit_line(near, search.point, context.knowledge, services)


def wants_place(context: Context, turn: Turn, service: str | None = None) -> Turn:
    """The same turn, ending with the question where they are; clinics take the answer."""
    answers: dict[str, Any] = {"service": service, "on": None, "visits_only": False}
    asking = ask(context, "clinics", "where", Reply(WHERE), answers)
    return replace(turn, conversation=asking.conversation)
