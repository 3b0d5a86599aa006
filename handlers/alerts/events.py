"""What can happen to an alert, and to the checking of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CheckState = Literal["confirmed", "refused", "questioned", "answered"]
Outcome = Literal["laboratory", "linked", "clinical", "not_confirmed"]


@dataclass(frozen=True, slots=True)
class ReportChecked:
    """Somebody with the right to it checked a report, or its reporter answered (`answered`).

    `was` is the state before: it is kept only while that is still so. `words`: the reason, the
    question, or the answer. `area_id` is the report's.
    """

    number: int
    state: CheckState
    was: str
    by: str
    at: datetime
    reporter: str
    words: str = ""
    area_id: str | None = None


@dataclass(frozen=True, slots=True)
class AlertDecided:
    """An alert was passed on (`escalated`), or found to be none (`dismissed`), by a person."""

    number: int
    status: Literal["escalated", "dismissed"]
    was: str
    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class AlertReopened:
    """An alert that was dismissed or closed by mistake is again what it was before (`status`)."""

    number: int
    status: Literal["open", "escalated"]
    was: str
    by: str
    at: datetime
    words: str = ""


def undone(event: AlertDecided) -> bool:
    """It was dismissed, and is true after all."""
    return event.was == "dismissed" and event.status == "escalated"


@dataclass(frozen=True, slots=True)
class AlertAsked:
    """A question or a word about an alert, kept and passed on to who else works on it."""

    number: int
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class AlertClosed:
    """What became of an alert. `cases` and `deaths` as they were found; `action` in words."""

    number: int
    outcome: Outcome
    was: str
    by: str
    at: datetime
    cases: int
    deaths: int
    action: str = ""


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """A rule found what it looks for. For who follows: nobody is warned by it."""

    number: int
    risk: str
    level: str
    area_id: str | None
    place_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertEscalated:
    """A person found an alert true. Whether residents are warned, and how, a coordinator decides:
    whoever builds warnings proposes one to them, and sends none by itself.
    """

    number: int
    risk: str
    level: str
    area_id: str | None
    place_id: str | None
    by: str
    at: datetime
