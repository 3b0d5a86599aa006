"""Being led through a change of the schedule: by buttons, or by numbers and words on SMS."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import pytest

from bot.message import Location
from bot.paths import LOCALES
from bot.sms import foldings, measure
from bot.store.store import SQLStore
from handlers import HANDLERS
from handlers.clinics import records
from handlers.clinics.hours import read_hours
from tests.conftest import BY_KEY, knowledge
from tests.handlers.clinics.conftest import named_alike, spot

COORDINATOR, RESIDENT = BY_KEY["coordinator"], BY_KEY["resident-koro"]


async def agenda(house):
    async with SQLStore(house.database).batch() as session:
        return await records.agenda_of(session, knowledge())


async def newest(house):
    return max((await agenda(house)).visits, key=lambda visit: visit.number)


async def say(house, *texts):
    for text in texts:
        [answer] = await house.says(text, COORDINATOR)
    return answer


async def test_a_visit_is_added_by_numbers_and_words(open_clinics):
    await open_clinics.rows("UPDATE number_sequence SET next = 1000 RETURNING next")
    open_clinics.dispatcher = open_clinics.with_handlers(*HANDLERS)
    await open_clinics.plays(
        """
        > ADD VISIT
        < Where? Send the name of the place. (BACK: the question before; CANCEL: leave) 1 Douentza 2 Niono 3 Koro 4 Mondoro
        > bandiagra
        < Which day? Example: FRIDAY, 28/11, EVERY TUESDAY 1 Wed 25 Nov, 2 Thu 26 Nov, 3 Fri 27 Nov, 4 Sat 28 Nov, 5 Sun 29 Nov
        > 3
        < From Fri 27 Nov: how often? 1 once, 2 every week, 3 every two weeks, 4 every month
        > 2
        < From when to when? Example: 9h-14h 1 8h-12h, 2 8h-14h, 3 9h-14h, 4 not known yet
        > 8h30-12h30
        < Which services? Several may be sent at once: 1 2 1 vaccination, 2 malaria test and treatment, 3 antenatal care, 4 nutrition, 5 child care, 6 consultation, 7 not known yet
        > 1 4
        < Which team? Choose, or write its name. 1 Equipe D, 2 Equipe C, 3 Equipe B, 4 Equipe A, 5 not known yet
        > Equipe Z
        < Visit 1000, Bandiagara, Fri 27 Nov 8h30-12h30: ADD (every week, nutrition, vaccination, Equipe Z). People concerned: 0. Do it? 1 yes 2 no
        > 1
        < Done. To take it back within ten minutes: UNDO CHANGE
        """,
        COORDINATOR,
    )
    visit = await newest(open_clinics)
    assert (visit.spot.name, visit.team) == ("Bandiagara", "Equipe Z")
    assert visit.rule.text == "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR"
    assert visit.services == {"nutrition", "vaccination"}
    [(who,)] = await open_clinics.rows("SELECT count(contact_id) FROM schedule_history")
    assert who == 1
    await say(open_clinics, "undo change")
    assert (await newest(open_clinics)).status == "closed"


async def test_a_visit_is_added_by_buttons_only(open_clinics):
    """As on Telegram: keys instead of words, services one after the other."""
    await say(open_clinics, "ajouter visite")
    for key in (spot("Koro").place_id, "2026-11-26", "once", "9h-14h", "vaccination", "malaria",
                "done", "Equipe B"):  # fmt: skip
        [said] = await open_clinics.says("", COORDINATOR, choice=key)
    assert "clash" not in said
    assert said.startswith("Equipe B is at Koro on Thu 26 Nov at that time (visit 32). Which day?")
    for key in ("2026-11-27", "once", "9h-14h"):
        [said] = await open_clinics.says("", COORDINATOR, choice=key)
    assert (
        "Koro, Fri 27 Nov 9h-14h: ADD (malaria test and treatment, vaccination, Equipe B)." in said
    )
    [said] = await open_clinics.says("", COORDINATOR, choice="yes")
    assert said.startswith("Done.")


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("every tuesday", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"),
        ("tous les mardis", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"),
        ("mardi toutes les deux semaines", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("1/12 every month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("29/12 every month", "FREQ=MONTHLY;BYDAY=-1TU"),
    ],
)
async def test_how_often_can_be_said_with_the_day(open_clinics, answer, rule):
    said = await say(open_clinics, "add visit", "koro", answer)
    assert said.startswith("From when to when?")
    await say(open_clinics, "not known yet", "7", "5", "yes")
    assert (await newest(open_clinics)).rule.text == rule


@pytest.mark.parametrize("word", ["cancel", "CANCEL", "annuler", "quitter", "never mind", "Exit."])
@pytest.mark.parametrize("answered", range(7))
async def test_at_every_question_one_can_leave_and_nothing_is_changed(open_clinics, word, answered):
    before = await agenda(open_clinics)
    answers = ("koro", "friday", "once", "9h-14h", "vaccination", "Equipe Z")
    await say(open_clinics, "add visit", *answers[:answered])
    assert await say(open_clinics, word) == "Nothing was changed."
    assert await agenda(open_clinics) == before
    assert (await say(open_clinics, "1")).startswith("1: what does it count?")


async def test_at_every_question_one_can_go_back(open_clinics):
    answers = ("add visit", "koro", "every friday", "9h-14h", "vaccination", "Equipe Z")
    questions = [await say(open_clinics, answer) for answer in answers]
    assert "Do it?" in questions[-1]
    for question in reversed(questions[:-1]):
        assert await say(open_clinics, "back") == question
    assert await say(open_clinics, "retour") == questions[0]  # the first one stays
    said = await say(open_clinics, "mondoro", "saturday", "once", "2", "nutrition", "Equipe Y")
    assert "Mondoro, Sat 28 Nov 8h-14h: ADD (nutrition, Equipe Y)." in said


@pytest.mark.parametrize(
    ("before", "answer", "said"),
    [
        ((), "qwrtplk", "qwrtplk: I do not know this place. Where?"),
        ((), "9", "I do not know this place. Send its name as on the map. Where?"),
        (("koro",), "soon", "I read no day. Which day?"),
        (("koro",), "31/02", "31/02: there is no such day. Which day?"),
        (("koro",), "2025-01-01", "Wed 1 Jan is over. Which day?"),
        (("koro",), "9", "I read no day. Which day?"),
        (("koro", "friday"), "sometimes", "Please answer with one of the numbers. From Fri 27 Nov: how often?"),
        (("koro", "friday", "once"), "14h-9h", "14h-9h: these hours cannot be. From when to when?"),
        (("koro", "friday", "once"), "morning", "I read no hours. From when to when?"),
        (("koro", "friday", "once", "9h-14h"), "zzzz", "I do not know this service. Which services?"),
        (("koro", "friday", "once", "9h-14h"), "1 99", "I do not know this service. Which services?"),
        (("koro", "friday", "once", "9h-14h", "1"), "77", "The name of the team, please. Which team?"),
    ],
)  # fmt: skip
async def test_what_is_not_understood_is_asked_again_and_in_the_end_left(
    open_clinics, before, answer, said
):
    await say(open_clinics, "add visit", *before)
    for _each in range(2):
        assert (await say(open_clinics, answer)).startswith(said)
    assert (await say(open_clinics, answer)).startswith("Let us leave it there.")


async def test_a_visit_of_today_whose_hours_are_over_is_asked_anew(open_clinics):
    said = await say(open_clinics, "add visit", "koro", "today", "once", "6h-7h", "1", "Equipe Z")
    assert said.startswith("Tue 24 Nov is over. Which day?")
    said = await say(open_clinics, "tomorrow", "once", "6h-7h")
    assert "Koro, Wed 25 Nov 6h-7h: ADD (vaccination, Equipe Z)." in said


async def test_a_place_can_be_shared_but_not_from_abroad(open_clinics):
    await say(open_clinics, "add visit")
    [said] = await open_clinics.says("", COORDINATOR, location=Location(48.85, 2.35))
    assert said.startswith("This is outside the country. Where?")
    [said] = await open_clinics.says("", COORDINATOR, location=Location(24.5, -4.0))
    assert said.startswith("I know no place within 20 km of there. Where?")
    north, east = spot("Koro").point
    [said] = await open_clinics.says("", COORDINATOR, location=Location(north + 0.02, east))
    assert said.startswith("Which day?")
    said = await say(open_clinics, "friday", "once", "9h-14h", "1", "Equipe Z")
    assert "Koro, Fri 27 Nov" in said
    await say(open_clinics, "yes")
    assert (await newest(open_clinics)).spot.point == (north + 0.02, east)


async def test_of_two_places_of_one_name_we_ask_which(open_clinics):
    named_alike(open_clinics)
    said = await say(open_clinics, "add visit", "dougoudeux")
    assert said == "Which one? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza)"
    assert (await say(open_clinics, "2")).startswith("Which day?")


async def test_a_day_is_cancelled_by_questions(open_clinics):
    await open_clinics.plays(
        """
        > annuler visite
        < Which visit? Choose, or send its number or its place. 1 Mondoro Tue 24 Nov 9h-14h, 2 Koro Thu 26 Nov 8h-12h, 3 Niono Fri 27 Nov (hours to be confirmed), 4 Douentza Wed 2 Dec 9h-13h
        > 1
        < Mondoro: which day? 1 Tue 24 Nov 9h-14h, 2 Tue 1 Dec 9h-14h, 3 Tue 8 Dec 9h-14h, 4 Tue 15 Dec 9h-14h
        > 2
        < Why? 1 insecurity, 2 road cut off, 3 rain, 4 no staff, 5 no supplies, 6 change of plan
        > pluie
        < Visit 31, Mondoro, Tue 1 Dec 9h-14h: CANCEL (rain). People concerned: 2. Do it? 1 yes 2 no
        > back
        < Why? 1 insecurity, 2 road cut off, 3 rain, 4 no staff, 5 no supplies, 6 change of plan
        > 1
        < Visit 31, Mondoro, Tue 1 Dec 9h-14h: CANCEL (insecurity). People concerned: 2. Do it? 1 yes 2 no
        """,
        COORDINATOR,
    )
    assert (await open_clinics.says("yes", COORDINATOR))[0].startswith("Done.")
    await open_clinics.plays(
        """
        > reprendre visite
        < Which visit? Choose, or send its number or its place. 1 Douentza Wed 25 Nov 9h-13h, 2 Mondoro Tue 1 Dec 9h-14h
        > mondoro
        < Visit 31, Mondoro, Tue 1 Dec 9h-14h: RESUME. People concerned: 2. Do it? 1 yes 2 no
        """,
        COORDINATOR,
    )
    assert (await open_clinics.says("yes", COORDINATOR))[0].startswith("Done.")


@pytest.mark.parametrize(
    ("answers", "preview"),
    [
        (("1", "1", "1"), "Tue 24 Nov 9h-14h: MOVE to Wed 25 Nov 9h-14h, Mondoro."),
        (("31", "1/12", "friday 10h-12h"), "Tue 1 Dec 9h-14h: MOVE to Fri 27 Nov 10h-12h, Mondoro."),
        (("mondoro", "1", "koro"), "Tue 24 Nov 9h-14h: MOVE to Tue 24 Nov 9h-14h, Koro."),
        (("1", "1", "10h30-12h30"), "Tue 24 Nov 9h-14h: MOVE to Tue 24 Nov 10h30-12h30, Mondoro."),
        (("1", "1", "24/11 6h-7h"), "Tue 24 Nov is over. What is new:"),
    ],
)  # fmt: skip
async def test_a_day_is_moved_by_questions(open_clinics, answers, preview):
    assert (await say(open_clinics, "déplacer visite")).startswith("Which visit?")
    assert preview in await say(open_clinics, *answers)


async def test_a_visit_of_one_day_is_not_asked_which(open_clinics):
    said = await say(open_clinics, "move visit 32")
    assert said.startswith("What is new: day, hours, or place?")


async def test_a_clinic_is_added_by_questions(open_clinics):
    await open_clinics.plays(
        """
        > ajouter clinique
        < What kind of facility? 1 CSCom, 2 CSRef, 3 hospital, 4 health post, 5 clinic
        > 1
        < Where? Send the name of the place. (BACK: the question before; CANCEL: leave) 1 Douentza 2 Niono 3 Koro 4 Mondoro
        > mondoro
        < Its name? Choose, or write it. 1 CSCom Mondoro
        > 1
        < Open when? Example: lun-ven 8h-16h; sam 8h-12h 1 lun-ven 8h-16h, 2 24h/24, 3 not known yet
        > lun-ven 8h-15h30
        < Which services? Several may be sent at once: 1 2 1 vaccination, 2 malaria test and treatment, 3 antenatal care, 4 nutrition, 5 child care, 6 consultation, 7 not known yet
        > vaccination consultation
        < Its phone number? 1 not known yet
        """,
        COORDINATOR,
    )
    said = await say(open_clinics, "+223 70 00 00 98")
    assert (
        "CSCom Mondoro: ADD, Mondoro (lun-ven 8h-15h30, consultation, vaccination, +22370000098). People"
        in said
    )
    await say(open_clinics, "yes")
    clinic = max((await agenda(open_clinics)).clinics, key=lambda each: each.number)
    assert (clinic.name, clinic.phone, clinic.status) == ("CSCom Mondoro", "+22370000098", "open")
    assert clinic.hours == read_hours("lun-ven 8h-15h30")
    assert clinic.services == {"vaccination", "consultation"}
    [answer] = await open_clinics.says("clinique mondoro", RESIDENT)
    assert "CSCom Mondoro, ouvert jusqu’à 15h30" in answer


@pytest.mark.parametrize(
    ("texts", "preview"),
    [
        (("close clinic", "koro"), "Which clinic?"),
        (("close clinic", "2"), "CSCom Koro: closed for good."),
        (("close clinic", "douentza"), "CSCom Douentza: closed for good."),
        (("open clinic", "1"), "CSCom fermé: open again."),
        (("move clinic", "douentza", "mondoro"), "CSCom Douentza: MOVE to Mondoro."),
        (("suspend clinic", "bamako"), "Hôpital: suspended for now."),
    ],
)
async def test_clinics_are_changed_by_questions(open_clinics, texts, preview):
    assert preview in await say(open_clinics, *texts)


async def test_a_coordinator_of_another_area_is_led_nowhere(open_clinics):
    rows = await open_clinics.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{COORDINATOR}'"
    )
    await open_clinics.rows(
        f"UPDATE assignment SET area_id = 'district-ansongo' WHERE contact_id = '{rows[0][0]}'"
    )
    assert await say(open_clinics, "cancel visit") == "There is no such visit in your area."
    assert await say(open_clinics, "close clinic") == "There is no such clinic in your area."
    said = await say(open_clinics, "add visit", "koro")
    assert said.startswith("This is not of your area. Where?")


async def test_a_report_and_danger_go_before_the_questions(open_clinics):
    await say(open_clinics, "add visit")
    [said] = await open_clinics.says("rougeole 2 f koro", COORDINATOR)
    assert "measles, 2 female cases, Koro" in said
    await say(open_clinics, "add visit")
    [said] = await open_clinics.says("un enfant convulse", COORDINATOR)
    assert said.startswith("URGENT.")


async def test_a_report_is_withdrawn_by_its_number_also_while_a_question_waits(open_clinics):
    [said] = await open_clinics.says("rougeole 2 f koro", COORDINATOR)
    number = said.split()[1].rstrip(":")
    await say(open_clinics, "add visit")
    assert f"no {number}" in (await say(open_clinics, f"cancel {number}"))


async def test_every_question_fits_two_segments_in_every_language(open_clinics):
    for locale in ("fr", "en", "bm"):
        await open_clinics.rows(
            f"UPDATE contact SET locale = '{locale}' WHERE id = (SELECT contact_id FROM "
            f"contact_address WHERE address = '{COORDINATOR}') RETURNING id"
        )
        for texts in (
            ("ajouter visite", "bandiagara", "27/11", "2", "1", "1 2 4", "Equipe Z"),
            ("annuler visite", "1", "1", "1"),
            ("déplacer visite", "1", "1", "1"),
            ("ajouter clinique", "1", "bandiagara", "1", "1", "1 2 4", "1"),
            ("fermer clinique", "1"),
        ):
            for text in texts:
                said = await say(open_clinics, text)
                found = measure(foldings(LOCALES)[locale].apply(said))
                assert (found.encoding, found.segments <= 2) == ("GSM-7", True), said
