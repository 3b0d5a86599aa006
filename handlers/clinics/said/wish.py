"""A wish made of words of their own: which visit is meant, and what it is to become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from bot.handler import Context
from bot.understanding import Understood
from handlers.clinics.meant import ROLES
from handlers.clinics.said.days import Said, days_said
from handlers.clinics.said.hours import Hours, hours_said
from handlers.clinics.said.places import Named, places_said
from handlers.clinics.said.wording import Verb, instead_in, verb_in
from handlers.clinics.wish import Part, Wish, number_in, services_named

Mention = TypeVar("Mention", Said, Hours, Named)


def wish_said(context: Context, understood: Understood) -> Wish | None:
    """None where nothing is said of a visit."""
    verb = verb_in(understood)
    if verb is None:
        return None
    days = days_said(understood, context.today)
    hours = hours_said(understood.text)
    taken = [(each.start, each.end) for each in days] + [(each.start, each.end) for each in hours]
    known, area_id = context.knowledge.places, context.contact.area_of(*ROLES)
    places = places_said(understood, known, area_id, taken)
    if verb == "add" and len(places) > 1:
        verb = "move" if instead_in(understood.text) else verb
    return _wish(context, understood, verb, days, hours, places)


def _wish(
    context: Context,
    understood: Understood,
    verb: Verb,
    days: Sequence[Said],
    hours: Sequence[Hours],
    places: Sequence[Named],
) -> Wish:
    scope = instead_in(understood.text) if verb == "move" else None
    moves = verb == "move"
    was_at, new_at = _apart(places, scope, moves=moves)
    was_on, new_on = _apart(days, scope, moves=moves)
    was_from, new_from = _apart(hours, scope, moves=moves)
    times = new_from or was_from
    wrong = next((understood.text[each.start : each.end] for each in days if not each.day), "")
    into = _part(context, new_at, new_on) if moves and (new_at or new_on) else None
    return Wish(
        verb,
        number_in(understood.text, days),
        _part(context, was_at, was_on),
        into,
        (times.begins, times.ends) if times and times.begins and not times.wrong else None,
        times.wrong if times else "",
        understood.slots.get("reason"),
        services_named(understood),
        understood.slots.get("every"),
        wrong,
    )


def _apart(
    mentions: Sequence[Mention], scope: tuple[int, int] | None, *, moves: bool
) -> tuple[Mention | None, Mention | None]:
    """What is and what is to be: `du 9 au 11`; `le 10 au lieu du 9` the other way round."""
    if not moves:
        return (mentions[0] if mentions else None), None
    inside = [each for each in mentions if scope and scope[0] <= each.start < scope[1]]
    others = [each for each in mentions if each not in inside]
    if inside:
        return inside[0], (others[-1] if others else None)
    if scope is not None and len(others) == 1:
        return others[0], None
    return (others[0] if others else None), (others[1] if len(others) > 1 else None)


def _part(context: Context, place: Named | None, on: Said | None) -> Part:
    name = place.name if place else ""
    understood = context.knowledge.lexicons.understand(name, context.contact.locale)
    days: tuple[date, ...] = (on.day,) if on and on.day else ()
    return Part(name, understood, days)
