"""New cases of the same place go on with an alert that is not closed, when its window is over."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, SUPERVISOR

COORDINATOR = BY_KEY["coordinator"]
ALERTS = "SELECT number, level, status, cases FROM alert ORDER BY number"


@pytest.mark.parametrize("decided", [True, False])
async def test_a_case_on_the_day_after_the_window_joins(staffed, decided):
    await staffed.says("rougeole 1 f douentza")
    if decided:
        await staffed.says("ok 2", SUPERVISOR)
    staffed.clock.advance(days=31)
    before = len(staffed.channel.sent)
    await staffed.says("rougeole 1 f douentza")
    status = "escalated" if decided else "open"
    assert await staffed.rows(ALERTS) == [(2, "alert", status, 2)]
    told = staffed.sent_to(COORDINATOR, before)
    grows = ["Alert 2 grows: measles, 2 cases, Douentza."]
    assert told == (grows if decided else [])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_after_twice_its_days_in_another_place_or_once_it_is_closed_it_is_another(staffed):
    await staffed.says("rougeole 1 f douentza")
    staffed.clock.advance(days=60)
    await staffed.says("rougeole 1 f douentza")
    assert [row[0] for row in await staffed.rows(ALERTS)] == [2, 4]
    staffed.clock.advance(days=40)
    await staffed.says("rougeole 1 f boni")
    assert [row[0] for row in await staffed.rows(ALERTS)] == [2, 4, 6]
    for text in ("ok 6", "clore 6", "2", "1", "0", "rien"):
        await staffed.says(text, SUPERVISOR)
    staffed.clock.advance(days=40)
    await staffed.says("rougeole 1 f boni")
    assert [row[0] for row in await staffed.rows(ALERTS)] == [2, 4, 6, 8]


@pytest.mark.parametrize("cases", [1, 4])
async def test_meningitis_of_the_next_week_joins_whether_it_is_enough_or_not(staffed, cases):
    await staffed.says("meningite 2 douentza")
    await staffed.says("meningite 1 m douentza")
    staffed.clock.advance(days=7)
    await staffed.says(f"meningite {cases} douentza")
    [(_number, _level, status, total)] = await staffed.rows(ALERTS)
    assert (status, total) == ("open", 3 + cases)
    staffed.clock.advance(days=28)
    await staffed.says("meningite 3 douentza")
    assert len(await staffed.rows(ALERTS)) == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_one_case_after_a_cluster_joins_and_alone_is_none(staffed):
    await staffed.says("diarrhee sanglante 2 boni")
    staffed.clock.advance(days=10)
    await staffed.says("diarrhee sanglante 1 boni")
    await staffed.says("diarrhee sanglante 1 mondoro")
    assert await staffed.rows(ALERTS) == [(2, "alert", "open", 3)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_two_alerts_that_a_late_report_links_are_one(staffed):
    await staffed.says("rage 1 douentza depuis 30 jours")
    staffed.clock.advance(days=40)
    await staffed.says("rage 1 f douentza")
    assert [row[2] for row in await staffed.rows(ALERTS)] == ["open", "open"]
    await staffed.says("rage 1 m douentza depuis 30 jours")
    assert [row[2:] for row in await staffed.rows(ALERTS)] == [("open", 3), ("joined", 1)]
