"""Phones with the cht-gateway app: what they bring is kept, what they take is sent once."""

from __future__ import annotations

import asyncio
import gzip
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.channels import cht
from bot.message import Notice, Reply, Urgency
from bot.pacing import Allowance, Pacing
from bot.sms import measure
from bot.text import verbatim
from tests.channels.cht_phone import NUMBER, SECRET, App, phone, served
from tests.web import kept

NOTHING = {"inbound": 0, "outbound": 0, "contact": 0}
STATUSES = "SELECT status FROM outbound ORDER BY id"
WHO = "+22370000001"


@pytest.fixture
async def app(house):
    async with served(house) as client:
        yield App(client)


async def people(house, app, how_many, text="aide"):
    """So many write once."""
    for number in range(how_many):
        app.receives(text, f"+223700001{number:02d}")
    while app.came:
        messages = app.came[:10]
        del app.came[:10]
        answer = await app.posts(json.dumps({"messages": messages}).encode())
        assert answer.status_code == 200
        for each in answer.json()["messages"]:
            app._keeps(each)


async def tell(house, *texts, urgency=Urgency.ORDINARY):
    """Notices for everybody that we know."""
    rows = await house.rows("SELECT id FROM contact ORDER BY id")
    async with house.dispatcher._store.batch() as session:
        made = [Notice(i, Reply(verbatim(text)), urgency) for (i,) in rows for text in texts]
        await session.notify(made, house.clock())


# The protocol ------------------------------------------------------------------------------------


async def test_the_app_finds_us_by_a_question(app):
    answer = await app.asks()
    assert (answer.status_code, answer.json()) == (200, {"medic-gateway": True})
    assert answer.headers["content-type"] == "application/json"


async def test_a_message_comes_and_its_answer_leaves_by_the_same_call(house, app):
    app.receives("AIDE", sms_sent=1795507200000, sms_received=1795507260000)
    answer = await app.calls()
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    [message] = answer.json()["messages"]
    assert message["to"] == WHO
    assert await house.rows("SELECT channel, address, recipient, sent_at FROM inbound") == [
        ("orange", f"tel:{WHO}", NUMBER, 1795507200000)
    ]
    while app.unsent:
        app.sends("SENT", "DELIVERED")
        await app.calls()
    assert {status for (status,) in await house.rows(STATUSES)} == {"delivered"}
    assert app.sent[0] == (WHO, message["content"])


