"""Reports told as tales of some sentences: what was done, where they were brought, who comes."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "count", "place"),
    [
        # Samples, wells, cards, cars: nobody is counted by them, and nothing began on their day.
        ("fr", "Diarrhée liquide 6 cas à Koro. 3 échantillons envoyés à Mopti.", 6, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Le chauffeur passe à 16 heures avec 2 caisses.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Le puits neuf a été traité hier.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. La carte est perdue.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Les selles seront prises demain matin.", 3, "Koro"),
        ("en", "Measles 3 cases in Koro. Two forms filled yesterday.", 3, "Koro"),
        # Where they were brought, whence they or help came.
        ("fr", "Rougeole 3 cas à Koro, évacués à Mopti.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Deux sont hospitalisés à Mopti.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. L'équipe de Mopti vient demain.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro, revenus de Mopti.", 3, "Koro"),
        ("fr", "Bonjour de Mopti. 3 cas de rougeole à Koro.", 3, "Koro"),
        ("en", "Measles 3 cases in Koro, taken to Mopti by car.", 3, "Koro"),
        ("en", "Measles 3 cases. The midwife at Mopti told me, they live in Koro.", 3, "Koro"),
        # Such a place is that of the report where it is the only one.
        ("fr", "Rougeole 3 cas, hospitalisés à Mopti.", 3, "Mopti"),
        ("fr", "3 cas de rougeole venus de Koro, vus à l'hôpital de Mopti.", 3, "Koro"),
    ],
)
def test_what_was_done_is_no_part_of_the_report(
    locale: str, text: str, count: int, place: str
) -> None:
    found = one(text, locale)
    assert (found.count, found.onset) == (count, None), text
    assert found.place is not None, text
    assert found.place.name == place, text


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Rougeole. 2 cas à Koro. 3 à Mopti.", [2, 3]),
    ],
)
def test_another_village_is_counted_in_a_sentence_of_its_own(text: str, counts: list[int]) -> None:
    assert [found.count for found in reading(text).reports] == counts
