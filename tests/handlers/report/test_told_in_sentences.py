"""What reports told in several sentences say besides: doses, breaths, babies who live, tests."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "vaccinated"),
    [
        ("fr", "rougeole fille 3 ans à Koro. Son vaccin est inscrit dans le carnet.", True),
        ("fr", "PFA fille 3 ans à Koro. Carnet montre 4 VPO et 1 VPI.", True),
        ("fr", "PFA fille 3 ans à Koro. Vaccination polio à jour.", True),
        ("fr", "PFA fille 3 ans à Koro. Elle a eu les gouttes.", True),
        ("fr", "PFA fille 3 ans à Koro. Elle n'avait jamais reçu les gouttes.", False),
        ("fr", "rougeole fille 3 ans à Koro. Son vaccin n'est pas encore fait.", False),
        ("fr", "rougeole fille 3 ans Koro. Elle est sans aucun vaccin.", False),
        ("fr", "rougeole fille 3 ans à Koro. N'a pas eu le vaccin des 9 mois.", False),
        ("en", "AFP girl 3 years Koro. Had polio drops at the last round and two before.", True),
        ("en", "AFP girl 3 years Koro. Grandmother says no polio vaccine ever.", False),
        ("en", "Measles girl 3 years Koro. Her vaccine is not done.", False),
        # Of others, or of a stock, nothing is told of her.
        ("fr", "rougeole fille 3 ans à Koro. Son petit frère a eu son vaccin.", None),
        ("fr", "rougeole fille 3 ans à Koro. On a reçu 40 doses de vaccin.", None),
        ("en", "AFP girl 3 years Koro. 143 children got drops.", None),
    ],
)
def test_a_vaccine_told_beside(locale: str, text: str, vaccinated: bool | None) -> None:
    found = one(text, locale)
    assert (found.count, found.age_months, found.vaccinated) == (1, 36, vaccinated)


@pytest.mark.parametrize(
    ("locale", "text", "count", "vaccinated"),
    [
        ("fr", "fièvre jaune 2 hommes à Koro. Ni l'un ni l'autre n'a été vacciné.", 2, False),
        ("fr", "rougeole 2 filles Koro. Aucune n'a été vaccinée.", 2, False),
        ("fr", "Rougeole 3 cas Koro. Les trois sans aucun vaccin.", 3, False),
        ("fr", "rougeole 2 filles Koro, elles n'ont été vaccinées qu'une fois", 2, True),
        ("en", "measles 3 girls Koro. None of them has the vaccine.", 3, False),
    ],
)
def test_what_all_of_them_lack(locale: str, text: str, count: int, vaccinated: bool | None) -> None:
    found = one(text, locale)
    assert (found.count, found.vaccinated) == (count, vaccinated)


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "Pneumonie bébé 5 mois Koro, respi 62/min. Garçon.", 1),
        ("fr", "Pneumonie garçon 5 mois Koro, FR 62, tirage.", 1),
        ("fr", "Pneumonie garçon 5 mois Koro, FR=62/mn", 1),
        ("fr", "Pneumonie garçon 5 mois Koro, fréquence respiratoire 62 cycles/min", 1),
        ("fr", "Pneumonie fille 5 mois Koro, SpO2 88%, pouls 140", 1),
        ("fr", "Paludisme grave fille 3 ans Koro, Hb 4,5 g", 1),
        ("fr", "MAS fille 10 mois Koro, poids 5kg2", 1),
        ("en", "Pneumonia boy 5 months Koro, RR 62", 1),
        ("en", "Pneumonia boy 5 months Koro, 62 breaths a minute", 1),
        # Numbers of people by words that look like those.
        ("en", "Cough and fever with hard breathing: 5 old people at Koro", 5),
        ("fr", "Détresse respiratoire: 3 enfants à Koro", 3),
        ("fr", "Infection respiratoire Koro: 12 cas", 12),
    ],
)
def test_what_is_measured_of_one(locale: str, text: str, count: int) -> None:
    assert one(text, locale).count == count


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "décès maternel Koro, femme 30 ans, hémorragie. Les jumeaux sont vivants."),
        ("fr", "décès maternel Koro, femme 30 ans, grossesse de jumeaux."),
        ("fr", "décès maternel Koro, femme 30 ans. Bébé vivant 2kg8."),
        ("fr", "décès maternel Koro, femme 30 ans. Le mari cherche une voiture."),
        ("en", "maternal death Koro, woman of 30, bled after delivery of twins. Both babies live."),
        ("en", "maternal death Koro, woman 30 years. Baby boy alive with the grandmother."),
        ("en", "mother aged 30 died giving birth in Koro. husband looked 2 hours for a car."),
        ("en", "maternal death Koro, woman of 30, died Sunday at 4 am."),
    ],
)
def test_of_a_mother_who_died_only_she_is_counted(locale: str, text: str) -> None:
    found = one(text, locale)
    told = (found.risk, found.count, found.female, found.deaths, found.age_months)
    assert told == ("maternal_death", 1, 1, 1, 360)


def test_twins_who_are_ill_are_two() -> None:
    assert one("rougeole chez des jumeaux de 3 ans Koro", "fr").count == 2


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        # Those who were tested, or looked at, before those who have it.
        ("en", "We tested 40 with fever at Koro, 16 were positive for malaria.", "malaria", 16),
        ("en", "Tested 40 with fever, 16 malaria positive, 9 male 7 female. Koro", "malaria", 16),
        ("fr", "Koro : 40 testés pour fièvre, 16 palu", "malaria", 16),
        ("en", "Covid tests came. We used 12 at Koro and 3 came positive.", "respiratory", 3),
        (
            "fr",
            "Koro, les toux continuent. Vu 15 enfants, 4 avec pneumonie, les 11 autres un rhume",
            "respiratory",
            4,
        ),
        (
            "fr",
            "20 malades vus à Koro, 6 ont la pneumonie, les 14 autres un rhume",
            "respiratory",
            6,
        ),
        ("fr", "15 enfants avec rougeole à Koro, 4 graves, les 11 autres vont bien", "measles", 15),
        (
            "fr",
            "Koro. Mesuré 40 enfants, 3 rouges 8 jaunes. Les 3 rouges ont 9 et 20 mois. MAS.",
            "malnutrition",
            3,
        ),
        # Who refuses, who buries, who is told of by another word.
        ("fr", "MAS 5 filles 3 garçons à Koro. 1 mère a refusé la référence.", "malnutrition", 8),
        ("en", "SAM 5 girls 3 boys Koro. One mother refused referral.", "malnutrition", 8),
        ("en", "8 donkeys and 5 goats died at Koro. People bury them.", "animal_deaths", 13),
        ("fr", "morts subites à Koro: 3 vieux, 3 hommes", "unexplained_deaths", 3),
        ("fr", "morts subites à Koro: 3 vieux, 2 hommes", "unexplained_deaths", 5),
        # Words that are no numbers, no question, no other disease.
        ("fr", "palu baisse un peu. 33 cas à Koro", "malaria", 33),
        ("en", "Girl 4 years Koro with rash when I saw her, measles.", "measles", 1),
        ("fr", "5 femmes du même puits avec diarrhée à Koro", "watery_diarrhoea", 5),
        ("fr", "g 2 malades palu à Koro", "malaria", 2),
    ],
)
def test_who_is_counted(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count), text


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "2 palu et 1 rougeole à Koro. la rougeole c 1 bébé fille 10 mois"),
        ("fr", "2 palu et 1 rougeole à Koro. La rougeole c'est un bébé fille de 10 mois"),
        ("en", "Koro 2 malaria and 1 measles. The measles is a baby girl of 10 months."),
    ],
)
def test_a_case_that_is_described_is_no_other(locale: str, text: str) -> None:
    found = reading(text, locale).reports
    assert [(each.risk, each.count) for each in found] == [("malaria", 2), ("measles", 1)]


def test_a_letter_that_means_i_have_is_no_man() -> None:
    assert one("g 2 malades palu à Koro", "fr").male == 0


@pytest.mark.parametrize(
    "text",
    ["measles vaccine when will it come", "When is the next visit in Koro ?"],
)
def test_when_asks_where_it_asks(text: str) -> None:
    assert not reading(text, "en").reports


def test_so_many_of_them_are_severe() -> None:
    found = one("8 diarrhées à Koro. Deux avaient une déshydratation sévère.", "fr")
    assert (found.count, found.severe) == (8, 2)


def test_an_hour_after_the_meal_is_no_day() -> None:
    text = "16 élèves ont eu vertiges une heure après le repas de la cantine à Koro vendredi"
    found = one(text, "fr")
    assert found.onset is not None
    assert found.onset.isoweekday() == 5
