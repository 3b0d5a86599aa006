"""What was found to be none, withdrawn or corrected leaves nothing behind that is not so."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]
ALERTS = "SELECT number, level, status, cases FROM alert ORDER BY number"
ALERTS_NOW = "SELECT number, status, cases FROM alert ORDER BY number"
DAYS = "SELECT cases, first_on, last_on, place_id FROM alert"


async def closed_as_none(house: House, alert: int) -> None:
    for text in (f"ok {alert}", f"clore {alert}", "3", "0", "0", "rien"):
        await house.says(text, SUPERVISOR)
    [(status, outcome)] = await house.rows(
        f"SELECT status, outcome FROM alert WHERE number = {alert}"
    )
    assert (status, outcome) == ("closed", "not_confirmed")


async def test_what_was_dismissed_makes_no_later_case_an_outbreak(staffed):
    await staffed.says("rougeole 4 f douentza")
    await staffed.says("non 2 allergie, pas rougeole", SUPERVISOR)
    staffed.clock.advance(hours=3)
    await staffed.says("rougeole 1 m douentza")
    told = staffed.sent_to(SUPERVISOR)
    assert not [text for text in told if "épidémie suspectée" in text]
    assert (await staffed.rows(ALERTS))[1][1:] == ("alert", "open", 1)


async def test_nor_does_what_was_closed_as_not_confirmed(staffed):
    await staffed.says("rougeole 4 f douentza")
    await closed_as_none(staffed, 2)
    staffed.clock.advance(days=20)
    await staffed.says("rougeole 1 m douentza")
    assert (await staffed.rows(ALERTS))[1][1:] == ("alert", "open", 1)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_two_were_dismissed_and_one_more_is_no_cluster(staffed):
    """Where only a cluster is an alert, one case after two that were none is nothing."""
    await staffed.says("diarrhee sanglante 2 boni")
    await staffed.says("non 2 aliment", SUPERVISOR)
    await staffed.says("diarrhee sanglante 1 boni")
    assert [row[2] for row in await staffed.rows(ALERTS)] == ["dismissed"]
    await staffed.says("diarrhee sanglante 1 m boni")
    assert (await staffed.rows(ALERTS))[1][1:] == ("alert", "open", 2)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_was_closed_as_confirmed_still_counts(staffed):
    """It was real: a case that follows it within the days of the rule goes on with it."""
    await staffed.says("rougeole 4 f douentza")
    for text in ("ok 2", "clore 2", "2", "4", "0", "vaccination"):
        await staffed.says(text, SUPERVISOR)
    await staffed.says("rougeole 1 m douentza")
    assert (await staffed.rows(ALERTS))[1][1:] == ("outbreak", "open", 1)


async def test_what_was_dismissed_by_mistake_counts_again(staffed):
    await staffed.says("rougeole 4 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    await staffed.says("rougeole 1 m douentza")
    await staffed.says("ok 2", SUPERVISOR)
    assert await staffed.rows(ALERTS) == [
        (2, "outbreak", "escalated", 5),
        (4, "alert", "joined", 1),
    ]


async def test_a_correction_of_what_was_dismissed_is_dismissed_with_it(staffed):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    await staffed.says("corriger 1 rougeole 1 f douentza")
    assert [row[2] for row in await staffed.rows(ALERTS)] == ["dismissed"]
    said = (await staffed.says("ok 2", SUPERVISOR))[0]
    assert said.startswith("Alerte 2 transmise"), said
    assert await staffed.rows(ALERTS) == [(2, "alert", "escalated", 1)]
    steps = await staffed.rows("SELECT what, data FROM alert_step ORDER BY at")
    assert ("changed", '{"came": [3], "left": [1]}') in steps


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "correction", ["rougeole 3 f douentza", "rougeole 2 f boni", "rougeole 2 f douentza 1 mort"]
)
async def test_more_cases_deaths_or_another_place_are_news(staffed, correction):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    await staffed.says(f"corriger 1 {correction}")
    assert [row[2] for row in await staffed.rows(ALERTS)] == ["dismissed", "open"]


@pytest.mark.parametrize(("order", "who"), [("annuler 1", CHW), ("non 1 erreur", SUPERVISOR)])
async def test_of_one_that_was_passed_on_and_has_no_cases_left_coordinators_hear(
    staffed, order, who
):
    await staffed.says("rougeole 1 f douentza")
    before = await staffed.rows(DAYS)
    await staffed.says("ok 2", SUPERVISOR)
    sent = len(staffed.channel.sent)
    await staffed.says(order, who)
    said = (
        "Alert 2 (Douentza) has no cases any more: what was reported was withdrawn or refused. "
        "To end it: CLOSE 2"
    )
    assert staffed.sent_to(COORDINATOR, sent) == [said]
    [(cases, *where)] = await staffed.rows(DAYS)
    assert (cases, where) == (0, list(before[0][1:]))
    assert await staffed.says("warn 2", COORDINATOR) == [
        "Alert 2 has no cases any more: nobody is warned of it. To end it: CLOSE 2"
    ]
    for text in ("close 2", "4", "0", "0", "nothing"):
        said = await staffed.says(text, COORDINATOR)
    assert said == [
        "Alert 2 is closed: not confirmed, cases: 0, deaths: 0. Mistake? REOPEN 2 and why."
    ]


@pytest.mark.parametrize("order", ["ok 2", "non 2 encore"])
async def test_one_that_was_dismissed_and_has_no_reports_left_is_passed_on_no_more(staffed, order):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    await staffed.says("annuler 1")
    [said] = await staffed.says(order, SUPERVISOR)
    assert "annulés ou non retenus" in said
    assert await staffed.rows(ALERTS) == [(2, "alert", "dismissed", 2)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_is_left_of_a_dismissed_one_is_what_is_passed_on(staffed):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("rougeole 1 m douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    await staffed.says("annuler 1")
    sent = len(staffed.channel.sent)
    await staffed.says("ok 2", SUPERVISOR)
    assert [text for text in staffed.sent_to(COORDINATOR, sent) if "1 case, Douentza" in text]
    assert await staffed.rows(ALERTS) == [(2, "alert", "escalated", 1)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_confirms_a_report_of_a_dismissed_alert_reads_how_that_is_undone(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    [said] = await staffed.says("ok 1", SUPERVISOR)
    assert said.endswith("(L’alerte 2 est écartée. Si elle est vraie : OK 2)")
    [said] = await staffed.says("non 1 erreur", SUPERVISOR)
    assert said == "No 1 non retenu. L’auteur est prévenu. Erreur ? OK 1"


async def test_what_was_refused_by_mistake_goes_back_into_its_alert_that_was_passed_on(staffed):
    """A second alert of the same sick was raised, and the first stayed without cases."""
    await staffed.says("rougeole 2 f douentza")
    for text in ("ok 2", "non 1 faux"):
        await staffed.says(text, SUPERVISOR)
    assert await staffed.rows(ALERTS_NOW) == [(2, "escalated", 0)]
    sent = len(staffed.channel.sent)
    said = await staffed.says("ok 1", SUPERVISOR)
    assert said[1:] == ["Alerte 2 a de nouveau des cas : rougeole, 2 cas, Douentza."]
    assert await staffed.rows(ALERTS_NOW) == [(2, "escalated", 2)]
    told = staffed.sent_to(COORDINATOR, sent)
    assert told == ["Alert 2 has cases again: measles, 2 cases, Douentza."]
    await staffed.says("rougeole 1 m douentza")
    assert await staffed.rows(ALERTS_NOW) == [(2, "escalated", 3)]


async def test_of_several_that_were_refused_each_goes_back(staffed):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("rougeole 1 m douentza")
    for text in ("ok 2", "non 1 faux", "non 3 faux", "ok 3", "? 1 quel age"):
        await staffed.says(text, SUPERVISOR)
    assert await staffed.rows(ALERTS_NOW) == [(2, "escalated", 3)]


async def test_that_of_another_place_or_risk_does_not_go_there(staffed):
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("rage 1 boni")
    numbers = [row[0] for row in await staffed.rows(ALERTS_NOW)]
    for text in (f"ok {numbers[0]}", f"ok {numbers[1]}", "non 1 faux", "non 3 faux", "ok 3"):
        await staffed.says(text, SUPERVISOR)
    assert [row[2] for row in await staffed.rows(ALERTS_NOW)] == [0, 1]
