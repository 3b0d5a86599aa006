"""What is answered to "why?" and "what was done?": a reason, a nod, or `annuler`."""

from __future__ import annotations

import pytest

from tests.conftest import SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHY = "No 2 : pourquoi ? Répondez en quelques mots."
STATUS = "SELECT status FROM alert WHERE number = 2"


@pytest.fixture
async def asked_why(staffed: House) -> House:
    """Two cases of measles: report 1, alert 2, which the supervisor finds not true."""
    await staffed.says("rougeole 2 f douentza")
    assert await staffed.says("non 2", SUPERVISOR) == [WHY]
    return staffed


@pytest.mark.parametrize("text", ["oui", "vrai", "c'est vrai", "ok", "ok merci", "je confirme"])
@SQLITE
async def test_a_nod_is_no_reason(asked_why, text):
    [said] = await asked_why.says(text, SUPERVISOR)
    assert said.startswith("No 2, rougeole, 2 cas. Vous dites : 1 c’est vrai, 2 c’est faux")
    assert await asked_why.rows(STATUS) == [("open",)]
    await asked_why.says("1", SUPERVISOR)
    assert await asked_why.rows(STATUS) == [("escalated",)]


@pytest.mark.parametrize(
    "text",
    [
        "1", "non", "attendez", "attendez svp", "je ne sais pas encore",
        "je me suis trompé, c'est vrai", "pas", "wait", "not sure",
    ],
)  # fmt: skip
@SQLITE
async def test_who_does_not_say_why_is_asked_again(asked_why, text):
    [said] = await asked_why.says(text, SUPERVISOR)
    assert said.endswith(WHY)
    assert await asked_why.rows(STATUS) == [("open",)]


@SQLITE
async def test_annuler_leaves_the_question(asked_why):
    [said] = await asked_why.says("annuler", SUPERVISOR)
    assert said.startswith("Nous en restons là. Rien n’a été changé.")
    await asked_why.says("allergie", SUPERVISOR)
    assert await asked_why.rows(STATUS) == [("open",)]


@pytest.mark.parametrize("text", ["allergie", "doublon", "faux", "erreur", "vu, pas de fièvre"])
@SQLITE
async def test_a_reason_in_a_word_dismisses(asked_why, text):
    await asked_why.says(text, SUPERVISOR)
    assert await asked_why.rows(STATUS) == [("dismissed",)]
