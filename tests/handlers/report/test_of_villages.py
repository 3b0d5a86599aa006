"""One disease, told by village: each number with its village, wherever the disease is named."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import reading


@pytest.mark.parametrize(
    ("text", "locale", "told"),
    [
        ("Koro 5 Mondoro 3 MAS", "fr", {"Koro": (5, 0), "Mondoro": (3, 0)}),
        ("Koro: 5, Boni: 9 palu", "fr", {"Koro": (5, 0), "Boni": (9, 0)}),
        ("1 à Koro; 3 à Mondoro IRA", "fr", {"Koro": (1, 0), "Mondoro": (3, 0)}),
        ("Koro 5\nMondoro 14 cholera", "en", {"Koro": (5, 0), "Mondoro": (14, 0)}),
        # The same number twice is told of two villages.
        ("measles: Douentza = 9/Boni = 9", "en", {"Douentza": (9, 0), "Boni": (9, 0)}),
        ("palu: Koro = 9\nMondoro = 9", "fr", {"Koro": (9, 0), "Mondoro": (9, 0)}),
        ("hello cholera 3 from Hombori\n3 from Koro thanks", "en",
         {"Hombori": (3, 0), "Koro": (3, 0)}),
        ("bonjour, rougeole Bankass: 3; Douentza: 5; Koro: 1 merci", "fr",
         {"Bankass": (3, 0), "Douentza": (5, 0), "Koro": (1, 0)}),
        # With those who died.
        ("méningite: 2 dont 1 décès Hombori; 5 Bankass", "fr",
         {"Hombori": (2, 1), "Bankass": (5, 0)}),
        ("Koro: 3 cholera (1 dead) and Douentza: cholera 5", "en",
         {"Koro": (3, 1), "Douentza": (5, 0)}),
        ("palu Bankass 3; Mondoro 3; Douentza 3 dont 1 décès", "fr",
         {"Bankass": (3, 0), "Mondoro": (3, 0), "Douentza": (3, 1)}),
        ("Koro 3 cas de rougeole, Boni 1 cas de rougeole. Prélèvements en cours.", "fr",
         {"Koro": (3, 0), "Boni": (1, 0)}),
    ],
)  # fmt: skip
def test_each_village_has_its_own(text: str, locale: str, told: dict[str, tuple[int, int]]) -> None:
    found = reading(text, locale)
    assert found.question is None
    assert len({each.risk for each in found.reports}) == 1
    read = {
        str(each.place and each.place.name): (each.count, each.deaths) for each in found.reports
    }
    assert read == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("palu 12 : Koro 7, Boni 5", {"Koro": 7, "Boni": 5}),
        ("12 cas de palu : 7 à Koro et 5 à Boni", {"Koro": 7, "Boni": 5}),
        ("palu Koro 7 Boni 5 total 12", {"Koro": 7, "Boni": 5}),
        ("palu: Koro 7, Boni 5, soit 12 cas", {"Koro": 7, "Boni": 5}),
        ("palu 12 Koro, 7 Boni", {"Koro": 12, "Boni": 7}),
        ("rougeole 7 à Koro dont 3 à Boni", {"Koro": 7}),
    ],
)
def test_the_number_of_all_is_that_of_no_village(text: str, told: dict[str, int]) -> None:
    """`palu 12 : Koro 7, Boni 5` were twelve in Koro and seven in Boni."""
    reports = reading(text).reports
    assert {str(each.place and each.place.name): each.count for each in reports} == told


def test_it_is_asked_where_the_others_are() -> None:
    assert reading("palu 12 : Koro 7, Boni 4").question is not None
