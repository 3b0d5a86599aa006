"""What our calendars and those of others have in common: names, ids, and moments of our zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event, vRecur

from handlers.clinics.recurrence import Rule

Component = Any  # of icalendar, read: what a property holds is known when it is looked at
PRODUCT = "-//Kunnafoni//schedule//EN"
OWN = "X-KUNNAFONI-"  # what no other calendar has a word for
TEAM, HIDDEN, PRECISION = f"{OWN}TEAM", f"{OWN}HIDDEN-HOURS", f"{OWN}PRECISION"
STATUS, SOURCE, REASON = f"{OWN}STATUS", f"{OWN}SOURCE", f"{OWN}REASON"
LAST_SECOND = time(23, 59, 59)


def uid_of(number: int, calendar_id: str, external_id: str | None = None) -> str:
    """Ours, or the one that it came with."""
    if external_id and external_id.startswith("ics:"):
        return external_id.removeprefix("ics:")
    return f"visit-{number}@{calendar_id}"


def number_in(uid: str, calendar_id: str) -> int | None:
    """The number of a visit that this very bot has written."""
    name, _at, whose = uid.partition("@")
    number = name.removeprefix("visit-")
    return int(number) if whose == calendar_id and number.isdecimal() else None


def moment(on: date, at: time | None, zone: ZoneInfo) -> date | datetime:
    """A day where the hour is not known."""
    return on if at is None else datetime.combine(on, at, tzinfo=zone)


def put_times(
    event: Event, on: date, begins: time | None, ends: time | None, zone: ZoneInfo
) -> None:
    event.add("dtstart", moment(on, begins, zone))
    if begins is None:
        event.add("dtend", on + timedelta(days=1))
    elif ends is not None:
        event.add("dtend", moment(on, ends, zone))


def put_rule(event: Event, rule: Rule, begins: time | None, zone: ZoneInfo) -> None:
    """Its end is a moment, as RFC 5545 wants it of what begins at a moment: the day's last."""
    if not rule.text:
        return
    recur = vRecur.from_ical(rule.text)
    if rule.until is not None and begins is not None:
        last = datetime.combine(rule.until, LAST_SECOND, tzinfo=zone)
        recur["UNTIL"] = [last.astimezone(ZoneInfo("UTC"))]
    event.add("rrule", recur)
