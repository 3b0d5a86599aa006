"""A second place tells where the first one lies, or is named as not understood: never dropped."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from bot.areas import former_regions, starter
from bot.cli.parse import Reader
from bot.cli.places import gazetteer
from tests.handlers.report.test_grammar import one


@cache
def reader() -> Reader:
    return Reader(gazetteer(None), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "place", "not_understood"),
    [
        ("rougeole 3 gao et kidal", "Gao", ["kidal"]),
        ("rougeole 3 koro et douentza", "Koro", ["douentza"]),
        ("rougeole 3 segou et niono", "Ségou", ["niono"]),
        ("rougeole 3 segou et à niono", "Ségou", ["niono"]),
        ("rougeole 3 gao + ansongo", "Gao", ["ansongo"]),
        ("rougeole 3 San et Ségou", "San", ["Ségou"]),
        ("rougeole 3 koro tombouctou", "Koro", ["tombouctou"]),
        ("rougeole 3 Niono, Ségou", "Niono", []),
        ("rougeole 3 Niono, région de Ségou", "Niono", []),
        ("rougeole 3 Gao Ansongo", "Ansongo", []),
        ("rougeole 3 Bankass Mopti", "Bankass", []),
        ("rougeole 3 Koro, Mopti", "Koro", []),
        ("rougeole 3 Douentza, région de Mopti", "Douentza", []),
        ("rougeole 3 Yorosso (Sikasso)", "Yorosso", []),
    ],
)
def test_a_second_place(text, place, not_understood):
    read = reader().read(text, "fr")
    assert [found["place"] for found in read["reports"]] == [place]
    assert read["question"] is None
    assert read["not_understood"] == not_understood


def test_the_regions_of_today_and_before_are_those_of_the_starter_list():
    regions = {area.name for area in starter() if area.kind == "region"}
    named = former_regions()
    assert named.keys() | set(named.values()) <= regions
    assert named.keys().isdisjoint(named.values())


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("pregnant lady bled to death on the road to Bankass, she is from Koro", "en"),
        ("une femme est morte sur la route de Bankass en accouchant, elle vient de Koro", "fr"),
    ],
)
def test_where_somebody_died_on_the_way_is_not_where_she_lived(text: str, locale: str) -> None:
    found = one(text, locale)
    assert found.place is not None
    assert found.place.name == "Koro"
