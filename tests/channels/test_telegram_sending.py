"""What reaches Telegram of a reply, and what becomes of it when Telegram refuses."""

from __future__ import annotations

import asyncio
import logging

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import NetworkError, TimedOut

from bot import logs
from bot.channels.telegram import opened
from bot.channels.telegram.failing import TOKEN as MEND
from bot.channels.telegram.parts import LONGEST, parts, units
from bot.errors import AddressStopped, BadConfig, PermanentSendError, TemporarySendError
from bot.message import Choice, Location, Reply, Venue
from bot.replies import awaited
from bot.text import verbatim
from tests.channels import NOW
from tests.channels.telegram import (
    CHAT,
    GROUP,
    SECRET,
    TOKEN,
    FakeTelegram,
    channel,
    config,
    fine,
    outbound,
    refused,
    rendered,
    too_many,
)
from tests.conftest import until

KORO = Venue("CSCom Koro", Location(14.07, -3.08))
YES_NO = (("yes", "oui"), ("no", "non"))
TAKEN = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
WORDS = "Clinique ouverte à 9h"


async def sent(telegram, reply="x", words=None, **changes):
    async with channel(telegram) as ours:
        return await ours.send(outbound(reply, **changes), words or rendered())


def buttons(telegram, row=0):
    keyboard = telegram.of("sendMessage")[-1]["reply_markup"]["inline_keyboard"]
    return [(each["text"], each["callback_data"]) for each in keyboard[row]]


async def test_a_message_goes_to_its_chat_and_its_id_comes_back():
    telegram = FakeTelegram()
    assert await sent(telegram, words=rendered(WORDS)) == f"{CHAT}:1000"
    [call] = telegram.of("sendMessage")
    assert (call["chat_id"], call["text"]) == (CHAT, WORDS)
    assert call["link_preview_options"] == {"is_disabled": True}
    assert call["reply_markup"] == {"remove_keyboard": True}


@pytest.mark.parametrize("name", ["*Koro*", "<b>Koro</b>", "[Koro](http://x)", "_a_ `b` &amp;"])
async def test_no_name_becomes_markup(name):
    telegram = FakeTelegram()
    await sent(telegram, words=rendered(name))
    [call] = telegram.of("sendMessage")
    assert call["text"] == name
    assert not {"parse_mode", "entities"} & call.keys()


async def test_choices_are_buttons_that_carry_key_and_question():
    question = awaited(Reply(verbatim("?"), (Choice("yes", verbatim("oui")),)))
    telegram = FakeTelegram()
    await sent(telegram, question, rendered("?", *YES_NO))
    asked = question.asked
    assert buttons(telegram) == [("oui", f"{asked}|yes"), ("non", f"{asked}|no")]


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (("oui", "non"), [2]),
        (("a", "b", "c", "d"), [3, 1]),
        (("oui", "autre chose encore"), [1, 1]),
    ],
)
async def test_short_labels_stand_side_by_side(labels, rows):
    telegram = FakeTelegram()
    await sent(telegram, words=rendered("?", *((str(n), each) for n, each in enumerate(labels))))
    keyboard = telegram.of("sendMessage")[-1]["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in keyboard] == rows


@pytest.mark.parametrize("wanted", ["contact", "location"])
async def test_what_could_be_shared_is_one_button(wanted):
    telegram = FakeTelegram()
    await sent(telegram, words=rendered("?", wants=(wanted, "Partager")))
    [call] = telegram.of("sendMessage")
    assert call["reply_markup"]["keyboard"] == [[{"text": "Partager", f"request_{wanted}": True}]]
    assert call["reply_markup"]["one_time_keyboard"]


async def test_in_a_group_nothing_stands_under_a_message():
    telegram = FakeTelegram()
    await sent(telegram, chat=GROUP)
    assert "reply_markup" not in telegram.of("sendMessage")[0]


async def test_a_place_is_shown_after_its_words():
    telegram = FakeTelegram()
    await sent(telegram, Reply(verbatim("x"), place=KORO))
    assert [name for name, _call in telegram.calls] == ["sendMessage", "sendVenue"]
    [venue] = telegram.of("sendVenue")
    assert (venue["title"], venue["latitude"], venue["address"]) == (
        "CSCom Koro",
        14.07,
        "14.0700, -3.0800",
    )


async def test_a_place_that_is_refused_does_not_undo_the_words():
    telegram = FakeTelegram()
    telegram.will("sendVenue", refused(400, "Bad Request: wrong latitude"))
    assert await sent(telegram, Reply(verbatim("x"), place=KORO)) == f"{CHAT}:1000"


# Long texts --------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text(alphabet="a é\n🤒ɲ", min_size=1, max_size=200), st.integers(8, 40))
def test_parts_hold_everything_and_are_never_too_long(text, longest):
    found = parts(text, longest)
    assert all(units(part) <= longest for part in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(part.strip() for part in found) or not text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12345\n12345\n12", ["12345", "12345\n12"]),
        ("12345 12345 12", ["12345", "12345 12"]),
        ("1234567890123", ["1234567890", "123"]),
        ("🤒" * 6, ["🤒" * 5, "🤒"]),
        ("12345\n6789 0123", ["12345", "6789 0123"]),
        ("short", ["short"]),
        ("", [""]),
    ],
)
def test_a_text_is_cut_at_lines_then_at_words(text, expected):
    assert parts(text, 10) == expected


