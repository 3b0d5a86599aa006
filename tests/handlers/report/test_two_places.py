"""The same disease in two places: each number goes to where it was told, none is lost."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cli.parse import Reader
from bot.cli.places import gazetteer

READER = Reader(gazetteer(None), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("Koro: 26 cas de palu, 9 à Douentza", "fr", [("Koro", 26), ("Douentza", 9)]),
        ("Koro: 26 cas de palu au centre, 9 à Bankass", "fr", [("Koro", 26), ("Bankass", 9)]),
        (
            "Koro: 26 malaria cases at the clinic, 9 at Bankass",
            "en",
            [("Koro", 26), ("Bankass", 9)],
        ),
        (
            "Dog bites: 1 in Koro, 2 in Bankass. Dogs look rabid.",
            "en",
            [("Koro", 1), ("Bankass", 2)],
        ),
        ("rougeole 4 à Koro, 2 à Douentza", "fr", [("Koro", 4), ("Douentza", 2)]),
        ("4 measles in Duentza and 1 in Koro", "en", [("Douentza", 4), ("Koro", 1)]),
        ("4 rougeoles à Koro et 1 à Duentza", "fr", [("Koro", 4), ("Douentza", 1)]),
    ],
)
def test_each_number_stays_where_it_was_told(
    text: str, locale: str, expected: list[tuple[str, int]]
) -> None:
    read = READER.read(text, locale)
    assert [(each["place"], each["count"]) for each in read["reports"]] == expected
    assert read["question"] is None


def test_who_was_sent_to_a_hospital_fell_ill_where_he_comes_from() -> None:
    read = READER.read("Severe malaria: boy 5 yrs, sent to Douentza hospital from Koro", "en")
    assert [each["place"] for each in read["reports"]] == ["Koro"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("1 enfant 18 mois est très maigre, PB rouge 105, Koro", 1), ("PB rouge 8 enfants Koro", 8)],
)
def test_the_millimetres_of_an_arm_are_no_cases(text: str, count: int) -> None:
    [report] = READER.read(text, "fr")["reports"]
    assert (report["risk"], report["count"]) == ("malnutrition", count)
