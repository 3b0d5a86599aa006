"""Several numbers in one message: none of them is dropped in silence."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ALERTS = "SELECT number, status FROM alert ORDER BY number"
OPEN = [(2, "open"), (4, "open")]


@pytest.fixture
async def two(staffed: House) -> House:
    """Reports 1 and 3, alerts 2 and 4."""
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("diarrhee sanglante 2 boni")
    assert await staffed.rows(ALERTS) == OPEN
    return staffed


@pytest.mark.parametrize(
    "text",
    [
        "ok 2 et 4 je vais vérifier", "ok 2, 4 mais je vais vérifier", "ok 2 et 4 ?",
        "no 2 et 4 c'est vrai", "ok 2 and 4 i will check",
    ],
)  # fmt: skip
async def test_of_two_that_are_not_sure_nothing_is_done_and_both_are_named(two, text):
    assert await two.says(text, SUPERVISOR) == [
        "Rien n’est changé pour 2, 4. Envoyez chacun avec son mot : OK 2, ou NON 2 et pourquoi."
    ]
    assert await two.rows(ALERTS) == OPEN


@SQLITE
async def test_of_one_it_is_asked_as_before(two):
    [said] = await two.says("ok 2 je vais vérifier", SUPERVISOR)
    assert said.startswith("No 2, rougeole, 2 cas. Vous dites :")


@pytest.mark.parametrize("text", ["? 1 et 3 quel age", "question 1, 3 quel age"])
async def test_a_question_about_two_reports_is_asked_of_both(two, text):
    sent = len(two.channel.sent)
    said = await two.says(text, SUPERVISOR)
    assert [line[:39] for line in said] == [
        "Votre question sur le no 1 est envoyée.", "Votre question sur le no 3 est envoyée.",
    ]  # fmt: skip
    assert two.sent_to(CHW, sent) == [
        "Question sur votre signalement no 1 : quel age. Répondez : ? 1 et votre réponse.",
        "Question sur votre signalement no 3 : quel age. Répondez : ? 3 et votre réponse.",
    ]


@SQLITE
async def test_without_its_words_it_is_asked_for_whole(two):
    assert await two.says("? 1, 3", SUPERVISOR) == [
        "Renvoyez avec la question : ? 1, 3 et votre question."
    ]


@SQLITE
async def test_a_number_that_counts_is_of_the_reason_whatever_has_it(two):
    """No 3 is a report of theirs too."""
    await two.says("non 1, 3 cas seulement en réalité", SUPERVISOR)
    rows = await two.rows("SELECT check_state FROM report ORDER BY number")
    assert rows == [("refused",), ("pending",)]


@SQLITE
async def test_two_are_closed_one_after_the_other(two):
    await two.says("ok 2 et 4", SUPERVISOR)
    first, second = await two.says("clore 2 et 4", SUPERVISOR)
    assert first == "L'une après l'autre. Ensuite : CLORE 4"
    assert second.startswith("Alerte 2, quelle issue ?")
    first, _offered = (await two.says("warn 2 and 4", BY_KEY["coordinator"]))[:2]
    assert first == "One after the other. Then: WARN 4"
