"""What is denied first takes nothing away from those who are told of behind it."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "pas de rougeole mais 4 cas de selles avec du sang à Koro", "bloody_diarrhoea", 4),
        ("fr", "pas de rougeole, 4 cas de selles avec du sang à Koro", "bloody_diarrhoea", 4),
        ("fr", "pas de rougeole. 4 cas de selles avec du sang à Koro", "bloody_diarrhoea", 4),
        ("fr", "0 rougeole mais 4 cas de selles avec du sang à Koro", "bloody_diarrhoea", 4),
        ("fr", "RAS rougeole mais 3 personnes mordues par un chien à Koro", "rabies", 3),
        ("fr", "rougeole néant mais 3 personnes mordues par un chien à Koro", "rabies", 3),
        ("fr", "pas de palu ni rougeole mais 4 selles avec du sang à Koro", "bloody_diarrhoea", 4),
        ("fr", "aucun cas de rougeole mais 2 enfants mordus par un chien à Koro", "rabies", 2),
        ("en", "no measles but 4 with blood in stool, Koro", "bloody_diarrhoea", 4),
        ("en", "no malaria but 4 people vomiting after a wedding, Koro", "unusual_cluster", 4),
        ("bm", "nyonnin te yan nka sumaya mogo 6 be Koro", "malaria", 6),
        ("bm", "sumaya si te yan nka konoboli 3 Koro", "watery_diarrhoea", 3),
        ("bm", "nyonnin te an bara nka sumaya mogo 6 sorola Koro", "malaria", 6),
    ],
)
def test_who_is_told_of_behind_a_denial_is_reported(
    locale: str, text: str, risk: str, count: int
) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "pas de rougeole mais il y a 4 enfants qui ont les yeux jaunes à Koro"),
        ("fr", "pas de palu, pas de rougeole mais 3 enfants très maigres à Koro"),
        ("fr", "pas de palu cette semaine mais 4 personnes avec fièvre et frissons à Koro"),
    ],
)
def test_whose_signs_name_no_disease_is_asked_about(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question
    assert not found.zero


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "pas de rougeole à Koro"),
        ("fr", "pas de rougeole, pas de palu, pas de selles avec du sang"),
        ("fr", "0 rougeole, 0 PFA, 0 méningite"),
        ("en", "no measles, no bloody stools"),
    ],
)
def test_where_all_is_denied_nothing_is_reported(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.zero
    assert not found.reports


def test_a_report_before_a_denial_stays() -> None:
    assert one("2 palu à Koro mais pas de rougeole", "fr").count == 2


@pytest.mark.parametrize(
    ("text", "risk", "count"),
    [
        ("kono boli jolima 2 Koro", "bloody_diarrhoea", 2),
        ("konoboli joliman 2 Koro", "bloody_diarrhoea", 2),
        ("konoboli joli b'a la den 2 Koro", "bloody_diarrhoea", 2),
        ("konoboli joli be a la den 2 Koro", "bloody_diarrhoea", 2),
        ("den 2 kono be boli ni joli ye Koro", "bloody_diarrhoea", 2),
        ("den 2 be bo ke ni joli ye Koro", "bloody_diarrhoea", 2),
        ("kono boli 2 Koro", "watery_diarrhoea", 2),
        ("kono boli joli t'a la 2 Koro", "watery_diarrhoea", 2),
        ("konoboli joli te a la 2 Koro", "watery_diarrhoea", 2),
        ("tetanos den nyenin 1 Koro", "neonatal_tetanus", 1),
        ("tetanosi den nyɛnin 1 Koro", "neonatal_tetanus", 1),
        ("nyonnin den 2 Koro", "measles", 2),
    ],
)
def test_bambara_words_of_blood_and_of_newborns(text: str, risk: str, count: int) -> None:
    found = one(text, "bm")
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "un fil blanc sort du pied d'un garçon 13 ans à Koro"),
        ("fr", "un long fil sort du pied d'un garçon 13 ans à Koro"),
        ("en", "a white thread comes out of the foot of a boy 13 years, Koro"),
    ],
)
def test_a_thread_that_comes_out_is_a_worm(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.male, found.age_months) == ("guinea_worm", 1, 1, 156)


def test_threads_before_boys_are_girls() -> None:
    found = one("3fil 2garson rougeole Koro", "fr")
    assert (found.female, found.male) == (3, 2)
