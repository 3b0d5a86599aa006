"""Nobody answers: who is told next, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.address import Address
from bot.jobs import Jobs
from bot.sms import measure
from bot.store.contacts import NewContact, keep_contacts
from bot.store.store import SQLStore
from handlers import JOBS, REACTIONS
from tests.channels import OURS
from tests.conftest import BY_KEY, SUPERVISOR, House, knowledge

COORDINATOR = BY_KEY["coordinator"]
LISTED = BY_KEY["chw-ansongo"]
ADMIN = Address("tel", "+22370000010")


@pytest.fixture
async def reported(staffed: House) -> House:
    """One case of measles in Douentza: report 1, alert 2."""
    await staffed.says("rougeole 1 f douentza")
    return staffed


async def looks(house: House, who, **options) -> list[str]:
    """What somebody hears by the jobs that are due."""
    before = len(house.channel.sent)
    knows = replace(knowledge(), options={"alerts": options})
    jobs = Jobs(SQLStore(house.database), house.database, JOBS, REACTIONS, knows, house.clock)
    await jobs.begin()
    house.clock.advance(minutes=11)
    while await jobs.run_due():
        pass
    await house.hears(who)
    return house.sent_to(who, before)


WAITS = " not checked for 24 h, Douentza: no "
DECIDE = " True: OK and the number. False: NO, the number and why."
ALERT = "Nobody has answered alert 2: measles, 1 case, Douentza. True: OK 2. False: NO 2 and why."


async def test_an_alert_goes_to_coordinators_then_to_the_list_once_each(reported):
    listed = {"others": (f"{LISTED} 07:00-19:00",)}
    assert await looks(reported, COORDINATOR, **listed) == []
    reported.clock.advance(minutes=50)
    assert await looks(reported, COORDINATOR, **listed) == [ALERT]
    assert await looks(reported, COORDINATOR, **listed) == []
    reported.clock.advance(minutes=50)
    assert await looks(reported, LISTED, **listed) == [
        "Nobody has answered alert 2: measles, 1 case, Douentza. Please call who is there."
    ]
    reported.clock.advance(hours=3)
    assert await looks(reported, LISTED, **listed) == []


async def test_the_list_waits_for_its_hours(reported):
    listed = {"others": (f"{LISTED} 21:00-22:00",)}
    for _each in range(3):
        reported.clock.advance(hours=2)
        assert await looks(reported, LISTED, **listed) == []
    reported.clock.advance(hours=7)
    assert len(await looks(reported, LISTED, **listed)) == 1


@pytest.mark.parametrize("text", ["ok 2", "non 2 erreur", "? 2 j'y vais"])
async def test_who_answered_is_not_passed_over(reported, text):
    reported.clock.advance(minutes=45)
    await reported.says(text, SUPERVISOR)
    reported.clock.advance(minutes=20)
    assert ALERT not in await looks(reported, COORDINATOR)


async def test_a_report_that_nobody_checks_goes_up_one_level_once(reported):
    await reported.says("rougeole 1 boni")
    await reported.says("palu 4 boni")
    reported.clock.advance(hours=25)
    told = await looks(reported, COORDINATOR)
    assert (
        "2 not checked for 24 h, Douentza: no 1 measles 1, 3 measles 1. True: OK and the number. "
        "False: NO, the number and why."
    ) in told
    assert not [text for text in await looks(reported, COORDINATOR) if "not checked" in text]


async def test_a_report_that_was_checked_stays_where_it_is(reported):
    await reported.says("ok 1", SUPERVISOR)
    reported.clock.advance(hours=25)
    assert not [text for text in await looks(reported, COORDINATOR) if "not checked" in text]


async def test_a_clock_that_jumped_ahead_and_back_leaves_nothing_waiting(staffed):
    staffed.clock.advance(days=400)
    await staffed.says("rougeole 1 f douentza")
    staffed.clock.advance(days=-400)
    assert await looks(staffed, COORDINATOR) == [ALERT]


async def test_where_there_is_no_supervisor_the_coordinator_decides(staffed):
    await staffed.says("rougeole 1 ansongo", BY_KEY["chw-ansongo"])
    assert staffed.sent_to(COORDINATOR) == [
        (
            "URGENT no 1: measles, 1 case, Ansongo. True: OK 1. False: NO 1 and why. "
            "Alert 2: OK 2 or NO 2 and why."
        )
    ]
    assert (await staffed.says("ok 2", COORDINATOR))[0].startswith("Alert 2 is passed on.")


async def test_of_reports_that_are_no_alarm_the_supervisor_hears_in_the_morning_then_coordinators(
    staffed,
):
    await staffed.says("palu 4 boni")  # Tuesday, 8 o'clock
    await staffed.says("palu 2 douentza")
    staffed.clock.advance(hours=10)
    await staffed.says("palu 3 boni")
    assert await looks(staffed, SUPERVISOR) == []
    staffed.clock.advance(hours=15)  # Wednesday, 9 o'clock
    assert await looks(staffed, COORDINATOR) == []
    assert [text for text in staffed.sent_to(SUPERVISOR) if "24 h" in text] == [
        (
            "2 à vérifier depuis 24 h, Douentza : no 1 paludisme 4, 2 paludisme 2. "
            "Vrai : OK et le numéro. Faux : NON, le numéro et pourquoi."
        )
    ]
    await staffed.says("ok 1", SUPERVISOR)
    staffed.clock.advance(hours=24)
    assert await looks(staffed, COORDINATOR) == [f"1{WAITS}2 malaria 2.{DECIDE}"]
    later = [text for text in staffed.sent_to(SUPERVISOR) if "24 h" in text]
    assert "no 3 paludisme 3." in later[-1]
    staffed.clock.advance(hours=72)
    for who in (SUPERVISOR, COORDINATOR):
        await looks(staffed, who)
    assert [text for text in staffed.sent_to(COORDINATOR) if "24 h" in text][1:] == [
        f"1{WAITS}3 malaria 3.{DECIDE}"
    ]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_nobody_is_told_of_them_where_that_is_not_wanted(staffed):
    await staffed.says("palu 4 boni")
    await looks(staffed, SUPERVISOR)  # it was wanted, and the next morning is planned
    for _day in range(3):
        staffed.clock.advance(hours=25)
        assert await looks(staffed, SUPERVISOR, routine_at="") == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("order", ["ok 2", "non 2 erreur"])
async def test_who_decided_about_the_alert_has_looked_at_its_reports(reported, order):
    await reported.says(order, SUPERVISOR)
    reported.clock.advance(hours=25)
    await reported.says("rougeole 1 boni")
    assert not [text for text in await looks(reported, COORDINATOR) if "not checked" in text]


async def test_eight_of_those_that_wait_are_named_in_two_sms(staffed):
    for cases in range(11, 21):
        await staffed.says(f"palu {cases} boni")
    await looks(staffed, SUPERVISOR)
    staffed.clock.advance(hours=25)
    await looks(staffed, SUPERVISOR)
    told = next(text for text in staffed.sent_to(SUPERVISOR) if "24 h" in text)
    assert told.startswith("10 à vérifier depuis 24 h, Douentza : no 1 paludisme 11, 2 pal")
    assert "8 paludisme 18. Vrai" in told
    assert told.endswith("pourquoi. Tous : A VERIFIER")  # the word for those that are not named
    assert measure(told).segments == 2


UNDECIDED = (
    "Alert 2 is not decided yet: measles, 1 case, Douentza. True: OK 2. False: NO 2 and why."
)


@pytest.mark.parametrize("orders", [("ok 1",), ("? 1 quel village",), ("? 2 j'y vais",)])
async def test_a_check_of_its_report_is_an_answer_to_an_alert(reported, orders):
    """What is left is to decide it: nobody is told that nobody has answered."""
    reported.clock.advance(minutes=45)
    for text in orders:
        await reported.says(text, SUPERVISOR)
    reported.clock.advance(minutes=20)
    assert await looks(reported, COORDINATOR) == []
    reported.clock.advance(minutes=40)
    assert await looks(reported, COORDINATOR) == [UNDECIDED]
    listed = {"others": (f"{LISTED} 07:00-19:00",)}
    reported.clock.advance(minutes=60)
    assert await looks(reported, LISTED, **listed) == [
        "Alert 2 is not decided yet: measles, 1 case, Douentza. Please call who is there."
    ]


LEFT = "(L’alerte 2 reste à décider : OK 2, ou NON 2 et pourquoi.)"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("order", "left"),
    [("ok 1", True), ("? 1 quel village", True), ("non 1 erreur", False), ("ok 1, 2", False)],
)
async def test_who_checks_a_report_reads_which_alert_is_to_be_decided(reported, order, left):
    said = await reported.says(order, SUPERVISOR)
    assert said[-1].endswith(LEFT) == left
    assert len(said[-1]) < 130


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_of_an_alert_with_others_in_it_that_is_said_once(reported):
    await reported.says("rougeole 2 f douentza")
    said = await reported.says("non 1 erreur", SUPERVISOR)
    assert said[0].endswith(LEFT)
    said = await reported.says("ok 1, 3", SUPERVISOR)
    assert [text.endswith(LEFT) for text in said] == [False, True]
    assert said[-1].count(LEFT) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_the_answer_to_a_question_names_the_alert_too(reported):
    await reported.says("? 1 quel age", SUPERVISOR)
    await reported.says("? 1 cinq ans", BY_KEY["chw-douentza"])
    told = reported.sent_to(SUPERVISOR)[-1]
    assert told.startswith("Réponse sur le no 1 : cinq ans.")
    assert told.endswith(LEFT)
    steps = await reported.rows("SELECT what FROM alert_step ORDER BY at")
    assert [what for (what,) in steps] == ["raised", "checked", "checked"]


async def told_of(house: House, text: str) -> set[str]:
    """The keys of those who are told of a report, but its reporter."""
    before = len(house.channel.sent)
    await house.says(text)
    names = {address: key for key, address in BY_KEY.items()} | {ADMIN: "admin"}
    told = {names[out.address] for out, _reply in house.channel.sent[before:]}
    return told - {"chw-douentza"}


async def test_who_sent_stop_is_told_of_nothing_and_the_next_above_is(staffed):
    async with staffed.database.transaction() as connection:
        admin = NewContact(ADMIN, "admin", None, "en")
        await keep_contacts(connection, [admin], channel="fake", recipient=OURS, now=1)
    assert await told_of(staffed, "rougeole 1 f douentza") == {"supervisor-douentza"}
    await staffed.says("STOP", SUPERVISOR)
    assert await told_of(staffed, "rougeole 1 m boni") == {"coordinator"}
    await staffed.says("STOP", COORDINATOR)
    assert await told_of(staffed, "rougeole 2 m boni") == {"admin"}
    staffed.clock.advance(minutes=61)
    assert await looks(staffed, COORDINATOR) == []
    assert [t for t in staffed.sent_to(ADMIN) if "Nobody has answered alert 2" in t]


async def test_who_starts_again_is_told_again(staffed):
    await staffed.says("STOP", SUPERVISOR)
    await staffed.says("START", SUPERVISOR)
    assert await told_of(staffed, "rougeole 1 f douentza") == {"supervisor-douentza"}


ANSONGO, HEAD = BY_KEY["chw-ansongo"], BY_KEY["resident-bm"]  # who is made an administrator
MADE = (
    "INSERT INTO assignment (contact_id, role, area_id, since) SELECT contact_id, 'admin', NULL, 1 "
    "FROM contact_address WHERE address = 'tel:+22370000008' RETURNING role"
)


@pytest.fixture
async def headed(staffed: House) -> House:
    """With an administrator; Ansongo has no supervisor."""
    await staffed.rows(MADE)
    return staffed


async def unanswered(house: House, **passes) -> tuple[int, int]:
    """How many such messages the coordinator and the administrator are sent, after some time."""
    before = len(house.channel.sent)
    house.clock.advance(**passes)
    await looks(house, COORDINATOR)
    await house.hears(HEAD)
    return len(house.sent_to(COORDINATOR, before)), len(house.sent_to(HEAD, before))


async def test_what_a_coordinator_was_told_of_first_goes_to_an_administrator(headed):
    await headed.says("rougeole 1 ansongo", ANSONGO)
    assert await unanswered(headed, minutes=61) == (0, 1)  # the alert
    assert await unanswered(headed, hours=24) == (0, 1)  # the report


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_where_a_supervisor_was_told_first_the_coordinator_is_next(headed):
    await headed.says("rougeole 1 f douentza")
    assert await unanswered(headed, minutes=61) == (1, 0)
    assert await unanswered(headed, hours=24) == (1, 0)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_supervisor_who_wants_no_messages_or_who_reported_was_not_told_first(headed):
    await headed.says("rougeole 1 f douentza", SUPERVISOR)
    assert await unanswered(headed, hours=25) == (1, 1)  # the alert, and the report
    await headed.says("STOP", SUPERVISOR)
    await headed.says("rougeole 1 f koro", BY_KEY["chw-koro"])
    await headed.says("rougeole 1 f boni")
    assert await unanswered(headed, hours=25) == (2, 2)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_routine_reports_go_up_in_the_same_way(headed):
    await headed.says("palu 2 ansongo", ANSONGO)
    await headed.says("palu 2 boni")
    await looks(headed, COORDINATOR)  # the next morning is planned
    assert await unanswered(headed, hours=25) == (1, 0)
    assert await unanswered(headed, hours=24) == (1, 1)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_without_an_administrator_the_coordinator_is_reminded(staffed):
    await staffed.says("rougeole 1 ansongo", ANSONGO)
    assert await unanswered(staffed, minutes=61) == (1, 0)
