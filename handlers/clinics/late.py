"""What becomes known after the hour of reminders: told at once, to those who were not told.

A visit that is added or moved in the evening for tomorrow; somebody who follows a place only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.geo import distance
from bot.handler import Knowledge, Outcome, Reaction
from bot.message import NewJob
from bot.store.base import Session
from handlers.clinics.agenda import Agenda
from handlers.clinics.events import FollowChanged, VisitChanged
from handlers.clinics.model import Visit
from handlers.clinics.records import agenda_of
from handlers.clinics.reminding import DAY, first, planned, reminding_of


async def of_visits(
    _session: Session, events: Sequence[VisitChanged], now: datetime, knowledge: Knowledge
) -> Outcome:
    """Of days whose reminders were planned already; who was told of one is not told again."""
    changed = {event.now.number: event.now for event in events}
    days = _days(now, knowledge)
    return Outcome(jobs=tuple(_jobs(changed.values(), days, now, knowledge)))


async def of_follows(
    session: Session, events: Sequence[FollowChanged], now: datetime, knowledge: Knowledge
) -> Outcome:
    """Not of today: that is in the answer they follow by."""
    new = [event for event in events if event.follows and event.reminded]
    days = _days(now, knowledge)[1:]
    if not new or not days:
        return Outcome()
    agenda = await agenda_of(session, knowledge)
    near = {visit.number: visit for event in new for visit in _near(agenda, event, knowledge)}
    return Outcome(jobs=tuple(_jobs(near.values(), days, now, knowledge)))


def _near(agenda: Agenda, event: FollowChanged, knowledge: Knowledge) -> Iterable[Visit]:
    """All that may concern a place: also those of which only the area may be known."""
    if event.point is None:
        return ()
    place = knowledge.places.find(event.topic.removeprefix("place:"))
    within = reminding_of(knowledge).within_km
    return (
        visit
        for visit in agenda.visits
        if any(
            distance(event.point, agenda.seen(spot, visit.precision)) <= within
            or (visit.precision == "area" and place and spot.area_id == place.area_id)
            for spot in visit.spots
        )
    )


def _days(now: datetime, knowledge: Knowledge) -> list[date]:
    """From today to the last day whose reminders were planned."""
    following = first(now, knowledge)
    if following is None:
        return []
    today = now.astimezone(knowledge.zone).date()
    count = (date.fromisoformat(following.key) - today).days
    return [today + DAY * n for n in range(count)]


def _jobs(
    visits: Iterable[Visit], days: Sequence[date], now: datetime, knowledge: Knowledge
) -> Iterable[NewJob]:
    return (
        job for visit in visits for on in days for job in planned(visit, on, now, knowledge.zone)
    )


reactions = (
    Reaction(VisitChanged, of_visits, informed=True),
    Reaction(FollowChanged, of_follows, informed=True),
)
