"""What connects us to DHIS2: the mapping, the address, and who pushes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.config import Settings
from bot.epiweek import WeekStart
from bot.handler import Knowledge
from bot.store.base import Database
from handlers.exchange.mapping import Mapped, load
from handlers.exchange.plan import Plan
from handlers.exchange.pushing import Pusher
from handlers.report.risks import OURS
from handlers.report.risks import load as load_risks
from handlers.weeks.calendar import Weekly

SECONDS = 60.0  # an import of many values takes its time


def mapped_by(file: Path, settings: Settings, areas: Areas) -> Mapped:
    """Raises `BadFile`."""
    theirs = settings.data.folder and settings.data.folder / OURS.name
    risks = load_risks(theirs if theirs and theirs.is_file() else OURS)
    known = {area.id for area in areas}
    return load(file, risks=risks, areas=known, start=week_start(settings))


def week_start(settings: Settings) -> WeekStart:
    return Weekly(**settings.weeks.model_dump()).start


def opened_registry(settings: Settings, stack: AsyncExitStack) -> Any:
    """The configured DHIS2; its connections close with the stack. It need not be there yet."""
    assert settings.dhis2 is not None
    wire = importlib.import_module("bot.channels.http.wire").Wire(SECONDS)
    stack.push_async_callback(wire.close)
    dhis2 = importlib.import_module("bot.dhis2").Dhis2
    return dhis2(wire, str(settings.dhis2.url), settings.dhis2.authorization)


def plan_of(settings: Settings, areas: Areas) -> Plan:
    known = settings.dhis2
    assert known is not None
    mapped = mapped_by(known.mapping, settings, areas)
    zone = ZoneInfo(settings.bot.timezone)
    return Plan(mapped, areas, zone, known.weeks, known.every, week_start(settings))


def opened_pusher(
    settings: Settings,
    database: Database,
    knowledge: Knowledge,
    stack: AsyncExitStack,
    clock: Callable[[], datetime],
) -> Pusher | None:
    if settings.dhis2 is None:
        return None
    plan = plan_of(settings, knowledge.areas)
    return Pusher(database, opened_registry(settings, stack), plan, clock)
