"""Reports become alerts in the transaction that stores them, whatever happens to them later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import BY_KEY, SUPERVISOR

COORDINATOR = BY_KEY["coordinator"]
ALERTS = "SELECT number, risk, level, status, cases, signals FROM alert ORDER BY number"

MEMBERS = "SELECT report_number, alert_number FROM alert_report ORDER BY report_number"


async def test_one_case_of_measles_is_an_alert_and_its_supervisor_hears_of_it_once(staffed):
    await staffed.says("rougeole 1 f douentza")
    assert staffed.sent_to(SUPERVISOR) == [
        (
            "URGENT no 1 : rougeole, 1 cas féminin, Douentza. Vrai : OK 1. "
            "Faux : NON 1 et pourquoi. Alerte 2 : OK 2 ou NON 2 et pourquoi."
        )
    ]
    assert await staffed.rows(ALERTS) == [(2, "measles", "alert", "open", 1, 0)]


async def test_without_a_place_who_is_told_reads_the_area(staffed):
    await staffed.says("rougeole 1")
    [urgent] = staffed.sent_to(SUPERVISOR)
    assert urgent.startswith("URGENT no 1 : rougeole, 1 cas, zone Douentza. Vrai : OK 1.")
    before = len(staffed.channel.sent)
    await staffed.says("corriger 1 rougeole 2")
    [told] = staffed.sent_to(SUPERVISOR, before)
    assert told.startswith("Corrigé : le no 3 remplace 1 : rougeole, 2 cas, zone Douentza.")


async def test_new_cases_join_and_five_in_a_district_are_a_suspected_outbreak(staffed):
    await staffed.says("rougeole 1 f douentza")
    before = len(staffed.channel.sent)
    await staffed.says("rougeole 4 boni")
    assert sorted(staffed.sent_to(SUPERVISOR, before)) == [
        (
            "Alerte 2, épidémie suspectée : rougeole, 5 cas, Boni. Vrai : OK 2. "
            "Faux : NON 2 et pourquoi."
        ),
        (
            "URGENT no 3 : rougeole, 4 cas, Boni. Vrai : OK 3. "
            "Faux : NON 3 et pourquoi. Alerte 2, 5 cas en tout : OK 2 ou NON 2 et pourquoi."
        ),
    ]
    assert await staffed.rows(ALERTS) == [(2, "measles", "outbreak", "open", 5, 0)]


async def test_one_that_was_passed_on_becomes_a_suspected_outbreak_and_that_is_told(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("ok 2", SUPERVISOR)
    before = len(staffed.channel.sent)
    await staffed.says("rougeole 1 douentza")
    [urgent] = staffed.sent_to(SUPERVISOR, before)
    assert urgent.endswith("Alerte 2, 2 cas en tout.")
    assert staffed.sent_to(COORDINATOR, before) == ["Alert 2 grows: measles, 2 cases, Douentza."]
    before = len(staffed.channel.sent)
    await staffed.says("rougeole 3 boni")
    told = "L’alerte 2 devient une épidémie suspectée : rougeole, 5 cas, Boni."
    assert told in staffed.sent_to(SUPERVISOR, before)
    assert staffed.sent_to(COORDINATOR, before) == [
        "Alert 2 is a suspected outbreak now: measles, 5 cases, Boni."
    ]


async def test_what_is_withdrawn_leaves_and_of_nothing_no_alert_remains(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("rougeole 4 f douentza")
    await staffed.says("annuler 1")
    assert await staffed.rows(ALERTS) == [(2, "measles", "alert", "open", 4, 0)]
    await staffed.says("annuler 3")
    assert [row[3] for row in await staffed.rows(ALERTS)] == ["withdrawn"]
    assert await staffed.rows("SELECT * FROM alert_report") == []


async def test_a_correction_to_another_disease_ends_one_alert_and_begins_another(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("corriger 1 cholera 1 f douentza")
    found = [(row[1], row[3]) for row in await staffed.rows(ALERTS)]
    assert found == [("measles", "withdrawn"), ("watery_diarrhoea", "open")]


async def test_two_alerts_that_grow_together_become_one(staffed):
    await staffed.says("rougeole 2 douentza")
    await staffed.says("rougeole 2 mondoro")
    assert [row[3:5] for row in await staffed.rows(ALERTS)] == [("open", 2), ("open", 2)]
    await staffed.says("rougeole 1 boni")
    assert await staffed.rows(ALERTS) == [
        (2, "measles", "outbreak", "open", 5, 0),
        (4, "measles", "alert", "joined", 2, 0),
    ]
    assert await staffed.says("ok 4", SUPERVISOR) == ["L’alerte 4 fait maintenant partie de la 2."]


async def test_an_alert_nearby_keeps_its_reports_while_another_grows(staffed):
    await staffed.says("rougeole 2 douentza")
    await staffed.says("rougeole 1 mondoro")
    await staffed.says("rougeole 1 f mondoro")
    assert await staffed.rows(MEMBERS) == [(1, 2), (3, 4), (5, 4)]
    await staffed.says("rougeole 1 boni")  # the district has five: all of them are one outbreak
    assert {alert for _report, alert in await staffed.rows(MEMBERS)} == {2}
    assert (2, "measles", "outbreak", "open", 5, 0) in await staffed.rows(ALERTS)


async def test_what_an_alert_has_elsewhere_counts_in_it_though_it_is_not_looked_at(staffed):
    """The first case is too long ago for the third; one that is withdrawn has all looked at."""
    whole = "SELECT status, cases, deaths, first_on, last_on FROM alert ORDER BY number"
    await staffed.says("cholera 2 dont 1 mort douentza depuis 20 jours")
    await staffed.says("cholera 3 douentza depuis 10 jours")
    await staffed.says("cholera 1 douentza")
    [(status, cases, deaths, first, last)] = await staffed.rows(whole)
    assert (status, cases, deaths) == ("open", 6, 1)
    assert date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=20)
    assert {alert for _report, alert in await staffed.rows(MEMBERS)} == {2}
    await staffed.says("annuler 3")
    apart = [(row[0], row[1]) for row in await staffed.rows(whole)]
    assert apart == [("open", 2), ("open", 1)]


async def test_an_unverified_signal_counts_half_until_somebody_verified_it(staffed):
    resident = BY_KEY["resident-koro"]
    await staffed.says("rougeole 1 koro", resident)
    assert await staffed.rows(ALERTS) == []
    await staffed.says("ok 1", BY_KEY["supervisor-koro"])
    assert [row[1:] for row in await staffed.rows(ALERTS)] == [("measles", "alert", "open", 1, 0)]


@pytest.mark.parametrize("text", ["palu 9 douentza", "rougeole 1 douentza"])
async def test_a_reporter_in_training_raises_nothing(staffed, text):
    await staffed.rows("UPDATE contact SET training = 1 RETURNING id")
    await staffed.says(text)
    assert await staffed.rows(ALERTS) == []


async def test_a_positive_rapid_test_of_cholera_is_told_as_a_suspected_outbreak(staffed):
    [said] = await staffed.says("choléra 1 f boni TDR positif")
    assert "1 TDR positif, Boni" in said
    assert await staffed.rows("SELECT level, cases FROM alert") == [("outbreak", 1)]
    told = staffed.sent_to(SUPERVISOR)
    assert any("suspect" in text for text in told), told
