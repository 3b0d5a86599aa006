"""What a deployment makes public of its schedule, where its configuration says so."""

from __future__ import annotations

import asyncio
import importlib
from functools import partial
from typing import Any

from starlette.routing import BaseRoute

from bot.cli.house import House, clock
from bot.text import Text
from bot.web.published import Meter, Published
from handlers.clinics.imported import calendar_id
from handlers.clinics.pages import clinics_geojson
from handlers.clinics.records import current_agenda
from handlers.clinics.services import services_of

CALENDAR, GEOJSON = "text/calendar", "application/geo+json"


def public_pages(house: House) -> list[BaseRoute]:
    """`/schedule.ics` and `/clinics.geojson`, of those that are wanted."""
    public, proxies = house.settings.public, house.settings.web.trusted_proxies
    meter = Meter(public.per_minute)
    pages: list[BaseRoute] = []
    if public.schedule:
        # The library of calendars takes a while to import: only for who publishes one.
        writing = importlib.import_module("handlers.clinics.writing_ics")
        make = partial(_schedule, house, writing)
        pages.append(Published(make, CALENDAR, meter, proxies).at("/schedule.ics"))
    if public.clinics:
        make = partial(_clinics, house)
        pages.append(Published(make, GEOJSON, meter, proxies).at("/clinics.geojson"))
    return pages


async def _schedule(house: House, writing: Any) -> bytes:
    knowledge = house.knowledge
    async with house.database.transaction() as connection:
        agenda = await current_agenda(connection, knowledge)
        paper = writing.Paper(knowledge.zone, await calendar_id(connection), clock())
    public = writing.Public(
        knowledge.places, knowledge.areas, services_of(knowledge), partial(_say, house)
    )
    # A long schedule takes seconds to write: messages are answered meanwhile.
    return bytes(await asyncio.to_thread(writing.public_ics, agenda.visits, paper, public))


async def _clinics(house: House) -> bytes:
    async with house.database.reading() as connection:
        agenda = await current_agenda(connection, house.knowledge)
    return clinics_geojson(agenda.clinics, services_of(house.knowledge), partial(_say, house))


def _say(house: House, text: Text) -> str:
    return house.catalogs.translate(text, house.settings.bot.default_locale)
