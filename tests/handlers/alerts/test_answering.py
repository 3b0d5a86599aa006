"""What a reporter answers to a question, without its mark and number, reaches who asked."""

from __future__ import annotations

import pytest

from tests.conftest import CHW, SUPERVISOR, House

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


@pytest.fixture
async def asked_how_many(staffed: House) -> House:
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("? 1 combien de morts", SUPERVISOR)
    return staffed


@pytest.mark.parametrize("text", ["0", "aucun", "zero mort", "0 décès", "aucun mort"])
async def test_who_is_asked_how_many_and_answers_none_reports_no_empty_week(asked_how_many, text):
    assert await asked_how_many.says(text) == [OR_NEW]
    assert await asked_how_many.says("1") == ["Merci. Votre réponse est transmise."]
    assert await asked_how_many.rows("SELECT count(*) FROM zero_report") == [(0,)]
    assert f"Réponse sur le no 1 : {text}. " in asked_how_many.sent_to(SUPERVISOR)[-1]


@pytest.mark.parametrize("text", ["ZERO S47", "RAS"])
async def test_an_empty_week_is_reported_while_something_else_is_asked(questioned, text):
    [said] = await questioned.says(text)
    assert "rien à signaler" in said
    assert await questioned.rows("SELECT count(*) FROM zero_report") == [(1,)]


async def test_an_empty_week_it_is_if_they_say_so(asked_how_many):
    await asked_how_many.says("aucun")
    [said] = await asked_how_many.says("2")
    assert "semaine 47, rien à signaler" in said


@pytest.mark.parametrize(
    "text",
    [
        "c'est la rougeole", "la rougeole", "oui ils ont de la fièvre", "oui ils sont au cscom",
        "non pas vaccinés", "3 ans tous les deux",
        "ce sont les enfants de la famille du chef, 3 et 5 ans",
    ],
)  # fmt: skip
async def test_what_names_the_same_disease_or_begins_with_a_yes_is_asked_about(questioned, text):
    """The same sick are not reported once more, and advice is no answer to an answer."""
    assert await questioned.says(text) == [OR_NEW]
    assert await questioned.says("1") == ["Merci. Votre réponse est transmise."]
    assert f"Réponse sur le no 1 : {text}. " in questioned.sent_to(SUPERVISOR)[-1]


async def test_another_disease_is_a_report_and_danger_is_danger(questioned):
    said = await questioned.says("oui elle convulse")
    assert said[0].startswith("URGENT")
    said = await questioned.says("le palu")
    assert "Est-ce votre réponse" not in said[0]


@pytest.mark.parametrize("text", ["oui vaccinés", "oui ils sont au cscom"])
async def test_what_tells_of_nobody_is_never_an_empty_week(questioned, text):
    """Neither an answer nor a report: `2 non, un nouveau rapport`."""
    await questioned.says(text)
    await questioned.says("2")
    assert await questioned.rows("SELECT count(*) FROM zero_report") == [(0,)]


async def test_an_answer_may_come_in_pieces(questioned):
    for text in ("2 et 4 ans", "la cour du chef"):
        assert await questioned.says(text) == [ASKED]
        assert await questioned.says("1") == ["Merci. Votre réponse est transmise."]
    assert "Réponse sur le no 1 : la cour du chef. " in questioned.sent_to(SUPERVISOR)[-1]
    questioned.clock.advance(hours=2)
    assert await questioned.says("la cour du chef") != [ASKED]


async def test_of_what_is_decided_no_more_is_asked(questioned):
    await questioned.says("2 et 4 ans")
    await questioned.says("1")
    await questioned.says("ok 1", SUPERVISOR)
    assert await questioned.says("la cour du chef") != [ASKED]


async def test_of_several_that_are_asked_about_it_is_said_which(questioned):
    """Numbers nobody knows by heart; what waits still comes before what was answered just now."""
    await questioned.says("choléra 1 m boni")
    [(number,)] = await questioned.rows("SELECT number FROM report WHERE number > 1")
    await questioned.says(f"? {number} quel âge", SUPERVISOR)
    await questioned.hears(CHW)
    assert await questioned.says("30 ans") == [
        f"Est-ce votre réponse sur le no {number} (diarrhée aiguë ou choléra, 1 cas) ? 1 oui 2 non"
    ]
    await questioned.says("1")
    assert await questioned.says("2 et 4 ans") == [ASKED]


@pytest.mark.parametrize("text", ["aucun", "personne", "rien", "none"])
async def test_none_of_those_who_were_asked_about_is_no_week_without_sick_people(staffed, text):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("? 1 qui est vacciné", SUPERVISOR)
    [said] = await staffed.says(text)
    assert said in (OR_NEW, ASKED)
    [said] = await staffed.says("aucune")
    assert said == OR_NEW
    assert await staffed.says("1") == ["Merci. Votre réponse est transmise."]
    assert "aucune. " in staffed.sent_to(SUPERVISOR)[-1]
    assert await staffed.rows("SELECT number FROM zero_report") == []
