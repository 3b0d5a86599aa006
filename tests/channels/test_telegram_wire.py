"""Our connections under the library's bot, against a real small server."""

from __future__ import annotations

import asyncio
import logging

import pytest
from aiohttp import web

from bot.channels.proxies import proxy
from bot.channels.telegram import opened
from bot.errors import TemporarySendError
from tests.channels import NOW
from tests.channels.telegram import CHAT, TOKEN, config, outbound, rendered
from tests.channels.telegram_server import Server, serving

WORDS = "Où ? ɲ 🤒 a&b=c+d%20"


async def hanging(_request):
    await asyncio.sleep(30)


async def hanging_half_way(request):
    response = web.StreamResponse(status=200)
    await response.prepare(request)
    await response.write(b'{"ok": true')
    await asyncio.sleep(30)
    return response


async def dribbling(request):
    response = web.StreamResponse(status=200)
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.05)


async def hanging_up(request):
    request.transport.abort()
    return web.Response()


async def redirecting(_request):
    return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/login"})


async def cut_short(request):
    response = web.StreamResponse(status=200, headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b'{"ok": true')
    request.transport.abort()
    return response


WRONG = (hanging, hanging_half_way, dribbling, hanging_up, redirecting, cut_short)


async def sent(url, **changes):
    known = config(**{"base_url": url, "timeout_seconds": 5, **changes})
    async with opened(known, None, lambda: NOW) as ours:
        return await ours.send(outbound(), rendered(WORDS, ("yes", "oui")))


async def test_what_is_written_arrives_as_it_is():
    async with serving(Server()) as telegram:
        assert await sent(telegram.url) == f"{CHAT}:1000"
    [call] = telegram.of("sendMessage")
    assert (call["chat_id"], call["text"]) == (CHAT, WORDS)
    assert call["reply_markup"]["inline_keyboard"][0][0]["text"] == "oui"


@pytest.mark.parametrize("answer", WRONG)
async def test_a_server_that_does_not_answer_as_it_should_is_given_up_in_time(answer):
    class Wrong(Server):
        async def handle(self, request):
            return await answer(request)

    async with serving(Wrong()) as telegram, asyncio.timeout(10):
        with pytest.raises(TemporarySendError) as failed:
            await sent(telegram.url, timeout_seconds=0.3)
    assert TOKEN not in str(failed.value)


async def test_a_proxy_of_the_environment_is_used(monkeypatch):
    async with serving(Server()) as telegram:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, telegram.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        proxy.cache_clear()
        assert await sent("http://telegram.example") == f"{CHAT}:1000"
    proxy.cache_clear()


async def test_nobody_listening_is_temporary(unused_tcp_port):
    with pytest.raises(TemporarySendError):
        await sent(f"http://127.0.0.1:{unused_tcp_port}")


async def test_a_wrong_token_is_temporary_and_not_told():
    async with serving(Server()) as telegram:
        with pytest.raises(TemporarySendError, match="KUNNAFONI_TELEGRAM_TOKEN") as failed:
            await sent(telegram.url, token="1:wrong-token-of-nobody")  # noqa: S106
    assert "wrong-token" not in str(failed.value)


async def test_forty_at_once_go_out_together_on_the_same_connections():
    async with serving(Server(latency=0.05)) as telegram:
        known = config(base_url=telegram.url)
        async with opened(known, None, lambda: NOW) as ours, asyncio.timeout(2):
            for _twice in range(2):
                await asyncio.gather(
                    *(ours.send(outbound(chat=n), rendered()) for n in range(1, 41))
                )
    assert telegram.counts["sendMessage"] == 80


async def test_the_log_tells_neither_the_token_nor_the_words(caplog, unused_tcp_port):
    caplog.set_level(logging.INFO)
    async with serving(Server()) as telegram:
        await sent(telegram.url)
    with pytest.raises(TemporarySendError):
        await sent(f"http://127.0.0.1:{unused_tcp_port}")
    assert not [word for word in (TOKEN, WORDS) if word in caplog.text]
