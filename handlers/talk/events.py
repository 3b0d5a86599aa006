"""What can happen when a person wants a human. Frozen values, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TalkOpened:
    """`role` and `place` are what is shown of the person; `area_id` says who may answer."""

    number: int
    contact_id: str
    area_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TalkSaid:
    """Words of the person (`answered`: of who answers), for the other side.

    `role` is the speaker's, `place` the person's, where it is known. `danger`: they tell of a
    danger sign, and were told what to do first.
    """

    number: int
    contact_id: str
    role: str
    words: str
    at: datetime
    answered: bool = False
    place: str | None = None
    danger: bool = False


@dataclass(frozen=True, slots=True)
class TalkClosed:
    number: int
    contact_id: str
    at: datetime
