"""Moments of other calendars in our zone; what would be another day there is said, not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import BadFile
from handlers.clinics.ics import Component

ON_HOUR = time(12)
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the hour where the calendar has one."""

    on: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when, on one day."""

    on: date
    begins: time | None = None
    ends: time | None = None


def moment_of(value: Any, zone: ZoneInfo, *, last: bool = False) -> Moment:
    """A date or datetime as icalendar reads it; one without a zone is of ours, as RFC 5545 says.

    `last`: of an end, whose seconds are passed over.
    """
    if not isinstance(value, datetime):
        return Moment(value)
    local = value if value.tzinfo is None else value.astimezone(zone)
    if local.second and not last:
        raise BadFile(["a time is of whole minutes"])
    return Moment(local.date(), local.time().replace(second=0, tzinfo=None, fold=0))


def stretch_of(event: Component, zone: ZoneInfo) -> Stretch:
    """When it begins and ends. Raises `BadFile`: it must begin and end on one day."""
    _known_zone(event, "DTSTART")
    begins = moment_of(event["DTSTART"].dt, zone)
    if event.get("DTEND") is None and event.get("DURATION") is None:
        return Stretch(begins.on, begins.at)
    if event.get("DTEND") is not None:
        _known_zone(event, "DTEND")
        end = event["DTEND"].dt
    else:
        end = event["DTSTART"].dt + event["DURATION"].dt
    return _closed(begins, moment_of(end, zone))


def _closed(begins: Moment, ends: Moment) -> Stretch:
    if begins.at is None and ends.at is None:
        if ends.on - begins.on > timedelta(days=1):
            raise BadFile(["lasts several days; a visit is of one day: use a rule"])
        return Stretch(begins.on)
    if begins.at is None or ends.at is None:
        raise BadFile(["begins with a day and ends with a time, or the other way round"])
    if ends.on != begins.on or ends.at <= begins.at:
        raise BadFile(["must end after it begins, on the same day"])
    return Stretch(begins.on, begins.at, ends.at)


def _known_zone(event: Component, name: str) -> None:
    value = event[name]
    named = value.params.get("TZID")
    if named and isinstance(value.dt, datetime) and value.dt.tzinfo is None:
        raise BadFile([f"{name}: the time zone {named} is not known"])


def check_recurring(event: Component, zone: ZoneInfo) -> None:
    """A rule of another zone is ours only if both keep the same distance, and the same day."""
    start = event["DTSTART"].dt
    if not isinstance(start, datetime) or start.tzinfo is None:
        return
    local = start.astimezone(zone)
    if local.date() != start.date():
        raise BadFile([f"recurs on another day in {zone.key}; write its times in {zone.key}"])
    if len({_apart(start, zone, start.year, month) for month in MONTHS}) > 1:
        raise BadFile(
            [f"recurs by a clock that changes in the year; write its times in {zone.key}"]
        )


def _apart(start: datetime, zone: ZoneInfo, year: int, month: int) -> timedelta | None:
    there = datetime.combine(date(year, month, 15), ON_HOUR, tzinfo=start.tzinfo)
    here = datetime.combine(date(year, month, 15), ON_HOUR, tzinfo=zone)
    theirs, ours = there.utcoffset(), here.utcoffset()
    return None if theirs is None or ours is None else ours - theirs


def listed(event: Component, name: str) -> Iterator[Any]:
    """The values of EXDATE or RDATE: it may be there several times, with several values."""
    found = event.get(name)
    for each in found if isinstance(found, list) else [found] if found is not None else []:
        zone = each.params.get("TZID")
        for value in each.dts:
            if zone and isinstance(value.dt, datetime) and value.dt.tzinfo is None:
                raise BadFile([f"{name}: the time zone {zone} is not known"])
            yield value.dt
