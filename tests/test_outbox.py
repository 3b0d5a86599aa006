"""What leaves, in which order, how often, and what we come to know of it."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.address import Address
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError
from bot.message import Notice, Receipt, Reply, Role, Urgency
from bot.outbox import Outbox
from bot.store.base import Settled
from bot.text import _
from tests.conftest import BY_KEY, CHW, SUPERVISOR, FakeChannel

ONE = "SELECT status FROM outbound"
OTHER = Address("tel", "+22370000066")
FAKE = "fake"  # the channel whose messages are claimed


async def tell(house, *notices):
    """Queue notices for the only contact there is."""
    [(contact_id,)] = await house.rows("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        made = [Notice(contact_id, Reply(_("{t}", t=t)), u, e) for t, u, e in notices]
        await session.notify(made, house.clock())


async def claimed(house, most=1):
    """What another worker holds now, for two minutes."""
    now = house.clock()
    claim = await house.mail.claim(now, FAKE, lease=now + timedelta(minutes=2), most=most)
    return claim.outbounds


async def test_the_most_urgent_leaves_first(house):
    await house.says("hello")
    bulk, ordinary, urgent = Urgency.BULK, Urgency.ORDINARY, Urgency.URGENT
    await tell(house, ("b", bulk, None), ("o", ordinary, None), ("u", urgent, None))
    await house.dispatcher.receive(house.message("hello again"))
    [_answer, *rest] = await house.hears(CHW)
    assert rest == ["u", "o", "b"]


async def test_what_comes_too_late_is_dropped(house):
    await house.says("hello")
    await tell(house, ("late", Urgency.URGENT, house.clock() + timedelta(minutes=5)))
    house.clock.advance(minutes=5)
    assert await house.hears(CHW) == []
    assert ("failed", "expired") in await house.rows("SELECT status, reason FROM outbound")


async def test_a_temporary_failure_is_retried_later(house):
    house.channel.failures = [TemporarySendError("busy", retry_after=60)]
    assert await house.says("hello") == []
    house.clock.advance(seconds=59)
    assert await house.outbox.deliver() == 0
    house.clock.advance(seconds=7)
    assert await house.outbox.deliver() == 1
    assert len(house.channel.sent) == 1


async def test_a_permanent_failure_is_not_retried(house):
    house.channel.failures = [PermanentSendError("no such number")]
    await house.says("hello")
    house.clock.advance(days=1)
    assert await house.outbox.deliver() == 0
    assert await house.rows(ONE) == [("failed",)]


async def test_an_address_that_stopped_is_left_alone_until_it_writes_again(house):
    house.channel.failures = [AddressStopped("blocked")]
    await house.dispatcher.receive(house.message("hello"))
    await house.dispatcher.receive(house.message("hello again"))
    assert await house.hears(CHW) == []
    reasons = await house.rows("SELECT reason FROM outbound ORDER BY reason")
    assert reasons == [("address stopped",), ("blocked",)]
    assert len(await house.says("I am back")) == 1


async def second_phone(house, last_seen=1):
    """Another address of the only contact there is."""
    await house.rows(
        "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at) "
        f"SELECT '{OTHER}', id, 'fake', '+22370000009', {last_seen} FROM contact RETURNING address"
    )


async def test_what_an_address_refuses_is_told_at_another_of_the_same_person(house):
    """Whoever blocks us on one channel is still told by SMS; an answer stays where it belongs."""
    await house.says("hello")
    await second_phone(house)
    urgent, bulk = Urgency.URGENT, Urgency.BULK
    await tell(house, ("alert", urgent, None), ("news", bulk, None))
    await house.dispatcher.receive(house.message("aide"))
    house.channel.failures = [AddressStopped("blocked")]
    assert await house.hears(CHW) == []
    assert house.sent_to(OTHER) == ["alert", "news"]
    assert ("failed", "blocked", 0) in await house.rows(
        "SELECT status, reason, urgency FROM outbound"
    )
    [(sender,)] = {(out.sender,) for out, _said in house.channel.sent if out.address == OTHER}
    assert sender == "+22370000009"


async def test_who_opted_out_by_a_receipt_is_told_at_another_address(house):
    await house.says("hello")
    await second_phone(house)
    await tell(house, ("news", Urgency.BULK, None))
    await house.outbox.note(Receipt("fake", "fake-1", "failed", "opted out", stopped=True))
    assert await house.hears(OTHER) == ["news"]


async def test_a_message_that_no_address_takes_is_failed_once(house):
    await house.says("hello")
    await second_phone(house)
    await tell(house, ("news", Urgency.BULK, None))
    house.channel.failures = [AddressStopped("blocked"), AddressStopped("blocked too")]
    await house.hears(CHW)
    assert ("failed", "blocked too") in await house.rows("SELECT status, reason FROM outbound")


async def test_a_notice_may_be_for_one_address_only(house):
    await house.says("hello")
    await second_phone(house)
    [(contact_id,)] = await house.rows("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        said = Reply(_("{t}", t="code"))
        nobody = Address("tel", "+22370000055")
        await session.notify(
            [Notice(contact_id, said, at=OTHER), Notice(contact_id, said, at=nobody)],
            house.clock(),
        )
    assert await house.hears(OTHER) == ["code"]
    assert len(house.channel.sent) == 2


async def test_two_workers_never_claim_the_same_message(house):
    for number in range(30):
        who = Address("tel", f"+2237000{number:04d}")
        await house.dispatcher.receive(house.message("hello", who))
    claims = await asyncio.gather(*(claimed(house, most=10) for _each in range(8)))
    ids = [outbound.id for claim in claims for outbound in claim]
    assert len(ids) == len(set(ids)) == 30


async def test_a_claim_takes_no_more_than_it_asks_for_however_many_wait(house):
    """What is claimed and not sent soon would keep urgent messages waiting."""
    people = [Address("tel", f"+2237000{n:04d}") for n in range(150)]
    await asyncio.gather(*(house.dispatcher.receive(house.message("hello", p)) for p in people))
    assert len(await claimed(house, most=7)) == 7
    assert len(await claimed(house, most=150)) == 143


async def test_a_message_claimed_by_a_dead_worker_is_claimed_again(house):
    await house.dispatcher.receive(house.message("hello"))
    await claimed(house)
    assert await house.outbox.deliver() == 0
    house.clock.advance(minutes=3)
    assert await house.outbox.deliver() == 1


@pytest.mark.parametrize(
    ("receipts", "status"),
    [
        (["delivered"], "delivered"),
        (["delivered", "sent"], "delivered"),
        (["delivered", "failed"], "delivered"),
        (["sent", "failed", "sent"], "failed"),
    ],
)
async def test_a_status_never_goes_backwards(house, receipts, status):
    await house.says("hello")
    for receipt in receipts:
        await house.outbox.note(Receipt("fake", "fake-1", receipt))
    assert await house.rows(ONE) == [(status,)]


async def test_what_was_delivered_stays_delivered_when_a_dead_worker_s_message_is_sent_again(house):
    await house.dispatcher.receive(house.message("hello"))
    [outbound] = await claimed(house)
    await house.outbox.settle(Settled(outbound, "first"))
    await house.outbox.note(Receipt("fake", "first", "delivered"))
    await house.outbox.settle(Settled(outbound, "second"))
    assert await house.rows(ONE) == [("delivered",)]


async def test_a_receipt_that_knows_our_id_finds_its_message_before_we_know_the_provider_s(house):
    await house.dispatcher.receive(house.message("hello"))
    [outbound] = await claimed(house)
    await house.outbox.note(Receipt("fake", "x", "delivered", outbound_id=outbound.id))
    assert await house.rows(ONE) == [("delivered",)]
    await house.outbox.settle(Settled(outbound, "x"))
    assert await house.rows(ONE) == [("delivered",)]


async def test_a_receipt_may_tell_that_the_person_wants_nothing_more(house):
    await house.says("hello")
    await house.outbox.note(Receipt("fake", "fake-1", "failed", "opted out", stopped=True))
    assert await house.rows("SELECT status, reason FROM outbound") == [("failed", "opted out")]
    await tell(house, ("news", Urgency.URGENT, None))
    assert await house.hears(CHW) == []


async def test_who_said_stop_gets_nothing_that_was_waiting_but_the_answer(house):
    await house.says("hello")
    await tell(house, ("news", Urgency.BULK, None))
    [answer] = await house.says("STOP")
    assert "START" in answer
    assert ("failed", "stopped") in await house.rows("SELECT status, reason FROM outbound")


async def test_a_receipt_may_come_before_we_noted_the_sending(house):
    await house.outbox.note(Receipt("fake", "fake-1", "delivered"))
    await house.says("hello")
    assert await house.rows(ONE) == [("delivered",)]


async def test_a_receipt_and_the_sending_noted_at_once_lose_nothing(house):
    await house.dispatcher.receive(house.message("hello"))
    [outbound] = await claimed(house)
    await asyncio.gather(
        house.outbox.settle(Settled(outbound, "x")),
        house.outbox.note(Receipt("fake", "x", "delivered")),
    )
    assert await house.rows(ONE) == [("delivered",)]


async def test_a_postponed_message_is_not_overtaken_by_a_later_one_to_the_same_phone(house):
    house.channel.failures = [TemporarySendError("busy")]
    await house.dispatcher.receive(house.message("hello"))
    await house.outbox.deliver()
    await house.dispatcher.receive(house.message("aide"))
    assert await house.hears(CHW) == []
    house.clock.advance(seconds=10)
    first, second = await house.hears(CHW)
    assert first.startswith("Bienvenue")
    assert "15" in second


async def test_a_channel_that_is_out_of_reach_does_not_hold_what_another_can_send(house, clock):
    """Two gateways, one phone: who writes to the second is answered by it."""
    other = FakeChannel()
    channels = {FAKE: house.channel, "other": other}
    house.outbox = Outbox(house.mail, channels, house.catalogs, clock)
    house.channel.failures = [TemporarySendError("off")]
    await house.says("hello")
    message = house.message("hello")
    await house.dispatcher.receive(replace(message, channel="other"))
    await house.hears(CHW)
    assert (len(house.channel.sent), len(other.sent)) == (0, 1)
    clock.advance(minutes=1)
    await house.hears(CHW)
    assert (len(house.channel.sent), len(other.sent)) == (1, 1)


async def test_an_answer_passes_a_postponed_broadcast(house):
    await house.says("hello")
    await tell(house, ("b", Urgency.BULK, None))
    house.channel.failures = [TemporarySendError("busy")]
    await house.outbox.deliver()
    [answer] = await house.says("aide")
    assert "15" in answer


async def test_what_cannot_be_sent_at_last_is_dead_with_its_reason(house):
    house.channel.failures = [TemporarySendError("down")] * 6
    await house.says("hello")
    for _each in range(6):
        house.clock.advance(hours=3)
        await house.outbox.deliver()
    assert await house.rows("SELECT status, reason FROM outbound") == [("failed", "gave up: down")]


async def test_each_wait_is_longer_than_the_one_before(house):
    house.channel.failures = [TemporarySendError("down")] * 5
    await house.dispatcher.receive(house.message("hello"))
    assert await house.outbox.deliver() == 1
    for seconds in (5, 30, 300, 1800, 7200):
        house.clock.advance(seconds=seconds * 0.99)
        assert await house.outbox.deliver() == 0
        house.clock.advance(seconds=seconds * 0.12)
        assert await house.outbox.deliver() == 1
    assert len(house.channel.sent) == 1
    assert await house.rows(ONE) == [("sent",)]


async def test_what_breaks_its_channel_is_given_up_and_keeps_nobody_waiting(house):
    """An error that nobody foresaw leaves the message to its lease; not for ever."""
    house.channel.failures = [RuntimeError("a bug of a library")] * 99
    await house.dispatcher.receive(house.message("hello"))
    await house.dispatcher.receive(house.message("aide"))
    for _each in range(12):
        with contextlib.suppress(RuntimeError):
            await house.outbox.deliver()
        house.clock.advance(minutes=3)
    [first, _second] = await house.rows("SELECT status, reason FROM outbound ORDER BY id")
    assert first == ("failed", "gave up: it was never settled")
    house.channel.failures = []
    [said] = await house.hears(CHW)
    assert "15" in said


async def test_a_notice_goes_to_the_nearest_with_the_role(staffed):
    await staffed.says("hello")
    role = Role("supervisor", "district-bankass", otherwise=("coordinator",))
    async with staffed.dispatcher._store.batch() as session:
        await session.notify([Notice(role, Reply(_("{t}", t="x")))], staffed.clock())
    await staffed.outbox.deliver()
    assert staffed.sent_to(BY_KEY["coordinator"]) == ["x"]


async def test_a_notice_to_several_areas_goes_to_each_reader_once(staffed):
    """But not to those of areas where it is heard of anyway."""
    areas = ("district-douentza", "district-koro")
    supervisors = [SUPERVISOR, BY_KEY["supervisor-koro"]]
    for role, told in (
        (Role("supervisor", areas[0], also=areas), supervisors),
        (Role("coordinator", areas[0], also=areas), [BY_KEY["coordinator"]]),
        (Role("supervisor", areas[0], also=areas, heard=areas[1:]), supervisors[:1]),
        (Role("supervisor", areas[0], also=areas, heard=areas), []),
    ):
        before = len(staffed.channel.sent)
        async with staffed.dispatcher._store.batch() as session:
            await session.notify([Notice(role, Reply(_("{t}", t="x")))], staffed.clock())
        await staffed.outbox.deliver()
        assert {out.address for out, _r in staffed.channel.sent[before:]} == set(told)
        assert len(staffed.channel.sent[before:]) == len(told)


async def test_a_provider_that_gives_an_id_twice_does_not_make_us_send_for_ever(house):
    await house.says("hello")
    house.channel._count = 0
    await house.says("aide")
    assert await house.rows("SELECT DISTINCT status FROM outbound") == [("sent",)]
