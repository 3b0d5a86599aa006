"""Several diseases under one word: none of them, or one of them."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import asked, reading


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("no cases of measles or malaria this week", "en"),
        ("no measles, malaria or cholera", "en"),
        ("neither measles nor malaria this week", "en"),
        ("no measles no malaria", "en"),
        ("ni rougeole ni palu cette semaine", "fr"),
        ("ni rougeole, ni palu, ni choléra", "fr"),
        ("aucun cas de rougeole ni de palu", "fr"),
        ("pas de rougeole ni palu a koro", "fr"),
        ("pas vu de cas de rougeole ou de palu", "fr"),
        ("pas de cas de rougeole et de palu", "fr"),
        ("0 rougeole 0 palu", "fr"),
    ],
)
def test_diseases_that_are_denied_together(text: str, locale: str) -> None:
    found = reading(text, locale)
    assert (found.reports, found.zero, found.question) == ((), True, None)


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("pas de rougeole, palu 3", [("malaria", 3)]),
        ("pas de rougeole mais palu 3 koro", [("malaria", 3)]),
        ("pas de rougeole ou palu 3", [("malaria", 3)]),
        ("rougeole 2 ni palu ni choléra", [("measles", 2)]),
    ],
)
def test_a_number_ends_what_is_denied(text: str, reports: list[tuple[str, int]]) -> None:
    found = reading(text)
    assert [(each.risk, each.count) for each in found.reports] == reports


@pytest.mark.parametrize("text", ["pas de rougeole, palu", "pas de rougeole. palu", "rougeole ni"])
def test_what_may_not_be_denied_is_asked(text: str) -> None:
    assert reading(text).question is not None


@pytest.mark.parametrize(
    "text", ["rougeole ou palu 2 enfants koro", "2 cas rougeole ou palu", "rougeole ou palu"]
)
def test_one_of_two_diseases_is_asked(text: str) -> None:
    assert asked(text) == ["measles", "malaria", "something else"]


def test_two_names_of_one_disease_are_one() -> None:
    [found] = reading("palu ou paludisme 2 koro").reports
    assert (found.risk, found.count) == ("malaria", 2)


def test_a_disease_or_another_asks_for_the_number_next() -> None:
    question = reading("measles or malaria 2 children Koro", "en").question
    assert question is not None
    chosen = question.options[1].reading
    assert chosen is not None
    assert [(each.risk, each.count) for each in chosen.reports] == [("malaria", 2)]
