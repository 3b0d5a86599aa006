"""`ANNULER 2`, `CORRIGER 2`, where 2 is an alert or somebody else's report."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, SUPERVISOR, House

COORDINATOR, KORO = BY_KEY["coordinator"], BY_KEY["supervisor-koro"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
STATES = "SELECT status FROM alert ORDER BY number"
UNKNOWN = "Je ne trouve pas de rapport 2 de votre part."
FALSE = "No 2, rougeole, 2 cas. Vous dites : 1 c’est faux, 2 c’est vrai, 3 autre chose"


@pytest.fixture
async def reported(staffed: House) -> House:
    """Report 1, alert 2."""
    await staffed.says("rougeole 2 f douentza")
    return staffed


@pytest.mark.parametrize(
    "text", ["annuler 2", "annuler alerte 2", "corriger 2", "corriger 2 rougeole 3 douentza"]
)
async def test_a_reporter_reads_which_report_of_theirs_the_alert_is_of(reported, text):
    [said] = await reported.says(text)
    assert said == (
        "2 est une alerte. Votre rapport dedans : no 1. Pour le changer : ANNULER 1, ou CORRIGER 1 "
        "et tout le rapport."
    )
    assert await reported.rows("SELECT cases, status FROM report") == [(2, "filed")]


@SQLITE
@pytest.mark.parametrize("state", ["open", "escalated"])
async def test_who_checks_is_asked_whether_it_is_false(reported, state):
    if state == "escalated":
        await reported.says("ok 2", SUPERVISOR)
    assert await reported.says("annuler 2", SUPERVISOR) == [FALSE]
    assert await reported.rows(STATES) == [(state,)]
    [why] = await reported.says("1", SUPERVISOR)
    assert why == "No 2 : pourquoi ? Répondez en quelques mots."
    await reported.says("allergie", SUPERVISOR)
    assert await reported.rows(STATES) == [("dismissed",)]
    [said] = await reported.says("annuler 2", SUPERVISOR)
    assert said == "Alerte 2 écartée. Finalement vraie : OK 2. Erreur ? ROUVRIR 2 et pourquoi."


@SQLITE
async def test_of_the_report_of_another_too(reported):
    [said] = await reported.says("annuler 1", SUPERVISOR)
    assert said.startswith("No 1, rougeole, 2 cas. Vous dites : 1 c’est faux")
    await reported.says("3", SUPERVISOR)
    [said] = await reported.says("corriger 1 rougeole 3 douentza", SUPERVISOR)
    assert said.startswith("Le no 1 est d'un autre agent, qui seul le corrige.")
    assert await reported.rows("SELECT cases FROM report") == [(2,)]


@SQLITE
async def test_of_two_nothing_is_changed_and_both_are_named(reported):
    [said] = await reported.says("annuler 1 et 2", SUPERVISOR)
    assert said.startswith("Rien n’est changé pour 1, 2.")


@SQLITE
@pytest.mark.parametrize("who", [KORO, BY_KEY["resident-koro"]])
async def test_to_others_it_tells_nothing(reported, who):
    [said] = await reported.says("annuler 2", who)
    assert said.startswith(UNKNOWN)


@SQLITE
async def test_ones_own_is_cancelled_as_before(reported):
    await reported.says("palu 2 boni", SUPERVISOR)
    [said] = await reported.says("annuler 3", SUPERVISOR)
    assert said.startswith("Annulé : no 3, paludisme")
    [said] = await reported.says("annuler 1")
    assert said.startswith("Annulé : no 1, rougeole")
