"""What a reporter answers to a question, without its mark and number, reaches who asked."""

from __future__ import annotations

import pytest

from tests.conftest import SUPERVISOR, House

ASKED = "Est-ce votre réponse sur le no 1 ? 1 oui 2 non"


@pytest.fixture
async def questioned(staffed: House) -> House:
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("? 1 quel âge", SUPERVISOR)
    return staffed


@pytest.mark.parametrize("text", ["2 et 4 ans", "dans la cour du chef", "oui"])
async def test_it_is_asked_about_and_passed_on(questioned, text):
    assert await questioned.says(text) == [ASKED]
    assert await questioned.says("1") == ["Merci. Votre réponse est transmise."]
    assert f"Réponse sur le no 1 : {text}. " in questioned.sent_to(SUPERVISOR)[-1]


async def test_or_it_is_none(questioned):
    await questioned.says("2 et 4 ans")
    [said] = await questioned.says("2")
    assert said.startswith("Nous en restons là.")
    state = "SELECT check_state FROM report"
    assert await questioned.rows(state) == [("questioned",)]


async def test_a_report_meanwhile_is_one(questioned):
    await questioned.says("2 et 4 ans")
    await questioned.says("palu 3 boni")
    assert await questioned.rows("SELECT count(*) FROM report") == [(2,)]


async def test_nobody_else_and_no_old_question_is_thought_of(questioned):
    assert "no 1" not in (await questioned.says("2 et 4 ans", SUPERVISOR))[0]
    questioned.clock.advance(days=3)
    assert await questioned.says("2 et 4 ans") != [ASKED]
