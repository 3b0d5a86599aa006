"""Starting the bot: what is in the way is said before anything is opened."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import httpx
import pytest

from bot.cli.plain_words import PLAIN
from bot.handler import Handler
from bot.manners import OLD_BUTTON
from bot.paths import LOCALES
from handlers import FALLBACK, HANDLERS, REACTIONS
from tests.cli import Shell

HERE = Path(__file__).parents[2]


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_demo_whose_port_is_taken_says_so_and_opens_nothing(shell, taken):
    file = shell.folder / "demo.db"
    said = shell.refuses("demo", "--port", str(taken), "--file", file)
    assert said[0].startswith(f"Cannot listen on 127.0.0.1, port {taken}: ")
    assert f"--port {taken + 1}" in said[1]
    assert not file.exists()


def test_a_bot_whose_port_is_taken_says_so_and_opens_nothing(shell, taken):
    shell.file("config.toml", f"[web]\nport = {taken}\n")
    assert "Cannot listen" in shell.refuses("run")[0]
    assert not shell.database.exists()


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_no_machine_has_is_refused(shell, port):
    assert shell.tries("demo", "--port", port).exit_code == 2


# Running


@pytest.fixture
def free():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def started(shell, *arguments, **variables):
    """The program itself, in the folder of its configuration, as a shell starts it."""
    known = {name: value for name, value in os.environ.items() if "KUNNAFONI" not in name}
    known |= {"KUNNAFONI_DATABASE_URL": f"sqlite:{shell.database}", "PYTHONPATH": str(HERE)}
    known |= variables
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=shell.folder, env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def answer(process, url):
    """What a page says, as soon as somebody answers there; status and text."""
    for _each in range(300):
        assert process.poll() is None, process.communicate()
        try:
            found = httpx.get(url, verify=False)
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return found.status_code, found.text
    raise AssertionError(f"nobody answers at {url}")


def stopped(process):
    """Its output and what it complained of, once it was asked to stop."""
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=20)


def test_a_bot_without_a_channel_runs_until_it_is_stopped(shell, free):
    shell.file("config.toml", f"[web]\nport = {free}\n[logging]\nlevel = 'warning'\n")
    process = started(shell, "run")
    try:
        assert answer(process, f"http://127.0.0.1:{free}/health")[0] == 200
        time.sleep(0.5)
        assert answer(process, f"http://127.0.0.1:{free}/simulator")[0] == 404
    finally:
        said = stopped(process)
    assert said == ("", "")


def test_a_demo_says_where_its_page_is_and_stops_when_asked(shell, free):
    process = started(shell, "demo", "--port", free, "--file", shell.folder / "demo.db")
    try:
        page = f"http://127.0.0.1:{free}/simulator"
        status, text = answer(process, page)
        assert (status, "<h1>Kunnafoni</h1>" in text) == (200, True)
    finally:
        said, complaints = stopped(process)
    assert page in said
    assert complaints == ""


# What the simulator calls things


@pytest.mark.parametrize(
    "handler", [*HANDLERS, FALLBACK, OLD_BUTTON], ids=lambda handler: handler.name
)
def test_every_handler_and_its_intents_have_plain_words(handler: Handler):
    assert {handler.name, *handler.intents} <= set(PLAIN)


@pytest.mark.parametrize("reaction", REACTIONS, ids=lambda reaction: reaction.to.__name__)
def test_every_event_has_plain_words(reaction):
    assert reaction.to.__name__ in PLAIN


@pytest.mark.parametrize(
    "file", sorted(LOCALES.glob("*/lexicon.toml")), ids=lambda file: file.parent.name
)
def test_every_intent_of_the_lexicons_has_plain_words(file):
    assert set(tomllib.loads(file.read_text("utf-8")).get("intent", {})) <= set(PLAIN)
