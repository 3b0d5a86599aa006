"""Sending through the official client, against a small server that stands in for Twilio."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import AsyncIterator

import pytest

from bot.channels.twilio.errors import NeedsOperator, Unclear
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError
from bot.message import Rendered
from tests.channels import ACCOUNT, KEY, OURS, THEIRS
from tests.channels.answers import hanging, hanging_half_way, hanging_up, saying
from tests.channels.twilio_server import (
    TEXT,
    Provider,
    channel,
    refusing,
    refusing_in_the_new_form,
    send,
    serving,
)

# The official client still uses what aiohttp will drop in its next major version.
pytestmark = pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as found:
        yield found


async def form_of(provider: Provider, *, public_url: str | None = None, ours: str = OURS, **known):
    """The form in which a message reached Twilio."""
    async with channel(provider.url, public_url, **known) as twilio:
        await send(twilio, ours=ours)
    return provider.forms[-1]


async def error_of(url: str, **changes) -> TemporarySendError | PermanentSendError:
    """Why the message was not sent: told without the key, the number or the words."""
    async with channel(url, **changes) as twilio:
        with pytest.raises((TemporarySendError, PermanentSendError)) as caught:
            await send(twilio)
    told = f"{caught.value} {caught.value.args}"
    assert not [secret for secret in (KEY, THEIRS, TEXT) if secret in told]
    return caught.value


@pytest.mark.parametrize("slash", ["", "/"])
async def test_a_message_is_handed_over_and_its_id_comes_back(provider, slash):
    async with channel(provider.url + slash) as twilio:
        assert await send(twilio) == "SM42"
    basic = b64encode(f"{ACCOUNT}:{KEY}".encode()).decode()
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert provider.calls == [("POST", path, f"Basic {basic}")]
    assert provider.forms == [{"To": THEIRS, "From": OURS, "Body": TEXT}]


async def test_it_leaves_from_the_number_they_wrote_to_else_from_our_first(provider):
    numbers = (OURS, "+22370000090")
    assert (await form_of(provider, numbers=numbers, ours="+22370000090"))["From"] == numbers[1]
    assert (await form_of(provider, numbers=numbers, ours=""))["From"] == OURS


async def test_it_may_leave_from_a_messaging_service_instead(provider):
    form = await form_of(provider, messaging_service_sid="MG1")
    assert (form["MessagingServiceSid"], "From" in form) == ("MG1", False)


async def test_twilio_is_told_where_to_send_receipts(provider):
    form = await form_of(provider, public_url="https://bot.example/")
    assert form["StatusCallback"] == "https://bot.example/twilio?outbound=1"


@pytest.mark.parametrize(
    ("rendered", "body"),
    [
        (Rendered("Quand ? Fête", (("y", "oui"), ("n", "non"))), "Quand ? Fete 1 oui 2 non"),
        (Rendered("Aw ni cɛ", locale="bm"), "Aw ni cè"),
        (Rendered("Naître 漢", locale="fr"), "Naître 漢"),
        (Rendered("Fête", locale="unknown"), "Fête"),
    ],
)
async def test_it_is_written_for_a_phone_without_buttons_in_the_cheap_alphabet(
    provider, rendered, body
):
    async with channel(provider.url) as twilio:
        await send(twilio, rendered)
    assert provider.forms[0]["Body"] == body


NOT_THROUGH = {
    "a number that cannot be": (refusing(400, 21211), PermanentSendError),
    "not a mobile": (refusing(400, 21614), PermanentSendError),
    "a landline": (refusing(400, 21635), PermanentSendError),
    "too long": (refusing(400, 21617), PermanentSendError),
    "a code that nobody knows": (refusing(400, 29999), PermanentSendError),
    "a code that is no number": (refusing(400, f"{THEIRS} {KEY}"), PermanentSendError),
    "no code": (refusing(400, None), PermanentSendError),
    "a wrong key": (refusing(401, 20003), NeedsOperator),
    "no such account": (refusing(404, 20404), NeedsOperator),
    "a country not enabled": (refusing(400, 21408), NeedsOperator),
    "not our number": (refusing(400, 21606), NeedsOperator),
    "nobody's number": (refusing(400, 21659), NeedsOperator),
    "no such service": (refusing(404, 21701), NeedsOperator),
    "forbidden": (refusing(403, 29999), TemporarySendError),
    "they said STOP": (refusing(400, 21610), AddressStopped),
    "too fast": (refusing(429, 20429), TemporarySendError),
    "too many to one": (refusing(400, 14107), TemporarySendError),
    "the queue is full": (refusing(400, 21611), TemporarySendError),
    "a hotel's login": (saying(302, "", Location="http://127.0.0.1:9/"), TemporarySendError),
    "a fault of theirs": (refusing(500, 20500), Unclear),
    "maintenance": (refusing(503, 20503), Unclear),
    "a fault with a code": (refusing(500, 21211), Unclear),
    "a gateway": (saying(502, "<h1>Bad gateway</h1>"), Unclear),
    "a hotel's page": (saying(200, "<h1>Welcome</h1>"), Unclear),
    "nothing": (saying(201, ""), Unclear),
    "no id": (saying(201, {}), Unclear),
    "an empty id": (saying(201, {"sid": ""}), Unclear),
    "a list": (saying(201, []), Unclear),
    "null": (saying(201, "null"), Unclear),
    "they hung up": (hanging_up, Unclear),
    "a new form, bad number": (refusing_in_the_new_form(400, 21211), PermanentSendError),
    "a new form, STOP": (refusing_in_the_new_form(400, 21610), AddressStopped),
    "a new form, maintenance": (refusing_in_the_new_form(503, 20503), Unclear),
    "a new form, odd": (refusing_in_the_new_form("bad", THEIRS), TemporarySendError),
    "failed at once": (
        saying(201, {"sid": "SM1", "status": "failed", "error_code": 30006}),
        PermanentSendError,
    ),
    "WhatsApp after a day": (refusing(400, 63016), PermanentSendError),
    "blocked on WhatsApp": (refusing(400, 63014), AddressStopped),
    "not on WhatsApp": (refusing(400, 63003), PermanentSendError),
    "not our WhatsApp number": (refusing(400, 63007), NeedsOperator),
}


@pytest.mark.parametrize(("answer", "kind"), NOT_THROUGH.values(), ids=NOT_THROUGH)
async def test_what_did_not_go_through_is_named_by_what_to_do_about_it(provider, answer, kind):
    provider.answer = answer
    assert type(await error_of(provider.url)) is kind
    assert len(provider.calls) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "9" * 400}, 24 * 60 * 60),
    ],
)
async def test_the_wait_that_twilio_asks_for_is_passed_on(provider, headers, seconds):
    provider.answer = refusing(429, 20429, **headers)
    error = await error_of(provider.url)
    assert isinstance(error, TemporarySendError)
    assert error.retry_after == seconds


@pytest.mark.parametrize("answer", [hanging, hanging_half_way])
async def test_a_server_that_hangs_is_given_up_in_time(provider, answer):
    provider.answer = answer
    async with asyncio.timeout(10):
        error = await error_of(provider.url, timeout_seconds=0.2)
    assert type(error) is Unclear


async def test_nobody_listening_has_not_taken_it(provider, unused_tcp_port):
    error = await error_of(f"http://127.0.0.1:{unused_tcp_port}")
    assert type(error) is TemporarySendError
    assert provider.calls == []


async def test_a_failure_does_not_spoil_the_next_message(provider):
    first = provider.answer
    async with channel(provider.url, timeout_seconds=1.0) as twilio:
        for broken in (hanging, hanging_up, refusing(500, 20500)):
            provider.answer = broken
            with pytest.raises(TemporarySendError):
                await send(twilio, key=broken.__name__)
        provider.answer = first
        assert await send(twilio) == "SM42"


async def test_forty_at_once_go_out_together(provider):
    async with channel(provider.url) as twilio:
        many = (send(twilio, key=str(number)) for number in range(40))
        assert await asyncio.gather(*many) == ["SM42"] * 40


async def test_the_log_tells_neither_the_key_nor_the_number_nor_the_words(provider, caplog):
    caplog.set_level(logging.DEBUG)
    async with channel(provider.url) as twilio:
        await send(twilio)
        provider.answer = refusing(400, 21211)
        with pytest.raises(PermanentSendError):
            await send(twilio)
    assert "Messages.json" in caplog.text
    assert not [secret for secret in (KEY, THEIRS, TEXT) if secret in caplog.text]
