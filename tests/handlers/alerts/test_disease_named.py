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
