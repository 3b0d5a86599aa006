"""Pages for everybody: fetched once a minute by many, and never too often by one."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from bot.errors import StoreUnavailable
from bot.web import published
from bot.web.published import Meter, Published


class Now:
    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


class Press:
    """Makes a page, and counts how often it had to."""

    def __init__(self):
        self.made = 0
        self.body = b"one"
        self.failure = None

    async def __call__(self):
        self.made += 1
        await asyncio.sleep(0)
        if self.failure is not None:
            raise self.failure
        return self.body


@pytest.fixture
def now():
    return Now()


@pytest.fixture
def press():
    return Press()


@pytest.fixture
def site(press, now):
    page = Published(press, "text/calendar", Meter(5, now), ["10.0.0.1"], now)
    return Starlette(routes=[page.at("/schedule.ics")])


def reader(site, address="203.0.113.7"):
    transport = httpx.ASGITransport(site, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="https://bot.example")


async def fetched(site, address="203.0.113.7", method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with reader(site, address) as client:
        return await client.request(method, "/schedule.ics", headers=named)


async def test_a_page_says_what_it_is_and_how_long_it_is_good(site):
    answer = await fetched(site)
    assert (answer.status_code, answer.content) == (200, b"one")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_who_has_it_already_gets_nothing_again(site, press, now):
    tag = (await fetched(site)).headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}'):
        answer = await fetched(site, if_none_match=known)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    press.body = b"two"
    now.seconds += 60
    answer = await fetched(site, if_none_match=tag)
    assert (answer.status_code, answer.content) == (200, b"two")


async def test_it_is_made_once_a_minute_for_all(site, press, now):
    await asyncio.gather(*(fetched(site, f"203.0.113.{n}") for n in range(20)))
    assert press.made == 1
    now.seconds += 60
    await fetched(site)
    assert press.made == 2


async def test_who_asks_too_often_waits_and_others_do_not(site, now):
    seen = [(await fetched(site)).status_code for _each in range(7)]
    assert seen == [200] * 5 + [429] * 2
    assert (await fetched(site)).headers["retry-after"] == "60"
    assert (await fetched(site, "203.0.113.8")).status_code == 200
    now.seconds += 60
    assert (await fetched(site)).status_code == 200


async def test_behind_our_proxy_each_reader_is_counted_alone(site):
    for n in range(20):
        answer = await fetched(site, "10.0.0.1", x_forwarded_for=f"spoofed, 203.0.113.{n}")
        assert answer.status_code == 200
    for n in range(6):
        answer = await fetched(site, "203.0.113.99", x_forwarded_for=f"198.51.100.{n}")
    assert answer.status_code == 429, "who is no proxy of ours is believed nothing"


async def test_without_the_database_it_says_not_now(site, press):
    press.failure = StoreUnavailable("gone")
    answer = await fetched(site)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    press.failure = None
    assert (await fetched(site)).status_code == 200


async def test_it_is_only_read(site):
    assert (await fetched(site, method="HEAD")).status_code == 200
    assert (await fetched(site, method="POST")).status_code == 405


def test_no_crowd_makes_the_meter_grow_without_end(now, monkeypatch):
    monkeypatch.setattr(published, "MANY", 10)
    meter = Meter(5, now)
    assert [meter.passes(f"{n}") for n in range(12)] == [True] * 10 + [False] * 2
    assert meter.passes("3")
    now.seconds += 60
    assert meter.passes("11")
