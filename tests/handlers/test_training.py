"""New health workers learn first: answered the same, marked, and counted apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import HANDLERS
from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
COUNTED = "SELECT count(*) FROM report WHERE training = 0"


@pytest.fixture
async def learning(staffed: House) -> House:
    """The health worker of Douentza is in training."""
    await staffed.says("formation 70000001", SUPERVISOR)
    await staffed.hears(CHW)
    return staffed


async def test_a_learner_is_answered_and_alarms_nobody_until_the_training_is_over(learning):
    before = len(learning.channel.sent)
    await learning.plays(
        """
        > rougole 3f dountza
        < No 1 : rougeole, 3 cas féminins, Douentza. Formation : non compté. Erreur ? ANNULER 1
        > zero
        < No 2 : semaine 47, rien à signaler. Merci. S’il y a des cas, envoyez-les. \
Formation : non compté. Erreur ? ANNULER 2
        > palu 2 boni, rougeole 1 boni
        < Reçu : no 3 paludisme 2, no 4 rougeole 1. Boni. Formation : non compté. \
Erreur ? ANNULER 3
        """.replace("\\\n", "")
    )
    assert learning.sent_to(SUPERVISOR, before) == [
        (
            "Formation seulement, no 1 : rougeole, 3 cas féminins, Douentza. Si c’est pourtant "
            "vrai : OK 1."
        ),
        "Formation seulement, no 4 : rougeole, 1 cas, Boni. Si c’est pourtant vrai : OK 4.",
    ]
    assert await learning.rows("SELECT number FROM alert") == []
    [said] = await learning.says("bilan s48", SUPERVISOR)
    assert said.endswith("rien n’est connu.") or "Agents" not in said
    assert await learning.says("formation finie 1", SUPERVISOR) == [
        "Formation finie : ce que cet agent envoie compte désormais. Il en est informé."
    ]
    assert (await learning.says("rougeole 1 f douentza"))[-1].endswith(
        "Superviseur prévenu. Erreur ? ANNULER 5"
    )
    assert await learning.rows(COUNTED) == [(1,)]


async def test_what_was_only_training_and_is_true_all_the_same_becomes_a_case(learning):
    await learning.says("rougeole 1 f douentza")
    await learning.says("ok 1", SUPERVISOR)
    assert await learning.rows(COUNTED) == [(1,)]
    assert await learning.rows("SELECT risk, status FROM alert") == [("measles", "open")]


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        (SUPERVISOR, "formation", "En formation dans votre zone : 1."),
        (SUPERVISOR, "FORMATION FINIE 70 00 00 01", "Formation finie"),
        (SUPERVISOR, "fin de formation +22370000001", "Formation finie"),
        (SUPERVISOR, "formation terminée 999", "Je ne connais pas d’agent de ce numéro"),
        (SUPERVISOR, "formation finie 70000003", "Je ne connais pas d’agent de ce numéro"),
        (SUPERVISOR, "formation finie 70000006", "Je ne connais pas d’agent de ce numéro"),
        (SUPERVISOR, "formation 70000001", "Déjà en formation."),
        (BY_KEY["supervisor-koro"], "formation finie 70000001", "Je ne connais pas d’agent"),
        (BY_KEY["coordinator"], "training over 70000001", "Training over"),
        (CHW, "formation finie 70000001", "Je n’ai pas compris"),
    ],
)
@SQLITE
async def test_who_may_end_a_training_and_how(learning, who, text, answer):
    [said] = await learning.says(text, who)
    assert said.startswith(answer)


async def test_who_joins_with_a_code_begins_in_training_where_that_is_configured(house):
    house.knowledge = replace(house.knowledge, options={"reports": {"training": True}})
    house.dispatcher = house.with_handlers(*HANDLERS)
    await house.staff()
    values = "('K7M2PX4Q', 'chw', 'district-koro', 1, 9999999999999)"
    await house.rows(
        f"INSERT INTO invitation (code, role, area_id, created_at, expires_at) VALUES {values} "
        "RETURNING code"
    )
    said = await house.says("REJOINDRE K7M2PX4Q", STRANGER)
    assert "Vous êtes en formation" in said[0]
    assert "Formation : non compté." in (await house.says("rougeole 2 koro", STRANGER))[-1]
    known = await house.rows("SELECT count(*) FROM contact WHERE training = 1")
    assert known == [(1,)]
