"""What is answered to "why?" and "what was done?": a reason, a nod, or `annuler`."""

from __future__ import annotations

import pytest

from tests.conftest import CHW, SUPERVISOR, House

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


SICK = [
    "vaccination de 200 enfants contre la rougeole", "vaccination rougeole 200 enfants",
    "isolement de 2 malades, vaccination contre la rougeole", "campagne rougeole du 1 au 5",
    "2 enfants décédés enterrés", "traitement palu donné à 3 enfants", "200 enfants vaccinés",
    "c'est du palu, 2 enfants", "ce sont 2 cas de palu", "3 cas de palu simple",
    "rougeole vue en 2025, déjà déclarée",
]  # fmt: skip


@pytest.mark.parametrize("text", SICK)
@SQLITE
async def test_a_reason_may_name_and_count_the_sick(asked_why, text):
    [said] = await asked_why.says(text, SUPERVISOR)
    assert said == ("Alerte 2 écartée. Finalement vraie : OK 2. Erreur ? ROUVRIR 2 et pourquoi.")
    assert text in asked_why.sent_to(CHW)[-1]
    assert await asked_why.rows("SELECT count(*) FROM report") == [(1,)]


@pytest.fixture
async def asked_what(staffed: House) -> House:
    """Of alert 2, which is closed, it is asked what was done."""
    await staffed.says("rougeole 2 f douentza")
    for text in ("ok 2", "clore 2", "2", "2", "0"):
        await staffed.says(text, SUPERVISOR)
    return staffed


@pytest.mark.parametrize("text", [*SICK, "rien"])
@SQLITE
async def test_what_was_done_may_name_and_count_the_sick(asked_what, text):
    [said] = await asked_what.says(text, SUPERVISOR)
    assert said.startswith("Alerte 2 close : ")
    assert await asked_what.rows("SELECT count(*) FROM report") == [(1,)]


@SQLITE
async def test_a_report_in_codes_is_one_and_the_question_asked_again(asked_what):
    *_said, last = await asked_what.says("palu 3 boni", SUPERVISOR)
    assert last.startswith("Qu’a-t-on fait ?")
    assert await asked_what.rows("SELECT count(*) FROM report") == [(2,)]
    *_said, last = await asked_what.says("corriger 3 palu 4 boni", SUPERVISOR)
    assert last.startswith("Qu’a-t-on fait ?")
    [said] = await asked_what.says("vaccination", SUPERVISOR)
    assert said.startswith("Alerte 2 close : ")


@pytest.fixture
async def told_of(staffed: House) -> House:
    """Two cases of measles: report 1, alert 2."""
    await staffed.says("rougeole 2 f douentza")
    return staffed


@SQLITE
@pytest.mark.parametrize(
    "text",
    [
        "non 2 attendez", "non 2 je ne sais pas encore", "non 2 non", "non 2 pas encore vérifié",
        "non 2 on va vérifier demain", "non 2 j'attends le labo",
    ],
)  # fmt: skip
async def test_a_reason_that_is_none_dismisses_nothing(told_of, text):
    assert await told_of.says(text, SUPERVISOR) == [WHY]
    assert await told_of.rows(STATUS) == [("open",)]


@SQLITE
@pytest.mark.parametrize(
    "text",
    [
        "ok 2 je vais vérifier", "ok 2 merci je vais sur le terrain", "ok 2 faux", "ok 2 non",
        "ok 2 mais pas sur", "ok 2 ?", "non 2 c'est vrai", "ok 2 will check",
    ],
)  # fmt: skip
async def test_who_may_only_have_read_it_is_asked(told_of, text):
    """Nobody is told that it was checked before it was."""
    [said] = await told_of.says(text, SUPERVISOR)
    assert said == "No 2, rougeole, 2 cas. Vous dites : 1 c’est vrai, 2 c’est faux, 3 autre chose"
    assert await told_of.rows(STATUS) == [("open",)]
    await told_of.says("1", SUPERVISOR)
    assert await told_of.rows(STATUS) == [("escalated",)]


@SQLITE
@pytest.mark.parametrize(
    "text", ["ok 2 vu au cscom", "ok 2 merci", "ok 2 confirmé", "ok 2 en attente labo"]
)
async def test_what_leaves_no_doubt_passes_it_on(told_of, text):
    await told_of.says(text, SUPERVISOR)
    assert await told_of.rows(STATUS) == [("escalated",)]


@SQLITE
async def test_that_one_was_mistaken_is_why_it_is_opened_again(told_of):
    await told_of.says("non 2 allergie", SUPERVISOR)
    assert await told_of.says("rouvrir 2", SUPERVISOR) == [WHY]
    await told_of.says("je me suis trompé", SUPERVISOR)
    assert await told_of.rows(STATUS) == [("open",)]


@SQLITE
async def test_a_reason_that_is_none_dismisses_none_of_several(told_of):
    await told_of.says("diarrhee sanglante 3 boni")
    await told_of.hears(SUPERVISOR)
    [said] = await told_of.says("non 2 et 4 attendez", SUPERVISOR)
    assert said == "Renvoyez-le avec la raison : NON 2, 4 et pourquoi."
    assert await told_of.rows("SELECT status FROM alert") == [("open",)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai pas vu",
        "pas vu",
        "J'étais absent",
        "je suis en mission",
        "not seen",
        "i am away",
    ],
)
@SQLITE
async def test_who_has_not_looked_gives_no_reason(asked_why, text):
    [said] = await asked_why.says(text, SUPERVISOR)
    assert said.endswith(WHY)
    assert await asked_why.rows(STATUS) == [("open",)]


@SQLITE
async def test_that_no_sick_were_seen_is_one(asked_why):
    await asked_why.says("pas vu de malades", SUPERVISOR)
    assert await asked_why.rows(STATUS) == [("dismissed",)]
    await asked_why.says("rouvrir 2 j'étais absent", SUPERVISOR)
    assert await asked_why.rows(STATUS) == [("open",)]
