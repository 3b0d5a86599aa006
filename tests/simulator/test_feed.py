"""What the feed keeps, and what the phones show."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.simulator import Feed
from bot.dispatcher import TurnRecord
from bot.message import Location, Urgency, Venue
from bot.web.simulator import observer
from tests.simulator.story import CHIEF, WORKER, first, heard, sent


async def test_who_comes_late_or_comes_back_gets_what_was_missed(feed):
    for kind in ("inbound", "turn", "outbound"):
        feed.push(kind)
    everything = await heard(feed)
    assert [kind for _id, kind in everything] == ["inbound", "turn", "outbound"]
    assert await heard(feed, everything[0][0]) == everything[1:]
    assert await heard(feed, everything[2][0]) == []


@pytest.mark.parametrize("after", ["", "x", "-", "-9", "0badcafe-99", "0badcafe-", "²-²"])
async def test_an_id_of_another_run_or_of_nothing_gets_everything(feed, after):
    feed.push("inbound")
    assert len(await heard(feed, after)) == 1


async def test_only_the_last_entries_are_kept():
    feed = Feed(most=3)
    for number in range(10):
        feed.push(str(number))
    assert [kind for _id, kind in await heard(feed)] == ["7", "8", "9"]


async def test_everybody_who_follows_hears_news_at_once_until_the_feed_is_closed(feed):
    async def follow() -> list[str]:
        return [entry.kind async for entry in feed.follow(None, 60) if entry]

    followers = [asyncio.create_task(follow()) for _each in range(3)]
    await asyncio.sleep(0)
    for kind in ("one", "two", "three"):
        feed.push(kind)
        await asyncio.sleep(0)
    async with asyncio.timeout(2):
        while any(task.done() for task in followers):
            raise AssertionError("left before the feed was closed")
        await asyncio.sleep(0.01)
        feed.close()
        assert await asyncio.gather(*followers) == [["one", "two", "three"]] * 3


# The phones


async def test_a_message_is_shown_as_each_phone_would_show_it(feed):
    data = await sent(feed, "Déjà reçu sous le no 126. Nouveau cas ?", [("y", "oui"), ("n", "non")])
    assert data["text"] == "Déjà reçu sous le no 126. Nouveau cas ?"
    assert data["choices"] == [["y", "oui"], ["n", "non"]]
    assert data["sms"]["text"] == "Déjà recu sous le no 126. Nouveau cas ? 1 oui 2 non"
    assert data["sms"]["folded"] is True
    assert (data["to"], data["phone"], data["urgency"]) == (str(CHIEF), "sms", "answer")


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "room", "cost"),
    [
        ("a" * 160, "GSM-7", 1, 160, 25),
        ("a" * 161, "GSM-7", 2, 306, 50),
        ("ع" * 70, "UCS-2", 1, 70, 25),
        ("ع" * 71, "UCS-2", 2, 134, 50),
    ],
)
async def test_what_a_message_costs(feed, text, encoding, segments, room, cost):
    sms = (await sent(feed, text))["sms"]
    assert (sms["encoding"], sms["segments"], sms["room"]) == (encoding, segments, room)
    assert (sms["cost"], sms["characters"], sms["currency"]) == (cost, len(text), "XOF")


async def test_a_place_and_its_urgency_travel_with_the_message(feed):
    place = Venue("CSCom Koro", Location(14.07, -3.08))
    data = await sent(feed, "Koro", place=place, urgency=Urgency.URGENT)
    assert (data["place"], data["urgency"]) == (["CSCom Koro", 14.07, -3.08], "urgent")


async def test_what_the_core_did_is_on_the_record_without_a_word_of_the_message(feed):
    record = TurnRecord(
        "c1", WORKER, "simulator-sms", (("report", 0.934),), "report", ("ReportFiled",), 1, 0.4321,
        answering=True,
    )  # fmt: skip
    observer(feed)([record])
    entries = [entry async for entry in first(feed)]
    assert (entries[0].kind, entries[0].data) == (
        "turn",
        {
            "from": str(WORKER),
            "channel": "simulator-sms",
            "intents": [["report", 0.93]],
            "handler": "report",
            "events": ["ReportFiled"],
            "replies": 1,
            "answering": True,
            "ms": 0.43,
        },
    )
