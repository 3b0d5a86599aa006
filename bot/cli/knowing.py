"""What handlers may know: places, areas, words, and the deployment's own data files."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.cli.connecting import routes
from bot.config import Settings
from bot.handler import Knowledge
from bot.paths import LOCALES
from bot.review import Reviews
from bot.store.base import Database
from bot.store.places import load_areas, load_places, settle
from bot.store.routes import keep_routes
from bot.understanding import Lexicons
from handlers.alerts.records import rules_of
from handlers.report.records import risks_of

TOLD = ("reports", "reminders", "alerts", "weeks")  # sections that features read themselves


async def knowing(settings: Settings, database: Database, review: Reviews) -> Knowledge:
    """Raises `BadFile`: health risks and rules that cannot be read fail here, at the start, and not
    when the first report comes.
    """
    async with database.transaction() as connection:
        await settle(connection)
        preferred = {name: rank for rank, name in enumerate(settings.sending.prefer)}
        await keep_routes(connection, routes(settings), preferred)
    async with database.reading() as connection:
        areas = Areas(await load_areas(connection))
        places = await load_places(connection, areas)
    knowledge = Knowledge(
        lexicons=Lexicons(LOCALES, settings.bot.locales, settings.data.folder),
        places=places,
        areas=areas,
        zone=ZoneInfo(settings.bot.timezone),
        locales=settings.bot.locales,
        overrides=settings.data.folder,
        options={name: getattr(settings, name).model_dump() for name in TOLD},
        emergency=settings.bot.emergency_number,
        reviews=review,
    )
    risks_of(knowledge)
    rules_of(knowledge)
    return knowledge
