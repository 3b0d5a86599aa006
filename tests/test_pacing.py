"""How fast our numbers send, how much a day, and when; each channel by itself."""

import asyncio
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.address import Address
from bot.channels.base import Channel
from bot.message import Notice, Reply, Urgency
from bot.outbox import Outbox
from bot.pacing import ALL, Allowance, Pacing
from bot.sending import Pace
from bot.text import verbatim
from tests.conftest import CHW, FakeChannel, until

OURS = "+22370000000"
NIGHT = (time(21), time(6, 30))


def at(hour, minute=0):
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "when", "waits"),
    [
        (NIGHT, at(20, 59), False),
        (NIGHT, at(21), True),
        (NIGHT, at(0), True),
        (NIGHT, at(6, 29), True),
        (NIGHT, at(6, 30), False),
        ((time(12), time(14)), at(13), True),
        ((time(12), time(14)), at(14), False),
        (None, at(3), False),
    ],
)
def test_quiet_hours_go_over_midnight_too(quiet, when, waits):
    assert Pacing(Allowance(quiet=quiet)).held(when, {}) == (frozenset({ALL}) if waits else set())


def test_quiet_hours_are_those_of_the_configured_zone():
    pacing = Pacing(Allowance(quiet=NIGHT), zone=ZoneInfo("Asia/Tokyo"))
    assert pacing.held(at(12, 30), {}) == {ALL}  # 21:30 in Tokyo
    assert pacing.held(at(22), {}) == set()


def test_a_number_that_has_sent_its_day_s_share_waits_and_another_does_not():
    pacing = Pacing(by_sender={OURS: Allowance(a_day=100), "+22370000009": Allowance(a_day=100)})
    assert pacing.held(at(9), {OURS: 100, "+22370000009": 99}) == {OURS}


async def test_messages_keep_their_distance_and_a_long_one_counts_its_segments():
    pacing = Pacing(Allowance(per_second=100))
    clock = asyncio.get_running_loop().time
    began = clock()
    for segments in (1, 3, 1):
        await pacing.turn(OURS, CHW, segments)
    assert clock() - began >= 0.039


async def test_one_address_waits_and_others_pass_it():
    pacing = Pacing(Allowance(between=lambda _address: 0.2))
    clock = asyncio.get_running_loop().time
    began = clock()
    done: list[tuple[Address, float]] = []

    async def turn(address):
        await pacing.turn(OURS, address, 1)
        done.append((address, clock() - began))

    others = [Address("tel", f"+2237000001{n}") for n in range(5)]
    await asyncio.gather(turn(CHW), turn(CHW), *map(turn, others))
    assert [who for who, _at in done[:-1]] == [CHW, *others]
    assert done[-1][0] == CHW
    assert done[-1][1] >= 0.19


# In the house ------------------------------------------------------------------------------------


