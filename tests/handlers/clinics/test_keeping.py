"""A coordinator keeps the schedule from a phone: preview, yes, and ten minutes to take it back."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from dataclasses import replace
from datetime import time

import pytest

from bot.store.store import SQLStore
from handlers.clinics import records
from handlers.clinics.model import Change
from handlers.clinics.recurrence import Rule
from tests.conftest import BY_KEY, knowledge
from tests.handlers.clinics.conftest import TUESDAY, VISITS, named_alike

COORDINATOR, RESIDENT = BY_KEY["coordinator"], BY_KEY["resident-koro"]


async def agenda(house):
    async with SQLStore(house.database).batch() as session:
        return await records.agenda_of(session, knowledge())


async def test_a_day_is_cancelled_and_who_asks_hears_of_it(open_clinics):
    await open_clinics.says("programme mondoro", RESIDENT)
    await open_clinics.plays(
        """
        > annuler visite mondoro aujourd'hui insécurité
        < Visit 31, Mondoro, Tue 24 Nov 9h-14h: CANCEL (insecurity). People concerned: 3. Do it? 1 yes 2 no
        > 1
        < Done. To take it back within ten minutes: UNDO CHANGE
        < The mobile clinic of Tue 24 Nov in Mondoro is cancelled (insecurity). Do not set out. Next: Tue 1 Dec 9h-14h.
        < Mondoro within 15 km: 3 people (fr 3). 3 SMS, about 75 XOF. Takes 1 min. Send? 1 send 2 change 3 no
        > 3
        < Nothing was sent.
        """,
        COORDINATOR,
    )
    [answer] = await open_clinics.says("programme mondoro", RESIDENT)
    assert "ANNULÉE (insécurité) : clinique mobile du mar. 24 nov., Mondoro" in answer
    assert "mar. 1er déc. 9h-14h" in answer


async def test_nothing_is_done_before_the_yes_and_no_is_no(open_clinics):
    before = await agenda(open_clinics)
    await open_clinics.says("cancel visit 31", COORDINATOR)
    assert (await agenda(open_clinics)).visits == before.visits
    [answer] = await open_clinics.says("2", COORDINATOR)
    assert answer == "Nothing was changed."
    assert (await agenda(open_clinics)).visits == before.visits


async def test_what_was_changed_is_taken_back_once(open_clinics):
    before = await agenda(open_clinics)
    await open_clinics.says("cancel visit 31", COORDINATOR)
    await open_clinics.says("yes", COORDINATOR)
    open_clinics.clock.advance(minutes=9)
    [answer] = await open_clinics.says("undo change", COORDINATOR)
    assert answer == "Taken back: no 31 is as before."
    assert (await agenda(open_clinics)).visits == before.visits
    [answer] = await open_clinics.says("undo change", COORDINATOR)
    assert answer.startswith("There is nothing to take back")
    assert (await agenda(open_clinics)).visits == before.visits


async def test_after_ten_minutes_it_is_too_late(open_clinics):
    await open_clinics.says("cancel visit 31", COORDINATOR)
    await open_clinics.says("yes", COORDINATOR)
    open_clinics.clock.advance(minutes=11)
    [answer] = await open_clinics.says("undo change", COORDINATOR)
    assert answer.startswith("There is nothing to take back")


@pytest.mark.parametrize(
    ("text", "preview"),
    [
        ("move visit 31 to thursday 10h-12h", "Tue 24 Nov 9h-14h: MOVE to Thu 26 Nov 10h-12h, Mondoro."),
        ("déplacer visite 31 vendredi", "Tue 24 Nov 9h-14h: MOVE to Fri 27 Nov 9h-14h, Mondoro."),
        ("déplacer visite mondoro aujourd'hui à koro", "Tue 24 Nov 9h-14h: MOVE to Tue 24 Nov 9h-14h, Koro."),
        ("move visit 31 to 02/12", "Tue 24 Nov 9h-14h: MOVE to Wed 2 Dec 9h-14h, Mondoro."),
        ("move visit 31 2026-12-01 11h-13h", "Tue 1 Dec 9h-14h: MOVE to Tue 1 Dec 11h-13h, Mondoro."),
        ("annuler visite 31 01/12 pluie", "Tue 1 Dec 9h-14h: CANCEL (rain)."),
        ("reprendre visite 34", "Wed 25 Nov 9h-13h: RESUME."),
    ],
)  # fmt: skip
async def test_short_messages_are_read(open_clinics, text, preview):
    [answer] = await open_clinics.says(text, COORDINATOR)
    assert preview in answer
    assert answer.endswith("Do it? 1 yes 2 no")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("cancel visit", "Which visit?"),
        ("cancel visit 99", "Which visit?"),
        ("cancel visit bamako", "No visit of yours near Bamako."),
        ("cancel visit 31 tomorrow", "Visit 31: none on Wed 25 Nov."),
        ("resume visit 31", "Visit 31: no day is cancelled."),
        ("move visit 31", "Mondoro: which day?"),
        ("move visit 31 to 14h-9h", "14h-9h: these hours cannot be."),
        ("add visit koro", "Which day?"),
        ("add visit koro 31/02", "31/02: there is no such day."),
        ("add visit koro 29/02", "29/02: there is no such day."),
        ("add visit koro 2025-01-01", "Wed 1 Jan is over."),
        ("add visit zzyzzy tomorrow", "zzyzzy: I do not know this place. Where?"),
        ("add visit koro 2062-12-01", "Fri 1 Dec is more than a year away."),
        ("move visit 31 to 2027-03-01", "Mon 1 Mar is too far from the day it was planned for."),
        ("add visit koro today 6h-7h", "Tue 24 Nov is over."),
        ("move visit 32 to today 6h-7h", "Tue 24 Nov is over."),
        ("add visit koro friday 14-9h", "14-9h: these hours cannot be."),
        ("add visit koro friday equipe d 25h-26h", "25h-26h: these hours cannot be."),
        ("close clinic 77", "Which clinic?"),
        (
            "close clinic koro",
            "Which clinic? Send its number or its place. 1 CSCom Koro, 2 CSRef Koro",
        ),
        ("add visit koro yesterday", "Mon 23 Nov is over."),
        ("cancel visit 34 tomorrow", "Visit 34: Wed 25 Nov is cancelled already."),
        ("add clinic cscom koro 25h-26h", "25h-26h: these hours cannot be."),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_is_changed(open_clinics, text, answer):
    before = await agenda(open_clinics)
    [said] = await open_clinics.says(text, COORDINATOR)
    assert said.startswith(answer)
    await open_clinics.says("1", COORDINATOR)
    assert await agenda(open_clinics) == before


async def test_of_several_visits_one_is_chosen(open_clinics):
    [preview] = await open_clinics.says(
        "add visit mondoro friday 9h-12h vaccination every week", COORDINATOR
    )
    assert (
        "Mondoro, Fri 27 Nov 9h-12h: ADD (every week, vaccination). People concerned: 2." in preview
    )
    await open_clinics.plays(
        """
        > 1
        < Done. To take it back within ten minutes: UNDO CHANGE
        > cancel visit mondoro
        < Which visit? 1 Mondoro Tue 24 Nov 9h-14h, 2 Mondoro Fri 27 Nov 9h-12h
        > 1
        < Visit 31, Mondoro, Tue 24 Nov 9h-14h: CANCEL (change of plan). People concerned: 2. Do it? 1 yes 2 no
        > no
        < Nothing was changed.
        """,
        COORDINATOR,
    )
    [visit] = [v for v in (await agenda(open_clinics)).visits if v.number not in (31, 32, 33, 34)]
    assert visit.rule.text == "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR"
    assert visit.services == {"vaccination"}


async def test_a_clinic_is_suspended_and_no_longer_offered(open_clinics):
    await open_clinics.says("suspend clinic 1", COORDINATOR)
    await open_clinics.says("yes", COORDINATOR)
    [answer] = await open_clinics.says("clinique koro", RESIDENT)
    assert "CSCom Koro" not in answer
    await open_clinics.says("undo change", COORDINATOR)
    [answer] = await open_clinics.says("clinique koro", RESIDENT)
    assert "CSCom Koro" in answer


async def test_two_coordinators_at_once_do_not_overwrite_each_other(open_clinics):
    other = BY_KEY["resident-bm"]
    await open_clinics.says("aide", other)
    rows = await open_clinics.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{other}'"
    )
    await open_clinics.rows(
        f"INSERT INTO assignment (contact_id, role) VALUES ('{rows[0][0]}', 'coordinator')"
    )
    await open_clinics.says("cancel visit 31", COORDINATOR)
    await open_clinics.says("déplacer visite 31 à vendredi", other)
    await open_clinics.says("yes", COORDINATOR)
    said = await open_clinics.says("1", other)
    assert said != []
    [visit] = [v for v in (await agenda(open_clinics)).visits if v.number == 31]
    assert [change.kind for change in visit.changes] == ["cancelled"]


async def test_a_coordinator_of_another_area_changes_nothing(open_clinics, monkeypatch):
    rows = await open_clinics.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{COORDINATOR}'"
    )
    await open_clinics.rows(
        f"UPDATE assignment SET area_id = 'district-ansongo' WHERE contact_id = '{rows[0][0]}'"
    )
    for text in ("cancel visit 31", "close clinic 1", "add visit koro tomorrow"):
        [answer] = await open_clinics.says(text, COORDINATOR)
        assert answer == "This is not of your area. Nothing was changed."


@pytest.mark.parametrize("who", ["resident-koro", "chw-koro", "supervisor-koro"])
async def test_nobody_else_keeps_the_schedule(open_clinics, who):
    before = await agenda(open_clinics)
    await open_clinics.says("annuler visite 31", BY_KEY[who])
    await open_clinics.says("1", BY_KEY[who])
    assert await agenda(open_clinics) == before


async def test_who_changed_what_is_kept(open_clinics):
    await open_clinics.says("cancel visit 31 rain", COORDINATOR)
    await open_clinics.says("yes", COORDINATOR)
    [(number, what, who, before)] = await open_clinics.rows(
        "SELECT number, what, contact_id IS NOT NULL, before IS NOT NULL FROM schedule_history"
    )
    assert (number, what, bool(who), bool(before)) == (31, "visit", True, True)
    kept = await open_clinics.rows("SELECT planned_on FROM visit_change WHERE visit_number = 31")
    assert kept == [(TUESDAY.isoformat(),)]


async def test_the_team_of_a_message_cannot_be_in_two_places(open_clinics):
    [said] = await open_clinics.says("add visit koro today 10h-12h equipe a", COORDINATOR)
    assert said == "Equipe A is at Mondoro on Tue 24 Nov at that time (visit 31)."
    [said] = await open_clinics.says("add visit koro today 14h-16h Equipe A", COORDINATOR)
    assert "Koro, Tue 24 Nov 14h-16h: ADD (Equipe A)." in said


async def test_a_team_is_not_sent_to_two_places_months_from_now_either(open_clinics):
    [said] = await open_clinics.says("add visit koro 2027-06-01 10h-12h equipe a", COORDINATOR)
    assert said == "Equipe A is at Mondoro on Tue 1 Jun at that time (visit 31)."
    [said] = await open_clinics.says("add visit koro 2027-06-02 10h-12h equipe a", COORDINATOR)
    assert "Koro, Wed 2 Jun 10h-12h: ADD (Equipe A)." in said


async def test_a_visit_whose_team_has_something_else_to_do_is_not_resumed(open_clinics):
    other = replace(VISITS[0], number=40, team="Equipe D", rule=Rule(TUESDAY.replace(day=25)))
    async with SQLStore(open_clinics.database).batch() as session:
        await records.keep_visits(session, [other])
        await records.next_version(session)
    [said] = await open_clinics.says("resume visit 34", COORDINATOR)
    assert said == "Equipe D is at Mondoro on Wed 25 Nov at that time (visit 40)."


async def test_a_moved_day_that_is_cancelled_is_looked_for_where_it_was_moved(open_clinics):
    for text in ("move visit 31 to thursday", "1", "cancel visit 31 thursday rain", "1"):
        await open_clinics.says(text, COORDINATOR)
    [answer] = await open_clinics.says("programme mondoro", RESIDENT)
    assert "ANNULÉE (pluie) : clinique mobile du jeu. 26 nov., Mondoro" in answer
    for text in ("resume visit 31", "1"):
        await open_clinics.says(text, COORDINATOR)
    [answer] = await open_clinics.says("programme mondoro", RESIDENT)
    assert "jeu. 26 nov. 9h-14h, Mondoro" in answer


async def test_an_extra_day_that_is_cancelled_is_said_to_be_and_can_be_resumed(open_clinics):
    extra = Change(TUESDAY.replace(day=27), "extra", begins=time(10), ends=time(11))
    async with SQLStore(open_clinics.database).batch() as session:
        await records.keep_visits(session, [VISITS[0].changed(extra)])
        await records.next_version(session)
    for text in ("cancel visit 31 friday rain", "1"):
        await open_clinics.says(text, COORDINATOR)
    [answer] = await open_clinics.says("programme mondoro vendredi", RESIDENT)
    assert "ANNULÉE (pluie) : clinique mobile du ven. 27 nov." in answer
    for text in ("resume visit 31", "1"):
        await open_clinics.says(text, COORDINATOR)
    [answer] = await open_clinics.says("programme mondoro vendredi", RESIDENT)
    assert "ven. 27 nov. 10h-11h, Mondoro" in answer


async def test_of_two_places_of_one_name_the_one_is_asked_for(open_clinics):
    named_alike(open_clinics)
    await open_clinics.plays(
        """
        > add visit dougoudeux friday 9h-12h
        < Which one? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza)
        """,
        COORDINATOR,
    )
    [preview] = await open_clinics.says("2", COORDINATOR)
    assert "Dougoudeux, Fri 27 Nov 9h-12h: ADD." in preview
    await open_clinics.says("1", COORDINATOR)
    [question] = await open_clinics.says("move visit 31 to dougoudeux", COORDINATOR)
    assert question == "Which one? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza)"
    [preview] = await open_clinics.says("1", COORDINATOR)
    assert "MOVE to Tue 24 Nov 9h-14h, Dougoudeux." in preview
    [question] = await open_clinics.says("add clinic cscom dougoudeux", COORDINATOR)
    assert question == "Which one? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza)"
    [preview] = await open_clinics.says("2", COORDINATOR)
    assert "CSCom Dougoudeux: ADD, Dougoudeux (hours to be confirmed)." in preview


@pytest.mark.parametrize(
    ("text", "preview"),
    [
        ("add clinic cscom mondoro", "CSCom Mondoro: ADD, Mondoro (hours to be confirmed)."),
        (
            "ajouter clinique cscom mondoro lun-ven 8h-16h vaccination 70000098",
            "CSCom Mondoro: ADD, Mondoro (lun-ven 8h-16h, vaccination, 70000098).",
        ),
        ("ajouter csref mondoro", "CSRef Mondoro: ADD, Mondoro (hours to be confirmed)."),
        ("move clinic 1 to mondoro", "CSCom Koro: MOVE to Mondoro."),
        ("suspend clinic 1", "CSCom Koro: suspended for now."),
        ("annuler clinique 1", "CSCom Koro: suspended for now."),
        ("close clinic douentza", "CSCom Douentza: closed for good."),
        ("fermer clinique csref koro", "CSRef Koro: closed for good."),
        ("open clinic 5", "CSCom fermé: open again."),
        ("reprendre clinique 5", "CSCom fermé: open again."),
    ],
)
async def test_clinics_are_added_moved_suspended_and_resumed_and_taken_back(
    open_clinics, text, preview
):
    before = await agenda(open_clinics)
    [said] = await open_clinics.says(text, COORDINATOR)
    assert preview in said
    assert "People concerned: 2. Do it? 1 yes 2 no" in said
    assert await agenda(open_clinics) == before
    await open_clinics.says("1", COORDINATOR)
    changed = await agenda(open_clinics)
    assert changed.clinics != before.clinics
    [(who, when)] = await open_clinics.rows("SELECT contact_id, at FROM schedule_history")
    assert who
    assert when == 1795507200000
    open_clinics.clock.advance(minutes=9)
    await open_clinics.says("undo change", COORDINATOR)
    after = {clinic.number: clinic for clinic in (await agenda(open_clinics)).clinics}
    for clinic in before.clinics:
        assert after[clinic.number] == clinic
    assert all(after[number].status == "closed" for number in after if number > 5)
