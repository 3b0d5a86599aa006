"""What is said first and taken back in the same message is not reported."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("text", "locale", "risk", "count"),
    [
        ("Oubliez palu 4, en fait c'est palu grave 4, Koro", "fr", "severe_malaria", 4),
        ("laissez tomber palu 4, c'est palu 6 Koro", "fr", "malaria", 6),
        ("j'ai écrit 5 rougeole mais c pas ça, c'est 3 rougeole. Koro", "fr", "measles", 3),
        ("j'ai mis 5 palu mais c'est faux, c'est 3 palu Koro", "fr", "malaria", 3),
        ("palu 5 Koro, non pas ça, palu 3", "fr", "malaria", 3),
        ("palu 4 euh non rougeole 4 Koro", "fr", "measles", 4),
        ("rougeole 3 Koro.. pardon c 4 pas 3", "fr", "measles", 4),
        ("measles 3 Koro. sorry it is 4 not 3", "en", "measles", 4),
        ("forget malaria 4, it is severe malaria 4, Koro", "en", "severe_malaria", 4),
        ("I wrote 5 measles but that is wrong, it is 3 measles Koro", "en", "measles", 3),
    ],
)
def test_only_what_is_said_last_is_meant(text: str, locale: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.place and found.place.name) == (risk, count, "Koro")


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("j'ai oublié 2 cas de rougeole et 1 palu à Koro", [("measles", 2), ("malaria", 1)]),
        ("n'oubliez pas : palu 4, rougeole 1 Koro", [("malaria", 4), ("measles", 1)]),
        ("palu 4, rougeole 1 Koro", [("malaria", 4), ("measles", 1)]),
    ],
)
def test_what_is_not_taken_back_stays(text: str, reports: list[tuple[str, int]]) -> None:
    assert [(found.risk, found.count) for found in reading(text).reports] == reports
