"""A small country with clinics and visits."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.places import Place, Places
from bot.store.store import SQLStore
from handlers.clinics import records
from handlers.clinics.hours import ALWAYS, read_hours
from handlers.clinics.model import Change, Clinic, Spot, Visit
from handlers.clinics.recurrence import Rule
from tests.conftest import House, knowledge

TUESDAY = date(2026, 11, 24)  # today, eight in the morning
WEEK = "FREQ=WEEKLY"


def spot(name: str, north: float = 0.0) -> Spot:
    [place] = knowledge().places.exact(name)
    point = (place.latitude + north, place.longitude)
    return Spot(name, point, place.id, place.area_id)


CLINICS = (
    Clinic(1, "CSCom Koro", "cscom", spot("Koro", -0.01), frozenset({"vaccination"}),
           read_hours("lun-ven 8h-16h")),
    Clinic(2, "CSRef Koro", "csref", spot("Koro", 0.02), hours=ALWAYS),
    Clinic(3, "CSCom Douentza", "cscom", spot("Douentza")),
    Clinic(4, "Hôpital", "hospital", spot("Bamako"), frozenset({"oncology", "palliative"}),
           ALWAYS, "+22370000099"),
    Clinic(5, "CSCom fermé", "cscom", spot("Mondoro"), status="closed"),
)  # fmt: skip
VISITS = (
    Visit(31, "Equipe A", spot("Mondoro"), Rule(TUESDAY, WEEK), time(9), time(14),
          frozenset({"vaccination", "nutrition"})),
    Visit(32, "Equipe B", spot("Koro", 0.3), Rule(date(2026, 11, 26)), time(8), time(12),
          frozenset({"malaria"})),
    Visit(33, "Equipe C", spot("Niono"), Rule(date(2026, 11, 27)), services=frozenset(),
          hidden=24, precision="area"),
    Visit(34, "Equipe D", spot("Douentza", 0.05), Rule(date(2026, 11, 25), WEEK), time(9), time(13),
          precision="village",
          changes=(Change(date(2026, 11, 25), "cancelled", "insecurity"),)),
)  # fmt: skip


@pytest.fixture
async def open_clinics(staffed: House) -> House:
    """The house with people, clinics and visits."""
    async with SQLStore(staffed.database).batch() as session:
        await records.keep_clinics(session, CLINICS)
        await records.keep_visits(session, VISITS)
        await records.next_version(session)
    knowledge().shelf.clear()
    return staffed


def named_alike(house: House) -> None:
    """From now on there are two villages of one name."""
    more = [
        Place("deux-a", "Dougoudeux", "district-koro", 14.2, -3.2),
        Place("deux-b", "Dougoudeux", "district-douentza", 15.1, -2.8),
    ]
    places = Places([*knowledge().places._places, *more], knowledge().areas)
    house.dispatcher._knowledge = replace(knowledge(), places=places)
