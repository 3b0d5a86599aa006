"""Sending through the official client, against a small server that stands in for Twilio."""

from __future__ import annotations

import asyncio
import json
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.address import Address
from bot.channels.twilio import TwilioChannel, opened
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError
from bot.message import Outbound, Rendered, Reply
from bot.paths import LOCALES
from bot.sms import foldings
from bot.text import _
from tests.channels import ACCOUNT, KEY, NOW, OURS, THEIRS, config

# The official client still uses what aiohttp will drop in its next major version.
pytestmark = pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")
TEXT = "Clinique ouverte à 9h"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def saying(status: int, payload: object = None, **headers: str) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        text = payload if isinstance(payload, str) else json.dumps(payload)
        return web.Response(status=status, text=text, headers=headers)

    return answer


def refusing(status: int, code: int, **headers: str) -> Answer:
    """As Twilio words it; the message names the number, so it must not be passed on."""
    words = f"'To' number {THEIRS} with {KEY}: {TEXT}"
    return saying(status, {"code": code, "message": words, "status": status}, **headers)


def refusing_in_the_new_form(status: int, code: int) -> Answer:
    """Problem details, RFC 9457: the library has another exception for these."""
    problem = {"type": "about:blank", "title": "refused", "status": status, "code": code}
    return saying(status, problem)


async def hanging(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def hanging_half_way(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(status=201)
    await response.prepare(request)
    await response.write(b'{"sid": "SM')
    await asyncio.sleep(30)
    return response


async def hanging_up(request: web.Request) -> web.StreamResponse:
    request.transport.abort()
    return web.Response()


class Provider:
    """Twilio's API as far as we use it, on a port of this machine."""

    def __init__(self) -> None:
        self.answer = saying(201, {"sid": "SM42", "status": "queued"})
        self.forms: list[dict[str, str]] = []
        self.calls: list[tuple[str, str, str]] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.calls.append((request.method, request.path, request.headers["Authorization"]))
        self.forms.append({key: str(value) for key, value in (await request.post()).items()})
        return await self.answer(request)


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    provider = Provider()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", provider.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    provider.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield provider
    await runner.cleanup()


@asynccontextmanager
async def channel(
    url: str, public_url: str | None = None, **changes
) -> AsyncIterator[TwilioChannel]:
    known = config(**{"base_url": url, "timeout_seconds": 5, **changes})
    async with opened(known, public_url, foldings(LOCALES), lambda: NOW) as twilio:
        yield twilio


async def send(twilio: TwilioChannel, rendered: Rendered | None = None, ours: str = OURS) -> str:
    phone = Address("tel", THEIRS)
    outbound = Outbound("1", "c1", "twilio", phone, ours, Reply(_("{t}", t="x")), "fr")
    return await twilio.send(outbound, rendered or Rendered(TEXT))


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
    assert form["StatusCallback"] == "https://bot.example/twilio"


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
    "a landline": (refusing(400, 21614), PermanentSendError),
    "a wrong key": (refusing(401, 20003), TemporarySendError),
    "they said STOP": (refusing(400, 21610), AddressStopped),
    "too fast": (refusing(429, 20429), TemporarySendError),
    "a fault of theirs": (refusing(500, 20500), TemporarySendError),
    "maintenance": (refusing(503, 20503), TemporarySendError),
    "a gateway": (saying(502, "<h1>Bad gateway</h1>"), TemporarySendError),
    "a hotel's page": (saying(200, "<h1>Welcome</h1>"), TemporarySendError),
    "a hotel's login": (saying(302, "", Location="http://127.0.0.1:9/"), TemporarySendError),
    "nothing": (saying(201, ""), TemporarySendError),
    "no id": (saying(201, {}), TemporarySendError),
    "a list": (saying(201, []), TemporarySendError),
    "null": (saying(201, "null"), TemporarySendError),
    "a new form, bad number": (refusing_in_the_new_form(400, 21211), PermanentSendError),
    "a new form, STOP": (refusing_in_the_new_form(400, 21610), AddressStopped),
    "a new form, maintenance": (refusing_in_the_new_form(503, 20503), TemporarySendError),
    "they hung up": (hanging_up, TemporarySendError),
}


@pytest.mark.parametrize(("answer", "kind"), NOT_THROUGH.values(), ids=NOT_THROUGH)
async def test_what_did_not_go_through_is_named_by_what_to_do_about_it(provider, answer, kind):
    provider.answer = answer
    assert type(await error_of(provider.url)) is kind
    assert len(provider.calls) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "7"}, 7), ({}, None), ({"Retry-After": "soon"}, None)],
)
async def test_the_wait_that_twilio_asks_for_is_passed_on(provider, headers, seconds):
    provider.answer = refusing(429, 20429, **headers)
    error = await error_of(provider.url)
    assert isinstance(error, TemporarySendError)
    assert error.retry_after == seconds


@pytest.mark.parametrize("answer", [hanging, hanging_half_way])
async def test_a_server_that_hangs_is_given_up_in_time(provider, answer):
    provider.answer = answer
    async with asyncio.timeout(3):
        error = await error_of(provider.url, timeout_seconds=0.2)
    assert isinstance(error, TemporarySendError)


async def test_nobody_listening_is_temporary(provider, unused_tcp_port):
    error = await error_of(f"http://127.0.0.1:{unused_tcp_port}")
    assert isinstance(error, TemporarySendError)
    assert provider.calls == []


async def test_a_failure_does_not_spoil_the_next_message(provider):
    first = provider.answer
    async with channel(provider.url, timeout_seconds=0.3) as twilio:
        for broken in (hanging, hanging_up, refusing(500, 20500)):
            provider.answer = broken
            with pytest.raises(TemporarySendError):
                await send(twilio)
        provider.answer = first
        assert await send(twilio) == "SM42"


async def test_forty_at_once_go_out_together(provider):
    async with channel(provider.url) as twilio:
        assert await asyncio.gather(*(send(twilio) for _each in range(40))) == ["SM42"] * 40


async def test_the_log_tells_neither_the_key_nor_the_number_nor_the_words(provider, caplog):
    caplog.set_level(logging.DEBUG)
    async with channel(provider.url) as twilio:
        await send(twilio)
        provider.answer = refusing(400, 21211)
        with pytest.raises(PermanentSendError):
            await send(twilio)
    assert "Messages.json" in caplog.text
    assert not [secret for secret in (KEY, THEIRS, TEXT) if secret in caplog.text]
