"""`kunnafoni doctor` and Telegram: who we are there, and what to mend."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.channels.telegram import ME, SECRET, TOKEN
from tests.cli import Shell
from tests.cli.threaded import Call, Server, serving

HOOK = {"url": "https://bot.example/telegram", "has_custom_certificate": False,
        "pending_update_count": 0}  # fmt: skip


@pytest.fixture
def shell(tmp_path, monkeypatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_WEBHOOK_SECRET", SECRET)
    return Shell(tmp_path)


@pytest.fixture
def telegram() -> Iterator[Server]:
    """Answers each method as it is told."""

    def answering(call: Call) -> tuple[int, bytes]:
        status, result = call.server.answers[call.page]
        return status, json.dumps(
            {"ok": status == 200, "result": result, "description": "no"}
        ).encode()

    with serving(answering, {"getMe": (200, ME), "getWebhookInfo": (200, HOOK)}) as server:
        yield server


def examined(shell: Shell, port: int, mode: str = "polling") -> str:
    shell.file(
        "config.toml",
        '[web]\npublic_url = "https://bot.example"\n'
        f'[telegram]\nmode = "{mode}"\nbase_url = "http://127.0.0.1:{port}"\n',
    )
    found = shell.tries("doctor")
    assert TOKEN not in found.output
    return found.stdout


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_all_well(shell, telegram, mode):
    told = examined(shell, telegram.server_port, mode)
    assert "ok    channel telegram: @kunnafoni_bot" in told
    assert told.splitlines()[-1].endswith("well, 0 to mend")


FAILED = {**HOOK, "last_error_message": "Connection refused", "last_error_date": 1}


@pytest.mark.parametrize(
    ("method", "answer", "mend"),
    [
        ("getMe", (401, None), "mend KUNNAFONI_TELEGRAM_TOKEN"),
        ("getMe", (404, None), "mend KUNNAFONI_TELEGRAM_TOKEN"),
        ("getMe", (502, None), "no usable answer"),
        ("getWebhookInfo", (200, {**HOOK, "url": "https://other"}), "another webhook is set"),
        ("getWebhookInfo", (200, FAILED), "Telegram could not call us"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy(shell, telegram, method, answer, mend):
    telegram.answers[method] = answer
    assert mend in examined(shell, telegram.server_port, "webhook")


def test_telegram_out_of_reach(shell, unused_tcp_port):
    assert "no usable answer" in examined(shell, unused_tcp_port)
