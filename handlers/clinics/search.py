"""What is looked for, and what is found: clinics and visits, the best of both first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.geo import Point
from bot.handler import Knowledge
from handlers.clinics.agenda import Agenda, Near
from handlers.clinics.services import services_of

WITHIN = 50.0  # km that are near enough to be offered
WALKED = 5.0  # km in an hour
UNCERTAIN = 4.0  # hours; what it may cost to find closed what may be open
FOUND = 6  # clinics and visits that are said, in all
LOOKED_AT = 30  # the nearest clinics among which those open soonest are chosen
UNUSUAL = 2.0  # hours; what it may cost to go with an emergency where such are not usual
EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, from where; `skip` entries have been said before.

    `place_id`: where it is from, if that is a place of the gazetteer. `kind`: of facility, if one
    was named: those come first.
    """

    name: str
    point: Point
    service: str | None = None
    on: date | None = None
    visits_only: bool = False
    skip: int = 0
    place_id: str | None = None
    kind: str | None = None


def found(agenda: Agenda, search: Search, at: datetime, knowledge: Knowledge) -> list[Near]:
    services = services_of(knowledge)
    visits = agenda.next_visits(
        search.point,
        at,
        most=FOUND,
        within=WITHIN,
        area_ids=_areas_around(search, knowledge),
        service=search.service,
        on=search.on,
        surely=search.service == EMERGENCY,
    )
    if search.visits_only:
        return visits
    kinds = services.usually(search.service) if search.service else None
    clinics = _clinics(agenda, search, kinds)
    if search.on is not None:
        clinics = _open_on(search.on, clinics)
    else:
        unusual = kinds if search.service == EMERGENCY else None
        clinics.sort(key=lambda near: _cost(near, at, unusual))
    if search.kind is not None:
        clinics.sort(key=lambda near: near.clinic is None or near.clinic.kind != search.kind)
    return _alternating(clinics[:FOUND], visits)


def _clinics(agenda: Agenda, search: Search, kinds: Collection[str] | None) -> list[Near]:
    """The nearest; and the nearest of the kind that was named, if it is not among them."""

    def nearest(only: str | None) -> list[Near]:
        return agenda.nearest_clinics(
            search.point, LOOKED_AT, within=WITHIN, kinds=kinds, service=search.service, only=only
        )

    some = nearest(None)
    named = nearest(search.kind) if search.kind else []
    known = {near.clinic.number for near in some if near.clinic}
    return [*some, *(near for near in named if near.clinic and near.clinic.number not in known)]


def _cost(near: Near, at: datetime, usual: Collection[str] | None) -> float:
    """With an emergency rather to a hospital or reference centre, unless that is far."""
    assert near.clinic is not None
    unusual = usual is not None and near.clinic.kind not in usual
    return effort(near, at) + (UNUSUAL if unusual else 0.0)


def effort(near: Near, at: datetime) -> float:
    """Hours until one is helped: on foot, and waiting until it opens.

    So a health centre in the village, whose hours nobody entered, comes before one that is open,
    a day's walk away.
    """
    assert near.clinic is not None
    walk, hours = near.km / WALKED, near.clinic.hours
    if hours is None:
        return walk + UNCERTAIN
    opens = hours.opens_at(at + timedelta(hours=walk))
    return (opens - at) / timedelta(hours=1) if opens else walk + UNCERTAIN


def _open_on(on: date, clinics: list[Near]) -> list[Near]:
    """Those that are not closed all that day."""
    return [n for n in clinics if n.clinic and (n.clinic.hours is None or n.clinic.hours.on(on))]


def _areas_around(search: Search, knowledge: Knowledge) -> Collection[str]:
    """The areas a place lies in; of a shared location the district with the nearest centre."""
    areas = knowledge.areas
    place = knowledge.places.find(search.place_id) if search.place_id else None
    nearest = None if place else areas.nearest(*search.point, "district")
    own = place.area_id if place else nearest.id if nearest else None
    return set(areas.upwards(own))


def _alternating(clinics: list[Near], visits: list[Near]) -> list[Near]:
    """The best of both first: who cannot go to the one may go to the other."""
    pairs = zip(clinics, visits, strict=False)
    both = [each for pair in pairs for each in pair]
    shorter = min(len(clinics), len(visits))
    return [*both, *clinics[shorter:], *visits[shorter:]]


def wanted(
    answers: Mapping[str, Any], name: str, point: Point, place_id: str | None = None
) -> Search:
    on = date.fromisoformat(answers["on"]) if answers.get("on") else None
    visits_only = bool(answers.get("visits_only"))
    service, kind = answers.get("service"), answers.get("kind")
    return Search(name, point, service, on, visits_only, 0, place_id, kind)


def as_data(search: Search) -> dict[str, Any]:
    return {
        "name": search.name,
        "point": list(search.point),
        "service": search.service,
        "on": search.on.isoformat() if search.on else None,
        "visits_only": search.visits_only,
        "place_id": search.place_id,
        "kind": search.kind,
    }


def search_of(answers: Mapping[str, Any]) -> Search:
    latitude, longitude = answers["point"]
    new = wanted(answers, answers["name"], (latitude, longitude), answers.get("place_id"))
    return replace(new, skip=answers["skip"])
