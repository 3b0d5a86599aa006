"""What commands of the schedule have in common: a transaction, and what files are checked by."""

from __future__ import annotations

from collections.abc import AsyncIterator, Container, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.cli.opening import database
from bot.config import Settings
from bot.errors import BadFile
from bot.handler import Event, Knowledge
from bot.paths import LOCALES
from bot.places import Places
from bot.reacting import react
from bot.store.base import Connection
from bot.store.outgoing import Line
from bot.store.places import load_areas, load_places
from bot.store.session import CORE, SQLSession
from bot.understanding import Lexicons
from handlers import REACTIONS
from handlers.clinics import services
from handlers.clinics.agenda import Agenda
from handlers.clinics.files import World
from handlers.clinics.model import DEMO, Clinic, Visit
from handlers.clinics.records import load_agenda


@dataclass(frozen=True, slots=True)
class Desk:
    """One transaction, and what files are checked against."""

    connection: Connection
    world: World
    agenda: Agenda
    demo: bool
    knowledge: Knowledge

    @property
    def zone(self) -> ZoneInfo:
        return self.knowledge.zone

    async def numbers(self, count: int) -> range:
        [row] = await self.connection.fetch(CORE, "reserve_numbers", count=count)
        return range(row["first"], row["first"] + count)

    async def tell(self, events: Sequence[Event]) -> None:
        """What a file changed has the same consequences as what a person changed."""
        session = SQLSession(self.connection, iter(()), Line())
        await react(session, REACTIONS, events, datetime.now(UTC), self.knowledge)


@asynccontextmanager
async def opened_desk() -> AsyncIterator[Desk]:
    async with database() as opened, opened.database.transaction() as connection:
        areas = Areas(await load_areas(connection))
        places = await load_places(connection, areas)
        knowledge = _knowledge(opened.settings, places, areas)
        today = datetime.now(UTC).astimezone(knowledge.zone).date()
        world = World(places, areas, services.services_of(knowledge), today)
        purpose = await connection.fetch(CORE, "stamp", key="purpose")
        demo = bool(purpose) and purpose[0]["value"] == DEMO
        yield Desk(connection, world, await load_agenda(connection), demo, knowledge)


def _knowledge(known: Settings, places: Places, areas: Areas) -> Knowledge:
    """Without the words of any language: nobody writes to a desk."""
    return Knowledge(
        Lexicons(LOCALES, ()),
        places,
        areas,
        ZoneInfo(known.bot.timezone),
        known.bot.locales,
        overrides=known.data.folder,
        options={"reminders": known.reminders.model_dump()},
    )


def source_of(new: Clinic | Visit, known: Clinic | Visit | None) -> str:
    """What the file says; else as it was."""
    return new.source or (known.source if known else "file")


def none_for_show(found: Sequence[Clinic | Visit], desk: Desk) -> None:
    """What a demo shows must not be told to people who would set out for it."""
    if not desk.demo and any(each.source == DEMO for each in found):
        raise BadFile(["demo data: it goes into a demo's database only"])


def all_known(found: Sequence[Clinic | Visit], numbers: Container[int]) -> None:
    unknown = [each.number for each in found if each.number and each.number not in numbers]
    if unknown:
        raise BadFile([f"no {number} is known; leave the number empty for new ones"
                       for number in unknown])  # fmt: skip
