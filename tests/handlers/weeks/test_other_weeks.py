"""Weeks from Friday noon, as SNISI's were, played whole; reminders on other days than Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.jobs import Jobs
from bot.store.store import SQLStore
from handlers import HANDLERS, JOBS, REACTIONS
from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ANSONGO = BY_KEY["chw-ansongo"]
SNISI = {"begins": "friday 12:00", "due": "sunday 12:00", "remind": "friday 16:00"}
DAYS = "SELECT number, on_day FROM report ORDER BY number"


def configured(house: House, **weeks) -> House:
    house.knowledge = replace(house.knowledge, options={"weeks": weeks}, shelf={})
    house.dispatcher = house.with_handlers(*HANDLERS)
    store = SQLStore(house.database)
    house.jobs = Jobs(store, house.database, JOBS, REACTIONS, house.knowledge, house.clock)
    return house


def at(house: House, day: int, hour: int) -> None:
    house.clock.now = datetime(2026, 11, day, hour, tzinfo=UTC)


async def told(house: House, day: int, hour: int, who=CHW) -> list[str]:
    """What somebody hears of their week by what is due until then."""
    before = len(house.channel.sent)
    await house.jobs.begin()
    at(house, day, hour)
    while await house.jobs.run_due():
        pass
    await house.hears(who)
    mine = house.sent_to(who, before)
    return [text for text in mine if "emaine" in text or "week" in text]


@pytest.fixture
async def snisi(staffed: House) -> House:
    """Week 47 goes from Friday 20 November at noon to Friday 27 November at noon."""
    return configured(staffed, **SNISI)


async def test_a_friday_belongs_to_two_weeks_and_each_report_to_one(snisi):
    at(snisi, 27, 11)
    await snisi.says("palu 2 boni")
    at(snisi, 27, 13)
    await snisi.says("palu 3 boni")
    await snisi.says("palu 4 boni hier")
    await snisi.says("palu 5 boni aujourd'hui")
    assert await snisi.rows(DAYS) == [
        (1, "2026-11-27"), (2, "2026-11-28"), (3, "2026-11-26"), (4, "2026-11-28"),
    ]  # fmt: skip
    [own] = await snisi.says("MES CHIFFRES")
    assert own == (
        "Vos chiffres par semaine : S48 jusqu’ici 8 cas, S47 6 cas, S46 rien reçu, S45 rien reçu, "
        "S44 rien reçu. À temps : 1 sur 4."
    )
    for text in ("bilan", "bilan s47"):
        [said] = await snisi.says(text, SUPERVISOR)
        assert said == (
            "Douentza, semaine 47 (entre parenthèses semaine 46) : paludisme 6 (0). "
            "Rapports zéro : 0. Agents 1 sur 1 : 100 % (0 %), à temps 100 % (0 %), but 80 %."
        )
    [said] = await snisi.says("bilan cette semaine", SUPERVISOR)
    assert said.startswith("Douentza, semaine 48 (entre parenthèses semaine 47) : paludisme 8 (6).")
    [said] = await snisi.says("manquants s48", SUPERVISOR)
    assert said == "Douentza, semaine 48 : tous les agents ont envoyé un rapport (1)."


@pytest.mark.parametrize(
    ("day", "hour", "text", "week"),
    [
        (27, 11, "zero", 47),
        (27, 13, "zero", 47),
        (29, 11, "ras", 47),
        (29, 13, "0", 48),  # 47 is late
        (27, 13, "zero s48", 48),
        (27, 11, "zero s48", None),  # it has not begun
    ],
)
@SQLITE
async def test_a_zero_report_is_of_the_week_that_is_due(snisi, day, hour, text, week):
    at(snisi, day, hour)
    [said] = await snisi.says(text)
    if week is None:
        assert said.startswith("Rien n'est noté : la semaine 48 n'a pas commencé.")
        return
    assert said.startswith(f"No 1 : semaine {week}, rien à signaler.")
    [of_area] = await snisi.says(f"bilan s{week}", SUPERVISOR)
    assert "Rapports zéro : 1. Agents 1 sur 1 : 100 %" in of_area


@SQLITE
async def test_until_sunday_noon_it_is_in_time(snisi):
    at(snisi, 29, 11)
    await snisi.says("S47 palu 2 boni")
    at(snisi, 29, 13)
    await snisi.says("zero s47", ANSONGO)
    [here] = await snisi.says("bilan s47", SUPERVISOR)
    assert "à temps 100 %" in here
    [there] = await snisi.says("summary ansongo s47", BY_KEY["coordinator"])
    assert "Reporters 1 of 1: 100 % (0 %), in time 0 % (0 %)" in there


async def test_on_friday_at_four_they_are_told_of_the_week_that_ended_at_noon(snisi):
    at(snisi, 27, 11)
    await snisi.says("palu 2 boni")
    [thanks] = await told(snisi, 27, 17)
    assert thanks == (
        "Merci. Votre semaine 47 : 2 cas. À temps : 1 de vos 4 dernières semaines. "
        "Plus : MES CHIFFRES"
    )
    [reminder] = [text for text in snisi.sent_to(ANSONGO) if "Nothing" in text]
    assert reminder == (
        "Nothing has come from you for week 47 (Sat 21 Nov to Fri 27 Nov). Sick people: send "
        "them, with the day. Nobody: ZERO S47"
    )


@SQLITE
async def test_nobody_is_asked_in_the_middle_of_a_week_for_all_of_it(staffed):
    """Thursday is after Wednesday, when the week before was due."""
    house = configured(staffed, remind="thursday 08:00")
    at(house, 25, 8)
    await house.says("palu 2 boni")
    assert await told(house, 26, 9) == []
    assert [text for text in house.sent_to(ANSONGO) if "week 48" in text] == []


@SQLITE
async def test_thanks_alone_may_come_after_the_deadline_and_are_of_the_week_that_ended(staffed):
    house = configured(staffed, remind="thursday 08:00", send=False)
    at(house, 25, 8)
    await house.says("S47 palu 2 boni")
    [said] = await told(house, 26, 9)
    assert said.startswith("Merci. Votre semaine 47 : 2 cas.")
    assert [text for text in house.sent_to(ANSONGO) if "week" in text] == []


@SQLITE
async def test_a_later_deadline_lets_them_be_reminded_later(staffed):
    house = configured(staffed, remind="thursday 08:00", due="saturday 00:00")
    at(house, 25, 8)
    [said] = await told(house, 26, 9)
    assert said.startswith("Rien reçu de vous pour la semaine 47 (lun. 16 nov. au dim. 22 nov.).")
