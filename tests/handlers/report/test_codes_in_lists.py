"""Short codes that are other words as well, where several of them have a number each."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import reading


@pytest.mark.parametrize(
    ("locale", "text", "told"),
    [
        ("bm", "pa 11 da 3 Koro, aw ni ce", [("malaria", 11), ("watery_diarrhoea", 3)]),
        (
            "bm",
            "pa 11, da 3, ro 1 Koro",
            [("malaria", 11), ("watery_diarrhoea", 3), ("measles", 1)],
        ),
        ("fr", "2 ro et 3 pa à Koro", [("measles", 2), ("malaria", 3)]),
        ("fr", "1 me et 1 fj a Koro", [("meningitis", 1), ("yellow_fever", 1)]),
        ("en", "1 me and 1 yf at Koro", [("meningitis", 1), ("yellow_fever", 1)]),
        ("bm", "ro muso 2 Koro", [("measles", 2)]),
        ("bm", "ro mogo 2 Koro", [("measles", 2)]),
        ("bm", "3 Kolongotomo ro", [("measles", 3)]),
        ("fr", "pa*9*Koro", [("malaria", 9)]),
        ("fr", "PA*9*KORO", [("malaria", 9)]),
        ("fr", "ro*2*pa*9*Koro", [("measles", 2), ("malaria", 9)]),
    ],
)
def test_codes_with_their_numbers(locale: str, text: str, told: list[tuple[str, int]]) -> None:
    found = reading(text, locale)
    assert [(each.risk, each.count) for each in found.reports] == told
    assert not found.not_understood or found.not_understood == ("Kolongotomo",)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "2 filles et 3 pa malades"),
        ("fr", "je vais à Koro ro"),
        ("fr", "2 filles me disent merci"),
        ("bm", "an ye mogo 2 da la"),
    ],
)
def test_small_words_are_no_codes(locale: str, text: str) -> None:
    assert not reading(text, locale).reports
