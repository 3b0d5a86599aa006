"""Reporters hear what was decided, each state once in an hour, and what it was in the end."""

from __future__ import annotations

import json

import pytest

from bot.text import verbatim
from handlers.alerts.once import heard_last
from handlers.alerts.saying import LONGEST, quoted
from tests.conftest import BY_KEY, CHW, SUPERVISOR, House
from tests.handlers.alerts.test_escalating import looks

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TRUE = "Votre signalement no 1 (rougeole, 1 cas) est vérifié et confirmé."
LONG = (
    "ce n'est pas la rougeole mais une allergie au savon de la fille du chef du village, vue au "
    "CSCom par l'infirmier ce matin avec la mère présente"
)


@pytest.fixture
async def reported(staffed: House) -> House:
    """One case of measles in Douentza: report 1, alert 2."""
    await staffed.says("rougeole 1 f douentza")
    return staffed


async def hears(house: House, *orders: str) -> list[str]:
    """What the reporter is told while somebody decides, minutes after another."""
    before = len(house.channel.sent)
    for order in orders:
        house.clock.advance(minutes=2)
        await house.says(order, SUPERVISOR)
    await house.hears(CHW)
    return house.sent_to(CHW, before)


async def test_a_report_decided_back_and_forth_is_told_once_for_each_state(reported):
    told = await hears(reported, "ok 1", "non 1 faux", "ok 1", "non 1 faux", "ok 1")
    assert [text.startswith(TRUE) for text in told] == [True, False]
    told = await told_later(reported, minutes=70)
    assert [text.startswith(TRUE) for text in told] == [True]
    assert await told_later(reported, hours=3) == []


async def told_later(house: House, **passes) -> list[str]:
    house.clock.advance(**passes)
    return await looks(house, CHW)


@SQLITE
async def test_who_decides_reads_whether_the_reporter_is_told_now(reported):
    await hears(reported, "ok 1", "non 1 faux")
    assert (await reported.says("ok 1", SUPERVISOR))[0] == (
        "No 1 confirmé. L’auteur saura dans une heure ce qu’il en est. Erreur ? NON 1 et pourquoi."
    )
    assert (await reported.says("non 1 faux", SUPERVISOR))[0] == (
        "No 1 non retenu. L’auteur saura dans une heure ce qu’il en est. Erreur ? OK 1"
    )


@SQLITE
async def test_what_it_was_in_the_end_is_not_told_twice(reported):
    assert len(await hears(reported, "ok 1", "non 1 faux", "ok 1", "non 1 faux")) == 2
    assert await told_later(reported, minutes=70) == []


@SQLITE
async def test_after_an_hour_a_changed_decision_is_told_at_once(reported):
    assert len(await hears(reported, "ok 1", "non 1 faux")) == 2
    reported.clock.advance(hours=2)
    [said] = await hears(reported, "ok 1")
    assert said.startswith(TRUE)


@SQLITE
async def test_of_a_report_that_was_withdrawn_meanwhile_nothing_more_is_told(reported):
    await hears(reported, "ok 1", "non 1 faux", "ok 1")
    await reported.says("annuler 1")
    assert await told_later(reported, minutes=70) == []


async def test_an_alert_decided_back_and_forth_is_told_once_for_each_state(reported):
    told = await hears(reported, "ok 2", "non 2 allergie", "ok 2", "non 2 allergie", "ok 2")
    assert ["transmi" in text for text in told] == [True, False]
    told = await told_later(reported, minutes=70)
    assert ["transmi" in text for text in told] == [True]
    assert await told_later(reported, hours=3) == []


@SQLITE
async def test_every_question_is_told(reported):
    told = await hears(reported, "? 1 quel age", "? 1 quel village")
    assert ["quel age" in text for text in told] == [True, False]


def rows(*said: tuple[str, int]) -> list[dict]:
    return [{"what": what, "at": minute * 60_000, "data": "{}"} for what, minute in said]


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ([], None),
        ([("confirmed", 0)], "confirmed"),
        ([("confirmed", 0), ("refused", 1), ("confirmed", 2)], "refused"),
        ([("confirmed", 0), ("refused", 1), ("confirmed", 62)], "confirmed"),
        ([("confirmed", 0), ("refused", 1), ("confirmed", 50), ("confirmed", 90)], "refused"),
    ],
)
def test_what_was_heard_last(said, last):
    assert heard_last(rows(*said)) == last


def test_what_was_told_later_was_heard_last():
    told = {"what": "told", "at": 9_000_000, "data": json.dumps({"state": "confirmed"})}
    assert heard_last([*rows(("confirmed", 0), ("refused", 1)), told]) == "confirmed"


async def test_a_long_reason_is_kept_whole_and_cut_at_a_word(reported):
    [*_others, said] = await hears(reported, f"non 2 {LONG}")
    assert "une allergie au savon de la fille du chef du village, vue au CSCom..." in said
    assert "infirmier" not in said
    kept = await reported.rows("SELECT data FROM alert_step WHERE what = 'dismissed'")
    assert json.loads(kept[0][0])["words"] == LONG
    await reported.says(f"non 1 {LONG}", SUPERVISOR)
    kept = await reported.rows("SELECT data FROM report_change WHERE what = 'refused'")
    assert json.loads(kept[0][0])["words"] == LONG


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("allergie", "allergie"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * (LONGEST - 3) + "..."),
        (f"{'a' * 96} bcd", f"{'a' * 96} bcd"),
        (f"{'a' * 96} bcdef", f"{'a' * 96}..."),
        (f"{'a' * 95}, bcdef", f"{'a' * 95}..."),
        ("deux\n lignes", "deux lignes"),
    ],
)
def test_words_are_cut_where_a_word_ends(words, said):
    assert quoted(words) == verbatim(said)
    assert len(said) <= LONGEST


async def test_a_question_about_ones_own_report_is_sent_to_nobody_and_that_is_said(staffed):
    await staffed.says("palu 3 boni", SUPERVISOR)
    own = (
        "Le no 1 est votre propre rapport : personne à interroger. Pour le changer : CORRIGER 1 et "
        "tout le rapport."
    )
    assert await staffed.says("? 1 quel age", SUPERVISOR) == [own]
    assert await staffed.says("? 1", SUPERVISOR) == [own]
    assert await staffed.rows("SELECT check_state FROM report") == [("pending",)]


async def test_a_reporter_may_answer_once_more_until_it_is_decided(reported):
    await reported.says("? 1 quel age", SUPERVISOR)
    before = len(reported.channel.sent)
    for answer in ("? 1 cinq ans", "? 1 non six ans"):
        assert await reported.says(answer) == ["Merci. Votre réponse est transmise."]
    told = reported.sent_to(SUPERVISOR, before)
    assert ["cinq ans" in text for text in told] == [True, False]
    assert "non six ans" in told[1]
    await reported.says("ok 1", SUPERVISOR)
    assert await reported.says("? 1 sept ans") == ["Le no 1 est déjà vérifié et confirmé."]


@SQLITE
async def test_a_supervisor_answers_what_the_coordinator_asks_of_their_report(staffed):
    await staffed.says("rougeole 1 f douentza", SUPERVISOR)
    await staffed.says("? 1 quel age", COORDINATOR)
    before = len(staffed.channel.sent)
    await staffed.says("? 1 cinq ans", SUPERVISOR)
    [said] = staffed.sent_to(COORDINATOR, before)
    assert "cinq ans" in said
