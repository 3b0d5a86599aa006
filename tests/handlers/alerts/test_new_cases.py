"""Sick people in an answer to the bot, or behind a number of ours: a report is never swallowed."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHY = "No 2 : pourquoi ? Répondez en quelques mots."
FILED = "SELECT risk, cases FROM report WHERE number > 1"
STATUS = "SELECT status FROM alert WHERE number = 2"
TOLD = [
    "non, 3 cas de palu", "non 3 cas de palu", "oui et 3 palu koro", "non, 3 palu koro",
    "non mais j'ai 3 cas de palu à koro", "3 cas de palu à koro", "j'ai aussi 3 cas de palu",
    "vrai. palu 3 koro", "faux. palu 3 koro", "1. palu 3 koro", "allergie. palu 3",
    "allergie\npalu 3", "vu au CSCom ; 3 cas de palu",
]  # fmt: skip


@pytest.fixture
async def reported(staffed: House) -> House:
    """Two cases of measles in Douentza: report 1, alert 2."""
    await staffed.says("rougeole 2 f douentza")
    await staffed.hears(SUPERVISOR)
    return staffed


@pytest.fixture
async def asked_why(reported: House) -> House:
    assert await reported.says("non 2", SUPERVISOR) == [WHY]
    return reported


async def test_what_may_be_a_report_is_asked_about_where_a_reason_is_waited_for(asked_why):
    await asked_why.plays(
        f"""
        > non, 3 cas de palu
        < No 2, rougeole, 2 cas. «non, 3 cas de palu» : 1 c’est faux, 2 un nouveau rapport, \
3 autre chose
        > 2
        < No 3 : paludisme, 3 cas, Douentza. Erreur ? ANNULER 3
        < {WHY}
        > allergie
        < Alerte 2 écartée. Finalement vraie : OK 2. Erreur ? ROUVRIR 2 et pourquoi.
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    assert await asked_why.rows(FILED) == [("malaria", 3)]


@SQLITE
@pytest.mark.parametrize("text", TOLD)
async def test_however_it_is_written(asked_why, text):
    [said] = await asked_why.says(text, SUPERVISOR)
    assert said.endswith("1 c’est faux, 2 un nouveau rapport, 3 autre chose")
    assert (await asked_why.rows(FILED), await asked_why.rows(STATUS)) == ([], [("open",)])
    await asked_why.says("2", SUPERVISOR)
    assert await asked_why.rows(FILED) == [("malaria", 3)]


@SQLITE
async def test_it_may_be_the_reason_all_the_same(asked_why):
    await asked_why.says("non, 3 cas de palu", SUPERVISOR)
    await asked_why.says("1", SUPERVISOR)
    assert (await asked_why.rows(FILED), await asked_why.rows(STATUS)) == ([], [("dismissed",)])
    assert "non, 3 cas de palu" in asked_why.sent_to(CHW)[-1]


@SQLITE
async def test_or_neither_and_the_reason_is_asked_again(asked_why):
    await asked_why.says("non, 3 cas de palu", SUPERVISOR)
    assert await asked_why.says("3", SUPERVISOR) == [WHY]
    assert await asked_why.rows(STATUS) == [("open",)]


@SQLITE
async def test_a_report_that_leaves_something_open_asks_that_and_says_what_is_undone(asked_why):
    await asked_why.says("non, 3 palu et 2 rougeole avec des morts à koro", SUPERVISOR)
    first, *_others = await asked_why.says("2", SUPERVISOR)
    assert first.startswith("Rien n’est changé pour 2.")


@SQLITE
async def test_what_grew_meanwhile_is_not_dismissed_unseen(asked_why):
    await asked_why.says("non, 3 cas de palu", SUPERVISOR)
    await asked_why.says("rougeole 4 f douentza")
    await asked_why.hears(SUPERVISOR)
    [said] = await asked_why.says("1", SUPERVISOR)
    assert said.startswith("Alerte 2 a augmenté entre-temps : 6 cas en tout.")
    assert await asked_why.rows(STATUS) == [("open",)]