class Stuck(FakeChannel):
    """A provider that does not answer until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.asked = False

    async def send(self, outbound, rendered):
        self.asked = True
        await self.open.wait()
        return await super().send(outbound, rendered)


async def tell(house, text, urgency):
    [(contact_id,)] = await house.rows("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        await session.notify([Notice(contact_id, Reply(verbatim(text)), urgency)], house.clock())


def outbox(house, pacing, channels: dict[str, Channel] | None = None, **options) -> Outbox:
    known = channels or {"fake": house.channel}
    return Outbox(
        house.mail, known, house.catalogs, house.clock, pacings={"fake": pacing}, **options
    )


async def test_at_night_answers_and_urgent_notices_leave_and_the_rest_waits_for_the_morning(house):
    house.outbox = outbox(house, Pacing(Allowance(quiet=NIGHT)))
    house.clock.now = at(23)
    await house.says("hello")
    await tell(house, "bulk", Urgency.BULK)
    await tell(house, "reminder", Urgency.ORDINARY)
    await tell(house, "alert", Urgency.URGENT)
    assert await house.hears(CHW) == ["alert"]
    assert len(await house.says("aide")) == 1
    house.clock.now = at(6, 30).replace(day=25)
    assert await house.hears(CHW) == ["reminder", "bulk"]


async def test_the_day_s_cap_counts_segments_holds_the_rest_and_is_new_the_next_day(house):
    cap = Pacing(by_sender={OURS: Allowance(a_day=3)})
    house.outbox = outbox(house, cap)
    await house.says("hello")
    for number in range(4):
        await tell(house, str(number), Urgency.BULK)
        await house.outbox.deliver()
    assert await house.rows("SELECT segments FROM sent_count") == [(3,)]
    assert len(await house.says("aide")) == 1  # an answer is never held
    house.clock.advance(days=1)
    assert await house.hears(CHW) == ["2", "3"]


class Long(FakeChannel):
    """Every message has so many segments."""

    def __init__(self, parts: int) -> None:
        super().__init__()
        self._parts = parts

    def segments(self, _rendered) -> int:
        return self._parts


@pytest.mark.parametrize("parts", [1, 2, 3])
async def test_the_day_s_cap_holds_however_many_wait_at_once(house, parts):
    """Only the message that reaches it may go beyond it."""
    house.outbox = outbox(
        house, Pacing(by_sender={OURS: Allowance(a_day=10)}), {"fake": Long(parts)}
    )
    for number in range(20):
        who = Address("tel", f"+223700002{number:02d}")
        await house.dispatcher.receive(house.message("bonjour", who))
    await house.rows(f"UPDATE outbound SET urgency = {Urgency.BULK:d} RETURNING id")
    while await house.outbox.deliver(64):
        pass
    [(sent,)] = await house.rows("SELECT segments FROM sent_count")
    assert 10 <= sent < 10 + parts


async def test_a_provider_that_hangs_holds_only_its_own_channel(house):
    stuck = Stuck()
    running = outbox(house, Pacing(), {"slow": stuck, "fake": house.channel})
    other = Address("tel", "+22370000077")
    await house.dispatcher.receive(house.message("hello", other))
    await house.rows("UPDATE outbound SET channel = 'slow'")
    task = asyncio.create_task(running.run())
    await house.dispatcher.receive(house.message("hello"))
    running.wake()
    await until(lambda: house.channel.sent and stuck.asked)
    assert not stuck.sent
    stuck.open.set()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(stuck.sent) == 1, "what was being handed over is finished first"
    assert await house.rows("SELECT DISTINCT status FROM outbound") == [("sent",)]


async def test_what_waits_for_its_turn_when_we_stop_is_left_for_the_next_start_at_once(house):
    slow = Pacing(Allowance(per_second=0.05))
    running = outbox(house, slow)
    for number in range(2):
        who = Address("tel", f"+2237000007{number}")
        await house.dispatcher.receive(house.message("hello", who))
    task = asyncio.create_task(running.run())
    await until(lambda: house.channel.sent)
    await asyncio.sleep(0.2)
    task.cancel()
    async with asyncio.timeout(2):
        await asyncio.gather(task, return_exceptions=True)
    house.outbox = outbox(house, Pacing())
    await house.outbox.deliver()
    assert len(house.channel.sent) == 2


async def test_an_answer_leaves_soon_while_a_broadcast_is_under_way(house):
    """500 messages wait at 100 a second; an answer to somebody need not wait behind them."""
    await house.says("hello")
    people = [Address("tel", f"+2237000{n:04d}") for n in range(1000, 1200)]
    await asyncio.gather(*(house.dispatcher.receive(house.message("x", who)) for who in people))
    await house.rows("UPDATE outbound SET urgency = 3")
    running = outbox(house, Pacing(Allowance(per_second=100)))
    task = asyncio.create_task(running.run())
    await asyncio.sleep(0.3)
    sent = len(house.channel.sent)
    await house.dispatcher.receive(house.message("aide"))
    running.wake()
    await until(lambda: house.sent_to(CHW, sent))
    assert len(house.channel.sent) < len(people), "the broadcast was still under way"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_more_than_one_transaction_s_outcomes_are_all_written(house):
    people = [Address("tel", f"+2237000{n:04d}") for n in range(2000, 2400)]
    await asyncio.gather(*(house.dispatcher.receive(house.message("x", who)) for who in people))
    house.outbox = outbox(house, Pacing(), pace=Pace(most=400))
    assert await house.outbox.deliver(400) == 400
    assert await house.rows("SELECT status, count(*) FROM outbound GROUP BY status") == [
        ("sent", 400)
    ]
