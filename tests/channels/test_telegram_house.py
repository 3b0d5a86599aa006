"""The whole house with Telegram over real HTTP: asked, answered, pressed, and found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import pytest

from bot.address import Address
from bot.channels.base import as_sms
from bot.channels.telegram import listening
from bot.cli.house import House, opened_house
from bot.config import Settings
from bot.message import Inbound, Notice, Reply, Urgency
from bot.store.contacts import NewContact, keep_contacts
from bot.text import verbatim
from tests.channels.telegram import (
    CHAT,
    GROUP,
    TOKEN,
    WITHOUT_LIMITS,
    button,
    member,
    message,
    person,
    refused,
    texted,
    update,
)
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


@pytest.mark.parametrize(
    ("application", "text", "said"),
    [
        ("en", "/start", "Welcome to Kunnafoni, health news by SMS. Your language?"),
        ("en-GB", "zzyzzyq", "Welcome to Kunnafoni"),
        ("en", "bonjour", WELCOME),  # what they write tells more
        ("en", "i ni ce", "I bisimila Kunnafoni na."),
        ("fr", "/start", WELCOME),  # telephones are sold in French
        ("wo", "/start", WELCOME),
    ],
)
async def test_a_new_person_is_greeted_in_the_language_of_their_application(
    tmp_path, application, text, said
):
    async with serving(Server()) as telegram, working(settings(tmp_path, telegram.url)):
        first = message(text, **{"from": person(language_code=application)})
        telegram.brings(update(message=first))
        await until(lambda: telegram.said())
        assert telegram.said()[0].startswith(said)


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


# Stories across Telegram and SMS -----------------------------------------------------------------

PHONE = Address("tel", "+22370000001")


def by_sms(text: str, serial: list[int] = [0]) -> Inbound:  # noqa: B006  (a counter)
    serial[0] += 1
    return Inbound("fake", str(serial[0]), PHONE, "+22370000000", text, datetime.now(UTC))


async def a_health_worker(house: House) -> None:
    new = [NewContact(PHONE, "chw", "district-douentza", "fr")]
    async with house.database.transaction() as connection:
        await keep_contacts(connection, new, channel="fake", recipient="+22370000000", now=1)


def sms(phone: FakeChannel) -> list[str]:
    return [as_sms(words) for _outbound, words in phone.sent]


async def test_a_health_worker_links_their_phone_by_sharing_it(tmp_path):
    phone = FakeChannel()
    async with (
        serving(Server()) as telegram,
        working(settings(tmp_path, telegram.url), fake=phone) as house,
    ):
        await a_health_worker(house)
        telegram.brings(texted("/lier"))
        await until(lambda: telegram.said())
        [[share]] = telegram.of("sendMessage")[0]["reply_markup"]["keyboard"]
        assert share == {"text": "Partager mon numéro", "request_contact": True}
        own = {"phone_number": "22370000001", "first_name": "A", "user_id": CHAT}
        telegram.brings(update(message=message(contact=own)))
        await until(lambda: len(telegram.said()) == 2)
        assert telegram.said()[1].startswith("+22370000001 est lié")
        telegram.brings(texted("rougeole 3 f"))
        await until(lambda: len(telegram.said()) == 3)
        assert "rougeole, 3 cas féminins, Douentza" in telegram.said()[2]
        await until(lambda: [c for c in telegram.of("setMyCommands") if "scope" in c])
        [call] = [c for c in telegram.of("setMyCommands") if c.get("scope")]
        assert {"zero", "annuler"} <= {each["command"] for each in call["commands"]}


async def test_a_health_worker_links_their_phone_by_a_code(tmp_path):
    phone = FakeChannel()
    async with (
        serving(Server()) as telegram,
        working(settings(tmp_path, telegram.url), fake=phone) as house,
    ):
        await a_health_worker(house)
        telegram.brings(texted("LIER 70 00 00 01"))
        await until(lambda: phone.sent)
        telegram.brings(texted(sms(phone)[0][:6]))
        await until(lambda: len(telegram.said()) == 2)
        assert telegram.said()[1].startswith("+22370000001 est lié")
        await house.dispatcher.receive(by_sms("palu 2 koro"))
        await until(lambda: len(phone.sent) == 2)
        telegram.brings(texted("annuler"))
        await until(lambda: len(telegram.said()) == 3)
        assert telegram.said()[2].startswith("Annuler le no 1 : paludisme, 2 cas ?")


async def test_who_blocks_the_bot_is_told_by_sms(tmp_path):
    phone = FakeChannel()
    async with (
        serving(Server()) as telegram,
        working(settings(tmp_path, telegram.url), fake=phone) as house,
    ):
        await a_health_worker(house)
        own = {"phone_number": "22370000001", "first_name": "A", "user_id": CHAT}
        telegram.brings(update(message=message(contact=own)))
        await until(lambda: len(telegram.said()) == 1)
        await until(lambda: phone.sent)
        telegram.will("sendMessage", refused(403, "Forbidden: bot was blocked by the user"))
        [(who,)] = await query(house, "SELECT contact_id FROM contact_address LIMIT 1")
        async with house.dispatcher._store.batch() as session:
            said = Reply(verbatim("La clinique de demain est annulée"))
            await session.notify([Notice(who, said, Urgency.URGENT)], datetime.now(UTC))
        house.outbox.wake()
        await until(lambda: len(phone.sent) == 2)
        assert sms(phone)[1] == "La clinique de demain est annulée"
        stopped = "SELECT address FROM contact_address WHERE stopped_at IS NOT NULL"
        assert await query(house, stopped) == [(f"telegram:{CHAT}",)]


async def test_a_group_is_answered_once_and_left_alone(tmp_path):
    async with serving(Server()) as telegram, working(settings(tmp_path, telegram.url)):
        await until(lambda: telegram.counts["getUpdates"])
        command = {"entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
        telegram.brings(member("left", "member"), texted("/aide", GROUP, **command))
        telegram.brings(*(texted("/aide", GROUP, **command) for _each in range(5)), texted("aide"))
        await until(lambda: telegram.said())
        await asyncio.sleep(0.1)
    assert telegram.said(GROUP) == [
        "Je réponds seulement en privé. Ouvrez mon profil et écrivez-moi là."
    ]


async def query(house: House, sql: str) -> list[tuple]:
    rows = await house.database._reader.execute_fetchall(sql)
    return [tuple(row) for row in rows]
