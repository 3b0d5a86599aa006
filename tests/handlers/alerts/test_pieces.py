"""Several orders in one message: each is done, or it is said that it was not."""

from __future__ import annotations

import pytest

from tests.conftest import SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
STATES = "SELECT number, check_state FROM report WHERE number > 10 ORDER BY number"
LEFT = "Rien n’est changé pour {}. Envoyez chacun avec son mot : OK {}, ou NON {} et pourquoi."


@pytest.fixture
async def reported(staffed: House) -> House:
    """Reports 1 to 13 of malaria, none of which is an alert."""
    for cases in range(11, 24):
        await staffed.says(f"palu {cases} boni")
    return staffed


@pytest.mark.parametrize(
    "text", ["OK 11\nNON 12 doublon", "OK 11 et NON 12 doublon", "non 12 doublon, ok 11"]
)
@SQLITE
async def test_each_is_done(reported, text):
    said = await reported.says(text, SUPERVISOR)
    assert len(said) == 2
    states = [(11, "confirmed"), (12, "refused"), (13, "pending")]
    assert await reported.rows(STATES) == states


@pytest.mark.parametrize(
    ("text", "left"), [("ok 11 à 13", 13), ("ok 11 mais pas 12", 12), ("ok 11, pas 12", 12)]
)
@SQLITE
async def test_what_is_not_done_is_said(reported, text, left):
    first, second = await reported.says(text, SUPERVISOR)
    assert (first[:18], second) == ("No 11 confirmé. L’", LEFT.format(left, left, left))
    states = dict(await reported.rows(STATES))
    assert states == {11: "confirmed", 12: "pending", 13: "pending"}


@SQLITE
async def test_of_which_numbers_a_reason_is(reported):
    said = await reported.says("NON 11 12 doublon", SUPERVISOR)
    assert said == [LEFT.format("11, 12", 11, 11)]
    assert (await reported.rows(STATES))[0][1] == "pending"
    await reported.says("NON 11 doublon du 12", SUPERVISOR)
    await reported.says("NON 13 2 cas seulement", SUPERVISOR)
    states = [(11, "refused"), (12, "pending"), (13, "refused")]
    assert await reported.rows(STATES) == states


@SQLITE
async def test_where_one_asks_why_the_rest_is_not_dropped(reported):
    left, why = await reported.says("NON 11 et OK 12", SUPERVISOR)
    assert left == LEFT.format(12, 12, 12)
    assert why == "No 11 : pourquoi ? Répondez en quelques mots."
