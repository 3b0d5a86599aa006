"""How it leaves: overtaken by answers, stopped at once, to each person once, told by quarters."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.channels.base import as_sms
from bot.errors import PermanentSendError
from bot.message import Urgency
from bot.outbox import Outbox
from bot.pacing import Allowance, Pacing
from handlers.broadcast import sending
from tests.conftest import STRANGER
from tests.handlers.broadcast.conftest import CHW, COORDINATOR, SUPERVISOR, Country

TEXT = "La route est coupée. Restez chez vous."
WRITTEN = f"diffuser douentza {TEXT}"


async def begun(country: Country, *, feed: bool = True) -> None:
    """Confirmed, and put into the outbox; nothing of it has left."""
    code = await country.code(WRITTEN)
    await country.says(f"diffuser {code}")
    while feed and await country.house.jobs.run_due():
        pass


async def delivered(country: Country, most: int) -> None:
    await country.house.outbox.deliver(most)


async def test_an_answer_overtakes_it(country):
    await country.villagers(10)
    await begun(country)
    inbound = country.house.message("aide", STRANGER)
    await country.house.dispatcher.receive(inbound)
    await delivered(country, 1)
    assert country.house.channel.sent[-1][0].address == STRANGER


async def test_a_pause_holds_all_that_waits_and_going_on_sends_it(country):
    await country.villagers(10)
    await begun(country)
    await delivered(country, 4)
    [said] = await country.says("pause diffusion")
    assert said == "No 1 en pause. Pour continuer : CONTINUER DIFFUSION 1"
    before = len(country.got(TEXT))
    assert before < 13
    await country.works()
    assert len(country.got(TEXT)) == before
    due = await country.house.mail.next_due("fake")
    assert due is None  # nobody looks again and again for what is paused
    await country.says("continuer diffusion 1")
    await country.works()
    assert len(country.got(TEXT)) == 1 + 12


async def test_who_is_paused_holds_up_no_other_message_to_the_same_people(country):
    people = await country.villagers(3)
    await begun(country)
    await country.says("pause diffusion")
    assert await country.house.says("aide", people[0])
    second = "diffuser douentza Tout va bien."
    await country.says(await country.code(second))
    await country.works()
    assert set(people) <= set(country.got("Tout va bien."))


async def test_a_cancelled_one_reaches_nobody_else(country):
    await country.villagers(10)
    await begun(country)
    await delivered(country, 5)
    before = len(country.got(TEXT))
    assert await country.says("annuler diffusion 1") == [
        "Le no 1 est annulé. Personne d'autre ne le reçoit."
    ]
    await country.works()
    assert len(country.got(TEXT)) == before
    [said] = await country.says("diffusion 1")
    assert "annulés" in said
    assert await country.says("continuer diffusion 1") != []
    await country.works()
    assert len(country.got(TEXT)) == before


@pytest.mark.parametrize("text", ["pause diffusion 77", "annuler diffusion 77", "diffusion 77"])
async def test_one_that_is_not_there_is_said(country, text):
    assert await country.says(text) == ["Je ne connais pas de diffusion de ce numéro."]


async def test_the_author_hears_at_each_quarter(country, monkeypatch):
    monkeypatch.setattr(sending, "WAVE", 4)
    await country.villagers(14)
    await begun(country, feed=False)
    heard = []
    for _step in range(40):
        await country.house.jobs.run_due()
        await country.house.outbox.deliver(100)
        country.house.clock.advance(seconds=1)
    sent = country.house.channel.sent
    heard = [as_sms(r) for o, r in sent if o.address == COORDINATOR and "No 1" in r.text]
    assert heard[0].startswith("No 1 : 25 %, 4 sur 16")
    assert heard[-1] == "No 1 terminé : envoyé à 16 sur 16."
    assert len(heard) == 4


async def test_a_look_at_which_nothing_had_left_yet_is_no_long_pause(country):
    """As where putting a part into the outbox took longer than the pause until the next look."""
    await country.villagers(3)
    await begun(country)  # run until no job is due
    pauses = []
    for _look in range(6):
        [(due_at,)] = await country.house.rows("SELECT due_at FROM job WHERE name = 'broadcast'")
        pauses.append(due_at / 1000 - country.house.clock().timestamp())
        country.house.clock.advance(seconds=pauses[-1])
        await country.house.jobs.run_due()
    assert pauses == [1, 2, 4, 8, 15, 15]


async def test_a_wave_is_put_in_by_parts_without_waiting(country, monkeypatch):
    monkeypatch.setattr(sending, "WAVE", 8)
    monkeypatch.setattr(sending, "PART", 2)
    await country.villagers(17)
    await begun(country, feed=False)
    waiting = []
    for _run in range(8):
        await country.house.jobs.run_due()
        waiting += await country.house.rows("SELECT count(*) FROM outbound WHERE broadcast = '1'")
    assert waiting == [(n,) for n in (0, 0, 2, 4, 6, 8, 8, 8)]


async def test_who_stopped_meanwhile_gets_nothing_and_who_changed_address_gets_it_there(country):
    stopped, moved, *_others = await country.villagers(5)
    await begun(country, feed=False)
    await country.house.says("stop", stopped)
    rows = await country.house.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{moved}'"
    )
    await country.house.rows(
        "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at)"
        f" VALUES ('telegram:77', '{rows[0][0]}', 'fake', '@us', 9999999999999)"
    )
    await country.works()
    got = [str(address) for address in country.got(TEXT)]
    assert str(stopped) not in got
    assert str(moved) not in got
    assert got.count("telegram:77") == 1


async def test_two_contacts_that_become_one_person_hear_it_once(country):
    """Whether neither, one or both were in the outbox already."""
    people = await country.villagers(4)
    await begun(country, feed=False)
    await country.house.rows(f"UPDATE contact_address SET last_seen_at = 5 WHERE address = '{CHW}'")
    await linked(country, people[0], CHW)
    await country.works()
    got = country.got(TEXT)
    assert len([a for a in got if a in (people[0], CHW)]) == 1


async def linked(country: Country, newer, older) -> None:
    """As the phone and the Telegram of one person are linked, by a code."""
    await country.house.says(f"lier {older.path}", newer)
    code = next(
        word
        for _out, rendered in reversed(country.house.channel.sent)
        for word in rendered.text.split()
        if word.isdecimal() and len(word) == 6
    )
    await country.house.says(code, newer)


async def test_both_in_the_outbox_still_hear_it_once(country):
    people = await country.villagers(4)
    await begun(country)
    await country.house.rows("UPDATE outbound SET due_at = due_at + 60000 WHERE status = 'queued'")
    await linked(country, people[0], CHW)
    country.house.clock.advance(minutes=2)
    await country.works()
    assert len([a for a in country.got(TEXT) if a in (people[0], CHW)]) == 1


async def test_what_failed_is_listed_by_reason_and_tried_again(
    country,
):
    await country.villagers(5)
    await begun(country)
    country.house.channel.failures = [PermanentSendError("number not in service")] * 2
    await country.works()
    last = country.house.channel.sent[-1][1].text
    assert last == (
        "No 1 terminé : envoyé à 5 sur 7. Non envoyés : 2 number not in service. "
        "Réessayer : RENVOYER DIFFUSION 1"
    )
    assert await country.says("renvoyer diffusion 1") == ["No 1 : les échecs sont réessayés."]
    await country.works()
    assert country.house.channel.sent[-1][1].text == "No 1 terminé : envoyé à 7 sur 7."
    assert len(country.got(TEXT)) == 1 + 7


async def test_quiet_hours_hold_it_unless_it_is_urgent(country):
    """The lane's own rule: what is bulk waits, what is urgent leaves."""
    await country.villagers(3)
    await begun(country)
    house = country.house
    quiet = Pacing(
        Allowance(quiet=(house.clock().time(), (house.clock() + timedelta(hours=1)).time()))
    )
    lane = Outbox(house.mail, {"fake": house.channel}, house.catalogs, house.clock,
                  pacings={"fake": quiet})  # fmt: skip
    assert await lane.deliver(10) == 0
    await house.rows(f"UPDATE outbound SET urgency = {int(Urgency.URGENT)}")
    assert await lane.deliver(10) == 5


