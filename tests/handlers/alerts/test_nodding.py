"""`ok`, `c'est vrai`, `faux` without a number: of what is asked, and nothing decided."""

from __future__ import annotations

import pytest

from handlers.alerts.wording import nods
from tests.conftest import BY_KEY, CHW, SUPERVISOR, House, knowledge

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TRUE = "No 2, rougeole, 1 cas. Vous dites : 1 c’est vrai, 2 c’est faux, 3 autre chose"
FALSE = "No 2, rougeole, 1 cas. Vous dites : 1 c’est faux, 2 c’est vrai, 3 autre chose"
OPEN = [("open",)]
STATUS = "SELECT status FROM alert WHERE number = 2"


@pytest.fixture
async def reported(staffed: House) -> House:
    """One case of measles in Douentza: report 1, alert 2."""
    await staffed.says("rougeole 1 f douentza")
    return staffed


@pytest.mark.parametrize(
    "text",
    [
        "ok", "OK.", "ok merci", "Bonjour, ok", "vrai", "c'est vrai", "C’est vrai", "oui",
        "oui c'est vrai", "confirmé", "je confirme", "cas confirmé", "d'accord", "true",
        "it is true", "confirmed", "I confirm", "yes it's true", "tiɲɛ don", "tinye don",
    ],
)  # fmt: skip
@SQLITE
async def test_that_it_is_true_is_asked_of_the_one_thing_that_waits(reported, text):
    assert await reported.says(text, SUPERVISOR) == [TRUE]
    assert await reported.rows(STATUS) == OPEN
    [said] = await reported.says("1", SUPERVISOR)
    assert said.startswith("Alerte 2 transmise.")


@pytest.mark.parametrize(
    "text",
    [
        "faux", "c'est faux", "non", "ce n'est pas vrai", "pas vrai", "c pas vrai", "fausse alerte",
        "ayi",
        "erreur", "je ne confirme pas", "false", "it's not true", "false alarm", "tiɲɛ tɛ",
    ],
)  # fmt: skip
@SQLITE
async def test_that_it_is_false_is_asked_too_and_then_why(reported, text):
    assert await reported.says(text, SUPERVISOR) == [FALSE]
    assert await reported.rows(STATUS) == OPEN
    assert await reported.says("1", SUPERVISOR) == ["No 2 : pourquoi ? Répondez en quelques mots."]
    [said] = await reported.says("allergie", SUPERVISOR)
    assert said.startswith("Alerte 2 ")
    assert await reported.rows(STATUS) == [("dismissed",)]


async def test_it_may_be_answered_in_a_word_and_something_else_changes_nothing(reported):
    await reported.plays(
        f"""
        > ok
        < {TRUE}
        > 3
        < Rien n’est changé. Vrai : OK 2. Faux : NON 2 et pourquoi. Question : ? 2 ...
        > ok
        < {TRUE}
        > vrai
        < Alerte 2 transmise. À la fin : CLORE 2. Erreur ? NON 2 et pourquoi.
        """,
        SUPERVISOR,
    )


@SQLITE
async def test_ok_after_ok_decides_nothing(reported):
    for text in ("ok", "ok merci"):
        *_thanks, said = await reported.says(text, SUPERVISOR)
        assert said.endswith(TRUE)
    assert await reported.rows(STATUS) == OPEN


async def test_of_several_things_that_wait_the_numbers_are_listed(reported):
    await reported.says("palu 4 boni")
    for text in ("ok", "c'est vrai", "faux"):
        [said] = await reported.says(text, SUPERVISOR)
        assert said == (
            "Douentza, à vérifier 2 : alerte 2 rougeole 1 Douentza, 3 paludisme 4 Boni. "
            "Vrai : OK et le numéro. Faux : NON, le numéro et pourquoi."
        )
    assert await reported.rows(STATUS) == OPEN


@SQLITE
async def test_where_nothing_waits_it_is_as_before(reported):
    await reported.says("ok 2", SUPERVISOR)
    before = await reported.says("ok", SUPERVISOR)
    assert before != [TRUE]
    assert "à vérifier" not in before[0]


@SQLITE
async def test_who_checks_nothing_is_not_asked(reported):
    assert await reported.says("ok", CHW) != [TRUE]


@SQLITE
async def test_only_what_waits_for_them_is_named(reported):
    await reported.says("palu 2 koro", BY_KEY["chw-koro"])
    assert await reported.says("ok", SUPERVISOR) == [TRUE]
    [said] = await reported.says("ok", COORDINATOR)
    assert said.startswith("Mali, to check 2: alert 2 measles 1 Douentza, 3 malaria 2 Koro.")


@SQLITE
async def test_an_answer_to_a_question_stays_one(reported):
    await reported.says("clore 2", SUPERVISOR)
    await reported.says("palu 3m boni", SUPERVISOR)  # months or men
    [said] = await reported.says("1", SUPERVISOR)
    assert said.startswith("No 3 : paludisme, 3 cas masculins")


@pytest.mark.parametrize(
    "text",
    [
        "c'est vrai ?", "vrai palu", "ok 3 palu koro", "annuler", "correct", "merci", "bonjour",
        "0", "ok 2", "c'est vrai que les routes sont coupées", "le centre est fermé", "aide",
        "je ne sais pas",
    ],
)  # fmt: skip
def test_what_says_more_or_less_is_no_nod(text):
    assert nods(knowledge().lexicons.understand(text, "fr")) is None


@SQLITE
@pytest.mark.parametrize(
    "text", ["ok tous", "tous vrais", "ok pour les rapports", "all of them ok"]
)
async def test_of_all_of_them_it_is_said_which_they_are(reported, text):
    await reported.says("palu 2 boni")
    [said] = await reported.says(text, SUPERVISOR)
    assert said.startswith("Douentza, à vérifier 2 : alerte 2 rougeole 1 Douentza, 3 paludisme 2")
    assert await reported.rows(STATUS) == OPEN
