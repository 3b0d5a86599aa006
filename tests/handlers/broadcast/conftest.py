"""A district with people in it."""

import re

import pytest

from bot.address import Address
from tests.conftest import BY_KEY, House
from tests.handlers.clinics.conftest import spot

COORDINATOR, SUPERVISOR = BY_KEY["coordinator"], BY_KEY["supervisor-douentza"]
CHW, RESIDENT = BY_KEY["chw-douentza"], BY_KEY["resident-koro"]
CODE = re.compile(r"(?:répondez|answer) (\d{4})")


class Country:
    """The house, and what tests of messages to many do in it again and again."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def villagers(self, number: int, place: str = "Douentza", locale: str = "fr") -> list:
        """So many residents who were last seen in a place."""
        place_id = spot(place).place_id
        first = await self.house.rows("SELECT count(*) FROM contact")
        start = first[0][0]
        found = [Address("tel", f"+2237001{start + n:04d}") for n in range(number)]
        contacts = ", ".join(
            f"('v{start + n:06d}', '{locale}', '{place_id}', 1)" for n in range(number)
        )
        addresses = ", ".join(
            f"('{each}', 'v{start + n:06d}', 'fake', '+22370000000', 1)"
            for n, each in enumerate(found)
        )
        await self.house.rows(
            f"INSERT INTO contact (id, locale, place_id, last_seen_at) VALUES {contacts}"
        )
        await self.house.rows(
            "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at)"
            f" VALUES {addresses}"
        )
        return found

    async def says(self, text: str, who: Address = COORDINATOR) -> list[str]:
        return await self.house.says(text, who)

    async def code(self, text: str, who: Address = COORDINATOR) -> str:
        """Write it, say yes to the preview, and return the code."""
        await self.house.says(text, who)
        [asked] = await self.house.says("1", who)
        return CODE.search(asked)[1]

    async def sends(self, text: str, who: Address = COORDINATOR) -> list[str]:
        """Write it, say yes, give the code: what is answered; then everything that is due is
        done."""
        code = await self.code(text, who)
        answer = await self.house.says(code, who)
        await self.works()
        return answer

    async def works(self) -> None:
        """All jobs and all messages that are due now, and those that follow within a minute."""
        for _step in range(5):
            while await self.house.jobs.run_due():
                await self.house.outbox.deliver(100)
            while await self.house.outbox.deliver(100):
                pass
            self.house.clock.advance(seconds=5)

    def got(self, text: str) -> list[Address]:
        """Who was sent something with these words, each as often as it was."""
        sent = self.house.channel.sent
        return [out.address for out, rendered in sent if text in rendered.text]


@pytest.fixture
async def country(staffed: House) -> Country:
    """The coordinator reads French here."""
    who = f"SELECT contact_id FROM contact_address WHERE address = '{COORDINATOR}'"
    await staffed.rows(f"UPDATE contact SET locale = 'fr' WHERE id = ({who})")
    return Country(staffed)
