"""How an alert ended: asked one by one, whatever comes in between."""

from __future__ import annotations

import pytest

from tests.conftest import SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CASES = "Combien de cas en tout ? Signalés : 2."
DEATHS = "Combien de décès ? 0 si aucun."
DONE = (
    "Qu’a-t-on fait ? En quelques mots. Puis elle est close : confirmée par ses signes, cas : "
    "{}, décès : {}. Erreur ? CLORE 2"
)
ENDED = "SELECT status, outcome_cases, outcome_deaths FROM alert"


@pytest.fixture
async def closing(staffed: House) -> House:
    """Two cases of measles: report 1, alert 2, passed on. Its outcome is told."""
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("ok 2", SUPERVISOR)
    await staffed.says("clore 2", SUPERVISOR)
    assert await staffed.says("2", SUPERVISOR) == [CASES]
    return staffed


async def test_more_deaths_than_cases_are_named_at_once(closing):
    await closing.says("1", SUPERVISOR)
    await closing.plays(
        f"""
        > 2
        < 2 décès, mais 1 cas en tout : l’un est faux. Combien de cas en tout, décès compris ?
        > 2
        < {DEATHS}
        > 2
        < {DONE.format(2, 2)}
        > vaccination
        < Alerte 2 close : confirmée par ses signes, cas : 2, décès : 2. Erreur ? ROUVRIR 2 et \
pourquoi.
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    assert await closing.rows(ENDED) == [("closed", 2, 2)]


@pytest.mark.parametrize(
    ("text", "cases"), [("1 200", 1200), ("1.200", 1200), ("12 000", 12000), ("2", 2)]
)
@SQLITE
async def test_thousands_may_be_written_apart(closing, text, cases):
    assert await closing.says(text, SUPERVISOR) == [DEATHS]
    await closing.says("0", SUPERVISOR)
    await closing.says("vaccination", SUPERVISOR)
    assert await closing.rows(ENDED) == [("closed", cases, 0)]


@pytest.mark.parametrize("text", ["1 20", "1 2000", "999 999", "3 ou 4"])
@SQLITE
async def test_what_is_no_one_number_is_asked_again(closing, text):
    [said] = await closing.says(text, SUPERVISOR)
    assert said == f"Répondez par un nombre. {CASES}"


@pytest.mark.parametrize(
    "text",
    [
        "ok 1", "non 1 allergie", "ok 2", "? 2 j'y vais", "a verifier", "bilan s47", "manquants",
        "palu 3 boni", "ok 99", "aide",
    ],
)  # fmt: skip
@SQLITE
async def test_another_command_meanwhile_is_answered_and_the_question_asked_again(closing, text):
    first, *more = await closing.says(text, SUPERVISOR)
    assert (first != CASES, CASES in more) == (True, True)
    assert await closing.says("4", SUPERVISOR) == [DEATHS]
    assert await closing.says("0", SUPERVISOR) == [DONE.format(4, 0)]
    await closing.says("vaccination", SUPERVISOR)
    assert await closing.rows("SELECT status FROM alert WHERE number = 2") == [("closed",)]
    assert await closing.rows("SELECT count(*) FROM zero_report") == [(0,)]


@SQLITE
async def test_what_ends_it_ends_the_question(closing):
    assert CASES not in await closing.says("non 2 allergie", SUPERVISOR)
    assert await closing.says("4", SUPERVISOR) != [DEATHS]


@SQLITE
async def test_the_choices_of_how_it_ended_stand_again_too(closing):
    await closing.says("clore 2", SUPERVISOR)
    *_said, last = await closing.says("bilan s47", SUPERVISOR)
    assert last.startswith("Alerte 2, quelle issue ? 1 ")
    assert await closing.says("2", SUPERVISOR) == [CASES]


@SQLITE
async def test_a_reason_that_is_waited_for_is_asked_again_after_a_summary(staffed):
    await staffed.says("rougeole 2 f douentza")
    [why] = await staffed.says("non 2", SUPERVISOR)
    *_said, last = await staffed.says("bilan s47", SUPERVISOR)
    assert last == why
    [said] = await staffed.says("allergie", SUPERVISOR)
    assert said.startswith("Alerte 2 ")


@SQLITE
async def test_what_came_in_since_it_was_asked_is_not_closed_unseen(closing):
    await closing.says("2", SUPERVISOR)
    await closing.says("rougeole 6 dont 2 morts douentza")
    await closing.hears(SUPERVISOR)
    await closing.says("0", SUPERVISOR)
    [said] = await closing.says("rien", SUPERVISOR)
    assert said.startswith(
        "Alerte 2 a augmenté entre-temps : 8 cas en tout. Elle n’est pas close. "
        "Alerte 2, quelle issue ? 1 "
    )
    assert await closing.rows(ENDED) == [("escalated", None, None)]
    for text in ("2", "8", "2", "vaccination"):
        await closing.says(text, SUPERVISOR)
    assert await closing.rows(ENDED) == [("closed", 8, 2)]


@SQLITE
async def test_what_came_in_since_its_reason_was_asked_is_not_dismissed_unseen(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("non 2", SUPERVISOR)
    await staffed.says("rougeole 6 douentza")
    await staffed.hears(SUPERVISOR)
    [said] = await staffed.says("allergie", SUPERVISOR)
    assert said == (
        "Alerte 2 a augmenté entre-temps : 7 cas en tout. Vrai : OK 2. Toujours faux ? "
        "Écrivez pourquoi."
    )
    assert await staffed.rows("SELECT status FROM alert") == [("open",)]
    await staffed.says("allergie", SUPERVISOR)
    assert await staffed.rows("SELECT status FROM alert") == [("dismissed",)]


@SQLITE
async def test_a_confirmed_one_has_cases(closing):
    [said] = await closing.says("0", SUPERVISOR)
    assert said == (
        "Une alerte confirmée a au moins 1 cas. Non confirmée ? Recommencez par CLORE. " + CASES
    )
    assert await closing.says("2", SUPERVISOR) == [DEATHS]


@SQLITE
@pytest.mark.parametrize("text", ["confirmée par le laboratoire", "le labo a confirmé"])
async def test_who_enters_the_result_of_the_laboratory_is_said(closing, text):
    await closing.says("clore 2", SUPERVISOR)
    for _time in range(4):
        [said] = await closing.says(text, SUPERVISOR)
        assert said.startswith(
            "Le résultat du laboratoire est saisi par un coordinateur. Alerte 2, quelle issue ? 1 "
        )
    assert await closing.says("2", SUPERVISOR) == [CASES]


@SQLITE
@pytest.mark.parametrize(
    "text", ["zéro", "zero mort", "aucun", "aucun décès", "personne", "pas de mort", "nobody died"]
)
async def test_that_nobody_died_may_be_said_in_words(closing, text):
    await closing.says("2", SUPERVISOR)
    assert await closing.says(text, SUPERVISOR) == [DONE.format(2, 0)]


@SQLITE
async def test_who_does_not_know_how_many_died_is_asked_again(closing):
    await closing.says("2", SUPERVISOR)
    [said] = await closing.says("je ne sais pas", SUPERVISOR)
    assert said.endswith(DEATHS)


@SQLITE
@pytest.mark.parametrize("text", ["deux", "deux cas", "2 cas"])
async def test_a_number_may_be_written_as_a_word(closing, text):
    assert await closing.says(text, SUPERVISOR) == [DEATHS]
    await closing.says("0", SUPERVISOR)
    await closing.says("vaccination", SUPERVISOR)
    assert await closing.rows(ENDED) == [("closed", 2, 0)]


@SQLITE
@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("non confirmé", "not_confirmed"), ("pas confirmée", "not_confirmed"),
        ("confirmée par ses signes", "clinical"), ("par lien avec un cas confirmé", "linked"),
    ],
)  # fmt: skip
async def test_how_it_ended_may_be_said_in_words(closing, text, outcome):
    await closing.says("clore 2", SUPERVISOR)
    assert await closing.says(text, SUPERVISOR) == [CASES]
    for answer in ("2", "0", "vaccination"):
        await closing.says(answer, SUPERVISOR)
    assert await closing.rows("SELECT outcome FROM alert") == [(outcome,)]


@SQLITE
@pytest.mark.parametrize("text", ["confirmée", "je ne sais pas", "douze"])
async def test_what_names_no_one_outcome_is_asked_again(closing, text):
    await closing.says("clore 2", SUPERVISOR)
    [said] = await closing.says(text, SUPERVISOR)
    assert "quelle issue ?" in said
