"""`CORRIGER 1 5`, days later: the number is named, so it is clear which report is meant."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("days", [1, 3.5, 20])
async def test_what_is_not_told_stays_also_after_days(staffed, days):
    await staffed.says("palu 4 boni")
    staffed.clock.advance(days=days)
    await staffed.plays("""
        > CORRIGER 1 5
        < No 2 : paludisme, 5 cas, Boni (remplace 1). Erreur ? ANNULER 2
        > CORRIGER 2 koro
        < No 3 : paludisme, 5 cas, Koro (remplace 2). Erreur ? ANNULER 3
    """)
    assert await staffed.rows("SELECT on_day FROM report WHERE number = 3") == [("2026-11-24",)]


async def test_what_is_right_is_asked_for_and_taken(staffed):
    await staffed.says("palu 4 boni")
    staffed.clock.advance(days=5)
    [asked] = await staffed.says("CORRIGER 1")
    assert asked.startswith("No 1 : paludisme, 4 cas. Qu’est-ce qui est juste ?")
    assert await staffed.says("5") == [
        "No 2 : paludisme, 5 cas, Boni (remplace 1). Erreur ? ANNULER 2"
    ]


async def test_without_its_number_nothing_old_is_changed(staffed):
    await staffed.says("palu 4 boni")
    staffed.clock.advance(days=5)
    await staffed.says("c'est 5 pas 4")
    assert await staffed.rows("SELECT number, cases FROM report") == [(1, 4)]


async def test_a_number_of_months_ago_is_asked_about(staffed):
    await staffed.says("palu 4 boni")
    staffed.clock.advance(days=40)
    await staffed.says("CORRIGER 1 5")
    assert await staffed.rows("SELECT number, cases FROM report") == [(1, 4)]
