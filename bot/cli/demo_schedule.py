"""The clinics and visits of the demo: believable, not real, and marked as demo in every row.

They go into a demo's own database when it is made, once: what somebody trying it changes stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.errors import WrongDatabase
from bot.handler import Knowledge
from bot.store.base import Connection
from bot.store.session import CORE
from handlers.clinics import services
from handlers.clinics.files import World, read_clinics, read_visits
from handlers.clinics.model import Change, Visit
from handlers.clinics.records import keep_clinics, keep_visits, next_version

CLINICS = Path(__file__).with_name("demo_clinics.csv")
VISITS = Path(__file__).with_name("demo_visits.csv")
LOADED = "demo schedule"  # the stamp of a database that has them
UNSAFE = "Douentza"  # where the next day is cancelled, to show how that is told


async def keep_demo_schedule(connection: Connection, knowledge: Knowledge, today: date) -> None:
    """Once for a database that is stamped as a demo; raises `WrongDatabase` for any other."""
    [purpose, loaded] = [
        await connection.fetch(CORE, "stamp", key=key) for key in ("purpose", LOADED)
    ]
    if not purpose or purpose[0]["value"] != "demo":
        raise WrongDatabase("demo data goes into a demo's database only")
    if loaded:
        return
    world = World(knowledge.places, knowledge.areas, services.load(), today)
    clinics = read_clinics(CLINICS.read_text("utf-8"), world)
    visits = [_told(each, today) for each in read_visits(VISITS.read_text("utf-8"), world)]
    [row] = await connection.fetch(CORE, "reserve_numbers", count=len(clinics) + len(visits))
    first = row["first"]
    await keep_clinics(connection, [replace(c, number=first + n) for n, c in enumerate(clinics)])
    first += len(clinics)
    await keep_visits(connection, [replace(v, number=first + n) for n, v in enumerate(visits)])
    await next_version(connection)
    await connection.fetch(CORE, "set_stamp", key=LOADED, value=today.isoformat())


def _told(visit: Visit, today: date) -> Visit:
    """As the plan has it; of one, the next day is cancelled."""
    on = visit.rule.next_on(today + timedelta(days=1))
    if visit.spot.name != UNSAFE or on is None:
        return visit
    return visit.changed(Change(on, "cancelled", "insecurity"))
