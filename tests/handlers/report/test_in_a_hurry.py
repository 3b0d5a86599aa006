"""Everyday messages of a writer in a hurry: short words, other words, what stands beside them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.report.test_grammar import reading

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("pal. simple 102, pal. grave 8 (décès 1)", "fr", {"malaria": 102, "severe_malaria": 8}),
        ("palu grave anémie 4 cas moins 5 ans dont 1 décédé", "fr", {"severe_malaria": 4}),
        ("pneumo grave 2 cas, 1 fille 1 garçon", "fr", {"respiratory": 2}),
        ("Hib/pneumo en attente, 3 méningites", "fr", {"meningitis": 3}),
        (
            "5 malaria, 2 coughs with fast breathing, 1 bloody stool",
            "en",
            {"malaria": 5, "respiratory": 2, "bloody_diarrhoea": 1},
        ),
        ("ver 2 guiné suspect 1 fille 12 ans", "fr", {"guinea_worm": 1}),
        ("une fille 10 ans, dragonneau au genou", "fr", {"guinea_worm": 1}),
        ("15 pigeons et 60 pintades morts en 3 jours", "fr", {"animal_deaths": 75}),
        ("nous avons perdu 14 moutons. On ne sait pas pourquoi", "fr", {"animal_deaths": 14}),
        ("Les bergers ne savent pas pourquoi 14 moutons sont morts", "fr", {"animal_deaths": 14}),
    ],
)
def test_what_is_reported(text: str, locale: str, expected: dict[str, int]) -> None:
    found = reading(text, locale, MONDAY)
    assert found.question is None, text
    assert {each.risk: each.count for each in found.reports} == expected


@pytest.mark.parametrize(
    ("text", "locale", "count", "deaths"),
    [
        ("le palu a tué 2 enfants", "fr", 2, 2),
        ("le palu a tué une fille de 3 ans", "fr", 1, 1),
        ("le choléra a emporté 3 personnes", "fr", 3, 3),
        ("cholera killed 2 men", "en", 2, 2),
        ("Severe malaria killed a 2 yr old girl yesterday", "en", 1, 1),
        ("chien a mordu 2 enfants, chien tué", "fr", 2, 0),
        ("Maman de jumeaux décédée en route, 35 ans. Décès maternel à notifier", "fr", 1, 1),
    ],
)
def test_whom_a_disease_killed(text: str, locale: str, count: int, deaths: int) -> None:
    found = reading(text, locale, MONDAY)
    assert found.question is None, text
    assert [(each.count, each.deaths) for each in found.reports] == [(count, deaths)]


@pytest.mark.parametrize(
    ("text", "locale", "group"),
    [
        ("rougeole 4 cas, 1 décès, âge 9 mois à 4 ans", "fr", "under5"),
        ("meningitis 3 cases 1 death, all over 5", "en", "over5"),
        ("PNEUMO 2 BBS", "fr", "under5"),
    ],
)
def test_the_age_of_all(text: str, locale: str, group: str) -> None:
    [report] = reading(text, locale, MONDAY).reports
    assert report.age_group == group


def test_degrees_of_fever_are_no_boys() -> None:
    [report] = reading("pneumonie, fièvre 39 gars de 3 ans", "fr", MONDAY).reports
    assert (report.count, report.age_months) == (1, 36)


def test_no_disease_of_the_list_is_nothing_to_report() -> None:
    assert reading("S48 pas de MPE notifiée", "fr", MONDAY).zero


@pytest.mark.parametrize(
    ("text", "locale"),
    [("PFA garçon 7 ans, doses polio complètes", "fr"), ("AFP boy 7y polio doses complete", "en")],
)
def test_all_doses_are_vaccinated(text: str, locale: str) -> None:
    [report] = reading(text, locale, MONDAY).reports
    assert report.vaccinated is True


def test_a_woman_described_in_the_next_sentence_is_the_same() -> None:
    text = "Madame est décédée en couches. Une femme de 27 ans, 5e grossesse."
    [report] = reading(text, "fr", MONDAY).reports
    assert (report.count, report.deaths, report.age_months) == (1, 1, 324)
    [both] = reading(
        "Une femme est morte en couches. Une femme de 27 ans aussi.", "fr", MONDAY
    ).reports
    assert both.count == 2


def test_a_surname_is_no_disease() -> None:
    found = reading("Ici Mme Diarra. Deux élèves ont la rougeole", "fr", MONDAY)
    assert [(each.risk, each.count) for each in found.reports] == [("measles", 2)]
