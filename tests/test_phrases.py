"""Phrases in a message: with other signs, by their sound, one after the other; yes and no."""

from __future__ import annotations

import pytest

from bot.understanding.phrases import Phrases
from tests.conftest import knowledge

TELLS = frozenset(("message", "dites"))
TO, PEOPLE = frozenset(("à", "aux", "a")), frozenset(("habitants", "tout le monde"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Message à tous", True),
        ("un mesage", True),  # by its sound
        ("un messager", False),
        ("dites-le", True),
        ("dite", False),  # too short to be known by its sound
    ],
)
def test_a_phrase_is_found(text: str, found: bool) -> None:
    assert Phrases(text).has(TELLS) == found


def test_what_would_mean_something_else_by_its_sound_is_looked_up_as_written() -> None:
    said = Phrases("un mesage")
    assert not said.writes(TELLS)
    assert said.has(TELLS)


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("dites aux habitants de Boni", True),
        ("message urgent à tout le monde", True),
        ("mesage aux abitants", True),
        ("aux habitants : dites", False),
        ("dites que beaucoup d'habitants", False),
        ("dites une chose de plus aux habitants", False),  # too far
    ],
)
def test_one_leads_to_another(text: str, led: bool) -> None:
    assert Phrases(text).led(TELLS, (TO, 3), (PEOPLE, 1)) == led


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("oui", "fr", True),
        ("oui", "en", True),
        ("non", "en", False),
        ("oui", "bm", True),
        ("yes", "fr", True),
        ("Awo !", "fr", None),  # of a third language it may be another word
        ("o", "en", None),  # one letter, of another language
        ("oui mais non", "fr", None),
    ],
)
def test_yes_and_no_of_french_and_english_are_heard_from_everybody(
    text: str, locale: str, said: bool | None
) -> None:
    assert knowledge().lexicons.yes_no(text, locale) is said
