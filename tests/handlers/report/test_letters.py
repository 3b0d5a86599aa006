"""Letters to the district's doctor, old friends who send greetings, and villages in Bambara."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "Monsieur le Médecin-chef, 2 cas de rougeole à Koro, non vaccinés", "measles", 2),
        ("fr", "chez le vieux Sidiki à Koro, la petite a caca rouge, sang frais",
         "bloody_diarrhoea", 1),
        ("fr", "Ma sœur de 31 ans est morte pendant sa grossesse, à 8 mois. Koro",
         "maternal_death", 1),
        ("fr", "une dizaine d'années que je fais cela : 60 canards morts à Koro",
         "animal_deaths", 60),
        ("fr", "une élève est morte, fièvre et cou raide. Une autre élève a les mêmes signes",
         "meningitis", 2),
        ("fr", "Deux personnes en bonne santé retrouvées mortes à Koro", "unexplained_deaths", 2),
        ("fr", "Cas suspect de rougeole n°1 : fille, 3 ans, Koro", "measles", 1),
        ("fr", "Il a fièvre, il vomit du sang. Je pense Crimée-Congo, TDR palu négatif. homme Koro",
         "vhf", 1),
        ("fr", "1 cas de TNN, nouveau-né de sexe masculin, accouché à domicile. Décédé. Koro",
         "neonatal_tetanus", 1),
        ("fr", "7 enfants avec fièvre, j'ai fait le TDR : 5 positifs au palu. Donc 5 cas de palu",
         "malaria", 5),
        ("fr", "Il y a 6 enfants qui ont le palu à Koro, test fait.", "malaria", 6),
        ("fr", "enfant à Koro trop maigre, le bracelet montre rouge, 105 mm", "malnutrition", 1),
        ("en", "Watery diarrhea cluster Koro: 10 cases", "watery_diarrhoea", 10),
        ("en", "respiratory 8 cases in Koro, cough, fever, 2 severe", "respiratory", 8),
        ("bm", "wulu ye mɔgɔ saba cin Koro", "rabies", 3),
        ("bm", "Den san 2 sen fila fanga banna, a tɛ se ka taama bilen. Koro", "afp", 1),
        ("bm", "su kɔnɔ mɔgɔ 2 sara Koro, u tun ka kɛnɛ, an ma bana ye u la",
         "unexplained_deaths", 2),
        ("bm", "Mɔgɔ kelen, farigan, basi bɛ bɔ a nun na. Koro", "vhf", 1),
        ("bm", "Joli bɛ u bo la. Mɔgɔ duuru Koro", "bloody_diarrhoea", 5),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Il y a des malades de diarrhée au village, envoyez quelqu'un. Koro"),
        ("fr", "les gens tombent malades à Koro, une dizaine paraît-il, d'autres parlent de vingt"),
        ("bm", "Nyonin donna Koro, denmisɛn caman b'a la"),
    ],
)
def test_what_is_asked(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports


@pytest.mark.parametrize(
    ("locale", "text", "reports"),
    [
        ("fr", "palu 4, malnutris sévères 2, chien mordeur 1 victime. Koro",
         [("malaria", 4), ("malnutrition", 2), ("rabies", 1)]),
        ("en", "Malaria 8 (5 F, 3 M), coughs with fever 4. Koro",
         [("malaria", 8), ("respiratory", 4)]),
        ("en", "mal 5 confirmed rdt, sev mal 2, Koro", [("malaria", 5), ("severe_malaria", 2)]),
        ("fr", "Notification de deux maladies à Koro : un cas de fièvre jaune et deux de rougeole",
         [("yellow_fever", 1), ("measles", 2)]),
        ("bm", "jɔntɛfin ni sumaya: jɔntɛfin 1, sumaya 4. Koro",
         [("yellow_fever", 1), ("malaria", 4)]),
        # Signs of the disease that is named, and people of whom it is told, are no list.
        ("fr", "Fièvre + raideur de nuque : 1. Fièvre + éruption : 2. Koro",
         [("meningitis", 1), ("measles", 2)]),
        ("fr", "rougeole 3 cas à Koro, fièvre et toux", [("measles", 3)]),
    ],
)  # fmt: skip
def test_several_in_one_message(locale: str, text: str, reports: list[tuple[str, int]]) -> None:
    found = reading(text, locale).reports
    assert [(each.risk, each.count) for each in found] == reports


@pytest.mark.parametrize(
    "text", ["rougeole 3 u bolo ma ci, koro", "ɲɔninsan den fila bɛɛ bolo ma ci koro"]
)
def test_who_is_not_vaccinated_in_bambara(text: str) -> None:
    assert one(text, "bm").vaccinated is False


def test_an_age_that_is_not_reached_in_bambara() -> None:
    found = one("Sumaya ye denmisɛn 9 minɛ, u bɛɛ si ma se san 5 ma. Koro", "bm")
    assert found.age_group == "under5"


def test_it_began_yesterday_in_bambara() -> None:
    found = one("Kɔnɔboli jima cas 6 koro, a damina kunun", "bm")
    assert str(found.onset) == "2026-11-23"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("slt c Konna, a koro palu 2 cas", "Koro"),
        ("La vieille Konna vous salue. rougeole 1 fille à Koro", "Koro"),
        ("Le relais de Koro vous salue. 20 cas de palu", "Koro"),
        ("Ici Konna, palu 2 cas", "Konna"),
    ],
)
def test_whose_name_is_no_place(text: str, place: str) -> None:
    found = one(text, "fr").place
    assert found is not None
    assert found.name == place


def test_a_week_beside_nothing_is_a_zero_report() -> None:
    assert reading("ASC Koro – S48 – 0 cas", "fr").zero


def test_an_order_of_medicine_is_no_zero_report() -> None:
    found = reading("beaucoup d'ordonnances de SRO, combien de cas je ne sais pas", "fr")
    assert not found.zero
    assert not found.reports
