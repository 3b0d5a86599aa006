"""An alert belongs to every area that has a report in it: who is told, and who may decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.places.entry import Entry
from bot.places.place import Place
from bot.store.places import keep_places
from handlers import HANDLERS
from tests.conftest import BY_KEY, SUPERVISOR, House, as_places, starter_places
from tests.handlers.alerts.test_escalating import looks

COORDINATOR = BY_KEY["coordinator"]
KORO, CHW_KORO = BY_KEY["supervisor-koro"], BY_KEY["chw-koro"]


@pytest.fixture
async def bordered(staffed: House) -> House:
    """Three cases of cholera in Boni, and one two kilometres away, in the next district: reports 1
    and 3, alert 2."""
    boni = next(place for place in staffed.knowledge.places if place.name == "Boni")
    near = Place("beyond", "Zagaratou", "district-koro", boni.latitude - 0.02, boni.longitude, 0)
    added = [Entry(near, ())]
    async with staffed.database.transaction() as connection:
        await keep_places(connection, added)
    places = as_places([*starter_places(), *added], staffed.knowledge.areas)
    staffed.knowledge = replace(staffed.knowledge, places=places)
    staffed.dispatcher = staffed.with_handlers(*HANDLERS)
    await staffed.says("cholera 3 boni")
    await staffed.says("cholera 1 zagaratou", CHW_KORO)
    return staffed


async def heard(house: House, who, work) -> list[str]:
    before = len(house.channel.sent)
    await work
    return house.sent_to(who, before)


@pytest.mark.parametrize("who", [SUPERVISOR, KORO])
async def test_the_supervisor_of_each_of_its_areas_is_told_and_may_decide(bordered, who):
    told = bordered.sent_to(who)
    assert [text for text in told if "Alerte 2" in text], told
    [waits] = await bordered.says("a verifier", who)
    assert "alerte 2 " in waits
    other = {SUPERVISOR: KORO, KORO: SUPERVISOR}[who]
    told = await heard(bordered, other, bordered.says("ok 2", who))
    assert [text for text in told if text.startswith("Alerte 2 vérifiée")], told
    assert await bordered.rows("SELECT status FROM alert") == [("escalated",)]


async def test_growth_is_told_where_nobody_hears_of_the_report_itself(bordered):
    """Each report of alarm is told in its own area; that its alert grows in the others."""
    told = await heard(bordered, SUPERVISOR, bordered.says("cholera 1 f zagaratou", CHW_KORO))
    assert [text for text in told if text.startswith("Alerte 2") and "5 cas" in text]
    assert len([text for text in bordered.sent_to(KORO) if "5 cas" in text]) == 1


async def test_who_has_both_areas_hears_once(bordered):
    told = bordered.sent_to(COORDINATOR)
    await bordered.says("ok 2", KORO)
    more = bordered.sent_to(COORDINATOR)[len(told) :]
    assert len([text for text in more if text.startswith("Alert 2 was checked")]) == 1


@pytest.mark.parametrize("text", ["clore 2", "? 2 j'y vais", "non 2 erreur"])
async def test_each_may_do_all_that_is_done_with_alerts(bordered, text):
    if text.startswith("clore"):
        await bordered.says("ok 2", SUPERVISOR)
    said = await bordered.says(text, KORO)
    assert "connu" not in said[0]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_coordinators_hear_of_its_silence_once(bordered):
    bordered.clock.advance(minutes=61)
    told = await looks(bordered, COORDINATOR)
    assert len([text for text in told if text.startswith("Nobody has answered alert 2")]) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_has_no_report_in_it_any_more_has_no_part_in_it(bordered):
    await bordered.says("annuler 3", CHW_KORO)
    assert await bordered.says("ok 2", KORO) == ["Le no 2 n’est pas connu dans votre zone."]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_one_of_another_district_is_not_theirs(bordered):
    await bordered.says("rougeole 1 f douentza")
    assert await bordered.says("ok 5", KORO) == ["Le no 5 n’est pas connu dans votre zone."]
    [waits] = await bordered.says("a verifier", KORO)
    assert "alerte 5" not in waits


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_was_told_is_not_offered_to_decide_what_lies_elsewhere_now(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("ok 2", SUPERVISOR)
    before = len(staffed.channel.sent)
    await staffed.says("corriger 1 rougeole 1 f koro")
    [told] = staffed.sent_to(SUPERVISOR, before)
    assert told == (
        "Corrigé : le no 3 remplace 1 : rougeole, 1 cas féminin, Koro. C’est maintenant une autre "
        "zone, qui décide."
    )
    [said] = await staffed.says("clore 2", SUPERVISOR)
    assert said == "Le no 2 est maintenant dans une autre zone, qui décide."
