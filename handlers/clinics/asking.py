"""Where to go, and when: the nearest clinic, the next visits, `SUITE` for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation import Conversation
from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Outcome, Reaction, Turn
from bot.message import Choice, Reply
from bot.places import Place
from bot.store.base import Session
from bot.text import _, verbatim
from bot.understanding import Word
from bot.understanding.small import small
from handlers.clinics.answering import answer
from handlers.clinics.asked import Asked
from handlers.clinics.events import PlaceTold
from handlers.clinics.following import follow_place
from handlers.clinics.meant import says
from handlers.clinics.nearby import WHERE, asked_here, usual_place
from handlers.clinics.search import EMERGENCY, Search, search_of, wanted
from handlers.emergency import danger_signs

ONE = small("one")
WELL = (None, "childbirth")  # signs of nobody ill
SERVICE = 0.7  # what a service alone scores: after an answer it is another wish from there
LONGEST_ANSWER = 4  # words and signs with which another place is named after an answer
LONGEST_NAME = 40  # characters of what a person wrote that are said back


def leaves(context: Context) -> bool:
    return bool(danger_signs(context)) or _only_addressed(context)


async def run(context: Context) -> Turn:
    if leaves(context):
        return PASS
    waiting = context.conversation
    if waiting is None or waiting.handler != "clinics":
        return await _begin(context, {})
    if waiting.step == "more":
        return await _after(context, waiting)
    if waiting.step == "which" and (key := chosen(context)):
        if place := context.knowledge.places.find(key):
            return await _at_place(context, place, waiting.answers)
        return ask(context, "clinics", "where", Reply(WHERE), waiting.answers)
    return await _begin(context, waiting.answers)


async def _after(context: Context, waiting: Conversation) -> Turn:
    """Once an answer was given: the rest of it, another day or service, another place."""
    if chosen(context) == "follow":
        return await _follow(context, waiting)
    if says(context, "elsewhere"):
        return ask(context, "clinics", "where", Reply(WHERE), waiting.answers)
    if _wants_more(context):
        return await answer(context, search_of(waiting.answers))
    if _asks_anew(context):
        return await _begin(context, {})
    wish = asked_here(context)
    if context.inbound.location is not None or (wish.places and (wish.on or wish.service)):
        return await _begin(context, {})
    if wish.places:
        return await _begin(context, waiting.answers)
    if wish.on or wish.service or wish.kind:
        return await answer(context, _otherwise(search_of(waiting.answers), wish))
    if not wish.unknown or len(context.understood.words) > LONGEST_ANSWER:
        return PASS
    return await _begin(context, waiting.answers)


def _otherwise(search: Search, wish: Asked) -> Search:
    """From the same place: `et lundi ?`, `demain`, `vaccin`; an emergency is now."""
    return replace(
        search,
        on=wish.on or (None if wish.service == EMERGENCY else search.on),
        service=wish.service or search.service,
        kind=wish.kind or search.kind,
        skip=0,
    )


def _only_addressed(context: Context) -> bool:
    """`Bonsoir docteur, 2 enfants fièvre`: a title, and somebody who is ill."""
    words = context.understood.words
    services = [word for word in words if word.means("service")]
    titles = bool(services) and all(word.means("filler") == "role" for word in services)
    ill = any(word.means("sign") not in WELL or word.means("risk") for word in words)
    asks = any(word.means("question") == "where" for word in words)
    asks = asks or any(map(_is_any, words, words[1:]))
    return titles and ill and not asks and not context.conversation


def _is_any(before: Word, word: Word) -> bool:
    """`is there a nurse ?`, `il y a un docteur ?`."""
    return word.means("service") is not None and before.folded in ONE


def _asks_anew(context: Context) -> bool:
    """A whole question, not the place that was missing or another day."""
    return any(context.understood.intent(name) > SERVICE for name in ("nearest_clinic", "schedule"))


def _wants_more(context: Context) -> bool:
    more = chosen(context) == "more" or context.understood.intent("more") > 0
    return more or says(context, "farther")


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
        "visits_only": _only_visits(context, before, wish.kind),
        "kind": wish.kind,
    }
    location = context.inbound.location
    if location is not None:
        here = (location.latitude, location.longitude)
        return await answer(context, wanted(answers, "", here))
    if len(wish.places) > 1:
        return _which(context, wish.places, answers)
    if wish.places:
        return await _at_place(context, wish.places[0], answers)
    if wish.unknown:
        return _not_found(context, wish.unknown, answers)
    if (usual := usual_place(context)) is not None:
        return await answer(context, wanted(answers, *usual), as_before=True)
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
    return replace(
        wish,
        service=wish.service or before.get("service"),
        on=wish.on or on,
        kind=wish.kind or before.get("kind"),
    )


def _only_visits(context: Context, before: Any, kind: str | None) -> bool:
    """`horaires CSCom koro` asks when that is open; `quand passe la mobile` for visits."""
    if kind and not any(word.means("visiting") for word in context.understood.words):
        return False
    return context.understood.intent("schedule") > SERVICE or bool(before.get("visits_only"))


def _which(context: Context, places: Sequence[Place], answers: Any) -> Turn:
    named = places[:5]
    labels = context.knowledge.places.told_apart(named)
    choices = [Choice(p.id, verbatim(n)) for p, n in zip(named, labels, strict=True)]
    question = Reply(_("Which one?"), (*choices, Choice("other", _("another place"))))
    return ask(context, "clinics", "which", question, answers)


async def _at_place(context: Context, place: Place, answers: Any) -> Turn:
    point = (place.latitude, place.longitude)
    turn = await answer(context, wanted(answers, place.name, point, place.id))
    remembered = PlaceTold(context.contact.id, place.id)
    return Turn(turn.replies, turn.conversation, (*turn.events, remembered))


async def remember(session: Session, events: Sequence[PlaceTold]) -> Outcome:
    await session.set_places({event.contact_id: event.place_id for event in events})
    return Outcome()


handler = Handler(
    "clinics",
    run,
    frozenset({"nearest_clinic", "schedule", "location"}),
    yields=frozenset({"more", "where"}),
    offers=frozenset({"more"}),
    leaves=leaves,
)
reaction = Reaction(PlaceTold, remember)
