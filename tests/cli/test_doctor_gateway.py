"""`kunnafoni doctor` and gateways: the health page of each is asked, and what to mend is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli import Shell
from tests.cli.threaded import Call, Server, serving

KEY = "keyOfNobody"


@pytest.fixture
def shell(tmp_path, monkeypatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNNAFONI_GATEWAY_ANY_KEY", KEY)
    return Shell(tmp_path)


@pytest.fixture
def provider() -> Iterator[Server]:
    def answering(call: Call) -> tuple[int, bytes]:
        return call.server.answers if call.headers.get("X-Key") == KEY else (401, b"")

    with serving(answering, (200, b"all is well")) as server:
        yield server


def configured(shell: Shell, port: int, health: str = "", more: str = "") -> None:
    shell.file(
        "config.toml",
        f"""
        [[gateway]]
        name = "any"
        number = "+22370000000"
        secrets = ["key"]
        timeout_seconds = 2
        send = {{ url = "http://127.0.0.1:{port}/send", body = {{ to = "$to" }} }}
        answer = {{ id = "id" }}
        {more}
        [gateway.health]
        url = "http://127.0.0.1:{port}/health"
        headers = {{ X-Key = "$key" }}
        {health}
        """,
    )


def test_all_well(shell, provider):
    configured(shell, provider.server_port, 'expects = "well"')
    lines = shell.runs("doctor")
    assert "ok    channel any: HTTP 200" in lines
    assert lines[-1].endswith("well, 0 to mend")


@pytest.mark.parametrize(
    ("answer", "mend"),
    [
        ((401, KEY.encode()), "HTTP 401: look at its secrets and headers"),
        ((500, b"oops"), "HTTP 500: look at health.url and the provider"),
        ((302, b""), "HTTP 302: look at health.url and the provider"),
        ((200, b"on fire"), "its health page does not say what health.expects says"),
    ],
)
def test_what_is_not_well_is_said(shell, provider, answer, mend):
    provider.answers = answer
    configured(shell, provider.server_port, 'expects = "well"')
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert mend in found.stdout
    assert KEY not in found.output


def test_a_provider_out_of_reach(shell):
    configured(shell, 9)
    assert "cannot be reached: ClientConnectorError" in shell.tries("doctor").stdout


def test_a_secret_that_is_missing(shell, provider, monkeypatch):
    monkeypatch.delenv("KUNNAFONI_GATEWAY_ANY_KEY")
    configured(shell, provider.server_port)
    assert "set KUNNAFONI_GATEWAY_ANY_KEY in the environment" in shell.tries("doctor").stdout


def test_a_gateway_that_cannot_call_us_is_noticed(shell, provider):
    more = """
        verify = { how = "secret", secret = "key", field = "key" }
        receive = { sender = "from", text = "text" }
        receipts = { id = "id", status = "status", statuses = {} }
    """
    configured(shell, provider.server_port, more=more)
    said = "webhooks: /gateway/any, /gateway/any/receipt"
    assert said in shell.tries("doctor").stdout


def test_people_are_imported_for_the_gateway(shell, provider, monkeypatch):
    """Who has not written yet is written to by it; no secret is needed to import them."""
    monkeypatch.delenv("KUNNAFONI_GATEWAY_ANY_KEY")
    configured(shell, provider.server_port)
    people = shell.file("people.csv", "phone,role,area_id,locale\n70000001,coordinator,,fr\n")
    shell.runs("contacts", "import", people)
    kept = "SELECT channel, recipient FROM contact_address"
    assert shell.rows(kept) == [("any", "+22370000000")]


def test_who_tries_the_bot_never_reaches_a_gateway(shell, provider):
    configured(shell, provider.server_port)
    shell.runs("chat", "--as", "+22370000001", text="aide\n")
    assert shell.rows("SELECT DISTINCT channel FROM outbound") == [("console",)]
