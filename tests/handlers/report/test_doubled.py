"""`doublon`, and nothing else: which report stands, and how it is taken back."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, SUPERVISOR

ONCE = "Compté une seule fois : no 1 paludisme 4, Boni. Pour annuler : ANNULER 1"
STANDING = "SELECT number, cases FROM report WHERE status = 'filed' ORDER BY number"
ASKED = ["Annuler le no 1 : paludisme, 4 cas ? 1 oui 2 non"]


@pytest.mark.parametrize(
    "said", ["doublon", "C'est un doublon.", "envoyé deux fois", "duplicate", "doublon 7"]
)
async def test_of_one_report_it_is_said_that_it_stands_once(staffed, said):
    await staffed.says("palu 4 boni")
    assert await staffed.says(said) == [ONCE]
    assert await staffed.rows(STANDING) == [(1, 4)]


async def test_of_several_they_are_named(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("palu 3 hombori")
    assert await staffed.says("doublon") == [
        (
            "Compté une seule fois : no 2 paludisme 3, Hombori, no 1 paludisme 4, Boni. Pour "
            "annuler : ANNULER 2"
        )
    ]


@pytest.mark.parametrize("said", ["doublon 1", "le 1 est un doublon", "duplicate 1"])
async def test_a_number_that_is_named_counts_nobody(staffed, said):
    await staffed.says("palu 4 boni")
    assert await staffed.says(said) == ASKED
    assert await staffed.rows(STANDING) == [(1, 4)]
    await staffed.says("oui")
    assert await staffed.rows(STANDING) == []


async def test_of_two_that_are_the_same_the_later_is_taken_back_after_a_yes(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("palu 4 boni")
    await staffed.says("oui")
    [asked] = await staffed.says("doublon")
    assert asked.startswith("Annuler le no 2 :")


async def test_asked_whether_these_are_new_cases_they_are_not(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("palu 4 boni")
    assert await staffed.says("doublon") == ["Compté une seule fois, no 1. Merci."]
    assert await staffed.rows(STANDING) == [(1, 4)]


async def test_who_sent_none_is_told_so(staffed):
    assert await staffed.says("doublon") == [
        "Aucun rapport de vous ces derniers jours. Pour en annuler un : ANNULER et son numéro."
    ]


async def test_a_supervisor_says_it_of_an_alert(staffed):
    await staffed.says("rougeole 3 boni")
    [said] = await staffed.says("doublon", SUPERVISOR)
    assert said.startswith("No 2, rougeole, 3 cas. Vous dites : 1 c’est faux")


async def test_whoever_tells_more_is_read_as_ever(staffed):
    await staffed.says("malaria 4", BY_KEY["chw-ansongo"])
    await staffed.says("palu 4 boni")
    await staffed.says("rougeole 4 boni")
    [said] = await staffed.says("le palu est un doublon, annulez")
    assert said.startswith("Annuler le no 2 : paludisme, 4 cas ?")
