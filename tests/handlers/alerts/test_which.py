"""`CLORE`, `ROUVRIR`, `PRÉVENIR` without a number: what they need, and of which alerts."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

COORDINATOR, KORO = BY_KEY["coordinator"], BY_KEY["supervisor-koro"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TO_CLOSE = (
    "À clore : alerte 4 diarrhée avec sang 2 Boni, alerte 2 rougeole 2 Douentza. Envoyez CLORE et "
    "le numéro : CLORE 4"
)
NONE_TO_CLOSE = "Aucune alerte transmise dans votre zone : rien à clore. Ce qui attend : A VERIFIER"
NONE_TO_OPEN = (
    "Aucune alerte récente que vous pourriez rouvrir. Une plus ancienne : ROUVRIR 12 et pourquoi"
)


@pytest.fixture
async def two(staffed: House) -> House:
    """Alerts 2 and 4, passed on."""
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("diarrhee sanglante 2 boni")
    await staffed.says("ok 2 et 4", SUPERVISOR)
    return staffed


@pytest.mark.parametrize(
    "text", ["clore", "CLOSE", "fermer l'alerte", "cloturer une alerte svp", "comment clore ?"]
)
async def test_those_that_can_be_closed_are_listed(two, text):
    assert await two.says(text, SUPERVISOR) == [TO_CLOSE]


@pytest.mark.parametrize("text", ["rouvrir", "REOPEN", "je veux rouvrir une alerte"])
async def test_those_that_can_be_opened_again_are_listed(two, text):
    assert await two.says(text, SUPERVISOR) == [NONE_TO_OPEN]
    await two.says("non 2 allergie", SUPERVISOR)
    assert await two.says(text, SUPERVISOR) == [
        (
            "Terminées récemment : alerte 2 rougeole 2 Douentza. Pour en rouvrir une : ROUVRIR, le "
            "numéro et pourquoi : ROUVRIR 2 erreur"
        )
    ]


@SQLITE
async def test_not_those_that_somebody_above_has_ended_nor_of_long_ago(two):
    await two.says("no 2 allergy", COORDINATOR)
    assert await two.says("rouvrir", SUPERVISOR) == [NONE_TO_OPEN]
    [said] = await two.says("reopen", COORDINATOR)
    assert said.startswith("Ended lately: alert 2 measles 2 Douentza.")
    two.clock.advance(days=40)
    [said] = await two.says("reopen", COORDINATOR)
    assert said.startswith("None was ended lately")


@SQLITE
async def test_nor_one_that_has_no_cases_left(two):
    await two.says("non 2 allergie", SUPERVISOR)
    await two.says("annuler 1")
    assert await two.says("rouvrir", SUPERVISOR) == [NONE_TO_OPEN]


@SQLITE
async def test_of_many_the_latest_are_shown_and_the_others_counted(staffed):
    for risk in ("méningite", "choléra", "rage", "fièvre jaune", "rougeole"):
        await staffed.says(f"{risk} 2 boni")
    for number in [row[0] for row in await staffed.rows("SELECT number FROM alert")]:
        await staffed.says(f"ok {number}", SUPERVISOR)
    [said] = await staffed.says("clore", SUPERVISOR)
    assert ", 1 autres. Envoyez CLORE" in said


@SQLITE
async def test_residents_are_warned_by_coordinators(two):
    assert await two.says("prévenir", SUPERVISOR) == [
        "Seul un coordinateur prévient les habitants."
    ]
    [said] = await two.says("warn", COORDINATOR)
    assert said.endswith("To warn residents of one: WARN 4")


@SQLITE
async def test_others_see_nothing_of_them(two):
    assert await two.says("clore", KORO) == [NONE_TO_CLOSE]
    assert await two.says("rouvrir", KORO) == [NONE_TO_OPEN]
    [said] = await two.says("clore", CHW)
    assert said.startswith("Je n’ai pas compris.")


@SQLITE
async def test_what_waits_for_an_answer_waits_on(two):
    await two.says("clore 2", SUPERVISOR)
    [said] = await two.says("clore", SUPERVISOR)
    assert said.endswith("3 non confirmée")
    await two.says("3", SUPERVISOR)
    for text in ("2", "0", "rien"):
        await two.says(text, SUPERVISOR)
    assert await two.rows("SELECT status FROM alert WHERE number = 2") == [("closed",)]
