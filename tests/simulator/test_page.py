"""The page: what it says, what it may load, what it follows."""

from __future__ import annotations

import asyncio
import json
import re

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.simulator import SimulatorChannel
from bot.message import Outbound, Reply
from bot.prices import Prices
from bot.text import _
from bot.voices import Voice, Voices, mark_of
from bot.web.simulator import STATIC, routes
from bot.web.simulator_texts import TEXTS
from tests.recordings import recording
from tests.simulator.story import HERE, NOW, WORKER, heard


async def test_the_page_is_at_home_only_in_the_demo(page, simulator):
    assert (await page.get("/")).headers["location"] == "/simulator"
    real = httpx.ASGITransport(app=Starlette(routes=routes(simulator)))
    async with httpx.AsyncClient(transport=real, base_url=HERE) as client:
        assert (await client.get("/")).status_code == 404


async def test_nothing_from_elsewhere_may_load_or_run(page):
    for path in ("/simulator", "/simulator/state", "/simulator/static/simulator.js"):
        answer = await page.get(path)
        assert answer.status_code == 200
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert (await page.get("/simulator/static/..%2fsimulator.py")).status_code == 404


def test_no_file_of_the_page_names_another_site_or_holds_inline_code():
    for file in STATIC.iterdir():
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(?m)(^|\s)// .*$", "", text), file.name
    page = (STATIC / "simulator.html").read_text("utf-8")
    assert not re.search(r"\s(style|on\w+)=|<style|<script(?![^>]*\ssrc=)", page)


async def test_the_page_speaks_the_language_asked_for_or_the_default(page):
    french = (await page.get("/simulator/state?locale=fr")).json()
    assert (french["texts"]["send"], french["direction"]) == ("Envoyer", "ltr")
    arabic = (await page.get("/simulator/state?locale=ar")).json()
    assert (arabic["texts"]["send"], arabic["direction"]) == ("Envoyer", "rtl")
    for unknown in ("xx", "../fr", ""):
        assert (await page.get("/simulator/state", params={"locale": unknown})).json() == french


async def test_what_the_core_did_has_words_in_the_language_of_the_page(page):
    state = (await page.get("/simulator/state?locale=fr")).json()
    assert state["plain"] == {"report": "Envoyer"}


async def test_patterns_keep_the_places_the_page_fills_in(page):
    texts = (await page.get("/simulator/state")).json()["texts"]
    assert "{person}" in texts["told"]
    assert "{ms}" in texts["stored_in"]


async def test_the_people_are_those_we_were_given(page):
    people = (await page.get("/simulator/state")).json()["people"]
    assert [each["key"] for each in people] == ["worker", "chief"]
    assert people[1] == {
        "key": "chief",
        "role": "supervisor",
        "label": "Supervisor",
        "area": "district-koro",
        "locale": "bm",
        "address": "tel:+22370000002",
    }


def test_every_word_of_the_page_is_a_text_and_every_text_is_used():
    page = (STATIC / "simulator.html").read_text("utf-8")
    scripts = "\n".join(file.read_text("utf-8") for file in STATIC.glob("*.js"))
    used = set(re.findall(r'data-(?:text|label|placeholder)="(\w+)"', page))
    used |= set(re.findall(r"\btexts\.(\w+)", scripts))
    computed = {"connected", "kept", "sending", "not_kept", "sms_phone", "chat_phone"}
    computed |= {"empty_sms", "empty_chat"}
    assert used - set(TEXTS) == set()
    assert set(TEXTS) - used - computed == set()


def test_there_are_examples_for_every_role_in_every_language():
    examples = json.loads((STATIC / "examples.json").read_text("utf-8"))
    assert set(examples) == {"chw", "supervisor", "coordinator", "resident"}
    for role, by_locale in examples.items():
        assert set(by_locale) == {"fr", "bm", "en"}, role
        assert all(0 < len(text) <= 160 for texts in by_locale.values() for text in texts)


# The events


async def test_a_page_follows_the_feed_as_server_sent_events(page, feed):
    feed.push("inbound", text="é\n\nid: 9")
    feed.push("kept", id="1")
    following = asyncio.create_task(page.get("/simulator/events"))
    await asyncio.sleep(0.05)
    feed.push("lost", id="2")
    await asyncio.sleep(0.05)
    feed.close()
    answer = await following
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    events = [dict(line.split(": ", 1) for line in block.splitlines()) for block in
              answer.text.strip().split("\n\n")][1:]  # fmt: skip
    assert [event["event"] for event in events] == ["inbound", "kept", "lost"]
    assert json.loads(events[0]["data"]) == {"text": "é\n\nid: 9"}


@pytest.mark.parametrize("where", ["headers", "params"])
async def test_a_page_that_comes_back_gets_the_rest(page, feed, where):
    feed.push("inbound")
    feed.push("kept")
    seen, _kind = (await heard(feed))[0]
    asked = (
        {"headers": {"last-event-id": seen}} if where == "headers" else {"params": {"after": seen}}
    )
    following = asyncio.create_task(page.get("/simulator/events", **asked))
    await asyncio.sleep(0.05)
    feed.close()
    assert re.findall("event: (.*)", (await following).text) == ["kept"]


async def test_a_recording_is_served_by_its_mark_while_it_may_be_heard(page, simulator, tmp_path):
    content = recording(2)
    (tmp_path / "x.ogg").write_bytes(content)
    voice = Voice(mark_of(content), "Send", "fr", 2, tmp_path / "x.ogg")
    spoken = Voices({("fr", "Send"): voice}, frozenset({"Send"}))
    simulator.catalogs._voices = spoken
    rendered = simulator.catalogs.render(Reply(_("Send")), "fr")
    outbound = Outbound("1", "c", "simulator-chat", WORKER, "", Reply(_("Send")), "fr")
    channel = SimulatorChannel(simulator.feed, "chat", {}, Prices(25, "XOF"), lambda: NOW)
    await channel.send(outbound, rendered)
    [entry] = simulator.feed._entries
    [[mark, locale]] = entry.data["voices"]
    answer = await page.get(f"/simulator/voices/{mark}", headers={"range": "bytes=0-3"})
    assert (locale, answer.status_code, answer.content) == ("fr", 206, b"OggS")
    assert answer.headers["content-type"] == "audio/ogg"
    (tmp_path / "x.ogg").write_bytes(b"another")
    for each in (mark, "nothing", "..%2fx"):
        assert (await page.get(f"/simulator/voices/{each}")).status_code == 404
