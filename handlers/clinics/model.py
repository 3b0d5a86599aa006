"""Clinics, and the visits of mobile teams, as they are kept and searched. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.geo import Point
from handlers.clinics.hours import Hours
from handlers.clinics.recurrence import Rule

Status = Literal["open", "suspended", "closed"]  # suspended: for now; closed: for good
Precision = Literal["exact", "village", "area"]  # what is told of where it is
Exceptional = Literal["cancelled", "moved", "extra"]
DEMO = "demo"
REASONS = ("insecurity", "road", "rain", "staff", "supplies", "other")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: `name` is said to people, `place_id` is of the gazetteer if known."""

    name: str
    point: Point
    place_id: str | None = None
    area_id: str | None = None


@dataclass(frozen=True, slots=True)
class Clinic:
    """A fixed one. `number` is what people call it in messages; `kind` is of services.toml.

    No `services`, or `hours` None: nobody has entered them, and we say so. `source`: where it comes
    from; DEMO for what is not real.
    """

    number: int
    name: str
    kind: str
    spot: Spot
    services: frozenset[str] = frozenset()
    hours: Hours | None = None
    phone: str = ""
    status: Status = "open"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One day of a visit that is not as the rule says.

    `on` is the day by the rule; of an extra one, the day itself. A moved one has what differs:
    `to_on`, `begins` and `ends`, `spot`; so has one that was moved before it was cancelled, and an
    extra one that was cancelled has its own day as `to_on`. `reason` is one of REASONS.
    """

    on: date
    kind: Exceptional
    reason: str | None = None
    to_on: date | None = None
    begins: time | None = None
    ends: time | None = None
    spot: Spot | None = None

    @property
    def was_extra(self) -> bool:
        return self.kind == "cancelled" and self.to_on == self.on

    def cancelled(self, reason: str) -> Change:
        """Not to be, where and when it was to be: those who know of it look for it there."""
        moved_to = None if self.to_on == self.on else self.to_on  # else it would pass for an extra
        to_on = self.on if self.kind == "extra" else moved_to
        return replace(self, kind="cancelled", reason=reason, to_on=to_on)

    def resumed(self) -> Change | None:
        """As it was before it was cancelled; None: as the rule says."""
        if self.was_extra:
            return replace(self, kind="extra", reason=None, to_on=None)
        if (self.to_on, self.begins, self.ends, self.spot) == (None,) * 4:
            return None
        return replace(self, kind="moved", reason=None)


@dataclass(frozen=True, slots=True)
class Visit:
    """A mobile team at a place, on the days of `rule`. Hours None: not yet known.

    `hidden`: nobody but the team's own people sees a day of it before so many hours before it
    begins. `precision`: what is told of where it is. `source`: as of a clinic.
    """

    number: int
    team: str
    spot: Spot
    rule: Rule
    begins: time | None = None
    ends: time | None = None
    services: frozenset[str] = frozenset()
    hidden: int | None = None
    precision: Precision = "exact"
    status: Status = "open"
    changes: tuple[Change, ...] = ()
    source: str = ""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where its days are: by the plan, and where single ones were moved to."""
        return (self.spot, *(change.spot for change in self.changes if change.spot is not None))

    def changed(self, change: Change) -> Visit:
        """With one day changed: what was said of that day before no longer holds."""
        others = tuple(each for each in self.changes if each.on != change.on)
        return replace(self, changes=(*others, change))

    def change_of(self, on: date) -> Change | None:
        return next((each for each in self.changes if each.on == on), None)

    def as_planned(self, on: date) -> Visit:
        """With that day as the rule says again."""
        return replace(self, changes=tuple(each for each in self.changes if each.on != on))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of a visit. `planned_on` is its day by the rule; `cancelled` ones are told too."""

    visit: Visit
    on: date
    planned_on: date
    begins: time | None
    ends: time | None
    spot: Spot
    cancelled: bool = False
    reason: str | None = None

    @property
    def starts(self) -> datetime:
        """A naive local time; the beginning of the day where the hour is not known."""
        return datetime.combine(self.on, self.begins or time(0))

    @property
    def over(self) -> datetime:
        """When it is over: at midnight where the hour is not known."""
        if self.ends is None:
            return datetime.combine(self.on + timedelta(days=1), time(0))
        return datetime.combine(self.on, self.ends)

    @property
    def shown_from(self) -> datetime:
        """From when it may be told (a naive local time)."""
        hidden = self.visit.hidden
        if hidden is None:
            return datetime.combine(date.min, time(0))
        return self.starts - timedelta(hours=hidden)

    def visible(self, at: datetime) -> bool:
        """Whether it may be told at `at` (naive local time)."""
        return self.visit.hidden is None or at >= self.shown_from


def day_changed(one: Visit, other: Visit) -> date | None:
    """The one day in which they differ, if it is one."""
    days = {change.on for change in {*one.changes} ^ {*other.changes}}
    return days.pop() if len(days) == 1 else None
