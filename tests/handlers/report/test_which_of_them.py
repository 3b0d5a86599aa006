"""Persons of whom it is told which of them they are, how old, and how they were born."""

from __future__ import annotations

import pytest

from handlers.report.finding import Finding
from tests.handlers.report.test_grammar import one, reading
from tests.handlers.report.test_persons_told import MONDAY


def people(found: Finding) -> tuple[str, int, int, int, int]:
    return found.risk, found.count, found.female, found.male, found.deaths


@pytest.mark.parametrize(
    ("text", "locale", "told"),
    [
        # Which of them: the eldest, the first, the man of whom was told.
        ("deux freres : l'ainé 9 ans rougeole, le cadet 4 ans rougeole Koro", "fr",
         ("measles", 2, 0, 2, 0)),
        ("deux soeurs, l'aînée a 9 ans, la cadette a 4 ans, rougeole Koro", "fr",
         ("measles", 2, 2, 0, 0)),
        (("toux et respiration rapide chez 2 enfants de Koro, le premier a 10 mois, le deuxieme "
          "2 ans. Le plus petit est mort"), "fr", ("respiratory", 2, 0, 0, 1)),
        ("one male 25, one female 30, both meningitis, Koro. the man died", "en",
         ("meningitis", 2, 1, 1, 1)),
        ("palu grave : fillette 4 ans, homme 30 ans. La fille est morte. Koro", "fr",
         ("severe_malaria", 2, 1, 1, 1)),
        ("méningite chez une fille 12 ans, un homme 30 ans. La femme est morte aussi", "fr",
         ("meningitis", 3, 2, 1, 1)),
        # The doctor who is named is none of them.
        (("Ma belle-soeur est morte hier à Koro, palu grave d'après le docteur, 26 ans. Son "
          "enfant de 4 ans (garçon) a palu grave aussi"), "fr", ("severe_malaria", 2, 1, 1, 1)),
        # Ages whose unit is not said, or looks like a letter of sex.
        ("measles, Koro: M 3y unvacc, F 2y unvacc, F 9m unvacc, M 4y unvacc and died.", "en",
         ("measles", 4, 2, 2, 1)),
        ("rougeole Koro : M 3a, F 2a, F 9m, M 4a", "fr", ("measles", 4, 2, 2, 0)),
        ("measles in Koro, he is 6 years old, she 4", "en", ("measles", 2, 1, 1, 0)),
        ("une fille, 7, rougeole, Koro", "fr", ("measles", 1, 1, 0, 0)),
        # A newborn is no mother.
        (("nouveau-né fille de 9 jours, ne tète plus, toute raide, accouchement à la maison, "
          "décédée. Koro"), "fr", ("neonatal_tetanus", 1, 1, 0, 1)),
        ("baby died 5 days after delivery, stiff, not sucking. Koro", "en",
         ("neonatal_tetanus", 1, 0, 0, 1)),
        ("femme morte en accouchement à la maison, Koro", "fr", ("maternal_death", 1, 1, 0, 1)),
    ],
)  # fmt: skip
def test_each_is_counted_once(text: str, locale: str, told: tuple[str, int, int, int, int]) -> None:
    assert people(one(text, locale)) == told


def test_numbers_between_commas_are_ages_where_one_person_is_told_of() -> None:
    text = "one woman, 24, simple malaria; one man, 48, bloody diarrhoea; one girl, 7, measles"
    found = {report.risk: report for report in reading(text, "en", MONDAY).reports}
    assert {risk: (each.count, each.age_months) for risk, each in found.items()} == {
        "malaria": (1, 24 * 12),
        "bloody_diarrhoea": (1, 48 * 12),
        "measles": (1, 7 * 12),
    }


def test_a_number_behind_many_is_still_asked_about() -> None:
    question = reading("fille, 7, rougeole, Koro").question
    assert question is not None


def test_who_has_it_too_has_what_the_one_before_has() -> None:
    text = "My wife has malaria, my son aged 3 too, and the baby girl has pneumonia"
    counts = {report.risk: report.count for report in reading(text, "en", MONDAY).reports}
    assert counts == {"malaria": 2, "respiratory": 1}


@pytest.mark.parametrize(
    ("text", "vaccinated"),
    [
        ("rougeole garçon 4 ans Koro 0 vaccin", False),
        ("rougeole Koro fille 3 ans, vaccin 0", False),
        ("rougeole 3 cas, Décès: 0; Vacciné: non, Koro", False),
        ("rougeole 3 cas, Décès: 0; Vacciné: oui, Koro", True),
    ],
)
def test_no_vaccine_is_no_zero_report(text: str, vaccinated: bool) -> None:
    """`0 vaccin` took the whole report away."""
    assert one(text).vaccinated is vaccinated
