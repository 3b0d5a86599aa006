"""`non` to a question that offers yes, and numbers of a zero report that are no weeks."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("no", ["non", "Non.", "non merci"])
async def test_no_is_something_else(staffed, no):
    [asked] = await staffed.says("choléra 3 TDR négatifs boni")
    assert asked == "Signalez-vous : diarrhée aiguë ou choléra, 3 cas ? 1 oui, 2 autre chose"
    [answer] = await staffed.says(no)
    assert "Répondez par un des numéros" not in answer
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_no_says_the_same_as_its_number(staffed):
    await staffed.says("choléra 3 TDR négatifs boni")
    by_number = await staffed.says("2")
    await staffed.says("choléra 3 TDR négatifs boni.")
    assert await staffed.says("non") == by_number


async def test_who_came_to_a_talk_is_no_week(staffed):
    [answer] = await staffed.says(
        "Nous étions 40 à la causerie sur le palu. Aucun malade vu cette semaine"
    )
    assert "rien à signaler" in answer
    assert "Pas notée" not in answer


async def test_of_two_weeks_the_other_is_named(staffed):
    [answer] = await staffed.says("ZERO S46 et S47")
    assert "Pas notée : semaine 47" in answer
