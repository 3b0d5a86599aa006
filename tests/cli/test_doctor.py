"""`kunnafoni doctor`: everything is asked for real, and what is wrong is said with its remedy."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.channels import ACCOUNT, KEY
from tests.cli import Shell

pytestmark = pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")


@pytest.fixture
def shell(tmp_path, monkeypatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path)


@pytest.fixture
def twilio(monkeypatch) -> Iterator[ThreadingHTTPServer]:
    """An account that answers as it is told."""
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", KEY)

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, payload = self.server.answer  # type: ignore[attr-defined]
            body = json.dumps(payload).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.answer = (200, {"sid": ACCOUNT, "status": "active"})  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def configured(shell: Shell, server: ThreadingHTTPServer, web: str = "") -> None:
    shell.file(
        "config.toml",
        f'[web]\n{web}\n[twilio]\naccount_sid = "{ACCOUNT}"\nnumbers = ["+22370000000"]\n'
        f'base_url = "http://127.0.0.1:{server.server_port}"\n',
    )


def test_a_bot_that_nobody_can_reach_is_told_so(shell):
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert "ok    database: SQLite" in found.stdout
    assert "MEND  channels\n      none is configured: nobody can reach the bot" in found.stdout


def test_all_well(shell, twilio):
    configured(shell, twilio, 'public_url = "https://bot.example"')
    lines = shell.runs("doctor")
    assert "ok    channel twilio: account active" in lines
    assert lines[-1].endswith("well, 0 to mend")


def test_webhooks_without_an_address_that_providers_could_call(shell, twilio):
    configured(shell, twilio)
    found = shell.tries("doctor")
    assert "[web] public_url is not set" in found.stdout


@pytest.mark.parametrize(
    ("answer", "mend"),
    [
        ((401, {"code": 20003, "message": "no", "status": 401}), "AUTH_TOKEN is wrong"),
        ((200, {"sid": ACCOUNT, "status": "suspended"}), "the account is suspended"),
        ((503, {"code": 20503, "message": "no", "status": 503}), "Twilio 503/20503"),
    ],
)
def test_what_twilio_refuses_is_said_with_its_remedy(shell, twilio, answer, mend):
    configured(shell, twilio, 'public_url = "https://bot.example"')
    twilio.answer = answer
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert mend in found.stdout
    assert KEY not in found.output


def test_twilio_out_of_reach(shell, twilio):
    configured(shell, twilio)
    shell.file("config.toml", (shell.folder / "config.toml").read_text().replace(
        str(twilio.server_port), "9"))  # fmt: skip
    assert "no usable answer" in shell.tries("doctor").stdout


def test_a_wrong_configuration_is_named_line_by_line(shell):
    shell.file("config.toml", "[web]\nport = 'x'\n[bot]\nlanguage = 'fr'\n")
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert found.stdout.count("MEND  configuration") == 2


def test_demo_data_is_noticed(shell):
    shell.runs("areas", "list")
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        raw.execute("INSERT INTO stamp (key, value) VALUES ('purpose', 'demo')")
    assert "this is demo data" in shell.tries("doctor").stdout


def test_a_database_of_the_future_is_named(shell):
    shell.runs("areas", "list")
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer than this program" in shell.tries("doctor").stdout
