"""What can happen to a message to many. Frozen values, for whoever reacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Steer = Literal["paused", "resumed", "cancelled", "retried"]


@dataclass(frozen=True, slots=True)
class CountWanted:
    """Very many may be meant: they are counted, and the preview comes to who asked.

    `draft` is plain data; `locale` is theirs.
    """

    number: int
    contact_id: str
    locale: str | None
    draft: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class CountDropped:
    """Nobody waits for it any more."""

    number: int


@dataclass(frozen=True, slots=True)
class BroadcastDrafted:
    """Somebody was given a code with which it would leave.

    `audience` and `reach` are plain data, `texts` stored replies by locale; `people` as previewed.
    `code_on` is the ISO day on which the code counts; `visit` the number of a visit and the ISO day
    of which it tells, `alert` that of an alert of which it warns.
    """

    number: int
    contact_id: str
    area_id: str | None
    audience: Mapping[str, Any]
    reach: Mapping[str, Any]
    texts: Mapping[str, str]
    people: int
    urgent: bool
    code: str
    code_on: str
    at: datetime
    expires_at: datetime
    visit: tuple[int, str] | None = None
    alert: int | None = None


@dataclass(frozen=True, slots=True)
class BroadcastConfirmed:
    """The code was given back. `second`: another one must agree first, and is given `code`."""

    number: int
    contact_id: str
    at: datetime
    second: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastSteered:
    number: int
    contact_id: str
    what: Steer
    at: datetime


@dataclass(frozen=True, slots=True)
class AudienceKept:
    """An audience under a name, for the next time."""

    name: str
    area_id: str | None
    audience: Mapping[str, Any]
    contact_id: str
    at: datetime
