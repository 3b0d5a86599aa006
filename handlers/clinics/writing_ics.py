"""The schedule as iCalendar (RFC 5545): whole for who keeps it, or only what everybody may know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.areas import Areas
from bot.geo import Point
from bot.places import Places
from bot.text import Text, _
from handlers.clinics.canonical import canonical
from handlers.clinics.days import FAR_AHEAD, coming, occurrence_of
from handlers.clinics.ics import (
    HIDDEN,
    PRECISION,
    PRODUCT,
    REASON,
    SOURCE,
    STATUS,
    TEAM,
    moment,
    put_rule,
    put_times,
    uid_of,
)
from handlers.clinics.model import Change, Occurrence, Visit
from handlers.clinics.precision import marked, may_be_told, told_spot
from handlers.clinics.services import Services

WHOLE = "The whole schedule, with what is hidden and withheld: not to be published"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a calendar is written on: our zone, our id, and the moment it is written (UTC)."""

    zone: ZoneInfo
    calendar_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody's calendar is said with. `say` puts a text into the language of the page."""

    places: Places
    areas: Areas
    services: Services
    say: Callable[[Text], str]


def whole_ics(visits: Iterable[Visit], paper: Paper, ids: Mapping[int, str | None]) -> bytes:
    """Everything, as `read_ics` reads it again. `ids`: UIDs of those that came from elsewhere."""
    calendar = _calendar("Kunnafoni", WHOLE)
    for visit in map(canonical, visits):
        uid = uid_of(visit.number, paper.calendar_id, ids.get(visit.number))
        for event, occurrence in _events(visit, uid, paper):
            _tell_all(event, occurrence)
            calendar.add_component(event)
    return _written(calendar)


def public_ics(visits: Iterable[Visit], paper: Paper, public: Public) -> bytes:
    """What may be told at this moment: no team, no hidden day, no place more exact than allowed."""
    calendar = _calendar(public.say(_("Mobile clinics")))
    local = paper.at.astimezone(paper.zone).replace(tzinfo=None)
    for visit in visits:
        if visit.status != "open" or next(coming(visit, local), None) is None:
            continue
        uid = uid_of(visit.number, paper.calendar_id)
        told = (
            _events(canonical(visit), uid, paper)
            if visit.hidden is None
            else _single(visit, local, paper)
        )
        for event, occurrence in told:
            _tell_everybody(event, occurrence, public)
            calendar.add_component(event)
    return _written(calendar)


def _calendar(name: str, about: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    if about:
        calendar.add("x-wr-caldesc", about)
    return calendar


def _written(calendar: Calendar) -> bytes:
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _events(visit: Visit, uid: str, paper: Paper) -> Iterator[tuple[Event, Occurrence]]:
    """The rule, then each day that is not as it says."""
    first = occurrence_of(visit, visit.rule.first_on)
    event = _event(uid, first, paper)
    put_rule(event, visit.rule, visit.begins, paper.zone)
    for change in visit.changes:
        if change.kind == "extra" or change.was_extra:
            event.add("rdate", [moment(change.on, visit.begins, paper.zone)])
    yield event, first
    for change in visit.changes:
        if change.kind == "extra" and not _differs(change):
            continue
        occurrence = occurrence_of(visit, change.on, change)
        child = _event(uid, occurrence, paper)
        child.add("recurrence-id", moment(change.on, visit.begins, paper.zone))
        yield child, occurrence


def _differs(change: Change) -> bool:
    return (change.begins, change.ends, change.spot, change.reason) != (None,) * 4


def _single(visit: Visit, local: datetime, paper: Paper) -> Iterator[tuple[Event, Occurrence]]:
    """Of a hidden visit each day by itself: a rule would tell of those to come."""
    soon = (each for each in coming(visit, local, FAR_AHEAD) if may_be_told(each, local))
    for each in soon:
        uid = f"visit-{visit.number}-{each.on:%Y%m%d}@{paper.calendar_id}"
        yield _event(uid, each, paper), each


def _event(uid: str, occurrence: Occurrence, paper: Paper) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(paper.at.date(), time(0), tzinfo=UTC))
    put_times(event, occurrence.on, occurrence.begins, occurrence.ends, paper.zone)
    if occurrence.cancelled:
        event.add("status", "CANCELLED")
    return event


def _tell_all(event: Event, occurrence: Occurrence) -> None:
    visit = occurrence.visit
    event.add("summary", marked(visit.team or occurrence.spot.name, visit.source))
    _put_place(event, occurrence.spot.name, occurrence.spot.point)
    if occurrence.reason:
        event.add(REASON, occurrence.reason)
    if "recurrence-id" in event:
        return
    if visit.services:
        event.add("categories", sorted(visit.services))
    event.add(TEAM, visit.team, parameters={"VALUE": "TEXT"})
    event.add(HIDDEN, "" if visit.hidden is None else str(visit.hidden))
    event.add(PRECISION, visit.precision)
    event.add(STATUS, visit.status)
    event.add(SOURCE, visit.source)
    if visit.hidden is not None or visit.precision != "exact":
        event.add("class", "PRIVATE")
    if visit.status != "open":
        event.add("status", "CANCELLED")


def _tell_everybody(event: Event, occurrence: Occurrence, public: Public) -> None:
    name, point = told_spot(occurrence, public.places, public.areas)
    said = _("Mobile clinic: {place}", place=name)
    if occurrence.cancelled:
        said = _("CANCELLED: mobile clinic, {place}", place=name)
    event.add("summary", public.say(said))
    _put_place(event, name, point)
    names = public.services.names
    offered = [names[each] for each in sorted(occurrence.visit.services) if each in names]
    if offered:
        event.add("description", ", ".join(map(public.say, offered)))


def _put_place(event: Event, name: str, point: Point | None) -> None:
    event.add("location", name)
    if point is not None:
        event.add("geo", point)
