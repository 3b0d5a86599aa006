"""A line in trouble is told of once, to who can mend it, by a way that works; and when well."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.address import Address
from bot.message import Notice, Reply, Urgency
from bot.pacing import Allowance, Pacing
from bot.store.store import SQLStore
from bot.text import verbatim
from bot.watching import Patience, Sight, Watching, trouble
from tests.channels.cht_phone import App, served

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OLD, NEW = NOW - timedelta(minutes=20), NOW - timedelta(minutes=5)
LONG_AGO = NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("sight", "kind"),
    [
        (Sight(), None),
        (Sight(heard_at=NEW), None),
        (Sight(heard_at=OLD), "silent"),
        (Sight(untried_since=OLD), "stuck"),
        (Sight(untried_since=NEW), None),
        (Sight(waiting_since=OLD, left_at=NEW, free_since=OLD), None),
        (Sight(waiting_since=OLD, left_at=OLD, free_since=OLD), "stuck"),
        (Sight(waiting_since=OLD, left_at=None, free_since=OLD), "stuck"),
        (Sight(waiting_since=OLD, left_at=OLD, free_since=NEW), None),
        (Sight(waiting_since=OLD, left_at=OLD, free_since=None), None),
        (Sight(waiting_since=NEW, left_at=OLD, free_since=OLD), None),
        (Sight(heard_at=OLD, untried_since=OLD), "silent"),
    ],
)
def test_what_is_wrong_with_a_line(sight, kind):
    assert trouble(sight, Patience(), LONG_AGO, NOW) == kind


@pytest.mark.parametrize(
    "sight", [Sight(heard_at=LONG_AGO), Sight(untried_since=LONG_AGO, waiting_since=LONG_AGO)]
)
def test_that_we_were_away_is_no_trouble_of_the_line(sight):
    assert trouble(sight, Patience(), NEW, NOW) is None


def watching(house, pulled=("orange",), **pacings):
    known = {"fake": Pacing(), **{name: Pacing() for name in pulled}, **pacings}
    return Watching(SQLStore(house.database), known, frozenset(pulled), house.clock, Patience())


async def operator(house):
    """An administrator who writes by another channel than the phone that is watched."""
    who = Address("tel", "+22370000077")
    await house.says("bonjour", who)
    [(contact,)] = await house.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{who}'"
    )
    await house.rows(
        f"INSERT INTO assignment (contact_id, role) VALUES ('{contact}', 'admin') RETURNING role"
    )
    return who


async def test_a_phone_that_is_off_is_told_of_once_and_again_when_it_is_back(house):
    who = await operator(house)
    async with served(house) as client:
        app, watch = App(client), watching(house)
        await app.calls()
        for minutes in (0, 10):
            house.clock.advance(minutes=minutes)
            await watch.look()
            assert await house.hears(who) == []
        house.clock.advance(minutes=6)
        await watch.look()
        [worry] = await house.hears(who)
        assert "orange" in worry
        assert "16 minutes" in worry
        for _each in range(3):
            house.clock.advance(minutes=30)
            await watch.look()
        assert await house.hears(who) == []
        await app.calls()
        await watch.look()
        [relief] = await house.hears(who)
        assert "orange marche de nouveau" in relief
        await watch.look()
        assert await house.hears(who) == []


async def test_messages_wait_while_a_phone_is_off_and_leave_when_it_is_back(house):
    async with served(house) as client:
        app, watch = App(client), watching(house)
        app.receives("aide")
        await app.calls()
        app.sends("SENT")
        await app.calls()
        await watch.look()
        [(contact,)] = await house.rows("SELECT id FROM contact")
        async with house.dispatcher._store.batch() as session:
            await session.notify([Notice(contact, Reply(verbatim("news")))], house.clock())
        house.clock.advance(hours=9)
        await watch.look()
        assert await house.rows("SELECT kind FROM trouble WHERE since IS NOT NULL") == [("silent",)]
        assert [m["content"] for m in (await app.calls()).json()["messages"]] == ["news"]


async def test_a_phone_that_comes_and_goes_is_not_told_of_each_time(house):
    who = await operator(house)
    async with served(house) as client:
        app, watch = App(client), watching(house)
        heard = []
        for _each in range(12):
            await app.calls()
            await watch.look()
            heard += await house.hears(who)
            house.clock.advance(minutes=16)
            await watch.look()
            heard += await house.hears(who)
        worries = [text for text in heard if "16 minutes" in text]
        assert 2 <= len(worries) <= 4, "in more than three hours"


async def test_a_phone_that_never_called_is_told_of_too(house):
    who = await operator(house)
    watch = watching(house)
    await watch.look()
    house.clock.advance(minutes=15)
    await watch.look()
    assert len(await house.hears(who)) == 1


async def test_a_phone_that_is_taken_out_of_the_configuration_does_not_work_again(house):
    who = await operator(house)
    watch = watching(house)
    for minutes in (0, 16):
        house.clock.advance(minutes=minutes)
        await watch.look()
    assert len(await house.hears(who)) == 1
    await watching(house, ()).look()
    assert await house.hears(who) == []
    assert await house.rows("SELECT channel FROM trouble WHERE since IS NOT NULL") == []


async def test_two_who_look_tell_it_once(house):
    who = await operator(house)
    both = [watching(house), watching(house)]
    for minutes in (0, 16):
        house.clock.advance(minutes=minutes)
        for watch in both:
            await watch.look()
    assert len(await house.hears(who)) == 1


async def test_an_answer_that_waits_long_is_told_of(house):
    who = await operator(house)
    watch = watching(house, (), moov=Pacing())
    await watch.look()
    await house.dispatcher.receive(house.message("aide"))
    await house.rows("UPDATE outbound SET channel = 'moov' WHERE status = 'queued' RETURNING id")
    house.clock.advance(minutes=16)
    await watch.look()
    [worry] = await house.hears(who)
    assert "moov : 1" in worry
    await house.rows("UPDATE outbound SET status = 'sent' WHERE channel = 'moov' RETURNING id")
    await watch.look()
    assert "moov marche" in (await house.hears(who))[0]


@pytest.mark.parametrize(("leaves", "kind"), [(True, []), (False, [("stuck",)])])
async def test_a_long_broadcast_is_no_trouble_while_it_leaves(house, leaves, kind):
    await house.says("bonjour")
    watch = watching(house, ())
    await watch.look()
    [(contact,)] = await house.rows("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        bulk = [Notice(contact, Reply(verbatim(f"{n}")), Urgency.BULK) for n in range(9)]
        await session.notify(bulk, house.clock())
    for _each in range(4):
        house.clock.advance(minutes=10)
        if leaves:
            await house.outbox.deliver(1)
        await watch.look()
    assert await house.rows("SELECT kind FROM trouble WHERE since IS NOT NULL") == kind


async def test_what_waits_for_the_morning_is_no_trouble_nor_just_after(house):
    await house.says("bonjour")
    night = Pacing(Allowance(quiet=(time(21), time(6, 30))))
    watch = watching(house, (), fake=night)
    house.clock.now = datetime(2026, 11, 24, 22, tzinfo=UTC)
    await watch.look()
    [(contact,)] = await house.rows("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        await session.notify([Notice(contact, Reply(verbatim("news")))], house.clock())
    for _each in range(8 * 6 + 4):  # until 6:40
        house.clock.advance(minutes=10)
        await watch.look()
    assert await house.rows("SELECT channel FROM trouble") == []
    house.clock.advance(minutes=20)
    await watch.look()
    assert await house.rows("SELECT kind FROM trouble") == [("stuck",)]
