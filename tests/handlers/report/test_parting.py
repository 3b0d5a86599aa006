"""`CORRIGER 1 palu 3 boni, rougeole 2 boni`: told again as two, and nothing counts twice."""

from __future__ import annotations

import pytest

STANDING = """
SELECT number, risk, cases, supersedes FROM report WHERE status = 'filed' ORDER BY number
"""
UNCHANGED = "Le no 1 n’a pas changé. Écrivez tout le rapport : CORRIGER 1 ROUGEOLE 2 KORO"


@pytest.mark.parametrize("asked", [True, False])
async def test_the_one_of_its_disease_replaces_it_and_the_other_is_new(staffed, asked):
    await staffed.says("palu 4 boni")
    if asked:
        await staffed.says("CORRIGER 1")
    order = "" if asked else "CORRIGER 1 "
    assert await staffed.says(f"{order}palu 3 boni diarrhée avec sang 2 boni") == [
        "Corrigé : no 2 paludisme 3, no 3 diarrhée avec sang 2. Boni. Erreur ? ANNULER 2"
    ]
    assert await staffed.rows(STANDING) == [(2, "malaria", 3, 1), (3, "bloody_diarrhoea", 2, None)]


async def test_where_no_village_is_named_both_are_from_its_own(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("CORRIGER 1 palu 3 diarrhée avec sang 2")
    places = await staffed.rows("SELECT DISTINCT place_id FROM report")
    assert len(places) == 1


async def test_of_two_villages_its_own_replaces_it(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("CORRIGER 1 palu 2 koro palu 3 boni")
    assert await staffed.rows(STANDING) == [(2, "malaria", 3, 1), (3, "malaria", 2, None)]


async def test_what_stands_already_is_not_counted_twice(staffed):
    await staffed.says("palu 4 boni diarrhée avec sang 2 boni")
    await staffed.says("CORRIGER 1 palu 3 boni diarrhée avec sang 2 boni")
    assert await staffed.rows(STANDING) == [(2, "bloody_diarrhoea", 2, None), (4, "malaria", 3, 1)]


@pytest.mark.parametrize(
    "said", ["palu 3 boni diarrhée avec sang 1 boni", "rougeole 3 boni malnutrition 2 boni"]
)
async def test_what_is_not_clear_changes_nothing(staffed, said):
    await staffed.says("palu 4 boni diarrhée avec sang 2 boni")
    assert await staffed.says(f"CORRIGER 1 {said}") == [UNCHANGED]
    assert [row[:3] for row in await staffed.rows(STANDING)] == [
        (1, "malaria", 4),
        (2, "bloody_diarrhoea", 2),
    ]


async def test_who_hears_of_it(staffed):
    await staffed.says("palu 4 boni")
    assert await staffed.says("CORRIGER 1 palu 3 boni rougeole 2 boni") == [
        "Corrigé : no 2 paludisme 3, no 3 rougeole 2. Boni. Superviseur prévenu. Erreur ? ANNULER 2"
    ]
