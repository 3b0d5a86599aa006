"""Who decides about the report of somebody who sent STOP hears that they are not told."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ONE_SEGMENT = 160
STATE = "SELECT check_state FROM report"
NOT_SENT = (
    "Pas envoyée : l'auteur du no 1 ne reçoit plus nos messages (STOP). Demandez sur place, "
    "Boni. Puis OK 1, ou NON 1 et pourquoi."
)


@pytest.fixture
async def stopped(staffed: House) -> House:
    await staffed.says("palu 3 boni")
    await staffed.says("stop")
    return staffed


@pytest.mark.parametrize("text", ["? 1", "? 1 quel age ?", "question 1 quel age"])
async def test_a_question_that_nobody_would_read_is_not_said_to_be_sent(stopped, text):
    sent = len(stopped.channel.sent)
    assert await stopped.says(text, SUPERVISOR) == [NOT_SENT]
    assert stopped.sent_to(CHW, sent) == []
    assert await stopped.rows(STATE) == [("pending",)]
    assert len(NOT_SENT) <= ONE_SEGMENT


@SQLITE
async def test_of_a_decision_it_is_said_that_they_are_not_told(stopped):
    await stopped.plays(
        """
        > ok 1
        < No 1 confirmé. L'auteur ne reçoit plus nos messages (STOP), il n'est pas prévenu. \
Erreur ? NON 1 et pourquoi.
        > non 1 doublon
        < No 1 non retenu. L'auteur ne reçoit plus nos messages (STOP), il n'est pas prévenu. \
Erreur ? OK 1
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    assert await stopped.rows(STATE) == [("refused",)]


@SQLITE
async def test_also_where_their_number_does_not_work(staffed):
    await staffed.says("palu 3 boni")
    await staffed.rows(
        "UPDATE contact_address SET stopped_at = 1 WHERE address = 'tel:+22370000001' RETURNING 1"
    )
    [said] = await staffed.says("? 1 quel age ?", SUPERVISOR)
    assert said == NOT_SENT


@SQLITE
async def test_who_begins_again_is_asked_again(stopped):
    await stopped.says("start")
    sent = len(stopped.channel.sent)
    assert await stopped.says("? 1 quel age ?", SUPERVISOR) == [
        "Votre question sur le no 1 est envoyée."
    ]
    assert "quel age ?" in stopped.sent_to(CHW, sent)[0]


async def test_the_answer_goes_to_others_where_who_asked_has_stopped(staffed):
    await staffed.says("palu 3 boni")
    await staffed.says("? 1 quel age ?", SUPERVISOR)
    await staffed.says("stop", SUPERVISOR)
    sent = len(staffed.channel.sent)
    await staffed.says("? 1 deux ans")
    assert staffed.sent_to(SUPERVISOR, sent) == []
    assert staffed.sent_to(COORDINATOR, sent) == [
        "Answer about no 1: deux ans. True: OK 1. False: NO 1 and why."
    ]
