"""An alert that is ended while its announcement still leaves: who had nothing of it reads its end,
who was told hears of it, and a warning to residents stops."""

from __future__ import annotations

import re

import pytest

from bot.errors import TemporarySendError
from tests.conftest import BY_KEY, SUPERVISOR, House
from tests.handlers.alerts.test_comparing import history, nothing_else, wednesday
from tests.handlers.alerts.test_escalating import ADMIN, LISTED, looks

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PENDING = "SELECT status, reason FROM outbound WHERE about IS NOT NULL ORDER BY id"


@pytest.fixture
async def passed_on(staffed: House) -> House:
    """One case of measles: report 1, alert 2, which coordinators know."""
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("ok 2", SUPERVISOR)
    return staffed


async def heard(house: House, before: int) -> list[str]:
    while await house.outbox.deliver(100):
        pass
    return house.sent_to(COORDINATOR, before)


@pytest.mark.parametrize("order", ["non 2 allergie", "clore"])
async def test_what_still_waits_of_it_is_not_sent_and_its_end_is(passed_on, order):
    """Alert 2 grows, and before that has left it is ended."""
    house, before = passed_on, len(passed_on.channel.sent)
    if order == "clore":
        for text in ("clore 2", "3", "1", "0"):
            await house.says(text, SUPERVISOR)
        order = "rien"
    await house.dispatcher.receive(house.message("rougeole 1 m douentza"))
    if order == "rien":  # what came in is said, and it is asked once more
        await house.dispatcher.receive(house.message("rien", SUPERVISOR))
        for text in ("3", "2", "0"):
            await house.dispatcher.receive(house.message(text, SUPERVISOR))
    await house.dispatcher.receive(house.message(order, SUPERVISOR))
    told = await heard(house, before)
    assert len(told) == 1
    assert told[0].startswith(("Alert 2 is dismissed (measles, 2 cases", "Alert 2 (measles, 2"))
    assert ("failed", "cancelled") in await house.rows(PENDING)


@SQLITE
async def test_what_a_line_in_trouble_still_holds_is_not_sent_later(passed_on):
    house, before = passed_on, len(passed_on.channel.sent)
    await house.dispatcher.receive(house.message("rougeole 1 m douentza"))
    house.channel.failures = [TemporarySendError("away") for _each in range(4)]
    await house.outbox.deliver(100)
    house.channel.failures = []
    await house.says("non 2 allergie", SUPERVISOR)
    house.clock.advance(hours=1)
    told = await heard(house, before)
    assert [text[:22] for text in told] == ["Alert 2 is dismissed ("]


@SQLITE
async def test_the_report_itself_is_still_told(staffed):
    """It waits to be checked, whatever became of its alert."""
    await staffed.dispatcher.receive(staffed.message("rougeole 1 f douentza"))
    await staffed.dispatcher.receive(staffed.message("no 2 allergy", COORDINATOR))
    await staffed.hears(SUPERVISOR)
    told = staffed.sent_to(SUPERVISOR)
    assert [text.split(" ")[0] for text in told] == ["URGENT", "Alerte"]
    assert told[1].startswith("Alerte 2 écartée (rougeole, 1 cas, Douentza) : allergy")


async def test_who_was_told_because_nobody_answered_hears_how_it_ended(staffed):
    listed = {"others": (str(LISTED),)}
    await staffed.says("rougeole 1 f douentza")
    for _rung in range(2):
        staffed.clock.advance(minutes=50)
        last = await looks(staffed, LISTED, **listed)
    assert last[0].startswith("Nobody has answered alert 2")
    before = len(staffed.channel.sent)
    await staffed.says("non 2 allergie", SUPERVISOR)
    [said] = staffed.sent_to(LISTED, before)
    assert said == "Alert 2 is dismissed (measles, 1 case, Douentza): allergie"
    assert len(staffed.sent_to(COORDINATOR, before)) == 1, "by the role and by the way up: once"
    assert staffed.sent_to(ADMIN, before) == []
    before = len(staffed.channel.sent)
    await staffed.says("rouvrir 2 erreur", SUPERVISOR)
    [said] = staffed.sent_to(LISTED, before)
    assert said.startswith("Alert 2 (measles, 1 case, Douentza) is open again")
    assert len(staffed.sent_to(COORDINATOR, before)) == 1


@SQLITE
async def test_one_that_was_never_told_and_is_opened_again_is_told_then(passed_on):
    house, before = passed_on, len(passed_on.channel.sent)
    await house.dispatcher.receive(house.message("rougeole 1 m douentza"))
    await house.says("non 2 allergie", SUPERVISOR)
    await house.says("rouvrir 2 erreur", SUPERVISOR)
    told = house.sent_to(COORDINATOR, before)
    assert told[-1].startswith("Alert 2 (measles, 2 cases, Douentza) goes on")


