"""Telegram at our door: who it is, what it brings, and what is kept of it."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from bot.channels.base import HookRequest
from bot.channels.telegram import PATH
from bot.errors import Forged, StoreUnavailable
from bot.web.app import LARGEST, build
from tests.channels.telegram import (
    CHAT,
    SECRET,
    FakeTelegram,
    button,
    channel,
    message,
    texted,
    update,
)
from tests.conftest import until
from tests.web import kept, ready

NAME = "x-telegram-bot-api-secret-token"
NOTHING = {"inbound": 0, "outbound": 0, "contact": 0}
PUBLIC = "https://bot.example"


class Door:
    """The web application with Telegram's webhook, and somebody who calls it."""

    def __init__(self, ours, house, receive=None) -> None:
        app = build(receive or house.dispatcher.receive, house.outbox.note, {PATH: ours}, ready)
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    async def calls(self, body, secret=SECRET, method="POST") -> httpx.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {NAME: secret} if secret is not None else {}
        async with httpx.AsyncClient(transport=self._transport, base_url=PUBLIC) as client:
            return await client.request(method, PATH, content=raw, headers=headers)


@pytest.fixture
def telegram():
    return FakeTelegram()


@pytest.fixture
async def ours(telegram):
    async with channel(telegram, PUBLIC, mode="webhook") as ours:
        yield ours


async def test_a_message_is_stored_and_then_acknowledged(house, ours):
    answer = await Door(ours, house).calls(texted("hello"))
    assert (answer.status_code, answer.content) == (200, b"")
    assert await kept(house) == {"inbound": 1, "outbound": 1, "contact": 1}
    assert await house.rows("SELECT channel, address FROM outbound") == [
        ("telegram", f"telegram:{CHAT}")
    ]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.upper(), b"\xe9"])
async def test_who_does_not_know_the_secret_leaves_nothing(house, ours, secret):
    assert (await Door(ours, house).calls(texted("hello"), secret)).status_code == 403
    assert (await Door(ours, house).calls(b"{", secret)).status_code == 403
    assert await kept(house) == NOTHING


async def test_without_a_secret_of_ours_nobody_is_believed(telegram):
    for secret in (None, ""):
        async with channel(telegram, webhook_secret=secret) as ours:
            for given in ({}, {NAME: ""}):
                with pytest.raises(Forged):
                    ours.parse(HookRequest(PUBLIC + PATH, given, body=b"{}"))


HALF = json.dumps(update(message={"message_id": 1})).encode()


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"5", b"null", b"\xff\xfe", b"a=b", b"{}", b'{"update_id": "1"}'),
        *(HALF, b"[" * 100_000),
    ],
)
async def test_what_is_no_update_is_malformed(house, ours, body):
    assert (await Door(ours, house).calls(body)).status_code == 400
    assert await kept(house) == NOTHING


async def test_only_posts_are_calls(house, ours):
    assert (await Door(ours, house).calls(texted("hello"), method="PUT")).status_code == 405


async def test_an_update_that_brings_no_message_is_acknowledged(house, ours):
    assert (await Door(ours, house).calls(update(something_new={"a": 1}))).status_code == 200
    assert await kept(house) == NOTHING


async def test_the_longest_message_that_answers_the_longest_message(house, ours):
    """Escaped as JSON may be; were it refused, Telegram would bring it again and again."""
    long = "🤒" * 2048
    mark = {"type": "text_link", "offset": 0, "length": 4096, "url": f"https://{'x' * 60}"}
    first = message(long, entities=[mark] * 100)
    body = json.dumps(texted(long, reply_to_message=first, entities=[mark] * 100)).encode()
    assert len(body) > LARGEST
    assert (await Door(ours, house).calls(body)).status_code == 200
    too_long = b" " * (ours.largest + 1)
    assert (await Door(ours, house).calls(too_long)).status_code == 413


async def test_a_call_that_comes_again_is_kept_once(house, ours):
    call = texted("hello")
    calls = await asyncio.gather(*(Door(ours, house).calls(call) for _each in range(5)))
    assert [each.status_code for each in calls] == [200] * 5
    assert await kept(house) == {"inbound": 1, "outbound": 1, "contact": 1}


async def test_a_pressed_button_is_answered_once_it_is_stored(house, ours, telegram):
    async def down(_inbound):
        raise StoreUnavailable("locked")

    call = button("|yes", message("?", message_id=9))
    assert (await Door(ours, house, down).calls(call)).status_code == 503
    await asyncio.sleep(0.02)
    assert not telegram.counts["answerCallbackQuery"]
    assert (await Door(ours, house).calls(call)).status_code == 200
    await until(lambda: telegram.counts["editMessageReplyMarkup"])


async def test_telegram_is_told_where_to_call_and_the_secret(ours, telegram):
    async def receive(_inbound):
        raise AssertionError

    task = asyncio.create_task(ours.listen(receive))
    await until(lambda: telegram.counts["setWebhook"])
    task.cancel()
    [call] = telegram.of("setWebhook")
    assert (call["url"], call["secret_token"]) == ("https://bot.example/telegram", SECRET)
    assert "edited_message" in call["allowed_updates"]
    assert not telegram.counts["getUpdates"]


async def test_our_name_is_learnt_also_by_who_does_not_listen(house, ours, telegram):
    """Of several processes one listens; all are called."""
    await Door(ours, house).calls(texted("hello"))
    await until(lambda: telegram.counts["getMe"])
    await asyncio.sleep(0.01)
    await Door(ours, house).calls(texted("hello", 43))
    recipients = await house.rows("SELECT recipient FROM inbound ORDER BY recipient")
    assert recipients == [("@kunnafoni_bot",), ("telegram",)]
