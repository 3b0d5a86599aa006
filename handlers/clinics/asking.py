"""Where to go, and when: the nearest clinic, the next visits, `SUITE` for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.conversation import Conversation
from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Outcome, Reaction, Turn
from bot.message import Choice, Location, Reply, Venue
from bot.places import Place
from bot.store.base import Session
from bot.text import Text, _, verbatim
from handlers.clinics.agenda import Agenda, Near
from handlers.clinics.asked import Asked
from handlers.clinics.events import PlaceTold
from handlers.clinics.following import follow_place, may_follow
from handlers.clinics.nearby import WHERE, asked_here, usual_place
from handlers.clinics.precision import marked, told_spot
from handlers.clinics.records import agenda_of
from handlers.clinics.saying import clinic_line, visit_line
from handlers.clinics.search import WITHIN, Search, as_data, found, search_of, wanted
from handlers.clinics.services import Services, services_of
from handlers.emergency import danger_signs

PAGE = 2  # entries of an answer: two segments
LONGEST_NAME = 40  # characters of what a person wrote that are said back


async def run(context: Context) -> Turn:
    if danger_signs(context):
        return PASS
    waiting = context.conversation
    mine = waiting is not None and waiting.handler == "clinics"
    if mine and waiting is not None and waiting.step == "more" and _wants_more(context):
        search = search_of(waiting.answers)
        return await _answer(context, search)
    if mine and waiting is not None and chosen(context) == "follow":
        return await _follow(context, waiting)
    if mine and waiting is not None and waiting.step == "which" and (key := chosen(context)):
        if place := context.knowledge.places.find(key):
            return await _at_place(context, place, waiting.answers)
        return ask(context, "clinics", "where", Reply(WHERE), waiting.answers)
    before = waiting.answers if mine and waiting is not None and not _asks_anew(context) else {}
    return await _begin(context, before)


def _asks_anew(context: Context) -> bool:
    """A whole question after an answer, not the place that was missing or another one."""
    waiting, understood = context.conversation, context.understood
    answered = waiting is not None and waiting.step == "more"
    return answered and any(understood.intent(name) > 0 for name in ("nearest_clinic", "schedule"))


def _wants_more(context: Context) -> bool:
    return chosen(context) == "more" or context.understood.intent("more") > 0


async def _follow(context: Context, waiting: Conversation) -> Turn:
    """The place they asked about; the rest of that answer can still be asked for."""
    place = context.knowledge.places.find(waiting.answers.get("place_id") or "")
    if place is None:
        return await _begin(context, {})
    return replace(await follow_place(context, place), conversation=waiting)


async def _begin(context: Context, before: Any) -> Turn:
    """A new wish; `before` is what was asked already, when only the place was missing."""
    wish = _merged(asked_here(context), before)
    answers = {
        "service": wish.service,
        "on": wish.on.isoformat() if wish.on else None,
        "visits_only": _only_visits(context, before),
    }
    location = context.inbound.location
    if location is not None:
        here = (location.latitude, location.longitude)
        return await _answer(context, wanted(answers, "", here))
    if len(wish.places) > 1:
        return _which(context, wish.places, answers)
    if wish.places:
        return await _at_place(context, wish.places[0], answers)
    if wish.unknown:
        return _not_found(context, wish.unknown, answers)
    if (usual := usual_place(context)) is not None:
        return await _answer(context, wanted(answers, *usual), as_before=True)
    return ask(context, "clinics", "where", Reply(WHERE), answers)


def _not_found(context: Context, name: str, answers: Any) -> Turn:
    unknown = _("{place}: I do not know this place.", place=name[:LONGEST_NAME])
    waiting = context.conversation
    if waiting is not None and waiting.handler == "clinics" and waiting.step == "where":
        return ask_again(context, Reply(WHERE), unknown)
    text = _("{help} {question}", help=unknown, question=WHERE)
    return ask(context, "clinics", "where", Reply(text), answers)


def _merged(wish: Asked, before: Any) -> Asked:
    """The place that was missing, for the service and the day asked for before it."""
    on = date.fromisoformat(before["on"]) if before.get("on") else None
    return Asked(wish.places, wish.unknown, wish.service or before.get("service"), wish.on or on)


def _only_visits(context: Context, before: Any) -> bool:
    return context.understood.intent("schedule") > 0 or bool(before.get("visits_only"))


def _which(context: Context, places: Sequence[Place], answers: Any) -> Turn:
    named = places[:5]
    labels = context.knowledge.places.told_apart(named)
    choices = [Choice(p.id, verbatim(n)) for p, n in zip(named, labels, strict=True)]
    question = Reply(_("Which one?"), (*choices, Choice("other", _("another place"))))
    return ask(context, "clinics", "which", question, answers)


async def _at_place(context: Context, place: Place, answers: Any) -> Turn:
    point = (place.latitude, place.longitude)
    turn = await _answer(context, wanted(answers, place.name, point, place.id))
    remembered = PlaceTold(context.contact.id, place.id)
    return Turn(turn.replies, turn.conversation, (*turn.events, remembered))


async def _answer(context: Context, search: Search, *, as_before: bool = False) -> Turn:
    agenda = await agenda_of(context.session, context.knowledge)
    services = services_of(context.knowledge)
    at = context.now.astimezone(context.knowledge.zone).replace(tzinfo=None)
    every = found(agenda, search, at, context.knowledge)
    page = every[search.skip : search.skip + PAGE]
    if not page:
        return Turn((Reply(_nothing(agenda, search, services, context.knowledge.emergency)),))
    lines = tuple(_line(near, context, search, at, services) for near in page)
    text = _headed(search, lines, as_before=as_before)
    place = _venue(page[0], context)
    choices = [Choice("more", _("more"))] if len(every) > search.skip + PAGE else []
    new = not search.skip and not as_before
    if new and await may_follow(context, search.place_id):
        choices.append(Choice("follow", _("follow {place}", place=search.name)))
    if not choices:
        return Turn((Reply(text, place=place),))
    reply = Reply(text, tuple(choices), place)
    kept = {**as_data(search), "skip": search.skip + PAGE}
    return ask(context, "clinics", "more", reply, kept)


def _line(near: Near, context: Context, search: Search, at: datetime, services: Services) -> Text:
    if near.clinic is not None:
        service = (search.service, services.names[search.service]) if search.service else None
        return clinic_line(near.clinic, search.point, near.km, at, service, search.on)
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
        return _("That is all near {place}.", place=search.name or "?")
    if search.visits_only:
        return _(
            "No visit is planned near {place}. In danger call {emergency}.",
            place=search.name or "?",
            emergency=emergency,
        )
    kinds = services.usually(search.service) if search.service else None
    nearest = agenda.nearest_clinics(search.point, 1, kinds=kinds, service=search.service)
    if not nearest or nearest[0].clinic is None:
        return _(
            "No clinic is known here yet. Ask your health worker. In danger call {emergency}.",
            emergency=emergency,
        )
    return _(
        "Nothing within {within} km. The nearest: {name}, {km} km. In danger call {emergency}.",
        emergency=emergency,
        within=f"{WITHIN:.0f}",
        name=marked(nearest[0].clinic.name, nearest[0].clinic.source),
        km=f"{nearest[0].km:.0f}",
    )


def _venue(near: Near, context: Context) -> Venue | None:
    """On a map, where that may be told."""
    if near.clinic is not None:
        name = marked(near.clinic.name, near.clinic.source)
        return Venue(name, Location(*near.clinic.spot.point))
    assert near.occurrence is not None
    name, point = told_spot(near.occurrence, context.knowledge.places, context.knowledge.areas)
    return Venue(name, Location(*point)) if point and not near.occurrence.cancelled else None


async def remember(session: Session, events: Sequence[PlaceTold]) -> Outcome:
    await session.set_places({event.contact_id: event.place_id for event in events})
    return Outcome()


handler = Handler(
    "clinics",
    run,
    frozenset({"nearest_clinic", "schedule", "location"}),
    yields=frozenset({"more", "where"}),
)
reaction = Reaction(PlaceTold, remember)
