"""What can happen to the schedule. Frozen values, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.clinics.model import Clinic, Visit


@dataclass(frozen=True, slots=True)
class ClinicChanged:
    """A clinic was added (`was` is None), corrected, suspended, opened or closed."""

    was: Clinic | None
    now: Clinic
    contact_id: str | None
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class VisitChanged:
    """A visit was added (`was` is None), ended, or a day of it cancelled, moved, added, resumed.

    `on`: the day that is concerned, by the rule; None if all days are. `contact_id`: who did it,
    None for an import. `undone`: it takes an earlier change back.
    """

    was: Visit | None
    now: Visit
    on: date | None
    contact_id: str | None
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """Somebody asked for a place: where they are, as far as we know, from now on."""

    contact_id: str
    place_id: str


@dataclass(frozen=True, slots=True)
class FollowChanged:
    """Somebody follows a place or a topic from now on, or no longer.

    `topic` is `place:ID` or `service:ID`; `point` is where the place is.
    """

    contact_id: str
    topic: str
    name: str
    point: tuple[float, float] | None
    follows: bool
    reminded: bool
    at: datetime
