"""Residents are warned by a coordinator, of an alert that a person found true; never by itself."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import BY_KEY, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]


@pytest.fixture
async def passed_on(staffed: House) -> House:
    """Alert 2, of measles in Douentza, was passed on by its supervisor."""
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("ok 2", SUPERVISOR)
    return staffed


async def test_a_coordinator_is_proposed_a_text_and_nothing_leaves_by_itself(passed_on):
    told = passed_on.sent_to(COORDINATOR)
    assert told[-1].endswith("When it is over: CLOSE 2. To warn residents: WARN 2")
    first, words, question = await passed_on.says("warn 2", COORDINATOR)
    assert first == "Proposed for alert 2. Read it; nothing leaves by itself."
    assert words == (
        "Health: suspected cases of measles near Douentza. Whoever has its signs: go to the "
        "health centre at once. In danger call 15."
    )
    assert question.endswith("Send? 1 send 2 change 3 no")
    assert await passed_on.rows("SELECT number FROM broadcast") == []
    assert await passed_on.says("3", COORDINATOR) == ["Nothing was sent."]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_coordinator_who_passes_it_on_is_offered_it_in_the_answer(staffed):
    await staffed.says("rougeole 1 f douentza")
    [said] = await staffed.says("ok 2", COORDINATOR)
    assert said == (
        "Alert 2 is passed on. When it is over: CLOSE 2. Mistake? NO 2 and why. "
        "To warn residents: WARN 2"
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        (SUPERVISOR, "prévenir 2", "Seul un coordinateur prévient les habitants."),
        (COORDINATOR, "warn 1", "No 1 is a report. Residents are warned of alerts."),
        (COORDINATOR, "warn 77", "No 77 is not known in your area."),
    ],
)
async def test_who_may_and_of_what(passed_on, who, text, answer):
    assert await passed_on.says(text, who) == [answer]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_of_an_alert_that_nobody_found_true_nobody_is_warned(staffed):
    await staffed.says("rougeole 1 f douentza")
    [said] = await staffed.says("warn 2", COORDINATOR)
    assert said.startswith("Alert 2 was not passed on yet.")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_of_an_alert_that_was_dismissed_before_the_code_nobody_is_warned(passed_on):
    await passed_on.says("warn 2", COORDINATOR)
    [said] = await passed_on.says("1", COORDINATOR)
    code, *_again = re.findall(r"\b\d{4}\b", said)
    await passed_on.says("non 2 allergie", SUPERVISOR)
    *_told, answer = await passed_on.says(code, COORDINATOR)
    assert answer == "Alert 2 is over. Nothing was sent."
    assert await passed_on.rows(WARNED) == []
    assert await passed_on.rows("SELECT status FROM broadcast") == [("draft",)]


async def test_that_residents_were_warned_is_a_step_of_the_alert(passed_on):
    await passed_on.says("warn 2", COORDINATOR)
    [said] = await passed_on.says("1", COORDINATOR)
    code, *_again = re.findall(r"\b\d{4}\b", said)
    assert await passed_on.rows(WARNED) == []
    await passed_on.says(code, COORDINATOR)
    [(by, data)] = await passed_on.rows(WARNED)
    [(number,)] = await passed_on.rows("SELECT number FROM broadcast")
    assert (by, json.loads(data)) == (await contact_of(passed_on), {"message": number})


WARNED = "SELECT contact_id, data FROM alert_step WHERE what = 'warned'"


async def contact_of(house: House) -> str:
    [(contact,)] = await house.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{COORDINATOR}'"
    )
    return contact
