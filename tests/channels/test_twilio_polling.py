"""Twilio's list of messages is read: once each, oldest first, and none is lost on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.address import Address
from bot.channels.twilio import polling
from bot.cli.house import opened_house
from bot.config import Settings
from bot.errors import StoreUnavailable, TemporarySendError
from bot.message import Inbound
from bot.store.marks import SQLMarks
from tests.channels import ACCOUNT, KEY, NOW, OURS, THEIRS
from tests.channels.answers import hanging, hanging_up, saying
from tests.channels.twilio_server import Provider, channel, refusing, serving
from tests.conftest import until

pytestmark = pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")
OTHERS = "+22370000002"


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as found:
        yield found


def minutes(count: float):
    return NOW + timedelta(minutes=count)


class Looking:
    """The house, its clock, and a Twilio to look at; each look may be another process."""

    def __init__(self, house, provider: Provider) -> None:
        self.house = house
        self.provider = provider
        self.marks = SQLMarks(house.database)

    def listening(self, public_url=None, **changes):
        url, clock = self.provider.url, self.house.clock
        return channel(url, public_url, clock=clock, marks=self.marks, **changes)

    async def look(self, receive=None, public_url=None, **changes) -> int:
        async with self.listening(public_url, **changes) as twilio:
            return await twilio._polling.look(receive or self.house.dispatcher.receive)

    async def stored(self) -> list[tuple]:
        sql = "SELECT external_id, text, sent_at FROM inbound ORDER BY received_at, id"
        return [(sid, text) for sid, text, _at in await self.house.rows(sql)]

    async def mark(self):
        return await self.marks.read(polling.MARK)


@pytest.fixture
def looking(house, provider) -> Looking:
    return Looking(house, provider)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ({}, Inbound("twilio", "SM1", Address("tel", THEIRS), OURS, "palu 2 koro", NOW, NOW)),
        (
            {"body": "", "num_media": "1"},
            Inbound("twilio", "SM1", Address("tel", THEIRS), OURS, "", NOW, NOW, unreadable=True),
        ),
        (
            {"body": None, "num_media": None},
            Inbound("twilio", "SM1", Address("tel", THEIRS), OURS, "", NOW, NOW),
        ),
        (
            {"from": f"whatsapp:{THEIRS}", "to": f"whatsapp:{OURS}"},
            Inbound("whatsapp", "SM1", Address("whatsapp", THEIRS), OURS, "palu 2 koro", NOW, NOW,
                    shared=Address("tel", THEIRS)),
        ),
        (
            {"from": f"whatsapp:{THEIRS}", "to": f"whatsapp:{OURS}", "body": ""},
            Inbound("whatsapp", "SM1", Address("whatsapp", THEIRS), OURS, "", NOW, NOW,
                    shared=Address("tel", THEIRS), unreadable=True),
        ),
        ({"date_sent": None},
         Inbound("twilio", "SM1", Address("tel", THEIRS), OURS, "palu 2 koro", NOW, NOW)),
        ({"from": "Orange"},
         Inbound("twilio", "SM1", Address("tel", "Orange"), OURS, "palu 2 koro", NOW, NOW)),
        ({"direction": "outbound-api"}, None),
        ({"direction": "outbound-reply"}, None),
        ({"from": None}, None),
        ({"sid": None}, None),
        ({"date_sent": None, "date_created": None}, None),
        ({"date_sent": "soon", "date_created": None}, None),
    ],
)  # fmt: skip
async def test_a_listed_message_is_what_its_webhook_would_have_brought(provider, listed, expected):
    provider.lists("palu 2 koro", "SM1", NOW, **listed)
    came = []

    async def receive(inbound):
        came.append(inbound)

    async with channel(provider.url, whatsapp_number=OURS) as twilio:
        await twilio._polling.look(receive)
    assert came == ([expected] if expected else [])


async def test_each_is_received_once_oldest_first(looking, provider):
    for number in (2, 0, 1):
        provider.lists(f"message {number}", f"SM{number}", minutes(number))
    assert await looking.look() == 3
    assert await looking.stored() == [(f"SM{n}", f"message {n}") for n in range(3)]
    provider.lists("message 3", "SM3", minutes(3))
    assert await looking.look() == 1
    assert await looking.look() == 0
    assert len(await looking.stored()) == 4


async def test_what_the_webhook_brought_is_not_touched_again(looking, house, provider):
    """Received again, the person would seem to have written from there last."""
    by_webhook = Inbound("twilio", "SM0", Address("tel", THEIRS), OURS, "aide", house.clock())
    await house.dispatcher.receive(by_webhook)
    sql = "SELECT last_seen_at FROM contact_address"
    before = await house.rows(sql)
    house.clock.advance(minutes=5)
    provider.lists("aide", "SM0", NOW)
    assert await looking.look() == 0
    assert await house.rows(sql) == before


async def test_a_message_that_is_listed_late_is_found(looking, provider):
    provider.lists("later", "SM2", minutes(0))
    assert await looking.look() == 1
    provider.lists("earlier", "SM1", minutes(-9))
    assert await looking.look() == 1
    provider.lists("too early", "SM0", minutes(-11))
    assert await looking.look() == 0


async def test_the_first_look_goes_an_hour_back_and_no_further(looking, provider):
    provider.lists("last year", "SM0", NOW - timedelta(days=365))
    provider.lists("just now", "SM1", minutes(-50))
    assert await looking.look() == 1
    assert provider.asked[0]["DateSent>"] == "2026-11-24T06:50:00Z"


async def test_after_days_without_us_everything_is_fetched(looking, house, provider):
    await looking.look()
    for number in range(250):
        provider.lists(f"{number}", f"SM{number:03}", minutes(20 * number))
    house.clock.advance(days=4)
    assert await looking.look() == 250
    assert [sid for sid, _text in await looking.stored()] == [f"SM{n:03}" for n in range(250)]
    assert await looking.mark() == minutes(20 * 249)
    assert await looking.look() == 0


async def test_the_time_of_sending_is_twilio_s(looking, house, provider):
    provider.lists("palu 2 hier", "SM0", minutes(-30))
    await looking.look()
    [(sent_at,)] = await house.rows("SELECT sent_at FROM inbound")
    assert sent_at == int(minutes(-30).timestamp() * 1000)


async def test_only_what_came_to_our_numbers_is_asked_for(looking, provider):
    provider.lists("to another bot of the account", "SM0", NOW, to=OTHERS)
    provider.lists("to us", "SM1", NOW)
    provider.lists("by WhatsApp", "SM2", NOW, **{
        "to": f"whatsapp:{OURS}", "from": f"whatsapp:{THEIRS}"})  # fmt: skip
    assert await looking.look(whatsapp_number=OURS) == 2
    assert [each["To"] for each in provider.asked] == [OURS, f"whatsapp:{OURS}"]


async def test_a_messaging_service_tells_its_numbers(looking, provider):
    held = {
        "phone_numbers": [{"phone_number": OURS, "sid": "PN1"}],
        "meta": {"key": "phone_numbers"},
    }
    provider.pages["PhoneNumbers"] = saying(200, held)
    provider.lists("to us", "SM1", NOW)
    assert await looking.look(numbers=(), messaging_service_sid="MG1") == 1
    assert await looking.look(numbers=(OTHERS,), messaging_service_sid="MG1") == 0


async def test_messages_of_the_last_minute_are_left_to_the_webhook(looking, house, provider):
    """It tells more of them: where somebody is, and what Twilio has answered."""
    provider.lists("fresh", "SM0", NOW)
    assert await looking.look(public_url="https://bot.example") == 0
    house.clock.advance(minutes=2)
    assert await looking.look(public_url="https://bot.example") == 1


BROKEN = {
    "hangs": hanging,
    "hangs up": hanging_up,
    "a fault": refusing(500, 20500),
    "a wrong key": refusing(401, 20003),
    "too fast": refusing(429, 20429, **{"Retry-After": "7"}),
    "a page": saying(200, "<h1>Welcome</h1>"),
    "nothing": saying(200, ""),
    "another form": saying(200, {"messages": 3, "more": 4}),
    "no messages": saying(200, {"messages": [3]}),
    "null": saying(200, "null"),
}


@pytest.mark.parametrize("listing", BROKEN.values(), ids=BROKEN)
async def test_what_is_no_list_moves_nothing(looking, provider, listing):
    await looking.look()
    mark = await looking.mark()
    provider.lists("palu 2", "SM0", NOW)
    provider.listing = listing
    with pytest.raises(TemporarySendError) as caught:
        await looking.look(timeout_seconds=0.3)
    assert OURS not in str(caught.value)
    assert await looking.mark() == mark
    provider.listing = None
    assert await looking.look() == 1


async def test_a_second_page_that_fails_moves_nothing(looking, provider, monkeypatch):
    monkeypatch.setattr(polling, "PAGE", 2)
    for number in range(5):
        provider.lists(f"{number}", f"SM{number}", minutes(number))
    whole = provider._page

    async def failing(request):
        if "Page" in request.query:
            return await hanging_up(request)
        return await saying(200, whole(request))(request)

    provider.listing = failing
    with pytest.raises(TemporarySendError):
        await looking.look()
    assert await looking.stored() == []
    provider.listing = None
    assert await looking.look() == 5


async def test_the_mark_moves_only_behind_what_is_stored(looking, house, provider, monkeypatch):
    monkeypatch.setattr(polling, "TOGETHER", 2)
    for number in range(6):
        sender = f"+2237000001{number}"
        provider.lists(f"{number}", f"SM{number}", minutes(20 * number), **{"from": sender})

    async def failing(inbound):
        if inbound.external_id == "SM2":
            raise StoreUnavailable("database is locked")
        await house.dispatcher.receive(inbound)

    with pytest.raises(StoreUnavailable):
        await looking.look(failing)
    assert await looking.mark() == minutes(20)
    assert {sid for sid, _text in await looking.stored()} == {"SM0", "SM1", "SM3"}
    assert await looking.look() == 3
    assert len(await looking.stored()) == 6


async def test_our_clock_may_be_wrong_by_much(looking, house, provider):
    await looking.look()
    provider.lists("one", "SM1", minutes(30))
    house.clock.advance(days=400)
    assert await looking.look() == 1
    house.clock.advance(days=-800)
    provider.lists("two", "SM2", minutes(60))
    assert await looking.look() == 1


async def test_it_listens_until_cancelled_whatever_happens(looking, house, provider, monkeypatch):
    monkeypatch.setattr(polling, "ALONE", 0.01)
    provider.listing = refusing(401, 20003)
    with capture_logs() as logs:
        async with looking.listening() as twilio:
            task = asyncio.create_task(twilio.listen(house.dispatcher.receive))
            await until(lambda: len(provider.asked) >= 2)
            provider.lists("palu 2", "SM0", NOW)
            provider.listing = None
            before = len(provider.asked)
            await until(lambda: len(provider.asked) >= before + 3)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    assert await looking.stored() == [("SM0", "palu 2")]
    assert [each["event"] for each in logs] == [
        "Twilio's list cannot be read",
        "Twilio's list is read again",
    ]
    assert logs[0]["reason"].startswith("Twilio 20003: account_sid or")


@pytest.mark.parametrize(
    ("public_url", "changes", "seconds"),
    [
        (None, {}, 15),
        ("https://bot.example", {}, 300),
        ("https://bot.example", {"poll_seconds": 60}, 60),
        (None, {"poll_seconds": 1}, 1),
    ],
)
async def test_how_often_it_looks(provider, public_url, changes, seconds):
    async with channel(provider.url, public_url, **changes) as twilio:
        assert twilio._polling._seconds == seconds


@pytest.mark.usefixtures("catalogs")
async def test_a_bot_without_a_public_address_answers_all_the_same(provider, tmp_path):
    account = {
        "account_sid": ACCOUNT,
        "auth_token": KEY,
        "numbers": [OURS],
        "base_url": provider.url,
    }
    known = Settings(database={"url": f"sqlite:{tmp_path / 'bot.db'}"}, twilio=account)
    provider.lists("aide", "SM1", datetime.now(UTC))
    async with opened_house(known, None) as house:
        working = asyncio.create_task(house.work())
        await until(lambda: provider.forms)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    assert (provider.forms[0]["To"], provider.forms[0]["From"]) == (THEIRS, OURS)
