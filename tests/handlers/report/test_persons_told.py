"""Persons told of one after the other: each is one, with what is told of it and of all."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.report.finding import Finding, Reading
from tests.handlers.report.test_grammar import reading

MONDAY = date(2026, 11, 30)


def told(text: str, locale: str = "fr") -> tuple[Finding, ...]:
    found = reading(text, locale, MONDAY)
    assert found.question is None, text
    return found.reports


def people(text: str, locale: str = "fr") -> list[tuple[str, int, int, int, int]]:
    """Of each report the disease, all cases, women, men and deaths."""
    return [(x.risk, x.count, x.female, x.male, x.deaths) for x in told(text, locale)]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        (
            "Koro fillette 3 ans fièvre et boutons depuis jeudi, son frère de 4 ans pareil",
            "fr",
            ("measles", 2, 1, 1, 0),
        ),
        (
            "Un homme 46 ans diarrhée aqueuse. Sa femme 40 ans aussi. Le grand-père est mort de ça",
            "fr",
            ("watery_diarrhoea", 3, 1, 2, 1),
        ),
        (
            "Koro. Cas 1 : F 28 ans, nuque raide, fièvre. Cas 2 : M 15 ans, pareil. Pas de décès",
            "fr",
            ("meningitis", 2, 1, 1, 0),
        ),
        (
            "palu koro : la mère 34 ans, le père 41 ans et le fils 7 ans",
            "fr",
            ("malaria", 3, 1, 2, 0),
        ),
        ("rougeole 1er garçon 11 mois, 2em fille 11 mois, koro", "fr", ("measles", 2, 1, 1, 0)),
        (
            "1 décès femme 29 ans choléra Koro. 1 décès garçon 5 ans choléra Koro",
            "fr",
            ("watery_diarrhoea", 2, 1, 1, 2),
        ),
        (
            "Deux femmes mortes du choléra à Koro : la première 19 ans, la deuxième 36 ans",
            "fr",
            ("watery_diarrhoea", 2, 2, 0, 2),
        ),
        (
            "palu grave F 2 mois, palu grave M 10 mois Koro. Dcd : la F de 2 mois",
            "fr",
            ("severe_malaria", 2, 1, 1, 1),
        ),
        (
            "un berger de Koro a fièvre et cou raide ; son fils 9 ans aussi. le fils est mort",
            "fr",
            ("meningitis", 2, 0, 2, 1),
        ),
        (
            "Koro: man 34 rice water stools and vomiting, wife 30 same, old aunt 66 died of it",
            "en",
            ("watery_diarrhoea", 3, 2, 1, 1),
        ),
        ("Man 40 bitten by dog at Koro. His son 10 bitten too", "en", ("rabies", 2, 0, 2, 0)),
        (
            "bloody stools: female 19, female 45, male 8. Koro",
            "en",
            ("bloody_diarrhoea", 3, 2, 1, 0),
        ),
        ("malaria RDT pos: boy 6, girl 9, girl 11. Koro", "en", ("malaria", 3, 2, 1, 0)),
        (
            "covid pos nurse (f) 31, covid pos guard (m) 50, at Koro",
            "en",
            ("respiratory", 2, 1, 1, 0),
        ),
        ("Meningitis: F/14, M/16, M/13 (died). Koro", "en", ("meningitis", 3, 1, 2, 1)),
        (
            "Child 1 male 14 months severe malnutrition, child 2 female 14 months same, Koro",
            "en",
            ("malnutrition", 2, 1, 1, 0),
        ),
        (
            "palu Koro 1 : homme 25 ans / 2 : femme 40 ans / 3 : garçon 9 ans",
            "fr",
            ("malaria", 3, 1, 2, 0),
        ),
        (
            "choléra Koro garçon 9 mois, mort hier et sa soeur 12 ans, morte",
            "fr",
            ("watery_diarrhoea", 2, 1, 1, 2),
        ),
        (
            "toute la famille a le palu : le père, la mère, 3 enfants. Koro",
            "fr",
            ("malaria", 5, 1, 1, 0),
        ),
        ("palu 2 femmes 1 homme 3 enfants Koro", "fr", ("malaria", 6, 2, 1, 0)),
        ("palu 2 filles 1 garçon 3 adultes Koro", "fr", ("malaria", 6, 2, 1, 0)),
        ("palu 3 enfants 2 filles 1 garçon Koro", "fr", ("malaria", 3, 2, 1, 0)),
        ("rougeole Koro F 3 ans, F 6 ans, M 2 ans; dcd: F 6 ans", "fr", ("measles", 3, 2, 1, 1)),
        ("papa, maman et bébé ont le palu, bébé est mort. Koro", "fr", ("malaria", 3, 1, 1, 1)),
        ("rougeole Koro fille 3 ans, garçon 4 ans n'a rien", "fr", ("measles", 1, 1, 0, 0)),
        (
            "One man died of cholera on Friday, his grandson aged 4 has the same. Koro",
            "en",
            ("watery_diarrhoea", 2, 0, 2, 1),
        ),
    ],
)
def test_each_person_is_one(
    text: str, locale: str, expected: tuple[str, int, int, int, int]
) -> None:
    assert people(text, locale) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Koro garçon 4 ans ne marche plus, jambe molle. Sa soeur 6 ans a la rougeole",
            [("afp", 1, 0, 1, 0), ("measles", 1, 1, 0, 0)],
        ),
        (
            "Koro : garçon 2 ans MAS, fille 3 ans MAS, fille 9 mois rougeole",
            [("malnutrition", 2, 1, 1, 0), ("measles", 1, 1, 0, 0)],
        ),
        (
            "méningite 1 femme de 30 ans et morsure de chien 1 garçon de 10 ans à Koro",
            [("meningitis", 1, 1, 0, 0), ("rabies", 1, 0, 1, 0)],
        ),
        (
            "un garçon et une fille rougeole, un homme et une femme choléra à Koro",
            [("measles", 2, 1, 1, 0), ("watery_diarrhoea", 2, 1, 1, 0)],
        ),
        (
            "fièvre+boutons, fille 5 ans / diarrhée sang, garçon 5 ans / MAS, fille 13 mois. Koro",
            [
                ("measles", 1, 1, 0, 0),
                ("bloody_diarrhoea", 1, 0, 1, 0),
                ("malnutrition", 1, 1, 0, 0),
            ],
        ),
    ],
)
def test_each_has_its_own_disease(
    text: str, expected: list[tuple[str, int, int, int, int]]
) -> None:
    assert people(text) == expected


def test_each_is_where_it_is() -> None:
    found = told("rougeole : fille 3 ans Koro, garçon 2 ans Koro, fille 6 ans Douentza")
    assert [(x.place.name if x.place else None, x.count) for x in found] == [
        ("Koro", 2),
        ("Douentza", 1),
    ]


@pytest.mark.parametrize(
    ("text", "locale", "vaccinated"),
    [
        ("rougeole Koro fille 3 ans, garçon 4 ans, tous les deux non vaccinés", "fr", False),
        ("Koro fille 3 ans rougeole, son frère 4 ans aussi. Aucun n'est vacciné", "fr", False),
        ("rougeole Koro fille 3 ans et garçon 5 ans, les 2 vaccinés", "fr", True),
        (
            "measles Koro girl 3 yrs and her brother 5 yrs, fever and rash, not vaccinated",
            "en",
            False,
        ),
        (
            "Koro girl of 3 has measles, her brother of 5 the same, neither of them vaccinated",
            "en",
            False,
        ),
        ("rougeole Koro fille 3 ans vaccinée, garçon 4 ans non vacciné", "fr", None),
    ],
)
def test_what_is_said_of_all(text: str, locale: str, vaccinated: bool | None) -> None:
    [found] = told(text, locale)
    assert (found.count, found.vaccinated) == (2, vaccinated)


def test_ages_and_days_of_several() -> None:
    [found] = told("rougeole Koro fille 3 ans depuis le 24/11, garçon 3 ans depuis le 26/11")
    assert (found.age_months, found.age_group, found.onset) == (36, "under5", date(2026, 11, 24))
    [found] = told("rougeole Koro fille 3 ans, garçon 7 ans")
    assert (found.age_months, found.age_group) == (None, None)
    assert sorted((each.sex, each.age_group) for each in found.cases) == [
        ("female", "under5"),
        ("male", "over5"),
    ]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        # Told of the same person, or of whom is not ill.
        (
            "Un enfant de Koro ne marche plus, jambe molle. C'est une fille de 4 ans",
            "fr",
            ("afp", 1, 1, 0, 0),
        ),
        ("Koro enfant fièvre et boutons, garçon, 4 ans", "fr", ("measles", 1, 0, 1, 0)),
        (
            "mon voisin, un homme de 48 ans, a le choléra. Koro",
            "fr",
            ("watery_diarrhoea", 1, 0, 1, 0),
        ),
        ("rougeole fille 3 ans amenée par sa mère, Koro", "fr", ("measles", 1, 1, 0, 0)),
        ("rougeole fille 3 ans Koro. Sa mère 25 ans l'a emmenée", "fr", ("measles", 1, 1, 0, 0)),
        ("palu garçon 4 ans Koro, référé avec sa mère de 30 ans", "fr", ("malaria", 1, 0, 1, 0)),
        ("Mon fils a la rougeole. Il a 2 ans. Koro", "fr", ("measles", 1, 0, 1, 0)),
        (
            "My brother has cholera since Friday. He is 19 years old. Koro",
            "en",
            ("watery_diarrhoea", 1, 0, 1, 0),
        ),
        (
            "femme 31 ans morte en accouchant à Koro. Le bébé va bien",
            "fr",
            ("maternal_death", 1, 1, 0, 1),
        ),
        ("My sister's son, 4 years, has measles. Koro", "en", ("measles", 1, 0, 1, 0)),
        ("le singe du voisin a mordu un garçon à Koro", "fr", ("rabies", 1, 0, 1, 0)),
        # Only counted: numbers are no ages.
        ("palu 2f 1m 4ans koro", "fr", ("malaria", 3, 2, 1, 0)),
        ("palu fille 2 garçon 3 koro", "fr", ("malaria", 5, 2, 3, 0)),
        ("rougeole 8M 7F, 2 décès koro", "fr", ("measles", 15, 7, 8, 2)),
        ("3 rougeole koro, 2 filles 1 garçon, non vaccinés", "fr", ("measles", 3, 2, 1, 0)),
        (
            "rougeole 4 cas dont une fille de 2 ans et un garçon de 3 ans koro",
            "fr",
            ("measles", 4, 1, 1, 0),
        ),
    ],
)
def test_who_is_no_other_person(
    text: str, locale: str, expected: tuple[str, int, int, int, int]
) -> None:
    assert people(text, locale) == [expected]


def test_of_one_it_is_asked_and_the_others_wait() -> None:
    found = reading("Koro garçon 3 ans rougeole ; fille 12 ans mordue à la jambe", "fr", MONDAY)
    assert found.question is not None
    rabies = next(each for each in found.question.options if each.key == "rabies")
    answered = rabies.reading
    assert isinstance(answered, Reading)
    assert [(x.risk, x.count) for x in answered.reports] == [("measles", 1), ("rabies", 1)]


def test_ages_are_known_before_numbers_are_added_up() -> None:
    """They are no 75 cases."""
    assert people(
        "sudden deaths, cause unknown, Koro: fisherman 40 on wed, his wife 35 on thursday", "en"
    ) == [("unexplained_deaths", 2, 1, 1, 2)]


def test_the_day_of_a_death_is_no_day_of_illness() -> None:
    [found] = told("Koro: man 34 cholera, wife 30 same, old aunt 66 died of it last night", "en")
    assert (found.count, found.deaths, found.onset) == (3, 1, None)
