"""Twilio's calls from the wire to the database: what is kept, what is refused, what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote, urlencode

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.simulator import Feed
from bot.cli.house import opened_house
from bot.cli.serving import _app, _Server
from bot.config import Settings
from bot.errors import StoreUnavailable, TryAgain
from bot.outbox import Outbox
from bot.store.sqlite import SQLiteDatabase
from bot.web.app import LARGEST, build
from tests.channels import KEY, OURS, THEIRS, door, parsing, receipt, signature, sms
from tests.conftest import CHW
from tests.web import ELSEWHERE, URL, Provider, answers, kept, ready, served

PROXY = ("127.0.0.1", 40000)


@pytest.fixture
def twilio(house, catalogs, clock) -> Provider:
    """Twilio, and the house with an outbox for it."""
    house.outbox = Outbox(house.mail, {"twilio": house.channel}, catalogs, clock)
    return served(house)


BOTH = [(THEIRS, OURS)] * 2  # the answer, and the languages: it is somebody new
NOTHING = {"inbound": 0, "outbound": 0, "contact": 0}


async def test_a_message_is_kept_and_answered_by_the_outbox(house, twilio):
    answer = await twilio.posts(sms())
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml")
    assert answer.text.endswith("<Response></Response>")
    assert await kept(house) == {"inbound": 1, "outbound": 2, "contact": 1}
    assert await answers(house) == BOTH


@pytest.mark.parametrize(
    "headers",
    [
        {"x_twilio_signature": ""},
        {"x_twilio_signature": None},
        {"x_twilio_signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA="},
        {"x_twilio_signature": b"\xe9"},
        {"x_twilio_signature": signature(URL, sms(), "another key")},
        {"x_twilio_signature": signature(URL, sms(Body="palu 3 koro"))},
        {"x_twilio_signature": signature("https://other.example/twilio", sms())},
        {"x_twilio_signature": "x", "host": "bot.example:99999"},
        {"x_twilio_signature": "x", "host": "[x"},
        {"x_twilio_signature": "x", "host": ""},
    ],
)
async def test_a_forged_call_is_refused_and_leaves_nothing(house, twilio, headers):
    assert (await twilio.posts(sms(), **headers)).status_code == 403
    assert await kept(house) == NOTHING


@pytest.mark.parametrize(
    "body",
    [sms(From=None), sms(From=""), sms(MessageSid=None), (), b"", b"{}", b"\xff\xfe", b"&&=&"],
)
async def test_a_call_without_its_sender_or_id_is_malformed(house, twilio, body):
    assert (await twilio.posts(body)).status_code == 400
    assert await kept(house) == NOTHING


async def test_a_body_too_long_is_not_even_read(house, twilio):
    assert (await twilio.posts(b"a=" + b"x" * (LARGEST - 1))).status_code == 413
    assert (await twilio.posts(sms(Body="x" * 1600 * 30))).status_code == 200
    assert (await kept(house))["inbound"] == 1


async def test_only_posts_are_calls(house, twilio):
    assert (await twilio.gets("/twilio")).status_code == 405
    assert (await twilio.gets("/other")).status_code == 404
    assert await kept(house) == NOTHING


@pytest.mark.parametrize(
    "body",
    [b"", b"palu%00+2", b"%ED%A0%80palu", b"\xed\xa0\x80palu", b"%FF%FEpalu", b"\xffpalu", b"%zz"]
    + [quote(text).encode() for text in ("x" * 2000, "\u202epalu", "２ palu", "ɲ 🤒")],
)
async def test_whatever_the_text_it_is_kept_once_and_answered(house, twilio, body):
    form = urlencode(sms(Body=None)).encode() + b"&Body=" + body
    assert (await twilio.posts(form)).status_code == 200
    [(text,)] = await house.rows("SELECT text FROM inbound")
    assert not [letter for letter in text if letter == "\0" or "\ud800" <= letter <= "\udfff"]
    assert set(await answers(house)) == {(THEIRS, OURS)}


@pytest.mark.parametrize("field", ["From", "To", "MessageSid"])
async def test_a_nul_where_no_text_is_does_not_make_twilio_call_for_ever(house, twilio, field):
    """No database keeps it: refused as malformed, or kept without it, but never `call again`."""
    assert (await twilio.posts(sms(**{field: "7\0007"}))).status_code in (200, 400)


@pytest.mark.parametrize("machine", ["36061", "Orange", OURS])
async def test_machines_and_ourselves_are_heard_and_never_answered(house, twilio, machine):
    house.dispatcher = house.with_handlers(own_numbers=[OURS])
    assert (await served(house).posts(sms(From=machine))).status_code == 200
    assert (await kept(house))["inbound"] == 1
    assert await answers(house) == []


@pytest.mark.parametrize("written", [OURS, "+223 70 00 00 00"])
async def test_our_own_number_is_known_however_the_configuration_writes_it(house, twilio, written):
    section = {"account_sid": "AC1", "auth_token": KEY, "numbers": [written]}
    house.dispatcher = house.with_handlers(own_numbers=Settings(twilio=section).own_numbers)
    await served(house).posts(sms(From=OURS, To="+22370000090"))
    assert await answers(house) == []


async def test_a_call_delivered_five_times_at_once_is_kept_once_and_answered_once(house, twilio):
    calls = await asyncio.gather(*(twilio.posts(sms()) for _each in range(5)))
    assert [call.status_code for call in calls] == [200] * 5
    assert await kept(house) == {"inbound": 1, "outbound": 2, "contact": 1}
    assert await answers(house) == BOTH


async def test_receipts_move_the_message_they_are_about(house, twilio):
    await twilio.posts(sms())
    await answers(house)
    sent = "fake-1"
    for status in ("sent", "delivered", "sent"):
        assert (await twilio.posts(receipt(status, MessageSid=sent))).status_code == 200
    assert await house.rows("SELECT status FROM outbound ORDER BY id LIMIT 1") == [("delivered",)]


# The database is out of reach -------------------------------------------------------------------


@asynccontextmanager
async def out_of_reach(database, tmp_path) -> AsyncIterator[None]:
    """SQLite: locked by another program. PostgreSQL: a replica now, that takes no writing."""
    if isinstance(database, SQLiteDatabase):
        await database._writer.execute_fetchall("PRAGMA busy_timeout = 20")
        async with SQLiteDatabase.open(tmp_path / "bot.db") as locker, locker.transaction():
            yield
        return
    await become(database, read_only="on")
    yield
    await become(database, read_only="off")


async def become(database, *, read_only: str) -> None:
    async with database._pool.acquire() as raw:
        name = await raw.fetchval("SELECT current_database()")
        await raw.execute("SET default_transaction_read_only = off")
        await raw.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {read_only}")
    await database._pool.expire_connections()


async def test_nothing_is_acknowledged_that_could_not_be_kept(house, twilio, database, tmp_path):
    async with out_of_reach(database, tmp_path):
        for form in (sms(), receipt("delivered")):
            assert (await twilio.posts(form)).status_code == 503
    assert await kept(house) == NOTHING
    assert (await twilio.posts(sms())).status_code == 200
    assert await answers(house) == BOTH


async def test_a_receipt_that_was_in_another_s_way_is_to_be_sent_again(house):
    async def note(_receipt) -> None:
        raise TryAgain("deadlock detected")

    assert (await served(house, note=note).posts(receipt("delivered"))).status_code == 503


# Behind a proxy ----------------------------------------------------------------------------------

INSIDE = "http://10.0.0.5:8080/twilio"
TOLD = {"x_forwarded_proto": "https", "x_forwarded_host": "bot.example"}
CHAIN = {"x_forwarded_proto": "https, http", "x_forwarded_host": "bot.example, 10.0.0.5"}


@pytest.mark.parametrize(
    ("known_as", "trusted", "public_url", "headers", "status"),
    [
        (INSIDE, [], None, {}, 200),
        (INSIDE, [], None, TOLD, 200),
        (URL, [], None, TOLD, 403),
        (URL, ["10.9.9.9"], None, TOLD, 403),
        (URL, ["127.0.0.1"], None, TOLD, 200),
        (URL, ["127.0.0.1"], None, CHAIN, 200),
        (URL, ["127.0.0.1"], None, {}, 403),
        (INSIDE, ["127.0.0.1"], None, {}, 200),
        (INSIDE, ["127.0.0.1"], None, TOLD, 403),
        (URL, [], "https://bot.example/", {}, 200),
        (INSIDE, [], "https://bot.example", {}, 403),
        ("https://bot.example/mali/twilio", [], "https://bot.example/mali", {}, 200),
    ],
)
async def test_only_a_trusted_proxy_says_how_we_were_called(
    house, known_as, trusted, public_url, headers, status
):
    twilio = served(house, PROXY, trusted_proxies=trusted, public_url=public_url)
    for query in ("", "?a=1&b=%C3%A9"):
        answer = await twilio.posts(sms(), at=INSIDE + query, known_as=known_as + query, **headers)
        assert answer.status_code == status
    assert (await kept(house))["inbound"] == (1 if status == 200 else 0)


async def test_a_proxy_that_names_its_caller_is_still_the_trusted_proxy(house):
    """With the real server, which must not rewrite who called before we look."""
    known = Settings(web={"port": 0, "trusted_proxies": ["127.0.0.1"]})
    hooks, trusted = {"/twilio": parsing()}, known.web.trusted_proxies
    app = build(house.dispatcher.receive, house.outbox.note, hooks, ready, trusted_proxies=trusted)
    server, ours = _Server(app, Feed(), known, at_home=False), door()
    serving = asyncio.create_task(server.serve([ours]))
    headers = {"x-forwarded-for": ELSEWHERE[0], "x-twilio-signature": signature(URL, sms())}
    headers |= {name.replace("_", "-"): value for name, value in TOLD.items()}
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        at = f"http://127.0.0.1:{ours.getsockname()[1]}/twilio"
        answer = await client.post(at, data=dict(sms()), headers=headers)
    server.should_exit = True
    await serving
    assert answer.status_code == 200


# Health and figures ------------------------------------------------------------------------------


async def test_health_tells_whether_we_are_ready(house):
    async def unavailable() -> dict:
        raise StoreUnavailable("database is locked")

    good = await served(house).gets("/health")
    assert (good.status_code, good.json()) == (200, {"status": "ready", "waiting": 0})
    bad = await served(house, health=unavailable).gets("/health")
    assert (bad.status_code, bad.json()) == (503, {"status": "database unavailable"})


async def test_figures_are_in_the_form_that_prometheus_reads(house):
    figures = await served(house).gets("/metrics")
    assert figures.headers["content-type"].startswith("text/plain")
    assert "python_info" in {each.name for each in text_string_to_metric_families(figures.text)}


async def test_figures_tell_for_each_channel_what_came_what_left_and_what_waits(house, tmp_path):
    """The application as `run` makes it, on the database of the house."""
    known = Settings(database={"url": f"sqlite:{tmp_path / 'figures.db'}"})
    async with opened_house(known, None, {"fake": house.channel}) as opened:
        for _each in range(2):
            await opened.dispatcher.receive(house.message("hello", CHW))
        await opened.outbox.deliver(1)
        transport = httpx.ASGITransport(_app(opened, []))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            health = (await client.get("/health")).json()
            text = (await client.get("/metrics")).text
    assert health["waiting"] == 1
    assert health["channels"]["fake"]["waiting"] == 1
    figures = {
        (s.name, s.labels.get("outcome")): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
        if s.labels.get("channel") == "fake"
    }
    assert figures["kunnafoni_inbound_total", None] >= 2
    assert figures["kunnafoni_outbound_total", "sent"] >= 1
    assert figures["kunnafoni_waiting", None] == 1
    assert figures["kunnafoni_oldest_waiting_seconds", None] >= 0