async def test_answers_leave_in_the_cheap_alphabet(house, app):
    app.receives("mon enfant convulse")
    content = (await app.calls()).json()["messages"][0]["content"]
    assert measure(content).encoding == "GSM-7"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{}", 200),
        (b'{"messages": null, "updates": null}', 200),
        (b'{"messages": [], "more": 3}', 200),
        (b'{"messages": [{"id": "1"}]}', 200),
        (b'{"messages": [{"id": "1", "from": null, "content": null}]}', 200),
        (b'{"messages": [{"id": "1", "from": "Orange", "content": "Promo"}]}', 200),
        (b'{"updates": [{"id": "nobody-s", "status": "SENT"}]}', 200),
        (b'{"updates": [{"id": "x", "status": "LATER"}]}', 200),
        (b'{"updates": [{"id": "x", "status": ["SENT"]}]}', 200),
        (b'{"messages": [{"id": "1", "from": "+22370000001", "content": "\\ud800 \\u0000"}]}', 200),
        (b"", 400),
        (b"messages=1", 400),
        (b"[]", 400),
        (b"3", 400),
        (b'{"messages": {}}', 400),
        (b'{"messages": [3]}', 400),
        (b'{"messages": [{"from": "+22370000001", "content": "palu 2"}]}', 400),
        (b'{"messages": [{"id": "", "from": "+22370000001"}]}', 400),
        (b'{"messages": [{"id": 7, "from": "+22370000001"}]}', 400),
        (b'{"messages": [{"id": "a\\u0000b", "from": "+22370000001"}]}', 400),
        (b'{"messages": [{"id": "\\ud800", "from": "+22370000001"}]}', 400),
        (b'{"updates": [{"status": "SENT"}]}', 400),
        (b'{"updates": "x"}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
    ],
)
async def test_what_may_be_left_out_is_and_what_is_malformed_is_refused(house, app, body, status):
    """One bad message must not stop the phone for ever, so only what the app never writes is."""
    answer = await app.posts(body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    if status == 400:
        assert answer.json()["error"] is True
        assert await kept(house) == NOTHING


async def test_a_good_message_beside_a_malformed_one_is_brought_again(house, app):
    good = {"id": "1", "from": WHO, "content": "palu 2 koro"}
    assert (await app.posts(json.dumps({"messages": [good, {}]}).encode())).status_code == 400
    assert await kept(house) == NOTHING


async def test_a_body_may_be_packed_and_may_not_burst(house, app):
    packed = gzip.compress(json.dumps({"messages": [{"id": "1", "from": WHO}]}).encode())
    assert (await app.posts(packed, **{"content-encoding": "gzip"})).status_code == 200
    assert (await kept(house))["inbound"] == 1
    for bad in (gzip.compress(b" " * 10_000_000), packed[:-9], b"{}"):
        assert (await app.posts(bad, **{"content-encoding": "gzip"})).status_code == 400
    assert (await app.posts(b" " * (cht.ChtPhone.largest + 1))).status_code == 413
    assert (await kept(house))["inbound"] == 1


@pytest.mark.parametrize(
    "auth",
    [
        None,
        ("orange", "wrong"),
        ("orange", ""),
        ("", SECRET),
        ("moov", SECRET),
        ("orange", SECRET + "x"),
        ("orange", SECRET.upper()),
    ],
)
async def test_who_does_not_know_the_secret_leaves_nothing(house, app, auth):
    app.auth = auth
    app.receives("palu 2 koro")
    for answer in (await app.asks(), await app.calls()):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
        assert answer.json() == {"error": True, "message": "wrong name or password"}
    assert await kept(house) == NOTHING
    assert await house.rows("SELECT channel FROM phone") == []


@pytest.mark.parametrize("header", ["Basic", "Basic %%%", "Bearer x", "Basic b3Jhbmdl", "Basic é"])
async def test_a_header_that_is_none_is_refused(house, app, header):
    app.auth = None
    answer = await app.posts(b"{}", authorization=header.encode())
    assert answer.status_code == 401


async def test_a_phone_without_a_secret_lets_nobody_in(house):
    async with served(house, phone(secret="")) as client:
        app = App(client)
        app.auth = ("orange", "")
        assert (await app.asks()).status_code == 401


async def test_a_phone_never_speaks_for_another(house):
    moov = phone("moov", "+22360000000", "another-secret-of-nobody")
    async with served(house, phone(), moov) as client:
        orange, other = App(client), App(client, "moov")
        assert (await other.calls()).status_code == 401
        other.auth = ("moov", "another-secret-of-nobody")
        orange.receives("aide")
        orange.lost = 1
        await orange.calls()
        assert (await other.calls()).json() == {"messages": []}
        other.tells(orange.offered[0], "DELIVERED")
        await other.calls()
    assert await house.rows(STATUSES) == [("queued",)]


@pytest.mark.parametrize(
    ("told", "kept_as"),
    [
        (1795507200000, 1795507200000),
        (0, None),
        (-5, None),
        (True, None),
        ("1795507200000", None),
        (10**400, None),
        (1e300, None),
        (4102444800000, None),  # a phone whose clock is wrong
    ],
)
async def test_a_time_that_cannot_be_true_is_not_believed(house, app, told, kept_as):
    app.receives("palu 2 koro", sms_sent=told)
    assert (await app.calls()).status_code == 200
    assert await house.rows("SELECT sent_at FROM inbound") == [(kept_as,)]


# Nothing is lost, nothing counts twice -----------------------------------------------------------


async def test_messages_that_a_phone_brings_twice_count_once(house, app):
    app.receives("palu 2 koro")
    app.lost = 1
    await app.calls()
    await app.calls()
    assert (await kept(house))["inbound"] == 1
    body = json.dumps({"messages": [{"id": "twin", "from": WHO, "content": "aide"}] * 2}).encode()
    assert (await app.posts(body)).status_code == 200
    assert (await kept(house))["inbound"] == 2


async def test_an_answer_that_was_lost_on_the_way_is_offered_again_and_sent_once(house, app):
    app.receives("aide")
    app.lost = 1
    await app.calls()
    assert (await app.calls()).json() == {"messages": []}, "it may be on the phone"
    house.clock.advance(seconds=121)
    await app.calls()
    app.sends("SENT")
    await app.calls()
    assert len(app.offered) == 2
    assert len(set(app.offered)) == 1
    assert len(app.sent) == 1
    assert await house.rows(STATUSES) == [("sent",)]


async def test_what_the_phone_has_is_not_offered_again(house, app):
    app.receives("aide")
    await app.calls()
    house.clock.advance(seconds=60)
    await app.calls()  # it says UNSENT: it has it, and will send it
    for _each in range(5):
        house.clock.advance(hours=1)
        await app.calls()
    assert len(app.offered) == 1
    assert await house.rows(STATUSES) == [("sent",)]


async def test_a_phone_that_never_says_that_it_has_a_message_is_not_asked_for_ever(house, app):
    app.receives("aide")
    app.lost = 1000
    for _each in range(60):
        await app.calls()
        house.clock.advance(minutes=31)
    assert len(app.offered) == 40
    assert await house.rows("SELECT status, reason FROM outbound") == [
        ("failed", "gave up: its phone never took it")
    ]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["UNSENT"], "sent"),
        (["PENDING"], "sent"),
        (["SENT"], "sent"),
        (["DELIVERED", "SENT", "PENDING"], "delivered"),
        (["PENDING", "FAILED"], "failed"),
        (["FAILED", "UNSENT", "SENT"], "failed"),
        (["DELIVERED", "FAILED"], "delivered"),
        (["LATER"], "queued"),
    ],
)
async def test_a_state_never_goes_backwards(house, app, told, status):
    app.receives("aide")
    app.lost = 1
    await app.calls()
    app.came.clear()
    for each in told:
        app.tells(app.offered[0], each)
    await app.calls()
    assert await house.rows(STATUSES) == [(status,)]


