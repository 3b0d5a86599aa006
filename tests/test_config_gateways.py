"""`[[gateway]]`: what is wrong is named, and secrets come from the environment only."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.config.gateways import variable
from bot.errors import BadConfig

TOKEN = "made-up-token-of-nobody"  # noqa: S105
SMALL = """
[[gateway]]
name = "any"
number = "70 00 00 00"
secrets = ["key"]
[gateway.send]
url = "https://sms.example/send"
body = { to = "$to", text = "$text" }
[gateway.answer]
id = "id"
[gateway.verify]
how = "secret"
secret = "key"
field = "key"
[gateway.receive]
sender = "from"
text = "text"
"""


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KUNNAFONI_CONFIG", raising=False)
    monkeypatch.setenv("KUNNAFONI_GATEWAY_ANY_KEY", TOKEN)


def loaded(text: str, **how):
    Path("config.toml").write_text(text, "utf-8")
    return load_settings(**how)


def problems(text: str, **how) -> tuple[str, ...]:
    with pytest.raises(BadConfig) as caught:
        loaded(text, **how)
    assert TOKEN not in str(caught.value)
    return caught.value.problems


def test_a_small_one():
    [gateway] = loaded(SMALL).gateway
    assert (gateway.name, gateway.number, gateway.timeout_seconds) == ("any", "+22370000000", 10)
    assert gateway.secrets["key"].get_secret_value() == TOKEN
    assert TOKEN not in f"{gateway!r} {gateway} {gateway.model_dump_json()}"


def test_its_number_is_one_of_ours_and_people_are_written_to_from_it():
    settings = loaded(SMALL)
    assert settings.own_numbers == ("+22370000000",)
    assert settings.by_sms == ("any", "+22370000000")


def test_secrets_are_named_in_the_file_and_come_from_the_environment(monkeypatch):
    monkeypatch.delenv("KUNNAFONI_GATEWAY_ANY_KEY")
    known = "[gateway] any: set KUNNAFONI_GATEWAY_ANY_KEY in the environment"
    assert problems(SMALL) == (known,)
    [gateway] = loaded(SMALL, secrets=False).gateway
    assert gateway.secrets["key"].get_secret_value() == ""
    for secrets in (f'{{ key = "{TOKEN}" }}', f'["{TOKEN}"]', '"key"', "3"):
        found = problems(SMALL.replace('["key"]', secrets))
        assert found[0].startswith("[gateway] any: secrets: a list of names")


def test_the_variable_of_a_secret():
    assert variable("sms-1", "api_key") == "KUNNAFONI_GATEWAY_SMS_1_API_KEY"


def test_what_is_hidden_in_logs_is_also_what_travels(monkeypatch):
    text = SMALL.replace("body = {", 'basic_auth = "user:$key"\nbody = {')
    monkeypatch.setenv("KUNNAFONI_GATEWAY_ANY_KEY", "pass word")
    [gateway] = loaded(text).gateway
    assert set(gateway.hidden()) == {
        "pass word", "pass%20word", "pass+word", "cGFzcyB3b3Jk", "dXNlcjpwYXNzIHdvcmQ=",
    }  # fmt: skip


def test_two_of_one_name_are_refused():
    assert "[gateway] any: there are two of this name" in problems(SMALL + SMALL)
    other = SMALL.replace('"any"', '"other"').replace('["key"]', "[]")
    assert len(problems(SMALL + other)) == 1  # its secret is not named
    other = other.replace("[gateway.verify]", "[gateway.verify]\naddresses = ['127.0.0.1']")
    other = other.replace('how = "secret"\nsecret = "key"\nfield = "key"', 'how = "address"')
    assert [each.name for each in loaded(SMALL + other).gateway] == ["any", "other"]


OUT = "[gateway.send]\n"
IN = "[gateway.receive]\n"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"any"', '"Any one"', "Any one.name: small letters"),
        ('"any"', '"telegram"', "telegram.name: telegram is another channel"),
        ("https://", "ftp://", "any.send.url: an address begins with http"),
        ("$to", "$nobody", "any: send.body: $nobody cannot stand here"),
        ("$to", "$", "any: send.body: a $ that begins no name"),
        ("$to", "$token", "any: send.body: $token cannot stand here"),
        (OUT, OUT + 'headers = { X = "$text" }\n', "any: send.headers: $text cannot stand here"),
        (OUT, OUT + 'charset = "martian"\n', "any.send.charset: not an encoding of text"),
        (OUT, OUT + 'method = "GET"\n', "any.send: a GET has no body"),
        (OUT, OUT + 'method = "BREW"\n', "any.send.method: "),
        (OUT, OUT + "most_segments = 0\n", "any.send.most_segments: "),
        ('"$to"', '"$to", x = { y = "z" }', "any.send: a form holds no tables"),
        (OUT, OUT + "colour = 3\n", "any.send.colour: no such setting"),
        ('id = "id"', "", "any.answer: set id, or code and accepted"),
        ('id = "id"', 'code = "code"', "any.answer: set id, or code and accepted"),
        ('id = "id"', 'id = { paths = "id", pattern = "(" }', "any.answer.id.pattern: "),
        ('how = "secret"', 'how = "magic"', "any.verify.how: "),
        ('secret = "key"', 'secret = "keys"', "any: verify.secret: keys is not among secrets"),
        ('secret = "key"', "", "any.verify: set secret"),
        ('field = "key"', "", "any.verify: set header or field"),
        ('field = "key"', 'field = "k"\nheader = "k"', "any.verify: set header or field"),
        ('how = "secret"', 'how = "hmac"', "any.verify: set header: where the HMAC stands"),
        ('how = "secret"', 'how = "address"', "any.verify: set addresses"),
        ('field = "key"', 'field = "key"\naddresses = ["10.0.0.1/8"]', "any.verify.addresses: "),
        ('field = "key"', 'field = "key"\nsigned = "$time"', "any.verify: signed: "),
        ('field = "key"', 'field = "key"\nsigned = "$body$url"', "any.verify: signed: "),
        ('field = "key"', 'field = "key"\nsigned = "$body$time"', "any.verify: time_header and"),
        ('field = "key"', 'field = "key"\ntime_header = "X-T"', "any.verify: time_header and"),
        (IN, IN + 'methods = ["PUT"]\n', "any.receive.methods.0: "),
        (IN, "[gateway.receipts]\nstatuses = {}\nstatus = 's'\n" + IN,
         "any.receipts: set id or own"),
        (IN, "[gateway.receipts]\nid = 'i'\nstatuses = { A = 'read' }\nstatus = 's'\n" + IN,
         "any.receipts.statuses.A: "),
        (IN, "[gateway.receipts]\nid = 'i'\nstatuses = {}\nstatus = 's'\nsame_path = true\n" + IN,
         "any: receipts: same_path needs when"),
        (IN, "[gateway.receipts]\nid = 'i'\nstatuses = {}\nstatus = 's'\nsame_path = true\n"
         "format = 'json'\nwhen = { status = '*' }\n" + IN,
         "any: receipts: same_path needs the format"),
        (IN, "header = 'X'\n" + IN + "methods = ['GET']\n", "any.verify: set header or field"),
        ('["key"]', '["key", "text"]', "any: secrets: text has a meaning already"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(monkeypatch, old, new, problem):
    monkeypatch.setenv("KUNNAFONI_GATEWAY_ANY_TEXT", TOKEN)
    found = problems(SMALL.replace(old, new, 1))
    assert [each for each in found if each.startswith(f"[gateway] {problem}")], found


def test_who_is_called_must_be_told_how_calls_are_proved():
    without = SMALL.replace('[gateway.verify]\nhow = "secret"\nsecret = "key"\nfield = "key"\n', "")
    [problem] = problems(without)
    assert problem == "[gateway] any: set verify: how calls prove that they are the provider's"
    only_out = without[: without.index("[gateway.receive]")]
    assert loaded(only_out).gateway[0].receive is None


@pytest.mark.parametrize("heard", ['methods = ["GET"]', 'format = "query"'])
def test_a_signature_must_cover_what_is_read(heard):
    """Else whoever has seen one call can write another."""
    text = SMALL.replace('how = "secret"', 'how = "hmac"').replace("field", "header")
    assert loaded(text).gateway
    [problem] = problems(text.replace(IN, f"{IN}{heard}\n"))
    assert problem == "[gateway] any: verify: an HMAC is of a body, which a query is not part of"


def test_our_own_address_is_needed_where_it_is_told():
    text = SMALL.replace('"$to"', '"$to", back = "$public_url/gateway/any/receipt?key=$key"')
    [problem] = problems(text)
    assert problem == "[gateway] any: $public_url is used: set [web] public_url"
    assert loaded('[web]\npublic_url = "https://bot.example"\n' + text)
