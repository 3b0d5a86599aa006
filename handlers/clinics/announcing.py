"""What people are told when a day of a visit changes: made of the change itself. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.areas import Areas
from bot.places import Places
from bot.text import Text, Value, _
from handlers.clinics.days import FAR_AHEAD, coming, occurrences
from handlers.clinics.model import Occurrence, Spot, Visit
from handlers.clinics.precision import told_spot
from handlers.clinics.saying import REASON_WORDS, day_and_hours

EARLIER = timedelta(days=60)  # a moved day may be so far from its own


@dataclass(frozen=True, slots=True)
class Announcement:
    """`text` is for people who do not know yet; after `until` (naive local time) it helps nobody.

    `spots`: around which people are told. `urgent`: it is about today.
    """

    text: Text
    spots: tuple[Spot, ...]
    until: datetime
    urgent: bool


def announced(
    was: Visit, now: Visit, on: date, at: datetime, places: Places, areas: Areas
) -> Announcement | None:
    """None where nobody can have known of that day, or it is over. `on` is its day by the rule."""
    old, new = _day(was, on, at), _day(now, on, at)
    if old is None or not old.visible(at) or old.over <= at:
        return None
    text = _words(old, new, now, at, places, areas)
    if text is None:
        return None
    after = [old] if new is None else [old, new]
    return Announcement(
        text,
        tuple({each.spot.point: each.spot for each in after}.values()),
        max(each.over for each in after),
        urgent=any(each.on == at.date() for each in after),
    )


def _day(visit: Visit, on: date, at: datetime) -> Occurrence | None:
    found = occurrences(visit, min(on, at.date()) - EARLIER, max(on, at.date()) + FAR_AHEAD)
    return next((each for each in found if each.planned_on == on), None)


def _words(
    old: Occurrence,
    new: Occurrence | None,
    visit: Visit,
    at: datetime,
    places: Places,
    areas: Areas,
) -> Text | None:
    place, _point = told_spot(old, places, areas)
    if not place:
        return None
    if new is None or new.cancelled:
        return None if old.cancelled else _cancelled(old, new, visit, at, place)
    if old.cancelled:
        return _(
            "The mobile clinic comes to {place} after all: {day}.",
            place=told_spot(new, places, areas)[0],
            day=day_and_hours(new),
        )
    return _moved(old, new, at, place, told_spot(new, places, areas)[0])


def _cancelled(
    old: Occurrence, new: Occurrence | None, visit: Visit, at: datetime, place: str
) -> Text:
    reason = REASON_WORDS.get((new.reason if new else None) or "other", REASON_WORDS["other"])
    known: dict[str, Value] = {"day": old.on, "place": place, "reason": reason}
    following = _next(visit, old, at)
    if following is None:
        return _(
            "The mobile clinic of {day} in {place} is cancelled ({reason}). Do not set out.",
            **known,
        )
    return _(
        "The mobile clinic of {day} in {place} is cancelled ({reason}). Do not set out. "
        "Next: {next}.",
        **known,
        next=day_and_hours(following),
    )


def _next(visit: Visit, old: Occurrence, at: datetime) -> Occurrence | None:
    """The next day that may be told."""
    for each in coming(visit, at):
        if each.starts > old.starts and not each.cancelled and each.visible(at):
            return each
    return None


def _moved(old: Occurrence, new: Occurrence, at: datetime, place: str, there: str) -> Text | None:
    """Where the new day may not be told yet, only that it is not the old one."""
    if not new.visible(at):
        return _(
            "The mobile clinic does not come to {place} on {day}. Do not set out: the new day "
            "will be told.",
            day=old.on,
            place=place,
        )
    if new.spot != old.spot and there != place:
        return _(
            "The mobile clinic of {day} in {place} has moved: it comes {new}, in {there}.",
            day=old.on,
            place=place,
            new=day_and_hours(new),
            there=there,
        )
    if (new.on, new.begins, new.ends) == (old.on, old.begins, old.ends):
        return None
    return _(
        "The mobile clinic of {day} in {place} has moved: it comes {new}.",
        day=old.on,
        place=place,
        new=day_and_hours(new),
    )
