"""STOP, START and LANGUAGE in the words of every language there is."""

from __future__ import annotations

import pytest

from bot.paths import LOCALES
from bot.understanding import Lexicons

FRENCH_ONLY = Lexicons(LOCALES, ("fr",))
SPOKEN = Lexicons(LOCALES, ("fr", "bm", "en"))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("توقف", "stop"),
        ("dartin", "stop"),
        ("Woppu.", "stop"),
        ("kayandi", "stop"),
        ("dabila", "stop"),
        ("unsubscribe", "stop"),
        ("ابدأ", "start"),
        ("daminɛ", "start"),
        ("لغة", "language"),
        ("ɗemngal", "language"),
        ("language", "language"),
    ],
)
@pytest.mark.parametrize("lexicons", [FRENCH_ONLY, SPOKEN], ids=["fr", "fr bm en"])
@pytest.mark.parametrize("locale", ["fr", None])
def test_a_wish_is_heard_in_languages_that_are_not_spoken(lexicons, text, wish, locale):
    assert lexicons.understand(text, locale).intents[0].name == wish


def test_a_short_word_for_language_is_heard_where_it_means_nothing_else():
    assert SPOKEN.understand("KAN", "en").intents[0].name == "language"
    assert SPOKEN.understand("KAN", "fr").intent("language") == 0  # `quand`


@pytest.mark.parametrize("text", ["dartin koro", "rougeole 3 dartin", "koro"])
def test_such_a_word_among_others_is_none(text):
    assert FRENCH_ONLY.understand(text, "fr").intent("stop") == 0