async def test_a_crash_between_two_waves_puts_nobody_in_twice(country, monkeypatch):
    """The run that is done again goes on from where the last one that was kept had come."""
    monkeypatch.setattr(sending, "WAVE", 4)
    await country.villagers(10)
    await begun(country, feed=False)
    for _step in range(2):
        await country.house.jobs.run_due()
    await country.house.rows("UPDATE job SET due_at = 0")
    await country.house.jobs.run_due()
    await country.house.rows("UPDATE broadcast SET fed_to = '', fed = 0")
    await country.house.rows("UPDATE job SET due_at = 0")
    await country.house.jobs.run_due()
    rows = await country.house.rows(
        "SELECT count(*), count(DISTINCT contact_id) FROM outbound WHERE broadcast IS NOT NULL"
    )
    assert rows[0][0] == rows[0][1]


async def test_two_programs_do_the_job_of_one_broadcast_together(country):
    people = await country.villagers(15)
    await begun(country, feed=False)
    for _step in range(12):
        await asyncio.gather(country.house.jobs.run_due(), country.house.jobs.run_due())
        await country.house.outbox.deliver(100)
        country.house.clock.advance(seconds=5)
    got = country.got(TEXT)
    assert sorted(map(str, set(got) - {COORDINATOR})) == sorted(
        map(str, [*people, CHW, SUPERVISOR])
    )
    assert len(got) == len(people) + 3
