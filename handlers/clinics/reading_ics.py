"""Visits from an iCalendar file (RFC 5545), as calendars write them: every bad event named.

An event is a visit: SUMMARY its team, LOCATION (and GEO) its place, RRULE its days. EXDATE and
STATUS:CANCELLED are cancelled days, RDATE extra ones, RECURRENCE-ID days that were moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bot.errors import BadFile
from handlers.clinics.canonical import canonical
from handlers.clinics.files import World
from handlers.clinics.ics import HIDDEN, PRECISION, SOURCE, STATUS, TEAM, Component
from handlers.clinics.ics_changes import changes_of
from handlers.clinics.ics_fields import (
    Secrecy,
    secrecy_in,
    services_in,
    spot_in,
    status_in,
)
from handlers.clinics.ics_times import Stretch, check_recurring, moment_of, stretch_of
from handlers.clinics.model import Visit
from handlers.clinics.recurrence import BadRule, Rule

READ = {None, "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID",
        "GEO", "STATUS", "LOCATION", "SUMMARY"}  # fmt: skip
PRIVATE = ("PRIVATE", "CONFIDENTIAL")
SHORT = 40  # characters of a title by which an event is named
Children = dict[str, list[Component]]
DAYS_ONLY = ("BYHOUR", "BYMINUTE", "BYSECOND")


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A visit of a calendar. `unsaid`: fields of which the event says nothing.

    `over`: all its days have been. `private`: the calendar keeps it from others.
    """

    uid: str
    title: str
    visit: Visit
    unsaid: frozenset[str]
    over: bool
    private: bool


def read_ics(data: bytes, world: World, zone: ZoneInfo, secrecy: Secrecy) -> list[Scheduled]:
    """Raises `BadFile` with a line for each problem, named by the event's title and UID."""
    masters, children, problems = _sorted(_parsed(data))
    found = []
    for uid, master in masters.items():
        try:
            mine = children.pop(uid, [])
            found.append(_scheduled(uid, master, mine, world, zone, secrecy))
        except (BadFile, BadRule) as error:
            problems += [f"{_named(master)}: {line}" for line in str(error).splitlines()]
    problems += [
        f"{_named(child)}: a day of an event that is not in the file"
        for orphans in children.values()
        for child in orphans
    ]
    if problems:
        raise BadFile(problems)
    return found


def _parsed(data: bytes) -> list[Component]:
    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise BadFile(["this is no iCalendar file, or only part of one"]) from error
    if not calendars or any(each.name != "VCALENDAR" for each in calendars):
        raise BadFile(["this is no iCalendar file, or only part of one"])
    return [event for each in calendars for event in each.walk("VEVENT")]


def _sorted(
    events: Sequence[Component],
) -> tuple[dict[str, Component], dict[str, list[Component]], list[str]]:
    """Events by UID, changed days by the UID of theirs, and what is wrong with single ones."""
    masters: dict[str, Component] = {}
    children: Children = {}
    problems: list[str] = []
    for event in events:
        uid, wrong = str(event.get("UID", "")).strip(), _unreadable(event)
        if not wrong and "RECURRENCE-ID" not in event and uid in masters:
            wrong = ["this UID is there twice"]
        problems += [f"{_named(event)}: {line}" for line in wrong]
        if "RECURRENCE-ID" in event:
            children.setdefault(uid, []).extend([] if wrong else [event])
        elif not wrong:
            masters[uid] = event
        else:
            children.setdefault(uid, []).clear()
    return masters, children, problems


def _unreadable(event: Component) -> list[str]:
    found = [f"{name or 'a line'} is not read: {why}" for name, why in event.errors if name in READ]
    found += [f"no {name}" for name in ("UID", "DTSTART") if not event.get(name)]
    found += [
        f"{name} is there twice"
        for name in ("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "GEO")
        if isinstance(event.get(name), list)
    ]
    return found


def _named(event: Component) -> str:
    title, uid = str(event.get("SUMMARY", "")).strip(), str(event.get("UID", "")).strip()
    return f"{title[:SHORT] or 'event'} ({uid or 'no UID'})"


def _scheduled(
    uid: str,
    event: Component,
    children: Sequence[Component],
    world: World,
    zone: ZoneInfo,
    secrecy: Secrecy,
) -> Scheduled:
    stretch = stretch_of(event, zone)
    visit = _visit(event, stretch, _rule(event, stretch, zone), world, secrecy)
    problems: list[str] = []
    for change in changes_of(event, children, visit, world, zone, problems):
        if any(change.on == each.on for each in visit.changes):
            problems.append(f"{change.on} is changed twice")
        visit = visit.changed(change)
    if problems:
        raise BadFile(problems)
    private = str(event.get("CLASS", "")).upper() in PRIVATE
    over = _is_over(visit, world)
    return Scheduled(uid, _named(event), canonical(visit), _unsaid(event), over, private)


def _unsaid(event: Component) -> frozenset[str]:
    """Of these an event without the word says nothing; that is no reason to tell everybody."""
    words = {HIDDEN: "hidden", PRECISION: "precision", "CATEGORIES": "services"}
    found = {field for word, field in words.items() if word not in event}
    return frozenset(found if STATUS in event or "STATUS" in event else found | {"status"})


def _is_over(visit: Visit, world: World) -> bool:
    later = (change.to_on or change.on for change in visit.changes)
    return visit.rule.next_on(world.today) is None and all(day < world.today for day in later)


def _rule(event: Component, stretch: Stretch, zone: ZoneInfo) -> Rule:
    if "RRULE" not in event:
        return Rule(stretch.on)
    check_recurring(event, zone)
    recur = event["RRULE"]
    if any(name in recur for name in DAYS_ONLY):
        raise BadRule("a rule gives days; the hours are those of its beginning")
    parts = dict(part.split("=", 1) for part in recur.to_ical().decode().split(";") if "=" in part)
    if "UNTIL" in recur:
        last = moment_of(recur["UNTIL"][0], zone, last=True)
        before = last.at is not None and stretch.begins is not None and last.at < stretch.begins
        parts["UNTIL"] = f"{last.on - timedelta(days=before):%Y%m%d}"
    return Rule(stretch.on, ";".join(f"{name}={value}" for name, value in parts.items()))


def _visit(event: Component, stretch: Stretch, rule: Rule, world: World, secrecy: Secrecy) -> Visit:
    problems: list[str] = []
    spot = spot_in(event, world, problems)
    services = services_in(event, world, problems)
    status = status_in(event, problems)
    hidden, precision = secrecy_in(event, secrecy, problems)
    if problems or spot is None:
        raise BadFile(problems)
    return Visit(
        0,
        str(event.get(TEAM, event.get("SUMMARY", ""))).strip(),
        spot,
        rule,
        stretch.begins,
        stretch.ends,
        services,
        hidden,
        precision,
        status,
        source=str(event.get(SOURCE, "")),
    )
