"""`ok`, `bien reçu`, to what asks for nothing: thanked, never answered by a menu."""

from __future__ import annotations

import pytest

from handlers.alerts.heard import only_seen
from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR
from tests.handlers.report.test_unanswered import later

THANKS = ["Merci. Envoyez AIDE pour voir ce que vous pouvez faire."]


@pytest.mark.parametrize(
    "said",
    [
        "ok", "OK.", "Ok merci", "merci", "reçu", "Reçu!", "bien reçu chef", "d'accord", "dac",
        "vu",
        "compris", "c’est noté", "ok je l'appelle", "Je vais l’appeler", "je vais voir, merci",
        "👍", "👍🏿", "ok 👍", "noted", "I will call him", "ok thanks",
    ],
)  # fmt: skip
async def test_what_asks_for_nothing_is_seen(staffed, said):
    await staffed.says("rougeole 3m boni")
    _mine, [theirs] = await later(staffed, minutes=70)
    assert theirs.startswith("URGENT, pas clair")
    assert await staffed.says(said, SUPERVISOR) == THANKS
    assert await staffed.rows("SELECT handler FROM conversation WHERE handler = 'fallback'") == []


@pytest.mark.parametrize("said", ["vu", "je l'appelle", "bien reçu", "👍"])
async def test_where_something_waits_to_be_decided_that_is_said(staffed, said):
    await staffed.says("rougeole 3 boni")
    [told] = await staffed.says(said, SUPERVISOR)
    assert told.startswith("Douentza, à vérifier 1 : alerte 2 rougeole 3 Boni.")
    assert await staffed.rows("SELECT status FROM alert") == [("open",)]


async def test_who_reported_is_thanked_too(staffed):
    await staffed.says("rougeole 3 boni")
    assert await staffed.says("ok") == THANKS
    assert await staffed.says("compris") == THANKS
    assert await staffed.says("received", BY_KEY["chw-ansongo"]) == [
        "Thank you. Send HELP to see what you can do."
    ]


async def test_to_a_question_it_is_no_answer(staffed):
    [asked] = await staffed.says("rougeole 3m boni")
    [again] = await staffed.says("reçu")
    assert again.endswith(asked)
    assert await staffed.rows("SELECT number FROM report") == []


async def test_who_writes_for_the_first_time_is_welcomed(staffed):
    [said] = await staffed.says("ok", STRANGER)
    assert said.startswith("Bienvenue")


@pytest.mark.parametrize(
    "said",
    [
        "vu 3 cas de rougeole", "reçu 30 vaccins", "je l'appelle pour la rougeole", "bonjour",
        "chef",
        "je ne sais pas", "pas compris", "pas vu", "?", "", "ok 12", "non", "ok mais qui", "...",
        "appelle", "oui", "vu ?",
    ],
)  # fmt: skip
def test_what_says_more_is_not_only_seen(said):
    assert not only_seen(said)


def test_a_question_mark_is_no_nod():
    assert only_seen("ok !")
    assert only_seen("reçu...")
    assert not only_seen("compris ?")


async def test_a_health_workers_menu_stays(staffed):
    [said] = await staffed.says("xyzzy plugh", CHW)
    assert said.startswith("Je n’ai pas compris.")
