"""Starting the bot: what is in the way is said before anything is opened."""

from __future__ import annotations

import socket
import tomllib

import pytest

from bot.cli.plain_words import PLAIN
from bot.handler import Handler
from bot.manners import OLD_BUTTON
from bot.paths import LOCALES
from handlers import FALLBACK, HANDLERS, REACTIONS
from tests.cli import Shell


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
    assert set(tomllib.loads(file.read_text("utf-8"))["intent"]) <= set(PLAIN)
