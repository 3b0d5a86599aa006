"""What providers answer to a message, and what becomes of it: taken, again, never, in doubt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.channels.http.wire import LARGEST, Unclear
from bot.channels.proxies import proxy
from bot.config import Settings
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError
from bot.message import Rendered
from tests.channels.answers import hanging_up, saying, serving
from tests.channels.gateway import gateway
from tests.channels.gateway_providers import PROVIDERS, Phone
from tests.channels.gateway_server import FAULTS, THEIRS, Provider, an_outbound, sending

TEXT = Rendered("Clinique ouverte à 9h")


@pytest.fixture(params=PROVIDERS, ids=lambda each: each.name)
async def provider(request) -> AsyncIterator[Provider]:
    async with serving(request.param()) as found:
        yield found


@pytest.mark.parametrize("fault", [*FAULTS, "an empty id"])
async def test_an_answer_that_is_none_leaves_it_in_doubt_and_it_is_sent_again(
    provider, clock, fault
):
    provider.instead = [FAULTS.get(fault) or provider.lacking]
    provider.patience = 1 if fault.startswith("hangs") else 5
    async with sending(provider, clock) as channel:
        with pytest.raises(TemporarySendError):
            await channel.send(an_outbound(), TEXT)
        assert provider.messages == []
        assert await channel.send(an_outbound(attempts=2), TEXT)
    assert len(provider.messages) == 1


@pytest.mark.parametrize("fault", [*FAULTS, "an empty id"])
async def test_who_can_be_asked_is_asked_first(clock, fault):
    phone = Phone()
    phone.patience = 1 if fault.startswith("hangs") else 5
    async with serving(phone), sending(phone, clock) as channel:
        phone.takes, phone.instead = True, [FAULTS.get(fault) or phone.lacking]
        with pytest.raises(TemporarySendError):
            await channel.send(an_outbound(), TEXT)
        assert await channel.send(an_outbound(attempts=2), TEXT) == "1"
    assert len(phone.messages) == 1


async def test_who_knows_our_id_and_refuses_it_has_the_message(clock):
    """Even where it was never asked: another process sent it."""
    async with serving(Phone()) as phone, sending(phone, clock) as channel:
        phone.takes, phone.instead = True, [hanging_up]
        with pytest.raises(Unclear):
            await channel.send(an_outbound(), TEXT)
        assert await channel.send(an_outbound(), TEXT) == "1"
    assert len(phone.messages) == 1


async def test_a_provider_that_is_not_there_is_not_in_doubt(provider, clock):
    provider.url = "http://127.0.0.1:9"
    async with sending(provider, clock) as channel:
        with pytest.raises(TemporarySendError) as caught:
            await channel.send(an_outbound(), TEXT)
    assert not isinstance(caught.value, Unclear)
    assert "127.0.0.1" not in str(caught.value)


# Any provider ------------------------------------------------------------------------------------


class Plain(Provider):
    """Takes whatever comes, and remembers how it came."""

    name = "any"

    def __init__(self, **changes: Any) -> None:
        super().__init__()
        self.changes = changes
        self.came: list[tuple[str, str, dict[str, str], bytes]] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.came.append((request.method, request.raw_path, headers, await request.read()))
        if self.instead:
            return await self.instead.pop(0)(request)
        return web.json_response({"id": f"m{len(self.came)}"})

    def settings(self, **_more: Any) -> Settings:
        send = {"url": f"{self.url}/send", **self.changes.pop("send", {})}
        if send["url"].startswith("/"):
            send["url"] = self.url + send["url"]
        if lookup := self.changes.get("lookup"):
            lookup["url"] = lookup["url"].replace("http://127.0.0.1:9", self.url)
        known = gateway(send=send, timeout_seconds=self.patience, **self.changes)
        return Settings(
            gateway=(known,), sms={"fold": False}, web={"public_url": "https://b.example"}
        )


@asynccontextmanager
async def plain(clock, **changes) -> AsyncIterator[tuple[Plain, Any]]:
    async with serving(Plain(**changes)) as provider, sending(provider, clock) as channel:
        yield provider, channel


async def came(clock, text: str = "a&b é", **send: Any) -> tuple[str, str, dict[str, str], bytes]:
    async with plain(clock, send=send) as (provider, channel):
        assert await channel.send(an_outbound("7-1"), Rendered(text)) == "m1"
    return provider.came[0]


FORMS = {
    "form": ({}, "/send", b"to=%2B22370000001&text=a%26b+%C3%A9"),
    "latin": ({"charset": "latin-1"}, "/send", b"to=%2B22370000001&text=a%26b+%E9"),
    "wide": ({"charset": "utf-16-be", "body": {"text": "$text"}}, "/send",
             b"text=%00a%00%26%00b%00+%00%E9"),
    "json": ({"format": "json", "body": {"n": ["$to_digits"], "t": {"x": "$text"}, "k": 3}},
             "/send", '{"n":["22370000001"],"t":{"x":"a&b é"},"k":3}'.encode()),
    "query": ({"format": "query", "method": "GET", "body": {"t": "$text", "f": "$from"}},
              "/send?t=a%26b+%C3%A9&f=%2B22370000000", b""),
    "more query": ({"format": "query", "url": "/s?x=1", "body": {"id": "$id"}},
                   "/s?x=1&id=7-1", b""),
    "url": ({"url": "/$to/$to_digits?t=$text", "body": {}},
            "/%2B22370000001/22370000001?t=a%26b%20%C3%A9", b""),
    "several": ({"body": {"to": ["$to", 3], "dr": True}}, "/send",
                b"to=%2B22370000001&to=3&dr=true"),
    "dollars": ({"body": {"p": "$$5 ${to_digits}1"}}, "/send", b"p=%245+223700000011"),
    "ours": ({"body": {"u": "$public_url/$from_digits"}}, "/send",
             b"u=https%3A%2F%2Fb.example%2F22370000000"),
}  # fmt: skip


@pytest.mark.parametrize(("send", "path", "body"), FORMS.values(), ids=FORMS)
async def test_a_message_goes_in_the_form_that_is_configured(clock, send, path, body):
    method, raw_path, _headers, raw = await came(clock, **send)
    assert (method, raw_path, raw) == (send.get("method", "POST"), path, body)


async def test_what_stands_in_a_text_is_never_filled(clock):
    _method, _path, _headers, raw = await came(clock, "$key $to $$", format="json")
    assert b'"$key $to $$"' in raw


@pytest.mark.parametrize(
    ("send", "name", "value"),
    [
        ({"headers": {"X-Key": "$key"}}, "x-key", "keyOfNobody"),
        ({"basic_auth": "user:$key"}, "authorization", "Basic dXNlcjprZXlPZk5vYm9keQ=="),
        ({}, "content-type", "application/x-www-form-urlencoded"),
        ({"format": "json"}, "content-type", "application/json"),
        ({"format": "json", "headers": {"Content-Type": "application/vnd.x+json"}},
         "content-type", "application/vnd.x+json"),
    ],
)  # fmt: skip
async def test_headers(clock, send, name, value):
    _method, _path, headers, _raw = await came(clock, **send)
    assert headers[name] == value


@pytest.mark.parametrize(
    ("text", "encodings", "said"),
    [
        ("palu", {}, "0"), ("é", {}, "0"), ("ɛ", {}, "2"), ("🤒", {}, "2"),
        ("palu", {"gsm": "GSM7", "unicode": "UCS2"}, "GSM7"),
        ("ɛ", {"gsm": "GSM7", "unicode": "UCS2"}, "UCS2"),
    ],
)  # fmt: skip
async def test_the_alphabet_is_told(clock, text, encodings, said):
    sent = await came(clock, text, encodings=encodings, body={"c": "$encoding"})
    assert sent[3] == f"c={said}".encode()


async def test_a_text_that_the_provider_s_encoding_cannot_hold_fails_at_once(clock):
    async with plain(clock, send={"charset": "latin-1"}) as (provider, channel):
        with pytest.raises(PermanentSendError, match="does not fit into iso8859-1"):
            await channel.send(an_outbound(), Rendered("ɛ"))
    assert provider.came == []


async def test_it_leaves_from_the_number_that_we_have_there_today(clock):
    """Somebody may have written to the one that we had before."""
    async with plain(clock, send={"body": {"from": "$from"}}) as (provider, channel):
        await channel.send(replace(an_outbound(), sender="+22370000009"), Rendered("x"))
    assert provider.came[0][3] == b"from=%2B22370000000"


# Long messages -----------------------------------------------------------------------------------

LONG = Rendered(" ".join(f"mot{number}" for number in range(100)))


async def test_a_long_message_goes_in_parts_and_the_last_has_our_id(clock):
    send = {"most_segments": 2, "format": "json", "body": {"id": "$id", "text": "$text"}}
    async with plain(clock, send=send) as (provider, channel):
        provider.instead = [saying(200, '{"id": "a"}'), saying(429), saying(200, '{"id": "b"}')]
        with pytest.raises(TemporarySendError):
            await channel.send(an_outbound("9"), LONG)
        assert await channel.send(an_outbound("9", attempts=2), LONG) == "b"
        assert channel._sending._begun == {}
    said = [raw.decode() for *_rest, raw in provider.came]
    assert [text[:10] for text in said] == ['{"id":"9-1', '{"id":"9",', '{"id":"9",']
    assert "mot0 " in said[0]
    assert "mot99" in said[2]


async def test_many_messages_that_were_broken_off_are_forgotten_at_last(clock, monkeypatch):
    monkeypatch.setattr("bot.channels.http.sending.REMEMBERED", 2)
    async with plain(clock, send={"most_segments": 2}) as (provider, channel):
        for number in range(5):
            provider.instead = [saying(200, '{"id": "a"}'), hanging_up]
            with pytest.raises(Unclear):
                await channel.send(an_outbound(str(number)), LONG)
        assert list(channel._sending._begun) == ["3", "4"]


# Asking before sending again ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "calls", "key"),
    [
        (saying(200, '{"id": "theirs"}'), ["GET"], "theirs"),
        (saying(200, "yes"), ["GET"], "7"),
        (saying(404), ["GET", "POST"], "m2"),
        (saying(200, '{"state": "none"}'), ["GET", "POST"], "m2"),
        (saying(500), ["GET"], None),
        (saying(401), ["GET"], None),
        (saying(302), ["GET"], None),
        (hanging_up, ["GET"], None),
    ],
)
async def test_a_message_that_was_tried_before_is_looked_for_first(clock, says, calls, key):
    lookup = {
        "url": "http://127.0.0.1:9/has/$id", "code": "state", "absent": ["none", "HTTP 404"],
        "found": ["HTTP 200"],
    }  # fmt: skip
    async with plain(clock, lookup=lookup) as (provider, channel):
        provider.instead = [says]
        if key is None:
            with pytest.raises(TemporarySendError):
                await channel.send(an_outbound("7", attempts=2), Rendered("x"))
        else:
            assert await channel.send(an_outbound("7", attempts=2), Rendered("x")) == key
    assert [method for method, *_rest in provider.came] == calls
    assert provider.came[0][1] == "/has/7"


async def test_a_message_that_is_sent_for_the_first_time_is_not_looked_for(clock):
    async with plain(clock, lookup={"url": "http://127.0.0.1:9/has/$id"}) as (provider, channel):
        await channel.send(an_outbound("7"), Rendered("x"))
    assert [method for method, *_rest in provider.came] == ["POST"]


async def test_a_provider_that_sends_us_elsewhere_is_not_followed(clock):
    """Our secrets are for nobody else."""
    async with plain(clock) as (provider, channel):
        provider.instead = [saying(307, "", Location="/elsewhere")]
        with pytest.raises(TemporarySendError):
            await channel.send(an_outbound(), Rendered("x"))
    assert len(provider.came) == 1


async def test_a_proxy_of_the_environment_is_used(clock, monkeypatch):
    async with serving(Plain(send={"url": "http://sms.example/send"})) as provider:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, provider.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        proxy.cache_clear()
        async with sending(provider, clock) as channel:
            assert await channel.send(an_outbound(), Rendered("x")) == "m1"
        assert provider.came[0][2]["host"] == "sms.example"
    proxy.cache_clear()


# Refusals ----------------------------------------------------------------------------------------


async def test_who_has_opted_out_there_is_stopped(clock):
    answer = {"code": "code", "stopped": "21"}
    async with plain(clock, answer=answer) as (provider, channel):
        provider.instead = [saying(200, '{"code": 21}')]
        with pytest.raises(AddressStopped):
            await channel.send(an_outbound(), Rendered("x"))


@pytest.mark.parametrize(
    ("header", "seconds"), [("30", 30), ("999999999", 86400), ("soon", None), ("-1", None)]
)
async def test_a_provider_that_asks_us_to_wait_is_obeyed(clock, header, seconds):
    async with plain(clock) as (provider, channel):
        provider.instead = [saying(429, "", **{"Retry-After": header})]
        with pytest.raises(TemporarySendError) as caught:
            await channel.send(an_outbound(), Rendered("x"))
    assert caught.value.retry_after == seconds


async def test_what_an_operator_must_mend_is_said_once_until_something_is_sent(clock):
    async with plain(clock) as (provider, channel):
        with structlog.testing.capture_logs() as lines:
            for answer in (401, 401, 200, 401):
                provider.instead = [saying(answer, '{"id": "m"}')]
                with suppress(TemporarySendError):
                    await channel.send(an_outbound(), Rendered("x"))
    assert [line["reason"] for line in lines] == ["any: HTTP 401"] * 2


async def test_an_answer_without_end_is_cut(clock):
    async with plain(clock) as (provider, channel):
        provider.instead = [saying(200, " " * LARGEST + '{"id": "m"}')]
        with pytest.raises(Unclear):
            await channel.send(an_outbound(), Rendered("x"))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
async def test_a_call_that_breaks_off_is_not_repeated_behind_our_back(clock, method):
    """The library would: for it a GET has no effect."""
    send = {"method": method, "format": "query"}
    async with plain(clock, send=send) as (provider, channel):
        await channel.send(an_outbound(), Rendered("x"))  # so that a connection is open
        provider.instead = [hanging_up]
        with pytest.raises(Unclear):
            await channel.send(an_outbound(), Rendered("x"))
    assert len(provider.came) == 2
    assert THEIRS[1:] in provider.came[0][1]
