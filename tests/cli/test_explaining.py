"""Above each text a translator reads who sees it, how long it may be, and what is filled in."""

from __future__ import annotations

import tomllib

import pytest
from babel.messages.catalog import Message

from bot.cli.catalogs import forms_of, load_catalog, placeholders, sources, texts
from bot.cli.explaining import FILE, comments, seen_by

WORDS = tomllib.loads(FILE.read_text("utf-8"))
SAID = list(texts())


def test_each_placeholder_is_explained_and_no_other():
    named = {
        name for text, _where in SAID for form in forms_of(text) for name in placeholders(form)
    }
    assert named == set(WORDS["placeholder"])


def test_each_file_that_says_something_says_to_whom():
    files = {where for _text, where in SAID}
    assert not [file for file in files if seen_by(file) is None]
    used = {seen_by(file) for file in files}
    assert set(WORDS["seen"].values()) == used


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        (
            "Wrong? CANCEL {number}", ["handlers/report/filing.py"],
            ["Seen by health workers, in the answer to their report.",
             "By SMS: at most 1 segment, all filled in.",
             "{number}: a number of ours, of a report, an alert, a visit (123), or how many."],
        ),
        ("Send", ["bot/web/simulator_texts.py"],
         ["Seen on the simulator's page.", "On a screen only: any length."]),
        ("measles", ["handlers/report/risks.toml", "handlers/advice/menus.py"],
         ["Seen by residents who ask for advice; wherever a disease is named.",
          "By SMS: at most 2 segments, all filled in."]),
    ],
)  # fmt: skip
def test_what_stands_above_a_text(text, where, said):
    message = Message(text, locations=[(name, 0) for name in where])
    assert list(comments(message, placeholders(text))) == said


def test_it_stands_in_every_catalog():
    for source in sources():
        for message in load_catalog(source):
            if message.id:
                named = [n for form in forms_of(message.id) for n in placeholders(form)]
                above = " ".join(comments(message, named))  # long lines are broken there
                assert " ".join(message.auto_comments) == above, source