async def test_why_a_message_failed_is_kept_without_the_number(house, app):
    app.receives("aide")
    await app.calls()
    app.tells(app.offered[0], "FAILED", reason="generic; errorCode=28; to +22370000001 \n")
    await app.calls()
    [(reason,)] = await house.rows("SELECT reason FROM outbound")
    assert reason == "generic; errorCode=28; to +... "


async def test_nothing_is_answered_that_could_not_be_stored(house, app, monkeypatch):
    from bot.errors import StoreUnavailable

    async def unavailable(_inbound) -> None:
        raise StoreUnavailable("disk full")

    monkeypatch.setattr(house.dispatcher, "receive", unavailable)
    app.receives("palu 2 koro")
    answer = await app.calls()
    assert (answer.status_code, answer.json()["error"]) == (503, True)
    monkeypatch.undo()
    assert (await app.calls()).status_code == 200
    assert (await kept(house))["inbound"] == 1


async def test_two_calls_of_a_phone_at_once_are_given_each_message_once(house, app):
    await people(house, app, 30)
    app.known.clear()
    await house.rows("UPDATE outbound SET due_at = 0, status = 'queued' RETURNING id")
    house.clock.advance(minutes=2)
    answers = await asyncio.gather(*(app.posts(b"{}") for _each in range(6)))
    given = [each["id"] for answer in answers for each in answer.json()["messages"]]
    assert len(given) == len(set(given)) == 5, "ten segments a minute, whoever asks"


async def test_two_calls_at_once_never_get_the_same_message_however_fast_the_phone(house):
    async with served(house, orange=Pacing()) as client:
        app = App(client)
        await people(house, app, 30)
        await house.rows("UPDATE outbound SET due_at = 0, status = 'queued' RETURNING id")
        answers = await asyncio.gather(*(app.posts(b"{}") for _each in range(6)))
        given = [each["id"] for answer in answers for each in answer.json()["messages"]]
        assert len(given) == len(set(given)) >= 30


async def test_messages_that_come_together_are_kept_in_few_transactions(house, app):
    for number in range(10):
        app.receives("palu 2 koro", f"+223700001{number:02d}")
    answer = await app.calls()
    assert (await kept(house))["inbound"] == 10
    assert answer.json()["messages"]


# How much, and when ------------------------------------------------------------------------------


def segments(answer: httpx.Response) -> int:
    return sum(measure(each["content"]).segments for each in answer.json()["messages"])


async def test_a_phone_is_given_its_rate_and_no_more_in_any_minute(house, app):
    """Ten segments a minute, of answers that have two."""
    await people(house, app, 30)
    assert len(app.known) == 5
    given = []
    for _each in range(8):
        house.clock.advance(seconds=15)
        given.append(segments(await app.calls()))
    assert given == [0, 0, 0, 10, 0, 0, 0, 10]


async def test_the_rate_counts_segments_and_a_long_message_is_not_stuck(house):
    slow = Pacing(by_sender={NUMBER: Allowance(per_second=2 / 60)})
    async with served(house, orange=slow) as client:
        app = App(client)
        app.receives("bonjour")
        await app.calls()
        house.clock.advance(minutes=2)
        await tell(house, "x" * 500, urgency=Urgency.URGENT)
        house.clock.advance(minutes=2)
        [long] = (await app.calls()).json()["messages"]
        assert len(long["content"]) == 500, "four segments, of two a minute"


