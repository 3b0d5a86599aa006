"""A line in trouble is told of once, to who can mend it, by a way that works; and when well."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from structlog.testing import capture_logs

from bot.address import Address
from bot.message import Notice, Receipt, Reply, Urgency
from bot.pacing import Allowance, Pacing
from bot.store.store import SQLStore
from bot.text import verbatim
from bot.trouble import Patience, Sight, trouble
from bot.watching import Watching
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
        (Sight(unproved_since=OLD), "mute"),
        (Sight(unproved_since=NEW), None),
        (Sight(failures=2), None),
        (Sight(failures=3), "mute"),
        (Sight(failures=3, heard_at=OLD), "silent"),
        (Sight(unproved_since=OLD, untried_since=OLD), "mute"),
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
    store, names = SQLStore(house.database), frozenset(pulled)
    return Watching(store, known, names, house.clock, Patience(), prompt=names)


async def becomes(house, who, role):
    [(contact,)] = await house.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{who}'"
    )
    values = f"('{contact}', '{role}')"
    await house.rows(f"INSERT INTO assignment (contact_id, role) VALUES {values} RETURNING role")


async def operator(house):
    """An administrator who writes by another channel than the phone that is watched."""
    who = Address("tel", "+22370000077")
    await house.says("bonjour", who)
    await becomes(house, who, "admin")
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


# A phone that calls, and sends nothing -----------------------------------------------------------


async def writing(app, how_many, first=0):
    """So many people write; their answers are on the phone."""
    for number in range(first, first + how_many):
        app.receives("aide", f"+223700001{number:02d}")
    await app.calls()


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "n'envoie rien depuis 16 minutes"),
        (["FAILED"], "n'envoie rien : 3 échecs de suite"),
        (["SENT"], None),
        (["SENT", "FAILED"], None),
        (["DELIVERED"], None),
    ],
)
async def test_a_phone_that_calls_and_sends_nothing_is_told_of(house, states, said):
    who = await operator(house)
    async with served(house) as client:
        app, watch = App(client), watching(house)
        await watch.look()
        await writing(app, 3)
        app.sends(*states)  # it says UNSENT and PENDING whatever comes of it
        for _each in range(8):
            house.clock.advance(minutes=2)
            await app.calls()
        await watch.look()
        heard = await house.hears(who)
        assert [said in text for text in heard] == ([True] if said else [])


async def test_a_phone_that_never_takes_what_it_is_offered_is_told_of_although_it_calls(house):
    who = await operator(house)
    async with served(house) as client:
        app, watch = App(client), watching(house)
        app.lost = 1000
        await watch.look()
        for minute in range(20):
            app.came.clear()
            app.receives("aide", f"+223700001{minute:02d}")
            await app.calls()
            house.clock.advance(minutes=1)
        await watch.look()
        [worry] = await house.hears(who)
        assert "orange prend les messages mais n'envoie rien" in worry


async def test_it_works_again_with_the_first_message_that_the_network_takes(house):
    who = await operator(house)
    async with served(house) as client:
        app, watch = App(client), watching(house)
        await watch.look()
        await writing(app, 3)
        app.sends("FAILED")
        await app.calls()
        await watch.look()
        assert "3 échecs" in (await house.hears(who))[0]
        house.clock.advance(minutes=2)
        await writing(app, 1)  # for whom it is still the only way
        await watch.look()
        assert await house.hears(who) == []
        app.sends("SENT")
        await app.calls()
        await watch.look()
        assert "orange marche de nouveau" in (await house.hears(who))[0]


async def test_a_number_that_nobody_has_is_no_trouble_of_the_line(house):
    async with served(house) as client:
        app, watch = App(client), watching(house)
        await watch.look()
        for each in range(4):
            await writing(app, 1, each)
            app.sends("FAILED" if each % 2 else "SENT")
            await app.calls()
            app.updates = [{"id": i, "status": s} for i, s in app.known.items() if s == "FAILED"]
            await app.calls()  # told twice counts once
            house.clock.advance(minutes=20)
            await app.calls()
            await watch.look()
        assert await house.rows("SELECT channel FROM trouble") == []


@pytest.mark.parametrize(("tells", "kind"), [(True, [("mute",)]), (False, [])])
async def test_other_lines_are_judged_by_failures_once_they_have_told_of_a_success(
    house, tells, kind
):
    watch = watching(house, ())
    for number in range(4):
        await house.says("aide", Address("tel", f"+223700001{number:02d}"))
    told = [outbound.id for outbound, _rendered in house.channel.sent]
    if tells:
        await house.outbox.note(Receipt("fake", "a", "delivered", outbound_id=told[0]))
    for each in told[1:4]:
        await house.outbox.note(Receipt("fake", each, "failed", "no", outbound_id=each))
    house.clock.advance(minutes=20)
    await watch.look()
    assert await house.rows("SELECT kind FROM trouble") == kind


# Nobody to tell ----------------------------------------------------------------------------------


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_who_is_reached_by_the_dead_phone_only_cannot_be_told_others_are(house, elsewhere):
    async with served(house) as client:
        app, watch = App(client), watching(house)
        await writing(app, 1)
        app.sends("SENT")
        await app.calls()
        await becomes(house, "tel:+22370000100", "admin")
        coordinator = Address("tel", "+22370000088")
        await house.says("bonjour", coordinator)
        await becomes(house, coordinator, "coordinator" if elsewhere else "chw")
        await watch.look()
        house.clock.advance(minutes=16)
        with capture_logs() as logged:
            await watch.look()
        heard = await house.hears(coordinator)
        assert ["n'a pas appelé" in text for text in heard] == ([True] if elsewhere else [])
        waits = await house.rows("SELECT channel FROM outbound WHERE status = 'queued'")
        assert ("orange",) in waits, "and the administrator, when it is back"
        said = [line["event"] for line in logged if line["log_level"] == "error"]
        alone = [] if elsewhere else ["nobody can be told of a line in trouble"]
        assert said == ["a line is in trouble", *alone]
