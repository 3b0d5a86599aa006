"""Telegram's limits: 30 messages in any second, one a second to a chat, 20 a minute to a group."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.address import Address
from bot.channels.telegram.gate import Gate, rests
from bot.cli.connecting import pacings
from bot.config import Settings
from bot.errors import TemporarySendError
from bot.message import Inbound, Notice, Reply, Urgency
from bot.outbox import Outbox
from bot.store.sqlite import SQLiteDatabase
from bot.text import verbatim
from tests.channels.telegram import CHAT, GROUP, FakeTelegram, channel, too_many
from tests.channels.telegram_limits import Stopwatch, Strict
from tests.conftest import House, until


def wrote(number: int, house: House) -> Inbound:
    who = Address("telegram", str(1000 + number))
    return Inbound("telegram", f"{number}:1", who, "@kunnafoni_bot", "hello", house.clock())


async def people(house: House, number: int, each: int = 1, first: int = 0) -> None:
    """So many who wrote to us on Telegram, with so many messages waiting for each of them."""
    everybody = [wrote(first + n, house) for n in range(number)]
    await asyncio.gather(*map(house.dispatcher.receive, everybody))
    contacts = [row[0] for row in await house.rows("SELECT id FROM contact")]
    more = [Reply(verbatim(str(n))) for n in range(each - 1)]
    async with house.dispatcher._store.batch() as session:
        notices = [Notice(who, reply, Urgency.URGENT) for who in contacts for reply in more]
        await session.notify(notices, house.clock())


@asynccontextmanager
async def sending(house: House, telegram: FakeTelegram, **changes) -> AsyncIterator[None]:
    """The real outbox at work."""
    async with channel(telegram, **changes) as ours:
        paces = pacings(Settings(), {"telegram": ours})
        known = {"telegram": ours}
        outbox = Outbox(house.mail, known, house.catalogs, house.clock, pacings=paces)
        task = asyncio.create_task(outbox.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def emptied(house: House, telegram: FakeTelegram, **changes) -> None:
    """Until everything that waits was handed over."""
    [(number,)] = await house.rows("SELECT count(*) FROM outbound WHERE status = 'queued'")
    async with sending(house, telegram, **changes):
        await until(lambda: telegram.counts["sendMessage"] >= number, 60)


@pytest.fixture
async def quick(tmp_path, catalogs, clock):
    """A house on SQLite: what is measured is how fast we may be, not a database."""
    async with SQLiteDatabase.open(tmp_path / "bot.db") as database:
        yield House(database, catalogs, clock)


async def test_nearly_thirty_leave_each_second_and_none_is_refused(quick):
    telegram = FakeTelegram(latency=0.03)
    strict = Strict(telegram)
    await people(quick, 115)
    await emptied(quick, telegram, per_second=28, per_chat=1)
    assert strict.refused == 0
    assert len(strict.taken) == 115
    assert strict.rate >= 27


async def test_a_program_that_was_held_up_does_not_hurry_afterwards(quick):
    telegram = FakeTelegram(latency=0.01)
    strict = Strict(telegram)
    await people(quick, 70)

    async def hold_up():
        for _each in range(3):
            await asyncio.sleep(0.5)
            time.sleep(0.3)  # noqa: ASYNC251  (as a busy machine does)

    holding = asyncio.create_task(hold_up())
    await emptied(quick, telegram, per_second=28, per_chat=1)
    await holding
    assert (strict.refused, len(strict.taken)) == (0, 70)


async def test_a_chat_gets_one_a_second_while_others_are_not_held(quick):
    telegram = FakeTelegram(latency=0.01)
    strict = Strict(telegram)
    await people(quick, 15, each=3)
    began = time.monotonic()
    await emptied(quick, telegram, per_second=28, per_chat=1)
    assert (strict.refused, len(strict.taken)) == (0, 45)
    assert strict.taken[14] - began < 1.5, "all had their first before anybody had a third"


async def test_one_chat_that_asked_us_to_wait_does_not_hold_the_others(quick):
    telegram = FakeTelegram(latency=0.005)
    await people(quick, 40)

    def look(method, parameters):
        return too_many(30) if (method, parameters["chat_id"]) == ("sendMessage", 1000) else None

    telegram.before = look
    await quick.rows("UPDATE outbound SET id = '0' WHERE address = 'telegram:1000'")
    async with sending(quick, telegram, per_second=200):
        await until(lambda: telegram.counts["sendMessage"] == 40)
    assert await quick.rows("SELECT address FROM outbound WHERE status = 'queued'") == [
        ("telegram:1000",)
    ]
    [(due_at,)] = await quick.rows("SELECT due_at FROM outbound WHERE status = 'queued'")
    assert due_at >= (quick.clock().timestamp() + 30) * 1000


async def test_four_hundred_leave_each_second_where_a_thousand_are_allowed(quick):
    """The best of three: what the program can, not what else the machine did meanwhile."""
    best = 0.0
    for turn in range(3):
        telegram = FakeTelegram(latency=0.02)
        strict = Strict(telegram, most=1000)
        await people(quick, 800, first=turn * 800)
        watch = Stopwatch()
        await emptied(quick, telegram, per_second=1000, per_chat=1)
        best = max(best, 800 / watch.seconds)
        assert (strict.refused, len(strict.taken)) == (0, 800)
        if best >= 400:
            return
    assert best >= 400


# The gate alone ----------------------------------------------------------------------------------


async def test_parts_of_one_text_keep_their_distance():
    gate = Gate(1000, rests(per_chat=20, per_group=20))
    clock = asyncio.get_running_loop().time
    began = clock()
    for _each in range(4):
        await gate.turn(Address("telegram", str(CHAT)))
    assert 0.15 <= clock() - began < 0.4


@pytest.mark.parametrize(("chat", "seconds"), [(CHAT, 1), (GROUP, 3)])
def test_a_person_gets_one_a_second_and_a_group_twenty_a_minute(chat, seconds):
    between = rests(per_chat=1, per_group=20)
    assert seconds <= between(Address("telegram", str(chat))) <= seconds * 1.1


async def test_a_wait_that_was_asked_for_ends():
    gate, who = Gate(1000, rests(1000, 1000)), Address("telegram", str(CHAT))
    gate.asked(who, 0.05)
    with pytest.raises(TemporarySendError):
        await gate.turn(who)
    await asyncio.sleep(0.06)
    await gate.turn(who)


async def test_chats_that_may_be_written_to_again_are_forgotten(monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.gate.MANY", 10)
    gate = Gate(1000, rests(1e6, 1e6))
    for number in range(50):
        await gate.turn(Address("telegram", str(number)))
    assert len(gate._free_at) <= 20
