"""The days of an event that are not as its rule says: cancelled, moved, extra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import BadFile
from handlers.clinics.files import World
from handlers.clinics.ics import REASON, Component
from handlers.clinics.ics_fields import services_in, spot_in
from handlers.clinics.ics_times import Moment, listed, moment_of, stretch_of
from handlers.clinics.model import REASONS, Change, Visit

Extras = dict[Moment, Change]


def changes_of(
    event: Component,
    children: Sequence[Component],
    visit: Visit,
    world: World,
    zone: ZoneInfo,
    problems: list[str],
) -> list[Change]:
    """`visit` as the rule has it. What cannot be is added to `problems`."""
    extras: Extras = {}
    changes: list[Change] = []
    try:
        for value in listed(event, "RDATE"):
            moment, change = _extra(value, visit, zone)
            if not _is_planned(moment, visit):
                extras[moment] = change
        for value in listed(event, "EXDATE"):
            changes += _left_out(moment_of(value, zone), visit, extras, world, problems)
    except BadFile as error:
        problems += error.problems
    for child in children:
        try:
            changes += _child(child, visit, extras, world, zone)
        except BadFile as error:
            problems += [f"RECURRENCE-ID {_id_of(child)}: {line}" for line in error.problems]
    return [*changes, *extras.values()]


def _is_planned(moment: Moment, visit: Visit) -> bool:
    return visit.rule.falls_on(moment.on) and moment.at in (None, visit.begins)


def _extra(value: Any, visit: Visit, zone: ZoneInfo) -> tuple[Moment, Change]:
    """A day, a time, or a stretch (VALUE=PERIOD); as long as the others where it does not say."""
    start, end = value if isinstance(value, tuple) else (value, None)
    moment = moment_of(start, zone)
    if isinstance(end, timedelta):
        end = start + end
    if end is not None:
        until = moment_of(end, zone)
        if until.on != moment.on:
            raise BadFile(["RDATE: must end on the same day"])
        return moment, Change(moment.on, "extra", begins=moment.at, ends=until.at)
    if moment.at in (None, visit.begins):
        return moment, Change(moment.on, "extra")
    return moment, Change(moment.on, "extra", begins=moment.at, ends=_as_long(moment, visit))


def _as_long(moment: Moment, visit: Visit) -> Any:
    if visit.begins is None or visit.ends is None or moment.at is None:
        return None
    length = datetime.combine(moment.on, visit.ends) - datetime.combine(moment.on, visit.begins)
    end = datetime.combine(moment.on, moment.at) + length
    if end.date() != moment.on:
        raise BadFile(["RDATE: must end on the same day"])
    return end.time()


def _left_out(
    moment: Moment, visit: Visit, extras: Extras, world: World, problems: list[str]
) -> Iterator[Change]:
    """EXDATE: a day that does not take place; people are told that it is cancelled."""
    if extras.pop(moment, None) is not None:
        return
    if _is_planned(moment, visit):
        yield Change(moment.on, "cancelled", "other")
    elif moment.on >= world.today and not visit.rule.falls_on(moment.on):
        problems.append(f"EXDATE {moment.on}: the rule does not give this day")
    elif moment.on >= world.today:
        problems.append(f"EXDATE {moment.on}: not the hour at which it begins")


def _child(
    child: Component, visit: Visit, extras: Extras, world: World, zone: ZoneInfo
) -> Iterator[Change]:
    moment = moment_of(child["RECURRENCE-ID"].dt, zone)
    _check(child, visit, world)
    cancelled = str(child.get("STATUS", "")).upper() == "CANCELLED"
    if _is_planned(moment, visit):
        yield _changed(child, moment, visit, world, zone, cancelled=cancelled)
    elif moment in extras:
        del extras[moment]
        yield _elsewhen(child, visit, world, zone, cancelled=cancelled)
    elif moment.on >= world.today:
        raise BadFile(["the rule does not give this day and hour"])


def _check(child: Component, visit: Visit, world: World) -> None:
    problems: list[str] = []
    if child["RECURRENCE-ID"].params.get("RANGE"):
        problems.append("a change of all later days: end the event, and write another")
    if str(child.get("STATUS", "")).upper() == "TENTATIVE":
        problems.append("STATUS:TENTATIVE: confirm it first, or leave it out")
    services = services_in(child, world, problems)
    if services and services != visit.services:
        problems.append("CATEGORIES: the services of a single day are those of all")
    if problems:
        raise BadFile(problems)


def _changed(
    child: Component, moment: Moment, visit: Visit, world: World, zone: ZoneInfo, *, cancelled: bool
) -> Change:
    """What is cancelled keeps where and when it was to be: people look for it there."""
    stretch = stretch_of(child, zone)
    reason, spot = _reason(child), _spot(child, visit, world)
    moved = Change(moment.on, "moved", reason, stretch.on, stretch.begins, stretch.ends, spot)
    return moved.cancelled(reason or "other") if cancelled else moved


def _elsewhen(
    child: Component, visit: Visit, world: World, zone: ZoneInfo, *, cancelled: bool
) -> Change:
    stretch, spot = stretch_of(child, zone), _spot(child, visit, world)
    extra = Change(stretch.on, "extra", _reason(child), None, stretch.begins, stretch.ends, spot)
    return extra.cancelled(extra.reason or "other") if cancelled else extra


def _reason(child: Component) -> str | None:
    reason = str(child.get(REASON, "")) or None
    if reason is not None and reason not in REASONS:
        raise BadFile([f"{REASON} must be one of {', '.join(REASONS)}"])
    return reason


def _spot(child: Component, visit: Visit, world: World) -> Any:
    if "LOCATION" not in child and "GEO" not in child:
        return None
    problems: list[str] = []
    spot = spot_in(child, world, problems)
    if problems:
        raise BadFile(problems)
    return None if spot == visit.spot else spot


def _id_of(child: Component) -> str:
    return str(child["RECURRENCE-ID"].to_ical().decode())
