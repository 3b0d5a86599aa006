"""Tales in which other villages, other people and other numbers stand beside the sick."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "counts"),
    [
        ("fr", "Rougeole 2 cas à Koro. À Mopti 3 malades.", [("Koro", 2), ("Mopti", 3)]),
        ("fr", "Rougeole 2 cas à Koro. À Mopti 3.", [("Koro", 2), ("Mopti", 3)]),
        (
            "fr",
            "Rougeole 2 cas à Koro, 4 à Douentza. À Mopti 3 malades.",
            [("Koro", 2), ("Douentza", 4), ("Mopti", 3)],
        ),
        ("en", "2 measles children in Koro, 3 in Mopti.", [("Koro", 2), ("Mopti", 3)]),
        ("en", "Koro has 2 SAM children and Mopti has 3.", [("Koro", 2), ("Mopti", 3)]),
        (
            "en",
            "Koro has 2 SAM children and Mopti has 3. All five are enrolled.",
            [("Koro", 2), ("Mopti", 3)],
        ),
        (
            "fr",
            "PFA: 1 à Koro, 1 à Mopti. Celui de Koro est un garçon.",
            [("Koro", 1), ("Mopti", 1)],
        ),
        ("fr", "Koro : 4 rougeoles. À la route de Mopti 3 malades.", [("Koro", 4), ("Mopti", 3)]),
        # What is there at the other village is no illness.
        ("fr", "Choléra 9 cas à Koro. À Mopti 3 lits sont libres.", [("Koro", 9)]),
        ("fr", "Maladie à Koro : décès maternel sur la route de Mopti.", [("Koro", 1)]),
    ],
)
def test_each_village_has_its_number(locale: str, text: str, counts: list[tuple[str, int]]) -> None:
    found = reading(text, locale).reports
    assert [(each.place and each.place.name, each.count) for each in found] == counts, text


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "Choléra 9 cas à Koro. Doxy donnée en prévention à 12 personnes.", 9),
        ("fr", "Dysenterie 8 cas à Koro. Hier distribution de 50 pastilles.", 8),
        ("fr", "Palu grave, TDR positif, 39,8 de fièvre, garçon de 3 ans à Koro.", 1),
        ("fr", "Un passager avec toux et 39, test covid positif. Koro.", 1),
        ("fr", "Un chien a mordu 2 femmes et 1 homme à Koro en une seule nuit.", 3),
        (
            "fr",
            "Rougeole 1 fille à Koro. Deux voisins toussent pas, sans rougeole, on surveille.",
            1,
        ),
        ("en", "120 families came and with them measles, 9 kids. Koro", 9),
        ("en", "Rabies 1 in Koro, first dose at 4pm. The dog was beaten to death.", 1),
        ("en", "Measles 1 girl in Koro. Her two brothers got nothing, no fever.", 1),
        ("en", "Measles 1 girl in Koro. Two brothers too, nothing else.", 3),
        ("en", "We have 6 SAM children in Koro, 2 came with swollen feet.", 6),
        ("en", "Two dead and nobody can say why, compound of 19 people, Koro.", 2),
        (
            "fr",
            "Bonne nouvelle, la petite de Mopti avec le tétanos tète. Rougeole 2 cas à Koro.",
            2,
        ),
    ],
)
def test_what_else_is_counted_adds_nobody(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert found.count == count, text
    assert found.place is not None, text
    assert found.place.name == "Koro", text


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Une femme de Koro a amené son fils de 2 ans, PFA.", "male"),
        ("Un papa de Koro est là. Sa fille de 4 ans a la rougeole.", "female"),
    ],
)
def test_who_brings_a_child_is_not_ill(text: str, sex: str) -> None:
    found = one(text)
    assert [(case.sex, case.count) for case in found.cases] == [(sex, 1)], text


def test_one_of_all_who_were_told_of_died() -> None:
    assert one("Measles 7 at Koro, one of the seven died.", "en").deaths == 1
    assert one("Measles 7 at Koro, the seven died.", "en").deaths == 7


@pytest.mark.parametrize(
    "text",
    [
        "Rougeole 4 cas à Koro. On a fait 190 doses et on remonte vers le nord jeudi.",
        "Rougeole 4 cas à Koro. Enquête le mercredi 2.",
    ],
)
def test_a_campaign_and_a_plan_tell_nothing_of_the_sick(text: str) -> None:
    found = one(text)
    assert (found.count, found.onset, found.vaccinated) == (4, None, None), text


def test_nobody_ill_leaves_a_zero_report() -> None:
    found = reading("Koro RAS. Fête au village mais personne malade.")
    assert found.zero
    assert not found.reports


def test_a_trade_has_an_age() -> None:
    butcher = one("A butcher of 37, male, in Koro has measles", "en")
    assert (butcher.count, butcher.age_months) == (1, 37 * 12)


def test_of_two_diseases_the_sex_of_one_is_not_that_of_the_other() -> None:
    text = "Koro rougeole 2, palu 18. Les 2 rougeoles sont des garçons."
    found = {each.risk: [case.sex for case in each.cases] for each in reading(text).reports}
    assert found["malaria"] == [None]


def test_those_of_a_month_that_is_over_leave_a_zero_report() -> None:
    assert reading("The 3 measles children from October are back. Zero cases this week.", "en").zero
