"""Whether a call is the provider's own: secrets, signatures, times and addresses."""

from __future__ import annotations

import base64
import hmac
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from bot.channels.base import HookRequest
from bot.channels.http.calls import Calls
from bot.errors import Forged
from tests.channels import NOW
from tests.channels.gateway import gateway

PATH = "https://bot.example/gateway/any"
KEY = b"keyOfNobody"
BODY = urlencode({"id": "m1", "from": "+22370000001", "text": "é"}).encode()


def passes(verify, headers=None, url: str = PATH, body: bytes = BODY, client: str = "") -> bool:
    known = gateway()
    proof = type(known.verify)(**{"secret": "key", **verify})
    calls = Calls(known.model_copy(update={"verify": proof}), lambda: NOW, ZoneInfo("UTC"))
    try:
        received = calls.messages(HookRequest(url, headers or {}, (), body, client=client))
    except Forged:
        return False
    return len(received.inbounds) == 1


def signed(message: bytes, algorithm: str = "sha256", key: bytes = KEY) -> bytes:
    return hmac.new(key, message, algorithm).digest()


BY_HEADER = {"how": "secret", "header": "X-Key"}
BY_FIELD = {"how": "secret", "field": "key"}


@pytest.mark.parametrize(
    ("given", "well"),
    [
        ("keyOfNobody", True),
        ("keyOfNobod", False),
        ("", False),
        ("KEYOFNOBODY", False),
        ("é", False),
    ],
)
def test_a_secret_in_a_header_a_form_or_a_query(given, well):
    assert passes(BY_HEADER, {"x-key": given}) == well
    assert passes({**BY_HEADER, "prefix": "Bearer "}, {"x-key": f"Bearer {given}"}) == well
    assert passes(BY_FIELD, body=BODY + b"&" + urlencode({"key": given}).encode()) == well
    assert passes(BY_FIELD, url=f"{PATH}?{urlencode({'key': given})}") == well


def test_a_secret_elsewhere_is_none():
    assert not passes(BY_HEADER)
    assert not passes(BY_HEADER, url=f"{PATH}?key=keyOfNobody")
    assert not passes(BY_FIELD, {"key": "keyOfNobody"})
    assert not passes({**BY_HEADER, "prefix": "Bearer "}, {"x-key": "keyOfNobody"})


def test_an_empty_secret_lets_nobody_in():
    whole = gateway(secrets={"key": ""})
    calls = Calls(whole, lambda: NOW, ZoneInfo("UTC"))
    for headers in ({}, {"x-key": ""}):
        with pytest.raises(Forged):
            calls.messages(HookRequest(PATH, headers, (), BODY))


@pytest.mark.parametrize(
    ("given", "well"),
    [
        ("Basic " + base64.b64encode(b"user:keyOfNobody").decode(), True),
        ("basic " + base64.b64encode(b"user:keyOfNobody").decode(), True),
        ("Basic " + base64.b64encode(b"other:keyOfNobody").decode(), False),
        ("Bearer " + base64.b64encode(b"user:keyOfNobody").decode(), False),
        ("Basic", False),
        ("", False),
    ],
)
def test_basic_authentication(given, well):
    assert passes({"how": "basic", "secret": "pair"}, {"authorization": given}) == well


HMAC = {"how": "hmac", "header": "X-Signature"}


@pytest.mark.parametrize(
    ("verify", "given"),
    [
        ({}, signed(BODY).hex()),
        ({}, signed(BODY).hex().upper()),
        ({"algorithm": "sha1"}, signed(BODY, "sha1").hex()),
        ({"algorithm": "sha512"}, signed(BODY, "sha512").hex()),
        ({"digest": "base64"}, base64.b64encode(signed(BODY)).decode()),
        ({"prefix": "sha256="}, "sha256=" + signed(BODY).hex()),
        ({"signed": "v0:$body"}, signed(b"v0:" + BODY).hex()),
        ({"signed": "$$${body}"}, signed(b"$" + BODY).hex()),
    ],
)
def test_an_hmac_over_the_body(verify, given):
    known = {**HMAC, **verify}
    assert passes(known, {"x-signature": given})
    assert not passes(known, {"x-signature": given}, body=BODY + b"x")
    assert not passes(known, {"x-signature": given[:-1]})
    assert not passes(known, {"x-signature": "é" + given})
    assert not passes(known, {})
    assert not passes({**known, "secret": "pair"}, {"x-signature": given})


TIMED = {**HMAC, "time_header": "X-Timestamp"}


@pytest.mark.parametrize(
    ("seconds", "well"),
    [(0, True), (-899, True), (-901, False), (899, True), (901, False), (-86400, False)],
)
@pytest.mark.parametrize("signed_as", ["$body$time", "$time.$body"])
def test_a_call_that_is_older_than_fifteen_minutes_is_refused(seconds, well, signed_as):
    at = str(int(NOW.timestamp()) + seconds)
    message = BODY + at.encode() if signed_as == "$body$time" else at.encode() + b"." + BODY
    headers = {"x-signature": signed(message).hex(), "x-timestamp": at}
    assert passes({**TIMED, "signed": signed_as}, headers) == well


@pytest.mark.parametrize(
    ("written", "well"),
    [
        (NOW.isoformat(), True),
        (str(int(NOW.timestamp() * 1000)), True),
        (NOW.replace(tzinfo=None).isoformat(), False),
        ("", False),
        ("nan", False),
        ("inf", False),
        ("9" * 400, False),
        ("now", False),
        ("é", False),
    ],
)
def test_times_in_every_form(written, well):
    headers = {
        "x-signature": signed(BODY + written.encode("latin-1")).hex(), "x-timestamp": written,
    }  # fmt: skip
    assert passes({**TIMED, "signed": "$body$time"}, headers) == well


def test_a_time_that_was_changed_is_refused():
    at = int(NOW.timestamp())
    given = signed(BODY + str(at).encode()).hex()
    for other in (str(at + 1), f"{at}.0", f" {at}", f"+{at}", ""):
        headers = {"x-signature": given, "x-timestamp": other}
        assert not passes({**TIMED, "signed": "$body$time"}, headers)


NETWORKS = ["203.0.113.0/24", "2001:db8::/32", "127.0.0.1"]


@pytest.mark.parametrize(
    ("client", "well"),
    [
        ("203.0.113.9", True),
        ("::ffff:203.0.113.9", True),
        ("2001:db8::1", True),
        ("127.0.0.1", True),
        ("127.0.0.2", False),
        ("198.51.100.1", False),
        ("", False),
        ("unknown", False),
    ],
)
def test_addresses(client, well):
    assert passes({"how": "address", "addresses": NETWORKS}, client=client) == well
    both = {**BY_HEADER, "addresses": NETWORKS}
    assert passes(both, {"x-key": "keyOfNobody"}, client=client) == well
    assert not passes(both, {}, client="127.0.0.1")
