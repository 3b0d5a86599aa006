"""`docs/false-friends.md`: what looks like another word is taken for what it is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cli.parse import KNOWN
from bot.cli.places import gazetteer
from bot.cli.understand import Reader
from bot.paths import LOCALES

TABLE = (LOCALES.parent / "docs" / "false-friends.md").read_text("utf-8")
ROWS = [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in TABLE.splitlines()
        if line.startswith("| ") and not line.startswith("| language")]  # fmt: skip


@pytest.fixture(scope="module")
def readers():
    places = gazetteer(None)
    every = Reader(places, date(2026, 11, 24), locales=(*KNOWN, "ses"))
    return {"ses": every}, Reader(places, date(2026, 11, 24))


@pytest.mark.parametrize(("locale", "word", "_is", "_is_not", "message", "intent"), ROWS)
def test_a_false_friend_is_what_it_is(readers, locale, word, _is, _is_not, message, intent):
    own, usual = readers
    reader = own.get(locale, usual)
    assert reader.meaning(message, locale).intent == intent
    for known in (locale, None):
        assert reader.meaning(message, known).slots["risk"] is None


def test_the_words_that_harm_most_are_listed():
    listed = {(row[0], row[1]) for row in ROWS}
    asked = ("bm bi", "bm so", "bm ko", "fr mon", "fr son", "fr pain", "en pain", "en cold",
             "fr rage", "fr mal", "fr chair")  # fmt: skip
    assert {tuple(each.split()) for each in asked} <= listed