async def test_a_long_text_is_several_messages_with_the_buttons_under_the_last():
    telegram = FakeTelegram()
    lines = "\n".join(["x" * 99] * 100)
    async with channel(telegram) as ours:
        words = rendered(lines, *YES_NO)
        assert ours.segments(words) == 3
        assert await ours.send(outbound(), words) == f"{CHAT}:1002"
    first, second, third = telegram.of("sendMessage")
    assert max(len(call["text"]) for call in (first, second, third)) <= LONGEST
    assert first["text"] + "\n" + second["text"] + "\n" + third["text"] == lines
    assert "reply_markup" not in first
    assert "inline_keyboard" in third["reply_markup"]


async def test_what_was_taken_of_a_message_that_failed_half_way_is_not_sent_again():
    telegram = FakeTelegram()
    message = outbound(Reply(verbatim("x"), place=KORO))
    words = rendered("a" * 4096 + "\n" + "b" * 100)
    telegram.will("sendMessage", fine(TAKEN), refused(500, "Internal"))
    telegram.will("sendVenue", refused(502, "Bad Gateway"))
    async with channel(telegram) as ours:
        for _each in range(2):
            with pytest.raises(TemporarySendError):
                await ours.send(message, words)
        await ours.send(message, words)
    firsts = [call["text"][0] for call in telegram.of("sendMessage")]
    assert firsts == ["a", "b", "b"]
    assert telegram.counts["sendVenue"] == 2


# Failures ----------------------------------------------------------------------------------------

HTML = (200, b"<html>log in to the hotel</html>")
FAILURES = {
    "blocked": (refused(403, "Forbidden: bot was blocked by the user"), AddressStopped),
    "deactivated": (refused(403, "Forbidden: user is deactivated"), AddressStopped),
    "kicked": (refused(403, "Forbidden: bot was kicked from the group chat"), AddressStopped),
    "no chat": (refused(400, "Bad Request: chat not found"), AddressStopped),
    "peer": (refused(400, "Bad Request: PEER_ID_INVALID"), AddressStopped),
    "empty": (refused(400, "Bad Request: message text is empty"), PermanentSendError),
    "button": (refused(400, "Bad Request: BUTTON_DATA_INVALID"), PermanentSendError),
    "too many": (too_many(7), TemporarySendError),
    "token": (refused(401, "Unauthorized"), TemporarySendError),
    "no such bot": (refused(404, "Not Found"), TemporarySendError),
    "conflict": (refused(409, "Conflict: terminated by other"), TemporarySendError),
    "theirs": (refused(500, "Internal Server Error"), TemporarySendError),
    "gateway": (refused(502, "Bad Gateway"), TemporarySendError),
    "html 502": ((502, b"<h1>Bad gateway</h1>"), TemporarySendError),
    "html 200": (HTML, TemporarySendError),
    "html 403": ((403, b"<h1>Forbidden</h1>"), TemporarySendError),
    "nothing": ((200, b""), TemporarySendError),
    "no result": ((200, {"ok": True}), TemporarySendError),
    "no id": (fine({}), TemporarySendError),
    "an empty id": (fine({**TAKEN, "message_id": None}), TemporarySendError),
    "true": (fine(True), TemporarySendError),
    "a list": ((200, []), TemporarySendError),
    "null": ((200, b"null"), TemporarySendError),
    "timed out": (TimedOut(), TemporarySendError),
    "no network": (NetworkError("httpx.ConnectError: x"), TemporarySendError),
    "hung up": (ConnectionResetError(), TemporarySendError),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "kind"), FAILURES.values(), ids=FAILURES)
async def test_what_did_not_go_through_is_named_by_what_to_do_about_it(answer, kind):
    telegram = FakeTelegram()
    telegram.will("sendMessage", answer)
    with pytest.raises(kind) as failed:
        await sent(telegram, words=rendered(WORDS))
    assert type(failed.value) is kind
    assert not [word for word in (WORDS, TOKEN, "hotel", str(CHAT)) if word in str(failed.value)]
    assert telegram.counts["sendMessage"] == 1


async def test_the_wait_that_telegram_asks_for_is_passed_on_and_kept_for_that_chat():
    telegram = FakeTelegram()
    telegram.will("sendMessage", too_many(7))
    async with channel(telegram) as ours:
        for _each in range(2):
            with pytest.raises(TemporarySendError) as failed:
                await ours.send(outbound(), rendered())
            assert 6 < failed.value.retry_after <= 7
        assert await ours.send(outbound(chat=43), rendered()) == "43:1000"
    assert telegram.counts["sendMessage"] == 2, "the chat was left alone, the other was not"


