"""`personne` answers the reminder of a week, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.conftest import CHW, SUPERVISOR, House
from tests.handlers.weeks.test_stories import told

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ZEROS = "SELECT week FROM zero_report ORDER BY number"
NOT_UNDERSTOOD = "Je n’ai pas compris. Voulez-vous : 1 signaler des malades, 2 aide"


@pytest.fixture
async def reminded(staffed: House) -> House:
    """It is Monday of week 48: nothing has come for week 47."""
    staffed.clock.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    [text] = (await told(staffed, days=1))["douentza"]
    staffed.clock.advance(minutes=20)
    assert text.startswith("Rien reçu de vous pour la semaine 47")
    return staffed


@pytest.mark.parametrize(
    "text",
    [
        "personne", "Personne!", "non personne", "personne malade", "personne cette semaine",
        "il n'y a personne", "personne ici merci", "persone", "aucun", "aucune", "rien", "nobody",
        "no one", "none", "nobody sick here", "mɔgɔ si", "mogo si",
    ],
)  # fmt: skip
async def test_nobody_is_the_zero_report_of_the_week_they_were_reminded_of(reminded, text):
    [said] = await reminded.says(text)
    assert " : semaine 47, rien à signaler." in said
    assert await reminded.rows(ZEROS) == [(47,)]


@SQLITE
async def test_also_days_later(reminded):
    reminded.clock.advance(days=3)
    await reminded.says("personne")
    assert await reminded.rows(ZEROS) == [(47,)]


@SQLITE
async def test_without_a_reminder_it_is_none(staffed):
    for text in ("personne", "nobody"):
        assert await staffed.says(text) == [NOT_UNDERSTOOD]
    assert await staffed.rows(ZEROS) == []


@SQLITE
@pytest.mark.parametrize("before", ["s47 palu 3 boni", "aide", "vaccin 9 mois", "langue"])
async def test_behind_anything_else_that_was_sent_it_is_none(reminded, before):
    await reminded.says(before)
    await reminded.says("personne")
    assert await reminded.rows(ZEROS) == []


@SQLITE
@pytest.mark.parametrize("first", ["question", "reminder"])
async def test_an_answer_to_the_supervisor_is_no_zero_report(staffed, first):
    staffed.clock.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    await staffed.says("s46 rougeole 2 boni")
    if first == "question":
        await staffed.says("? 1 qui les accompagne", SUPERVISOR)
    await told(staffed, days=1)
    staffed.clock.advance(minutes=20)
    if first == "reminder":
        await staffed.says("? 1 qui les accompagne", SUPERVISOR)
    [said] = await staffed.says("personne")
    assert said.startswith("Est-ce votre réponse sur le no 1 ?")
    assert await staffed.rows(ZEROS) == []


@SQLITE
@pytest.mark.parametrize(
    "text", ["personne ne répond", "personne ?", "une personne", "3 personnes"]
)
async def test_what_says_more_is_not_taken_for_it(reminded, text):
    await reminded.says(text, CHW)
    assert await reminded.rows(ZEROS) == []
