"""What is told to the other system, how often, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.epiweek import MONDAY, WeekStart
from handlers.exchange.mapping import Mapped


class Registry(Protocol):
    """The other system. All raise `TemporarySendError` or `PermanentSendError`."""

    async def values(self, value_set: Mapping[str, Any]) -> None: ...
    async def delete(self, value_set: Mapping[str, Any]) -> None: ...
    async def complete(self, registration: Mapping[str, Any]) -> None: ...
    async def incomplete(self, registration: Mapping[str, str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """How many `weeks` are looked at, how often, and what is ours in DHIS2."""

    mapped: Mapped
    areas: Areas
    zone: ZoneInfo
    weeks: int = 12
    every: timedelta = timedelta(hours=1)
    start: WeekStart = MONDAY


@dataclass(frozen=True, slots=True)
class Pushed:
    sent: int = 0
    later: int = 0
    dead: int = 0
