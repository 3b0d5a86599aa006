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


@pytest.mark.parametrize("text", ["2 et 4 ans", "dans la cour du chef", "oui", "boni centre"])
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


OR_NEW = "Est-ce votre réponse sur le no 1 ? 1 oui, 2 non, un nouveau rapport"


@pytest.mark.parametrize(
    "text",
    [
        "1 : 2 et 4 ans", "no 1 : 2 et 4 ans", "une fille de 3 ans", "elle a 4 ans", "2 filles",
        "deux enfants de la même famille", "ils ont 2 et 4 ans", "fille 3 ans",
    ],
)  # fmt: skip
async def test_what_would_begin_a_report_of_no_disease_is_asked_about_too(questioned, text):
    [said] = await questioned.says(text)
    assert said in (OR_NEW, ASKED)
    assert await questioned.says("oui") == ["Merci. Votre réponse est transmise."]
    assert f"Réponse sur le no 1 : {text}. " in questioned.sent_to(SUPERVISOR)[-1]


async def test_or_it_begins_a_report(questioned):
    assert await questioned.says("une fille de 3 ans") == [OR_NEW]
    [said] = await questioned.says("2")
    assert said.startswith("1 : quelle maladie ?")
    await questioned.says("palu")
    assert (await questioned.rows("SELECT risk, cases FROM report"))[-1] == ("malaria", 1)


@pytest.mark.parametrize(
    "text", ["palu 2 filles", "1 enfant 3 ans fièvre boni", "fille 3 ans palu"]
)
async def test_what_names_a_disease_is_a_report(questioned, text):
    [said, *_more] = await questioned.says(text)
    assert said not in (OR_NEW, ASKED)


async def test_where_nothing_was_asked_people_without_a_disease_begin_a_report(staffed):
    [said] = await staffed.says("une fille de 3 ans")
    assert said.startswith("1 : quelle maladie ?")
