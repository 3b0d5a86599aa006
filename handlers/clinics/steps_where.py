"""Questions that point at something: a place, a visit and one of its days, a clinic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from bot.form import chosen
from bot.geo import Point, distance
from bot.handler import Context
from bot.message import Choice, Location, Reply
from bot.places import Place
from bot.text import Text, _, verbatim
from handlers.clinics.agenda import Agenda
from handlers.clinics.data import spot_data
from handlers.clinics.days import coming
from handlers.clinics.drafts import Draft, span_data
from handlers.clinics.files import MALI
from handlers.clinics.meant import NEAR, is_theirs, local, places_named, spot_at
from handlers.clinics.model import Occurrence, Spot, Visit
from handlers.clinics.previewing import short
from handlers.clinics.saying import day_and_hours
from handlers.clinics.steps import (
    LONGEST_NAME,
    NUMBER_HELP,
    OFFERED,
    Read,
    Step,
    day_choices,
    hours_wrong,
    written,
)

KNOWN_WITHIN = 20.0  # km around a shared point within which the place it is named for is looked for
NOT_YOURS = _("This is not of your area.")
UNKNOWN_PLACE = _("I do not know this place. Send its name as on the map.")


def _ask_place(context: Context, draft: Draft, agenda: Agenda) -> Reply:
    places = context.knowledge.places
    found = [places.find(each) for each in draft.get("candidates", ())]
    same = [place for place in found if place is not None]
    if same:
        labels = places.told_apart(same)
        choices = [Choice(p.id, verbatim(n)) for p, n in zip(same, labels, strict=True)]
        return Reply(_("Which one?"), tuple(choices))
    question = _("Where? Send the name of the place. (BACK: the question before; CANCEL: leave)")
    usual = _usual_places(context, agenda)[: OFFERED - 2]
    return Reply(question, tuple(Choice(place.id, verbatim(place.name)) for place in usual))


def _usual_places(context: Context, agenda: Agenda) -> list[Place]:
    """Where their visits are, the latest first."""
    theirs = [v.spot for v in reversed(agenda.visits) if is_theirs(context, v.spot.area_id)]
    ids = dict.fromkeys(spot.place_id for spot in theirs if spot.place_id)
    return [place for each in ids if (place := context.knowledge.places.find(each))]


def _read_place(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    found = place_in(context)
    return found if found is None or isinstance(found, Text) else {"candidates": [], **found}


def place_in(context: Context) -> Read:
    """`place`, or `candidates` of one name, or what is wrong."""
    places = context.knowledge.places
    if context.inbound.location is not None:
        return _shared(context, context.inbound.location)
    key = chosen(context)
    if key and (place := places.find(key)):
        named: Sequence[Place] = (place,)
        unknown = ""
    else:
        named, unknown = places_named(context, context.understood)
    if not named:
        name = unknown[:LONGEST_NAME]
        return _("{place}: I do not know this place.", place=name) if unknown else None
    theirs = [place for place in named if is_theirs(context, place.area_id)]
    if not theirs:
        return NOT_YOURS
    if len(theirs) > 1:
        return {"candidates": [place.id for place in theirs[:OFFERED]]}
    return {"place": spot_data(spot_at(theirs[0]))}


def _shared(context: Context, location: Location) -> Read:
    """A point that was shared: named for the nearest place."""
    point: Point = (location.latitude, location.longitude)
    (south, north), (west, east) = MALI
    if not (south <= point[0] <= north and west <= point[1] <= east):
        return _("This is outside the country.")
    place = context.knowledge.places.nearest(point, KNOWN_WITHIN)
    if place is None:
        return _("I know no place within {km} km of there.", km=f"{KNOWN_WITHIN:.0f}")
    if not is_theirs(context, place.area_id):
        return NOT_YOURS
    return {"place": {**spot_data(spot_at(place)), "point": list(point)}}


def visits_of(context: Context, draft: Draft, agenda: Agenda) -> list[Visit]:
    """Those that the verb can be about, soonest first."""
    among = set(draft.get("among", ()))
    found = [
        (days[0].starts, visit.number, visit)
        for visit in agenda.visits
        if visit.status == "open"
        and (not among or visit.number in among)
        and is_theirs(context, visit.spot.area_id)
        and (days := days_of(context, draft, visit))
    ]
    return [visit for _starts, _number, visit in sorted(found, key=itemgetter(0, 1))]


def days_of(context: Context, draft: Draft, visit: Visit) -> list[Occurrence]:
    """Its next days: those that are cancelled if one is to be resumed, else those that are not."""
    wanted = draft["verb"] == "resume"
    found = (each for each in coming(visit, local(context)) if each.cancelled == wanted)
    return [each for each, _n in zip(found, range(OFFERED - 2), strict=False)]


def _ask_visit(context: Context, draft: Draft, agenda: Agenda) -> Reply:
    found = visits_of(context, draft, agenda)[: OFFERED - 1]
    choices = tuple(
        Choice(str(visit.number), short(visit, days_of(context, draft, visit)[0]))
        for visit in found
    )
    return Reply(_("Which visit? Choose, or send its number or its place."), choices)


def _read_visit(context: Context, draft: Draft, agenda: Agenda) -> Read:
    key = chosen(context)
    wish = written(context)
    bare = [w.number for w in context.understood.words if w.number is not None]
    number = int(key) if key else wish.number or (bare[0] if len(bare) == 1 else None)
    everything = visits_of(context, {**draft, "among": []}, agenda)
    if number is not None:
        known = number in {visit.number for visit in everything}
        return {"visit": number, "among": []} if known else _no_visit(str(number))
    places, unknown = places_named(context, context.understood)
    if not places:
        return _no_visit(unknown[:LONGEST_NAME]) if unknown else None
    near = [v.number for v in everything if any(is_near(v.spot, place) for place in places)]
    if not near:
        return _("No visit of yours near {place}.", place=places[0].name)
    return {"visit": near[0], "among": []} if len(near) == 1 else {"among": near}


def _no_visit(named: str) -> Text:
    return _("{number}: no visit of yours.", number=named)


def is_near(spot: Spot, place: Place) -> bool:
    return distance(spot.point, (place.latitude, place.longitude)) <= NEAR


def _ask_on(context: Context, draft: Draft, agenda: Agenda) -> Reply:
    visit = agenda.visit(draft["visit"])
    days = days_of(context, draft, visit) if visit else []
    choices = tuple(Choice(day.planned_on.isoformat(), day_and_hours(day)) for day in days)
    place = visit.spot.name if visit else ""
    return Reply(_("{place}: which day?", place=place), choices)


def _read_on(context: Context, draft: Draft, agenda: Agenda) -> Read:
    if key := chosen(context):
        return {"on": key}
    visit, days = agenda.visit(draft["visit"]), written(context).what.days
    if visit is None or not days:
        return None
    wanted = draft["verb"] == "resume"
    for each in coming(visit, local(context)):
        if each.cancelled == wanted and days[0] in (each.on, each.planned_on):
            return {"on": each.planned_on.isoformat()}
    return _("Visit {number}: none on {day}.", number=str(visit.number), day=days[0])


def _ask_new(context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    question = _("What is new: day, hours, or place? Example: FRIDAY 9h-12h")
    return Reply(question, tuple(day_choices(context)[: OFFERED - 2]))


def _read_new(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    """`new`: day, hours and place as far as they are said; of one name several, `candidates`."""
    if key := chosen(context):
        return {"new": {"day": key}}
    wish = written(context)
    if wish.wrong_hours:
        return hours_wrong(wish.wrong_hours)
    if wish.wrong_day:
        return _("{day}: there is no such day.", day=wish.wrong_day)
    new: dict[str, Any] = {}
    if wish.what.days:
        new["day"] = wish.what.days[0].isoformat()
    if wish.hours:
        new["hours"] = span_data(wish.hours)
    where = place_in(context)
    if isinstance(where, Text) and (not new or where is NOT_YOURS):
        return where
    if isinstance(where, dict) and "candidates" in where:
        return {"new": new, **where}
    if isinstance(where, dict):
        new.update(where)
    return {"new": new} if new else None


def the_only_day(context: Context, draft: Draft, agenda: Agenda) -> date | None:
    visit = agenda.visit(draft["visit"])
    days = days_of(context, draft, visit) if visit else []
    return days[0].planned_on if len(days) == 1 else None


PLACE = Step("place", _ask_place, _read_place, UNKNOWN_PLACE)
VISIT = Step("visit", _ask_visit, _read_visit, NUMBER_HELP)
ON = Step("on", _ask_on, _read_on, NUMBER_HELP)
NEW = Step("new", _ask_new, _read_new, _("I read no day, no hours and no place."))