async def test_a_group_that_became_a_supergroup_is_found_at_its_new_id():
    telegram = FakeTelegram()
    telegram.will("sendMessage", refused(400, "Bad Request: group chat was upgraded to a "
                                         "supergroup chat", migrate_to_chat_id=-1009))  # fmt: skip
    await sent(telegram, chat=GROUP)
    assert [call["chat_id"] for call in telegram.of("sendMessage")] == [GROUP, -1009]


async def test_an_address_that_is_no_chat_is_not_asked_about():
    telegram = FakeTelegram()
    with pytest.raises(PermanentSendError):
        await sent(telegram, chat="nobody")
    assert not telegram.calls


async def test_a_telegram_that_hangs_is_given_up_in_time():
    telegram = FakeTelegram(latency=30)
    async with asyncio.timeout(10), channel(telegram, timeout_seconds=0.1) as ours:
        with pytest.raises(TemporarySendError):
            await ours.send(outbound(), rendered())


async def test_a_token_that_is_not_accepted_is_told_clearly_and_not_for_each_message():
    telegram = FakeTelegram()
    telegram.will("sendMessage", *[refused(401, "Unauthorized")] * 3)
    with structlog.testing.capture_logs() as told:
        async with channel(telegram) as ours:
            for _each in range(3):
                with pytest.raises(TemporarySendError):
                    await ours.send(outbound(), rendered())
    assert [each["mend"] for each in told if each["log_level"] == "error"] == [MEND]


async def test_without_a_token_nothing_is_opened():
    with pytest.raises(BadConfig, match="KUNNAFONI_TELEGRAM_TOKEN"):
        async with opened(config(token=""), None, lambda: NOW):
            pass


# What is done beside --------------------------------------------------------------------------


async def test_only_the_last_question_keeps_its_buttons():
    telegram = FakeTelegram()
    async with channel(telegram) as ours:
        for _each in range(2):
            await ours.send(outbound(), rendered("?", *YES_NO))
        await ours.send(outbound(), rendered("no question"))
        await until(lambda: telegram.counts["editMessageReplyMarkup"])
    assert [call["message_id"] for call in telegram.of("editMessageReplyMarkup")] == [1000]


MENU = {("fr", ()): [("aide", "Ce que vous pouvez")], (None, ()): [("aide", "x")],
        ("bm", ()): [("deme", "y"), ("dɛmɛ", "not for Telegram")]}  # fmt: skip


def menu(locale, roles):
    return [("rapport", f"{locale} {' '.join(roles)}")] if roles else MENU.get((locale, roles), [])


async def shown(telegram, ours, *people):
    for number, (roles, locale) in enumerate(people):
        await ours.send(outbound(roles=roles, locale=locale), rendered(str(number)))
        await asyncio.sleep(0.01)
    return telegram.of("setMyCommands")


async def test_people_with_roles_are_shown_their_commands_once_and_when_they_change():
    telegram, chw = FakeTelegram(), ("chw",)
    people = [((), "fr"), (chw, "fr"), (chw, "fr"), (chw, "bm"), (("chw", "supervisor"), "bm")]
    async with channel(telegram, menu=menu) as ours:
        calls = await shown(telegram, ours, *people)
        told = [call["commands"][0]["description"] for call in calls]
        assert told == ["fr chw", "bm chw", "bm chw supervisor"]
        assert [call["scope"] for call in calls] == [{"type": "chat", "chat_id": CHAT}] * 3
        await shown(telegram, ours, ((), "bm"))
    assert telegram.counts["deleteMyCommands"] == 1


async def test_commands_that_telegram_refused_are_told_again_with_the_next_message():
    telegram = FakeTelegram()
    telegram.will("setMyCommands", refused(500, "Internal"))
    async with channel(telegram, menu=menu) as ours:
        assert len(await shown(telegram, ours, (("chw",), "fr"), (("chw",), "fr"))) == 2


async def test_the_log_tells_neither_the_token_nor_the_chat_nor_the_words(capsys):
    logs.configure("debug", "json", [TOKEN, SECRET])
    telegram = FakeTelegram()
    telegram.will("sendMessage", HTML, refused(401, "Unauthorized"), (500, WORDS.encode()))
    async with channel(telegram) as ours:
        for _each in range(3):
            with pytest.raises(TemporarySendError):
                await ours.send(outbound(chat=22370000001), rendered(WORDS))
        await ours.send(outbound(chat=22370000001), rendered(WORDS))
    logging.getLogger("telegram").debug("as the library would: %s", TOKEN)
    written = capsys.readouterr().err
    assert "telegram token not accepted" in written
    assert not [word for word in (TOKEN, "22370000001", WORDS, "hotel") if word in written]