async def test_a_warning_on_its_way_is_paused_and_who_sends_it_is_told(passed_on):
    house = passed_on
    await house.says("warn 2", COORDINATOR)
    [said] = await house.says("1", COORDINATOR)
    code, *_again = re.findall(r"\b\d{4}\b", said)
    await house.says(code, COORDINATOR)
    [(number, status)] = await house.rows("SELECT number, status FROM broadcast")
    assert status == "sending"
    before = len(house.channel.sent)
    await house.says("non 2 allergie", SUPERVISOR)
    assert await house.rows("SELECT status FROM broadcast") == [("paused",)]
    told = house.sent_to(COORDINATOR, before)
    assert told[1:] == [
        (
            f"Alert 2 is over. Its warning no {number} is paused, 0 had it. To end it: CANCEL "
            f"BROADCAST {number}. To tell residents: SEND TO ALL"
        )
    ]
    await house.says("non 2 allergie", SUPERVISOR)
    assert len(house.sent_to(COORDINATOR, before)) == 2
    await house.says("rouvrir 2 erreur", SUPERVISOR)
    still = (
        f"Alert 2 goes on. Its warning no {number} is paused still, 0 had it. To go on: RESUME "
        f"BROADCAST {number}"
    )
    assert house.sent_to(COORDINATOR, before).count(still) == 1
    await house.says(f"resume broadcast {number}", COORDINATOR)
    assert await house.rows("SELECT status FROM broadcast") == [("sending",)]


@SQLITE
async def test_what_was_withdrawn_before_it_was_announced_is_told_as_ended_only(staffed):
    """Two small reports are a cluster, which its supervisor is told of; one is taken back."""
    for text in ("diarrhee sanglante 1 boni", "diarrhee sanglante 1 m boni"):
        await staffed.dispatcher.receive(staffed.message(text))
    [(number,)] = await staffed.rows("SELECT number FROM alert")
    await staffed.dispatcher.receive(staffed.message("annuler 1"))
    await staffed.hears(SUPERVISOR)
    told = [text for text in staffed.sent_to(SUPERVISOR) if f"lerte {number}" in text]
    assert [text.split(":")[0] for text in told] == [f"Alerte {number} terminée "]


@SQLITE
async def test_weeks_above_their_past_are_announced_no_more_once_dismissed(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    await nothing_else(staffed, 43, 44, 45, 46)
    staffed.channel.failures = [TemporarySendError("away")] * 50
    await wednesday(staffed)
    staffed.channel.failures = []
    [(number,)] = await staffed.rows("SELECT number FROM alert")
    before = len(staffed.channel.sent)
    await staffed.says(f"no {number} duplicates", COORDINATOR)
    staffed.clock.advance(hours=2)
    told = await staffed.hears(SUPERVISOR) + staffed.sent_to(SUPERVISOR, before)
    assert not [text for text in told if "en semaine 47" in text]
    assert [text for text in told if text.startswith(f"Alerte {number} écartée")]


@SQLITE
@pytest.mark.parametrize("answer", ["ok 2", "? 2 j'y vais", "ok 1", "non 2 allergie"])
async def test_that_nobody_answers_is_not_told_once_somebody_has(staffed, answer):
    """What a line in trouble holds would say it an hour later."""
    await staffed.says("rougeole 1 f douentza")
    staffed.clock.advance(minutes=55)
    staffed.channel.failures = [TemporarySendError("away") for _each in range(30)]
    assert await looks(staffed, COORDINATOR) == []
    staffed.channel.failures = []
    before = len(staffed.channel.sent)
    await staffed.says(answer, SUPERVISOR)
    staffed.clock.advance(hours=1)
    told = await heard(staffed, before)
    assert not [text for text in told if text.startswith("Nobody has answered")]


@SQLITE
async def test_who_has_two_roles_reads_the_same_words_once(passed_on):
    await passed_on.rows(
        "INSERT INTO assignment (contact_id, role, area_id, since) SELECT contact_id, "
        "'coordinator', 'district-douentza', 0 FROM contact_address "
        f"WHERE address = '{SUPERVISOR}' RETURNING role"
    )
    before = len(passed_on.channel.sent)
    await passed_on.says("no 2 nothing there", COORDINATOR)
    assert len(passed_on.sent_to(SUPERVISOR, before)) == 1