@SQLITE
@pytest.mark.parametrize("text", ["non, 3 cas de palu", "3 cas de palu à koro"])
async def test_asked_what_was_done_and_what_is_to_be_asked(reported, text):
    await reported.says("? 1", SUPERVISOR)
    [said] = await reported.says(text, SUPERVISOR)
    assert said.endswith("1 l’envoyer, 2 un nouveau rapport, 3 autre chose")
    await reported.says("3", SUPERVISOR)
    await reported.says("annuler", SUPERVISOR)
    for step in ("ok 2", "clore 2", "2", "2", "0"):
        await reported.says(step, SUPERVISOR)
    [said] = await reported.says(text, SUPERVISOR)
    assert said.endswith("1 ce qui a été fait, 2 un nouveau rapport, 3 autre chose")
    filed, again = await reported.says("2", SUPERVISOR)
    assert filed.startswith("No 3 : paludisme, 3 cas, ")
    assert again.startswith("Qu’a-t-on fait ? En quelques mots. Puis elle est close :")
    await reported.says("vaccination", SUPERVISOR)
    assert await reported.rows(STATUS) == [("closed",)]


@SQLITE
@pytest.mark.parametrize("text", TOLD)
async def test_where_a_choice_is_waited_for_it_is_a_report(reported, text):
    await reported.says("c'est vrai", SUPERVISOR)
    await reported.says(text, SUPERVISOR)
    assert (await reported.rows(FILED), await reported.rows(STATUS)) == (
        [("malaria", 3)],
        [("open",)],
    )


@SQLITE
@pytest.mark.parametrize("text", ["non 3 cas de palu", "non 3 malades de palu à koro"])
async def test_sick_people_that_are_counted_are_no_number_of_ours(reported, text):
    await reported.says(text, SUPERVISOR)
    assert await reported.rows(FILED) == [("malaria", 3)]


@SQLITE
async def test_where_there_is_such_a_number_it_is_asked_which(reported):
    [said] = await reported.says("non 1 cas de palu", SUPERVISOR)
    assert said == (
        "No 1, rougeole, 2 cas. Vous dites : 1 c’est faux, 2 un nouveau rapport, 3 autre chose"
    )
    await reported.says("2", SUPERVISOR)
    assert await reported.rows(FILED) == [("malaria", 1)]


UNKNOWN = "n’est pas connu dans votre zone."


@SQLITE
@pytest.mark.parametrize(
    "text", ["ok 12 merci", "ok 12", "vrai 12", "oui 12", "ok pour 12", "ok 9 novembre", "12 ok"]
)
async def test_a_small_number_that_is_not_theirs_is_said_not_to_be_known(reported, text):
    [said] = await reported.says(text, SUPERVISOR)
    assert said.startswith("Le no ")
    assert UNKNOWN in said
    assert (await reported.rows(FILED), await reported.rows(STATUS)) == ([], [("open",)])


@SQLITE
@pytest.mark.parametrize(
    "text",
    ["ok 12 c'est la rougeole", "ok 12 rougeole", "ok 12 enfants malades", "non 12 palu koro"],
)
async def test_what_may_be_a_wrong_number_makes_no_outbreak_unasked(reported, text):
    """Twelve cases of measles would be one."""
    [said] = await reported.says(text, SUPERVISOR)
    assert said == f"Le no 12 {UNKNOWN} Vous dites : 1 un nouveau rapport, 2 autre chose"
    assert await reported.rows("SELECT level FROM alert") == [("alert",)]


@SQLITE
@pytest.mark.parametrize("text", ["ok 3 palu koro", "ok 3 cas de palu", "ok 12 cas de palu"])
async def test_a_whole_report_is_one(reported, text):
    await reported.says(text, SUPERVISOR)
    assert [risk for risk, _cases in await reported.rows(FILED)] == ["malaria"]


@SQLITE
@pytest.mark.parametrize("text", ["ok 2 merci", "ok 2, merci", "ok 2 à suivre", "ok 2 confirmé"])
async def test_words_of_courtesy_behind_a_number_decide(reported, text):
    await reported.says(text, SUPERVISOR)
    assert await reported.rows(STATUS) == [("escalated",)]


@SQLITE
@pytest.mark.parametrize("text", ["ok 2 enfants malades", "ok 2 cas", "ok 2 jours"])
async def test_people_or_days_that_are_counted_do_not(reported, text):
    [said] = await reported.says(text, SUPERVISOR)
    assert said == (
        "No 2, rougeole, 2 cas. Vous dites : 1 c’est vrai, 2 un nouveau rapport, 3 autre chose"
    )
    assert await reported.rows(STATUS) == [("open",)]


@SQLITE
async def test_no_report_and_alert_share_a_number(reported):
    """What a number is, is said: `OK 1` is a report, `OK 2` its alert."""
    assert (await reported.says("ok 1", SUPERVISOR))[0].startswith("No 1 confirmé.")
    assert (await reported.says("ok 2", SUPERVISOR))[0].startswith("Alerte 2 transmise.")
    await reported.says("rougeole 1 m boni")
    numbers = "SELECT number FROM report UNION ALL SELECT number FROM alert"
    rows = await reported.rows(numbers)
    assert len(rows) == len({*rows})


