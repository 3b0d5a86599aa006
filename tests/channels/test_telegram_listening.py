"""Asking Telegram for messages: confirmed only when stored, whatever is down, for however long."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest
import structlog
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram import courtesies, listening
from bot.errors import StoreUnavailable
from tests.channels.telegram import (
    CHAT,
    FakeTelegram,
    button,
    channel,
    member,
    message,
    outbound,
    refused,
    rendered,
    texted,
    too_many,
    update,
)
from tests.conftest import until

LOCALES = ("fr", "bm", "ses")


class Store:
    """Takes messages, except while it is down."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.tries = 0
        self.down = False
        self.slow = 0.0

    async def receive(self, inbound) -> None:
        self.tries += 1
        await asyncio.sleep(self.slow)
        if self.down:
            raise StoreUnavailable("locked")
        self.kept.append(inbound.text or inbound.choice or "")


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Waits that are a tenth of a second at most."""
    monkeypatch.setattr(listening, "FIRST", 0.01)
    monkeypatch.setattr(listening, "LONGEST", 0.1)


@asynccontextmanager
async def listening_to(telegram, store, public_url=None, **changes):
    async with channel(telegram, public_url, **changes) as ours:
        task = asyncio.create_task(ours.listen(store.receive))
        try:
            yield ours
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_messages_come_in_their_order_and_are_confirmed():
    telegram, store = FakeTelegram(), Store()
    telegram.brings(*(texted(str(number)) for number in range(5)))
    async with listening_to(telegram, store):
        await until(lambda: len(store.kept) == 5)
        telegram.brings(last := texted("5"))
        await until(lambda: telegram.confirmed == last["update_id"] + 1)
    assert store.kept == list("012345")


async def test_nothing_is_confirmed_that_is_not_stored_and_it_comes_again():
    telegram, store = FakeTelegram(), Store()
    store.down = True
    telegram.brings(first := texted("a"), texted("b"))
    async with listening_to(telegram, store):
        await until(lambda: store.tries >= 6)
        assert telegram.confirmed <= first["update_id"]
        store.down = False
        await until(lambda: telegram.confirmed > first["update_id"])
    assert store.kept == ["a", "b"]


async def test_of_several_one_that_is_not_stored_lets_all_come_again():
    """Those that were stored are recognised by their ids."""
    telegram, kept = FakeTelegram(), []

    class Half(Store):
        async def receive(self, inbound):
            self.tries += 1
            if inbound.text == "b" and self.tries < 4:
                raise StoreUnavailable("locked")
            kept.append(inbound.text)

    telegram.brings(texted("a"), texted("b"))
    async with listening_to(telegram, Half()):
        await until(lambda: "b" in kept)
    assert kept[0] == "a"


async def test_an_update_that_nobody_can_read_is_passed_over():
    telegram, store = FakeTelegram(), Store()
    broken = update(message={"message_id": 1})
    telegram.brings(texted("a"), broken, update(something_new={}), last := texted("b"))
    with structlog.testing.capture_logs() as told:
        async with listening_to(telegram, store):
            await until(lambda: telegram.confirmed > last["update_id"])
    assert store.kept == ["a", "b"]
    assert [each["update"] for each in told if each["event"] == "update passed over"] == [
        broken["update_id"]
    ]


OUT_OF_REACH = {
    "no network": NetworkError("httpx.ConnectError: x"),
    "no answer": TimedOut(),
    "theirs": refused(502, "Bad Gateway"),
    "html": (200, b"<html>"),
    "nonsense": (200, {"ok": True, "result": 5}),
    "no result": (200, {"ok": True}),
    "token": refused(401, "Unauthorized"),
    "conflict": refused(409, "Conflict: terminated by other getUpdates request"),
    "too many": too_many(0.01),
}


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
@pytest.mark.parametrize("problem", OUT_OF_REACH.values(), ids=OUT_OF_REACH)
async def test_a_telegram_out_of_reach_is_waited_for(problem, method):
    telegram, store = FakeTelegram(), Store()
    telegram.will(method, *[problem] * 3)
    telegram.brings(texted("a"))
    with structlog.testing.capture_logs() as told:
        async with listening_to(telegram, store):
            await until(lambda: store.kept)
    if not (method == "deleteWebhook" and problem == OUT_OF_REACH["nonsense"]):
        assert len([each for each in told if each["log_level"] in ("warning", "error")]) >= 3


async def test_each_wait_is_longer_than_the_one_before():
    telegram, store = FakeTelegram(), Store()
    telegram.will("getMe", *[TimedOut()] * 4)
    with structlog.testing.capture_logs() as told:
        async with listening_to(telegram, store):
            await until(lambda: telegram.counts["getUpdates"])
    waits = [each["again_in"] for each in told if each.get("doing") == "introducing ourselves"]
    assert len(waits) == 4
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]


async def test_sending_does_not_wait_for_the_listening():
    telegram, store = FakeTelegram(), Store()
    telegram.will("getMe", *[TimedOut()] * 1000)
    async with listening_to(telegram, store) as ours:
        assert await ours.send(outbound(), rendered()) == f"{CHAT}:1000"


async def test_a_webhook_of_before_is_taken_away_and_what_waits_is_kept():
    telegram, store = FakeTelegram(), Store()
    async with listening_to(telegram, store):
        await until(lambda: telegram.counts["getUpdates"])
    [call] = telegram.of("deleteWebhook")
    assert not call.get("drop_pending_updates")
    assert [name for name, _call in telegram.calls][:2] == ["getMe", "deleteWebhook"]


async def test_the_commands_are_told_in_every_language_that_telegram_can_name():
    telegram, store = FakeTelegram(), Store()

    def menu(locale, roles):
        return [("aide", f"{locale}")]

    async with listening_to(telegram, store, menu=menu, locales=LOCALES):
        await until(lambda: telegram.counts["setMyCommands"] == 3)
    told = [
        (call.get("language_code"), call["commands"][0]["description"])
        for call in telegram.of("setMyCommands")
    ]
    assert told == [(None, "None"), ("fr", "fr"), ("bm", "bm")]


async def test_commands_that_telegram_refuses_hold_nothing_up():
    telegram, store = FakeTelegram(), Store()
    telegram.will("setMyCommands", *[refused(400, "Bad Request: BOT_COMMAND_INVALID")] * 99)
    telegram.brings(texted("a"))
    async with listening_to(telegram, store, menu=lambda _l, _r: [("aide", "x")], locales=LOCALES):
        await until(lambda: store.kept)


# What people see of it ---------------------------------------------------------------------------


async def test_a_pressed_button_is_answered_and_its_buttons_go_once_it_is_stored():
    telegram, store = FakeTelegram(), Store()
    store.down = True
    telegram.brings(button("|yes", message("?", message_id=9), id="777"))
    async with listening_to(telegram, store):
        await until(lambda: store.tries >= 2)
        assert not telegram.counts["answerCallbackQuery"]
        store.down = False
        await until(lambda: telegram.counts["editMessageReplyMarkup"])
    assert telegram.of("answerCallbackQuery") == [{"callback_query_id": "777"}]
    [edit] = telegram.of("editMessageReplyMarkup")
    assert (edit["chat_id"], edit["message_id"], "reply_markup" in edit) == (CHAT, 9, False)


@pytest.mark.parametrize(
    "method", ["answerCallbackQuery", "editMessageReplyMarkup", "sendChatAction"]
)
async def test_courtesies_that_telegram_refuses_harm_nothing(method, monkeypatch):
    monkeypatch.setattr(courtesies, "SOON", 0.0)
    telegram, store = FakeTelegram(), Store()
    store.slow = 0.05
    telegram.will(method, refused(400, "Bad Request: query is too old"), TimedOut())
    telegram.brings(*(button("|yes", message("?")) for _each in range(3)))
    async with listening_to(telegram, store):
        await until(lambda: telegram.counts["editMessageReplyMarkup"] == 3)
    assert len(store.kept) == 3
    assert telegram.counts["answerCallbackQuery"] == 3


@pytest.mark.parametrize(
    ("slow", "raw", "shown"),
    [
        (0.1, texted("x"), 1),
        (0.0, texted("x"), 0),
        (0.1, member("left", "member"), 0),
    ],
)
async def test_typing_is_shown_where_an_answer_takes_long(monkeypatch, slow, raw, shown):
    monkeypatch.setattr(courtesies, "SOON", 0.03)
    telegram, store = FakeTelegram(), Store()
    store.slow = slow
    telegram.brings(raw)
    async with listening_to(telegram, store):
        await until(lambda: store.kept)
        await asyncio.sleep(0.05)
    assert telegram.counts["sendChatAction"] == shown


async def test_a_question_that_was_answered_by_its_button_is_not_closed_twice():
    telegram, store = FakeTelegram(), Store()
    async with listening_to(telegram, store) as ours:
        await ours.send(outbound(), rendered("?", ("yes", "oui")))
        telegram.brings(button("|yes", message("?", message_id=1000)))
        await until(lambda: telegram.counts["editMessageReplyMarkup"])
        await ours.send(outbound(), rendered("?", ("yes", "oui")))
    assert telegram.counts["editMessageReplyMarkup"] == 1
