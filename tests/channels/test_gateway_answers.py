"""What providers answer, read by configuration: payload in, id or error out."""

from __future__ import annotations

import re

import orjson
import pytest

from bot.channels.http.answers import NeedsOperator, Reading
from bot.channels.http.picking import MISSING, found, picked, walked
from bot.channels.http.wire import Answered, Unclear
from bot.config.gateway_out import Answer, Pick
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError

NUMBER = "+22370000001"


def answered(status: int, text: str = "", retry_after: float | None = None) -> Answered:
    try:
        data = orjson.loads(text)
    except ValueError:
        data = None
    return Answered(status, text, data, retry_after)


BY_ID = Answer(id="message.id")
BY_CODE = Answer(
    id={"paths": ["message.id", "ref"]},
    code="message.code",
    accepted=("0", "OK"),
    already="7",
    temporary=("1", "HTTP 503"),
    permanent=("2", "HTTP 4xx"),
    stopped="3",
    operator="4",
)
BY_TEXT = Answer(code={"pattern": r"^(\w+)"}, accepted="OK", permanent="NEVER")


@pytest.mark.parametrize(
    ("known", "answer", "wanted"),
    [
        (BY_ID, answered(200, '{"message": {"id": "m1"}}'), "m1"),
        (BY_ID, answered(201, '{"message": {"id": 42}}'), "42"),
        (BY_ID, answered(202, '{"message": {"id": " m1 "}}'), "m1"),
        (BY_CODE, answered(200, '{"message": {"id": "m1", "code": 0}}'), "m1"),
        (BY_CODE, answered(200, '{"message": {"code": "OK"}, "ref": "r1"}'), "r1"),
        (BY_CODE, answered(409, '{"message": {"code": 7}}'), "ours"),
        (BY_CODE, answered(200, '{"message": {"code": 7, "id": "m1"}}'), "m1"),
        (BY_TEXT, answered(200, "OK queued"), "ours"),
    ],
)
def test_taken(known, answer, wanted):
    assert Reading("any", known).id(answer, "ours") == wanted


DOUBT = [
    (BY_ID, answered(200)),
    (BY_ID, answered(200, "<html>")),
    (BY_ID, answered(200, "[]")),
    (BY_ID, answered(200, '{"message": {"id": ""}}')),
    (BY_ID, answered(200, '{"message": {"id": " "}}')),
    (BY_ID, answered(200, '{"message": {"id": null}}')),
    (BY_ID, answered(200, '{"message": {"id": ["m1"]}}')),
    (BY_ID, answered(200, '{"message": {"id": "m\\u0000"}}')),
    (BY_ID, answered(500, '{"message": {"id": "m1"}}')),
    (BY_ID, answered(502)),
    (BY_CODE, answered(200, '{"message": {"id": "m1"}}')),
    (BY_CODE, answered(200, '{"message": {"id": "m1", "code": "new"}}')),
    (BY_CODE, answered(200, '{"message": {"code": "OK"}}')),
    (BY_CODE, answered(500, '{"message": {"code": 0, "id": "m1"}}')),
    (BY_TEXT, answered(200, "<html>OK</html>")),
    (BY_TEXT, answered(200)),
    (BY_TEXT, answered(500, "Oops")),
]


@pytest.mark.parametrize(("known", "answer"), DOUBT)
def test_in_doubt(known, answer):
    with pytest.raises(Unclear):
        Reading("any", known).id(answer, "ours")


@pytest.mark.parametrize(
    ("known", "answer", "error", "reason"),
    [
        (BY_CODE, answered(200, '{"message": {"code": 1}}'), TemporarySendError, "any: HTTP 200 1"),
        (BY_CODE, answered(503), TemporarySendError, "any: HTTP 503"),
        (BY_CODE, answered(200, '{"message": {"code": 2}}'), PermanentSendError, "any: HTTP 200 2"),
        (BY_CODE, answered(418), PermanentSendError, "any: HTTP 418"),
        (BY_CODE, answered(200, '{"message": {"code": 3}}'), AddressStopped, "any: HTTP 200 3"),
        (BY_CODE, answered(200, '{"message": {"code": 4}}'), NeedsOperator, "any: HTTP 200 4"),
        (BY_TEXT, answered(403, "NEVER again"), PermanentSendError, "any: HTTP 403 NEVER"),
        (BY_ID, answered(401), NeedsOperator, "any: HTTP 401"),
        (BY_ID, answered(404), NeedsOperator, "any: HTTP 404"),
        (BY_ID, answered(302), NeedsOperator, "any: HTTP 302"),
        (BY_ID, answered(429), TemporarySendError, "any: HTTP 429"),
    ],
)
def test_refused(known, answer, error, reason):
    with pytest.raises(error) as caught:
        Reading("any", known).id(answer, "ours")
    assert type(caught.value) is error
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (answered(429, retry_after=7), 7),
        (answered(503, retry_after=90), 90),
        (answered(500, retry_after=30), 30),
        (answered(401), 600),
        (answered(401, retry_after=5), 5),
    ],
)
def test_how_long_to_wait(answer, seconds):
    with pytest.raises(TemporarySendError) as caught:
        Reading("any", BY_ID).id(answer, "ours")
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    "code", [NUMBER, f"invalid {NUMBER}", "70 00 00 01", "x" * 61, "été", "a\nb", "<b>"]
)
def test_what_could_name_somebody_is_not_repeated(code):
    known = Answer(id="id", code="code", permanent=code)
    with pytest.raises(PermanentSendError) as caught:
        Reading("any", known).id(answered(400, orjson.dumps({"code": code}).decode()), "ours")
    assert str(caught.value) == "any: HTTP 400"


DATA = {
    "a": {"b": [{"c": 1}, {"c": None}]}, "a.b": "whole", "yes": True, "pi": 3.5, "empty": "",
    "list": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b", "whole"),
        ("a.b.0.c", "1"),
        ("a.b.1.c", None),
        ("a.b.2.c", None),
        ("a.b.x", None),
        ("a.x", None),
        ("yes", "true"),
        ("pi", "3.5"),
        ("empty", ""),
        ("list", None),
        ("empty.0", None),
        ("", None),
    ],
)
def test_paths(path, value):
    assert found(DATA, (path,)) == value


def test_the_first_path_that_leads_somewhere_counts():
    assert found(DATA, ("no", "a.b.1.c", "pi", "yes")) == "3.5"
    assert walked(None, "a") is MISSING


@pytest.mark.parametrize(
    ("pick", "value"),
    [
        (None, ""),
        (Pick(paths=("a",)), "id: 17"),
        (Pick(paths=("a",), pattern=re.compile(r"\d+")), "17"),
        (Pick(paths=("a",), pattern=re.compile(r"id: (\d)")), "1"),
        (Pick(paths=("a",), pattern=re.compile(r"(x)?id")), ""),
        (Pick(paths=("a",), pattern=re.compile("no")), ""),
        (Pick(paths=("no",), pattern=re.compile(".")), ""),
        (Pick(pattern=re.compile(r"^\w+")), "body"),
    ],
)
def test_of_what_is_found_a_pattern_takes_a_part(pick, value):
    assert picked(pick, {"a": "id: 17"}, "body text") == value