@SQLITE
@pytest.mark.parametrize("text", ["non 2 doublon, palu 3 koro", "non 2 j'ai 3 cas de palu"])
async def test_behind_an_order_too(reported, text):
    [said] = await reported.says(text, SUPERVISOR)
    assert said.endswith("1 c’est faux, 2 un nouveau rapport, 3 autre chose")
    await reported.says("2", SUPERVISOR)
    assert await reported.rows(FILED) == [("malaria", 3)]


@SQLITE
@pytest.mark.parametrize("text", ["non 2 ce sont 3 cas de palu", "non 2 c'est le palu"])
async def test_what_it_was_instead_is_a_reason(reported, text):
    await reported.says(text, SUPERVISOR)
    assert (await reported.rows(FILED), await reported.rows(STATUS)) == ([], [("dismissed",)])


@SQLITE
async def test_who_is_asked_about_a_report_may_have_others(reported):
    await reported.says("? 1 quel village", SUPERVISOR)
    await reported.hears(CHW)
    await reported.plays(
        """
        > ? 1
        < No 1 : écrivez votre réponse.
        > 3 cas de palu à koro
        < No 1, rougeole, 2 cas. «3 cas de palu à koro» : 1 la réponse, 2 un nouveau rapport, \
3 autre chose
        > 2
        < No 3 : paludisme, 3 cas, Koro. Erreur ? ANNULER 3
        < No 1 : écrivez votre réponse.
        > non, 2 cas de rougeole à boni
        < No 1, rougeole, 2 cas. «non, 2 cas de rougeole à boni» : 1 la réponse, \
2 un nouveau rapport, 3 autre chose
        > 1
        < Merci. Votre réponse est transmise.
        """.replace("\\\n", "")
    )
    assert await reported.rows(FILED) == [("malaria", 3)]


OTHER_CASES = (
    "Les autres cas dont vous parlez ne sont pas encore comptés. Envoyez-les avec la maladie et le "
    "lieu, par exemple ROUGEOLE 3 KORO."
)
DEATH = (
    "Le décès dont vous parlez n’est pas encore compté. Demandez à l’auteur d’envoyer le numéro de "
    "son rapport et les décès, par exemple : no 123, 1 mort."
)


@SQLITE
@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("ok 2 et il y a 3 autres cas à boni", OTHER_CASES), ("ok 2, 3 nouveaux cas", OTHER_CASES),
        ("ok 2 un autre enfant malade", OTHER_CASES), ("ok 2 1 mort", DEATH),
        ("ok 2 un enfant est mort ce matin", DEATH), ("ok 1 un mort", DEATH),
    ],
)  # fmt: skip
async def test_behind_a_yes_they_are_said_not_to_be_counted(reported, text, besides):
    said = await reported.says(text, SUPERVISOR)
    assert said[-1] == besides
    assert len(besides.replace("’", "'")) <= 160


@SQLITE
@pytest.mark.parametrize(
    "text", ["ok 2 pas de mort", "ok 2 0 mort", "ok 2", "ok 2 les autres aussi"]
)
async def test_what_adds_nobody_is_not_spoken_of(reported, text):
    [_said] = await reported.says(text, SUPERVISOR)
    assert await reported.rows(STATUS) == [("escalated",)]


@SQLITE
async def test_a_death_that_is_counted_already_is_not_spoken_of(staffed):
    await staffed.says("rougeole 2 f 1 mort douentza")
    assert len(await staffed.says("ok 2 un est mort", SUPERVISOR)) == 1


@SQLITE
@pytest.mark.parametrize(
    ("before", "text"),
    [
        ((), "? 1 3 ans et il y a 2 nouveaux cas de rougeole à boni"),
        (("? 1",), "ils ont 3 ans et 2 autres cas à boni"),
    ],
)
async def test_other_cases_in_an_answer_are_asked_about(reported, before, text):
    await reported.says("? 1 quel âge", SUPERVISOR)
    for each in before:
        await reported.says(each)
    [said] = await reported.says(text)
    assert said.endswith("1 la réponse, 2 un nouveau rapport, 3 autre chose")
    await reported.says("1")
    assert "Réponse sur le no 1 : " in reported.sent_to(SUPERVISOR)[-1]
