"""What providers call us with: forms, JSON, queries; messages, receipts, and what is neither."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import orjson
import pytest

from bot.channels.base import HookRequest, Received
from bot.channels.http.answers import Reading
from bot.channels.http.calls import Calls
from bot.channels.http.wire import Answered
from bot.config.gateway_out import Answer
from bot.errors import InvalidPayload
from bot.message import Inbound, Receipt
from tests.channels import NOW
from tests.channels.gateway import gateway

THEIRS = "+22370000001"
PATH = "https://bot.example/gateway/any"
PROVED = {"x-key": "keyOfNobody"}
JSON = {"format": "json"}
FORM = {"id": "m1", "from": THEIRS, "text": "palu 2 koro"}


def calls(zone: str = "UTC", **changes) -> Calls:
    return Calls(gateway(**changes), lambda: NOW, ZoneInfo(zone))


def form(fields, charset: str = "utf-8", query: str = "") -> HookRequest:
    body = urlencode(fields, encoding=charset).encode()
    return HookRequest(PATH + query, PROVED, (), body)


def json(data) -> HookRequest:
    return HookRequest(PATH, PROVED, (), orjson.dumps(data))


def query(fields) -> HookRequest:
    return HookRequest(f"{PATH}?{urlencode(fields)}", PROVED, (), b"", "GET")


def heard(request: HookRequest, **changes) -> Inbound:
    [inbound] = calls(**changes).messages(request).inbounds
    return inbound


def told(request: HookRequest, **changes) -> tuple[Receipt, ...]:
    return calls(**changes).receipts(request).receipts


def test_a_message_becomes_an_inbound():
    inbound = heard(form(FORM))
    assert (inbound.id, str(inbound.sender), inbound.recipient, inbound.text) == (
        "any:m1", f"tel:{THEIRS}", "+22370000000", "palu 2 koro",
    )  # fmt: skip
    assert (inbound.received_at, inbound.sent_at) == (NOW, None)


NESTED = {"data": {"msg": {"id": 7, "from": THEIRS, "text": "x"}}}
BY_PATH = {"id": "data.msg.id", "sender": "data.msg.from", "text": "data.msg.text", **JSON}
ODD = {"m.id": "1", "from": THEIRS, "text": "x"}


@pytest.mark.parametrize(
    ("request_", "receive", "key"),
    [
        (json(NESTED), BY_PATH, "7"),
        (query(FORM), {"format": "query", "methods": ("GET",)}, "m1"),
        (query(FORM), {"methods": ("GET",)}, "m1"),
        (form({}, query="?" + urlencode(FORM)), {"format": "query"}, "m1"),
        (form(ODD), {"id": "m.id"}, "1"),
        (json({**FORM, "sender": THEIRS}), {"sender": ["no", "sender"], **JSON}, "m1"),
    ],
)
def test_fields_are_found_where_they_stand(request_, receive, key):
    inbound = heard(request_, receive=receive)
    assert (inbound.external_id, inbound.sender.path) == (key, THEIRS)


def test_several_messages_of_one_call():
    data = {"messages": [{**FORM, "id": "a"}, {**FORM, "id": "b"}]}
    received = calls(receive={"each": "messages", **JSON}).messages(json(data))
    assert [each.external_id for each in received.inbounds] == ["a", "b"]
    bare = calls(receive={"each": "", **JSON}).messages(json(data["messages"]))
    assert [each.external_id for each in bare.inbounds] == ["a", "b"]


@pytest.mark.parametrize("messages", [{"a": FORM}, None, "x", [{**FORM, "id": ""}], [3]])
def test_one_bad_message_refuses_the_call(messages):
    with pytest.raises(InvalidPayload):
        calls(receive={"each": "messages", **JSON}).messages(json({"messages": messages}))


@pytest.mark.parametrize(
    ("written", "without_plus", "path"),
    [
        (THEIRS, False, THEIRS),
        ("70 00 00 01", False, THEIRS),
        ("0022370000001", False, THEIRS),
        (f"tel:{THEIRS}", False, THEIRS),
        ("22370000001", True, THEIRS),
        ("33612345678", True, "+33612345678"),
        ("33612345678", False, "33612345678"),
        ("36061", True, "36061"),
        ("Orange", True, "Orange"),
        (" +22370000001 ", False, THEIRS),
    ],
)
def test_numbers_in_every_form(written, without_plus, path):
    inbound = heard(form({**FORM, "from": written}), receive={"without_plus": without_plus})
    assert inbound.sender.path == path


AT = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "sent_as", "zone", "at"),
    [
        ("2026-11-24T07:00:00Z", "iso", "UTC", AT),
        ("2026-11-24T08:00:00+01:00", "iso", "UTC", AT),
        ("2026-11-24T07:00:00.000+00:00", "iso", "UTC", AT),
        ("2026-11-24 07:00:00", "iso", "Africa/Bamako", AT),
        ("2026-11-24 08:00:00", "iso", "Europe/Paris", AT),
        ("1795503600", "iso", "UTC", AT),
        ("1795503600000", "iso", "UTC", AT),
        ("24/11/2026 07:00", "%d/%m/%Y %H:%M", "UTC", AT),
        ("24/11/2026 07:00", "iso", "UTC", None),
        ("yesterday", "iso", "UTC", None),
        ("", "iso", "UTC", None),
        ("1e400", "iso", "UTC", None),
        ("nan", "iso", "UTC", None),
        ("2027-11-24T07:00:00Z", "iso", "UTC", None),
        ("1970-01-01T00:00:00Z", "iso", "UTC", None),
        ("0001-01-01T00:00:00", "iso", "Africa/Bamako", None),
        ("9999-12-31T23:59:59", "iso", "America/Los_Angeles", None),
    ],
)
def test_the_provider_s_clock(written, sent_as, zone, at):
    receive = {"sent_at": "date", "sent_as": sent_as}
    inbound = heard(form({**FORM, "date": written}), zone=zone, receive=receive)
    assert inbound.sent_at == at


def test_letters_come_as_the_provider_writes_them():
    receive = {"charset": "iso-8859-1"}
    assert heard(form({**FORM, "text": "fièvre"}, "latin-1"), receive=receive).text == "fièvre"
    assert heard(form({**FORM, "text": "fièvre ɛ"})).text == "fièvre ɛ"
    broken = HookRequest(PATH, PROVED, (), b"id=1&from=%2B22370000001&text=d%E9c%E9s \xff")
    assert heard(broken).text.startswith("d\ufffdc\ufffds")


WITHOUT_ID = {"id": None, "sent_at": "date"}


def test_without_an_id_who_wrote_what_and_when_tells_messages_apart():
    at = {**FORM, "date": "2026-11-24T07:00:00Z"}
    keys = [
        heard(form(fields), receive=WITHOUT_ID).external_id
        for fields in (
            at, at, {**at, "date": "2026-11-24T07:00:01Z"}, {**at, "text": "palu 3"},
            {**at, "from": "+22370000002"},
        )
    ]  # fmt: skip
    assert keys[0] == keys[1]
    assert len(set(keys)) == 4


def test_without_id_and_time_nothing_is_taken_for_what_came_before():
    """Two equal messages a day apart are two; the bot asks about those of the same minute."""
    keys = {heard(form(FORM), receive=WITHOUT_ID).external_id for _each in range(3)}
    assert len(keys) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {**FORM, "from": ""},
        {"id": "m1", "text": "x"},
        {"id": "m1", "from": THEIRS},
        {"from": THEIRS, "text": "x"},
        {**FORM, "id": ""},
        {**FORM, "id": "a\0"},
        {**FORM, "from": "+223\0"},
        {**FORM, "from": "x" * 101},
    ],
)
def test_what_is_malformed_is_refused(fields):
    with pytest.raises(InvalidPayload):
        calls().messages(form(fields))
    with pytest.raises(InvalidPayload):
        calls(receive=JSON).messages(json(fields))


@pytest.mark.parametrize("body", [b"", b"<html>", b"3", b'"x"', b"null", b"{", b"\xff\xfe"])
def test_what_is_no_json_is_refused(body):
    with pytest.raises(InvalidPayload):
        calls(receive=JSON).messages(HookRequest(PATH, PROVED, (), body))


def test_an_id_without_end_is_kept_by_its_digest_and_found_again():
    endless = "a" * 10_000
    key = heard(form({**FORM, "id": endless})).external_id
    assert (len(key), heard(form({**FORM, "id": endless + "b"})).external_id != key) == (64, True)
    taken = Reading("any", Answer(id="id")).id(Answered(200, "", {"id": endless}), "ours")
    assert told(form({**TOLD, "id": endless}))[0].external_id == taken == key


def test_a_text_that_is_empty_or_null_is_a_message():
    assert heard(form({**FORM, "text": ""})).text == ""
    assert heard(json({**FORM, "text": None}), receive=JSON).text == ""


WHEN = {"when": {"type": "mo"}}


def test_what_is_something_else_is_answered_and_passed_over():
    received = calls(receive={**WHEN, "answer": "OK"}).messages(form({"type": "ping"}))
    assert received == Received(body=b"OK")
    with pytest.raises(InvalidPayload):
        calls(receive=WHEN).messages(form(FORM))
    assert heard(form({**FORM, "type": "mo"}), receive=WHEN).text == "palu 2 koro"


# Receipts ----------------------------------------------------------------------------------------

TOLD = {"id": "m9", "status": "D"}


@pytest.mark.parametrize(
    ("fields", "changes", "wanted"),
    [
        (TOLD, {}, Receipt("any", "m9", "delivered")),
        ({**TOLD, "status": "S"}, {}, Receipt("any", "m9", "sent")),
        ({**TOLD, "status": "F"}, {}, Receipt("any", "m9", "failed", "any: F")),
        ({**TOLD, "status": "X"}, {}, Receipt("any", "m9", "failed", "any: X", stopped=True)),
        ({**TOLD, "ref": "1-2"}, {"own_id": "ref"}, Receipt("any", "m9", "delivered", None, "1-2")),
        ({"ref": "1", "status": "D"}, {"id": None, "own_id": "ref"},
         Receipt("any", "1", "delivered", None, "1")),
        ({**TOLD, "status": "F", "why": "absent"}, {"reason": "why"},
         Receipt("any", "m9", "failed", "any: F absent")),
        ({**TOLD, "status": "F", "why": f"to {THEIRS}"}, {"reason": "why"},
         Receipt("any", "m9", "failed", "any: F")),
    ],
)  # fmt: skip
def test_a_receipt(fields, changes, wanted):
    assert told(form(fields), receipts=changes) == (wanted,)
    assert told(json(fields), receipts={**changes, **JSON}) == (wanted,)


def test_a_status_that_is_not_listed_is_passed_over():
    assert told(form({**TOLD, "status": "new"})) == ()


@pytest.mark.parametrize("fields", [{}, {"id": "m9"}, {"status": "D"}, {**TOLD, "id": "a\0"}])
def test_a_malformed_receipt_is_refused(fields):
    with pytest.raises(InvalidPayload):
        told(form(fields))


def test_receipts_and_messages_on_one_path_are_told_apart_by_a_field():
    both = calls(receipts={"same_path": True, "when": {"status": "*"}})
    assert both.messages(form(TOLD)).receipts
    assert both.messages(form(FORM)).inbounds


def test_several_receipts_of_one_call():
    data = {"list": [TOLD, {"id": "m8", "status": "new"}, {"id": "m7", "status": "F"}]}
    found = told(json(data), receipts={"each": "list", **JSON})
    assert [(each.external_id, each.status) for each in found] == [
        ("m9", "delivered"), ("m7", "failed"),
    ]  # fmt: skip
