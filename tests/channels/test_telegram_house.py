"""The whole house with Telegram over real HTTP: asked, answered, pressed, and found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import pytest

from bot.channels.telegram import listening
from bot.cli.house import House, opened_house
from bot.config import Settings
from bot.message import Inbound
from tests.channels.telegram import CHAT, TOKEN, WITHOUT_LIMITS, button, message, texted
from tests.channels.telegram_server import Server, serving
from tests.conftest import STRANGER, FakeChannel, until

WELCOME = "Bienvenue à Kunnafoni, la santé par SMS. Votre langue ?"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(listening, "FIRST", 0.02)
    monkeypatch.setattr(listening, "LONGEST", 0.1)


def settings(tmp_path, url: str) -> Settings:
    section = {"token": TOKEN, "base_url": url, "timeout_seconds": 2, **WITHOUT_LIMITS}
    return Settings(database={"url": f"sqlite:{tmp_path / 'bot.db'}"}, telegram=section)


@asynccontextmanager
async def working(known: Settings, **channels) -> AsyncIterator[House]:
    async with opened_house(known, None, channels) as house:
        task = asyncio.create_task(house.work())
        try:
            yield house
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_from_the_first_message_to_a_report_by_buttons(tmp_path):
    async with serving(Server()) as telegram, working(settings(tmp_path, telegram.url)):
        telegram.brings(texted("/start"))
        await until(lambda: telegram.said())
        [call] = telegram.of("sendMessage")
        [row] = call["reply_markup"]["inline_keyboard"]
        assert (call["text"], [each["text"] for each in row]) == (
            WELCOME, ["Français", "Bamanankan", "English"],
        )  # fmt: skip
        telegram.brings(button(row[2]["callback_data"], message("?", message_id=1000)))
        await until(lambda: len(telegram.said()) == 2)
        assert telegram.said()[1].startswith("I will answer in English.")
        await until(lambda: telegram.counts["editMessageReplyMarkup"])
        telegram.brings(button(row[0]["callback_data"], message("?", message_id=1000)))
        await until(lambda: len(telegram.said()) == 3)
        assert telegram.said()[2] == (
            "This button is from an earlier question. Please answer the last one."
        )


async def test_the_commands_are_shown_in_every_language(tmp_path):
    async with serving(Server()) as telegram, working(settings(tmp_path, telegram.url)):
        await until(lambda: telegram.counts["setMyCommands"] == 4)
    told = {
        call.get("language_code"): {each["command"] for each in call["commands"]}
        for call in telegram.of("setMyCommands")
    }
    assert told["fr"] == told[None] >= {"aide", "langue", "rapport", "clinique", "stop"}
    assert told["en"] >= {"help", "language", "report", "clinic", "stop"}
    assert told["bm"] >= {"deme", "kan"}


async def test_with_telegram_out_of_reach_sms_works_and_telegram_is_found_later(
    tmp_path, unused_tcp_port
):
    phone, url = FakeChannel(), f"http://127.0.0.1:{unused_tcp_port}"
    async with working(settings(tmp_path, url), fake=phone) as house:
        by_sms = Inbound("fake", "1", STRANGER, "+22370000000", "hello", datetime.now(UTC))
        await house.dispatcher.receive(by_sms)
        await until(lambda: phone.sent)
        async with serving(Server(), unused_tcp_port) as telegram:
            telegram.brings(texted("hello"))
            await until(lambda: telegram.said())
    assert telegram.said() == [WELCOME]


async def test_what_was_not_confirmed_is_asked_for_after_a_restart_and_answered_once(tmp_path):
    async with serving(Server()) as telegram:
        telegram.brings(first := texted("hello"))
        async with working(settings(tmp_path, telegram.url)):
            await until(lambda: telegram.said())
        telegram.updates = [first]
        async with working(settings(tmp_path, telegram.url)):
            await until(lambda: telegram.confirmed > first["update_id"])
            telegram.brings(texted("aide"))
            await until(lambda: len(telegram.said()) == 2)
    assert telegram.said()[0] == WELCOME
    assert [call["chat_id"] for call in telegram.of("sendMessage")] == [CHAT, CHAT]
