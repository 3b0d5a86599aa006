"""A database as a deployment has it: all places of Mali, and 2,000 health workers."""

from __future__ import annotations

from bench.mix import PHONES, gazetteer_file, phone
from bot.address import Address
from bot.areas import Areas
from bot.areas import starter as starter_areas
from bot.places.files import merged, read_places, starter
from bot.store.contacts import NewContact, keep_contacts
from bot.store.opening import open_database
from bot.store.places import keep_places, settle


async def prepared(url: str) -> None:
    """Create it, with its purpose stamped; contacts are spread over the districts."""
    areas = Areas(starter_areas())
    districts = [area.id for area in areas if area.kind == "district"]
    contacts = [
        NewContact(Address("tel", phone(n)), "chw", districts[n % len(districts)], "fr")
        for n in range(PHONES)
    ]
    async with open_database(url, "real") as database, database.transaction() as connection:
        await settle(connection)
        if file := gazetteer_file():
            await keep_places(connection, merged(starter(), read_places(file.read_text(), areas)))
        await keep_contacts(connection, contacts, channel="twilio", recipient="+22370000000", now=1)
