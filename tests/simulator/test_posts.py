"""What the page may send, and what is refused."""

from __future__ import annotations

import pytest

from bot.message import Inbound, Location
from tests.simulator.story import NOW, WORKER, a_message, heard, post, sent


async def test_a_message_reaches_the_bot_and_the_record(page, bot, feed):
    answer = await post(page, a_message(text="rougole 3f dountsa"))
    assert (answer.status_code, answer.json()) == (202, {"id": "0123456789abcdef"})
    assert bot.heard == [
        Inbound(
            "simulator-sms",
            "0123456789abcdef",
            WORKER,
            "simulator",
            "rougole 3f dountsa",
            NOW,
            NOW,
        )
    ]
    assert [kind for _id, kind in await heard(feed)] == ["inbound", "kept"]


async def test_a_shared_location_is_a_location(page, bot):
    point = {"latitude": 14.07, "longitude": -3.08}
    assert (await post(page, a_message(phone="chat", location=point))).status_code == 202
    assert bot.heard[0].location == Location(14.07, -3.08)
    assert bot.heard[0].channel == "simulator-chat"


async def test_only_the_button_of_the_last_question_works_and_only_once(page, bot, feed):
    await sent(feed, "Nouveau cas ?", [("yes", "oui")])
    press = a_message(phone="chat", text="oui", choice="yes", question="7") | {"as": "chief"}
    assert (await post(page, press | {"question": "6"})).status_code == 409
    assert (await post(page, press | {"as": "worker"})).status_code == 409
    assert (await post(page, press)).status_code == 202
    assert (bot.heard[0].choice, bot.heard[0].text) == ("yes", "")
    assert (await post(page, press)).status_code == 409
    assert len(bot.heard) == 1


async def test_what_could_not_be_stored_is_said_to_be_lost(page, bot, feed):
    bot.full = True
    assert (await post(page, a_message())).status_code == 503
    assert [kind for _id, kind in await heard(feed)] == ["inbound", "lost"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere.test"},
        {"origin": None},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"content_type": "text/plain"},
        {"content_type": None},
    ],
)
async def test_another_site_cannot_speak_for_our_people(page, bot, headers):
    assert (await post(page, a_message(), **headers)).status_code == 403
    assert bot.heard == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b'{"id": "\\ud800"}', 400),
        (a_message(id="x"), 400),
        (a_message(id="0123456789ABCDEF"), 400),
        (a_message(phone="fax"), 400),
        (a_message(text=7), 400),
        (a_message(text=None), 400),
        (a_message(surprise=1), 400),
        (a_message(**{"as": "nobody"}), 400),
        (a_message(location={"latitude": 91, "longitude": 0}), 400),
        (a_message(location={"latitude": float("nan"), "longitude": 0}), 400),
        (a_message(location={"latitude": 1}), 400),
        (a_message(text="x" * 20_000), 413),
        (b" " * 20_000, 413),
    ],
)
async def test_what_is_not_a_message_is_refused_whole(page, bot, feed, body, status):
    assert (await post(page, body)).status_code == status
    assert bot.heard == []
    assert await heard(feed) == []


@pytest.mark.parametrize("text", ["", "x" * 2000, "\0", "\u200f٣", "ɲɔnin", "😷"])
async def test_every_text_a_phone_can_send_gets_through(page, bot, text):
    assert (await post(page, a_message(text=text))).status_code == 202
    assert bot.heard[0].text == text
