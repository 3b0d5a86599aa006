"""A decision that names the disease is a decision: no report of so many cases."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
async def reported(staffed: House) -> House:
    """Two cases of measles: report 1, alert 2."""
    await staffed.says("rougeole 2 f douentza")
    return staffed


async def filed(house: House) -> list[tuple]:
    return await house.rows("SELECT risk, cases FROM report ORDER BY number")


@pytest.mark.parametrize(
    "text",
    [
        "NON 273 diarrhée simple", "non 273 c'est le palu", "clore 212 rougeole",
        "? 273 rougeole de quel village", "NON 12 rougeole vue en 2025", "prevenir 273 rougeole",
    ],
)  # fmt: skip
@SQLITE
async def test_a_mistyped_number_is_answered_clearly(reported, text):
    number = next(word for word in text.split() if word.isdecimal())
    said = await reported.says(text, SUPERVISOR)
    assert said == [f"Le no {number} n’est pas connu dans votre zone."]
    assert await filed(reported) == [("measles", 2)]


@SQLITE
async def test_what_a_health_worker_writes_stays_a_report(reported):
    await reported.says("non 3 palu boni")
    assert ("malaria", 3) in await filed(reported)


@pytest.fixture
async def late(staffed: House) -> House:
    """The same beside ten reports of malaria: report 11, alert 12."""
    for cases in range(11, 21):
        await staffed.says(f"palu {cases} boni")
    await staffed.says("rougeole 2 f douentza")
    return staffed


ASKED = "No 12, rougeole, 2 cas. Vous dites : 1 c’est vrai, 2 un nouveau rapport, 3 autre chose"


@pytest.mark.parametrize(
    "text",
    [
        "OK 12 c'est la rougeole", "OK 12 rougeole confirmée par le CSCom",
        "12 rougeole confirmée", "je confirme la rougeole 12", "ok 12 rougeole douentza",
    ],
)  # fmt: skip
@SQLITE
async def test_a_confirmation_that_names_the_disease_is_asked_about(late, text):
    assert await late.says(text, SUPERVISOR) == [ASKED]
    [said] = await late.says("1", SUPERVISOR)
    assert said.startswith("Alerte 12 ")
    assert await late.rows("SELECT status FROM alert") == [("escalated",)]
    assert len(await filed(late)) == 11


@SQLITE
async def test_or_it_is_a_report_after_all(late):
    assert await late.says("ok 12 palu koro", SUPERVISOR) == [ASKED]
    await late.says("oui", SUPERVISOR)
    await late.says("2", SUPERVISOR)
    assert (await filed(late))[-1] == ("malaria", 12)
    assert await late.rows("SELECT status FROM alert") == [("open",)]


@SQLITE
async def test_or_neither(late):
    await late.says("ok 12 rougeole", SUPERVISOR)
    [said] = await late.says("3", SUPERVISOR)
    assert said.startswith("Rien n’est changé.")
    assert len(await filed(late)) == 11


@SQLITE
async def test_a_great_number_that_is_not_theirs_is_asked_about(late):
    [said] = await late.says("OK 273 c'est la rougeole", SUPERVISOR)
    asked = "Vous dites : 1 un nouveau rapport, 2 autre chose"
    assert said == f"Le no 273 n’est pas connu dans votre zone. {asked}"
    await late.says("quoi", SUPERVISOR)
    await late.says("2", SUPERVISOR)
    assert len(await filed(late)) == 11


@pytest.mark.parametrize("text", ["ok 20 palu koro", "palu 12 confirmés boni", "30 palu confirmés"])
@SQLITE
async def test_a_report_stays_one(late, text):
    await late.says(text, SUPERVISOR)
    assert len(await filed(late)) == 12