async def test_what_would_be_too_much_goes_back_and_keeps_its_place(house):
    three = Pacing(by_sender={NUMBER: Allowance(per_second=3 / 60)})
    async with served(house, orange=three) as client:
        app = App(client)
        for who in ("1", "2", "3"):
            app.receives("bonjour", f"+2237000010{who}")
        await app.calls()
        app.sends("SENT")
        house.clock.advance(minutes=2)
        await app.calls()
        await tell(house, "x" * 200)  # two segments each: one fits, the next waits
        house.clock.advance(minutes=2)
        assert len((await app.calls()).json()["messages"]) == 1
        waiting = await house.rows("SELECT attempts FROM outbound WHERE status = 'queued'")
        assert sorted(waiting) == [(0,), (0,), (1,)]


async def test_several_messages_to_one_person_are_given_together_in_their_order(house):
    async with served(house, orange=Pacing()) as client:
        app = App(client)
        app.receives("bonjour")
        await app.calls()
        app.sends("SENT")
        await app.calls()
        await tell(house, "one", "two", "three")
        await tell(house, "danger", urgency=Urgency.URGENT)
        answer = await app.calls()
        given = [message["content"] for message in answer.json()["messages"]]
        assert given == ["danger", "one", "two", "three"]


async def test_what_the_phone_may_have_is_not_overtaken(house):
    async with served(house, orange=Pacing()) as client:
        app = App(client)
        app.receives("bonjour")
        await app.calls()
        app.sends("SENT")
        await app.calls()
        await tell(house, "one")
        app.lost = 1
        await app.calls()
        await tell(house, "two")
        assert (await app.calls()).json() == {"messages": []}, "the first may be on its way"
        house.clock.advance(minutes=3)
        for text in ("one", "two"):
            assert [m["content"] for m in (await app.calls()).json()["messages"]] == [text]


async def test_what_does_not_fit_is_not_overtaken_by_a_shorter_one_to_the_same_person(house):
    capped = Pacing(by_sender={NUMBER: Allowance(a_day=3)})
    async with served(house, orange=capped) as client:
        app = App(client)
        app.receives("STOP")
        await app.calls()
        await house.rows("UPDATE contact SET stopped_at = NULL RETURNING id")
        await house.rows("UPDATE sent_count SET segments = 2 RETURNING day")
        await house.rows("UPDATE outbound SET status = 'sent' RETURNING id")
        await tell(house, "x" * 200, "short")
        house.clock.advance(minutes=5)
        assert (await app.calls()).json() == {"messages": []}


async def test_a_day_s_share_and_quiet_hours_bind_what_is_not_urgent(house):
    night = Allowance(quiet=(datetime(2026, 1, 1, 7).time(), datetime(2026, 1, 1, 9).time()))
    async with served(house, orange=Pacing(by_sender={NUMBER: night})) as client:
        app = App(client)
        app.receives("aide")
        assert len((await app.calls()).json()["messages"]) == 1, "an answer leaves at night too"
        app.sends("SENT")
        await app.calls()
        await tell(house, "news")
        assert (await app.calls()).json()["messages"] == []
        await tell(house, "danger", urgency=Urgency.URGENT)
        [urgent] = (await app.calls()).json()["messages"]
        assert urgent["content"] == "danger"
        app.sends("SENT")
        await app.calls()
        house.clock.advance(hours=2)
        assert [m["content"] for m in (await app.calls()).json()["messages"]] == ["news"]


async def test_a_day_s_share_is_kept_to_the_segment(house):
    capped = Pacing(by_sender={NUMBER: Allowance(a_day=4)})
    async with served(house, orange=capped) as client:
        app = App(client)
        await people(house, app, 3, "bonjour")
        app.sends("SENT")
        house.clock.advance(minutes=5)
        await app.calls()
        [(counted,)] = await house.rows("SELECT segments FROM sent_count")
        await tell(house, "a")
        given = len((await app.calls()).json()["messages"])
        assert counted + given == max(counted, 4)
        app.receives("encore", WHO)
        assert len((await app.calls()).json()["messages"]) == 1, "an answer is never held"


async def test_what_came_too_late_is_not_given(house, app):
    app.receives("aide")
    await app.calls()
    app.sends("SENT")
    await app.calls()
    [(who,)] = await house.rows("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        late = house.clock() + timedelta(minutes=5)
        await session.notify([Notice(who, Reply(verbatim("late")), expires_at=late)], house.clock())
    house.clock.advance(minutes=6)
    assert (await app.calls()).json()["messages"] == []
    assert ("failed", "expired") in await house.rows("SELECT status, reason FROM outbound")


async def test_when_it_last_called_is_known(house, app):
    await app.calls()
    house.clock.advance(minutes=3)
    await app.calls()
    assert await house.rows("SELECT channel, heard_at FROM phone") == [
        ("orange", int(datetime(2026, 11, 24, 8, 3, tzinfo=UTC).timestamp() * 1000))
    ]
