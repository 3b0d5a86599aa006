"""What must hold however many write at once: order, one answer, nobody's fault shared."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.address import Address
from bot.conversation import Conversation
from bot.errors import StoreUnavailable, TryAgain
from bot.handler import Handler, Turn, say
from bot.message import Reply
from bot.store.base import as_rows
from bot.store.session import CORE
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from bot.text import _, verbatim
from handlers import HANDLERS
from handlers.report import handler as report
from handlers.report import records
from tests.conftest import BY_KEY, CHW


def person(number):
    return Address("tel", f"+223700{50000 + number}")


def heard(house):
    return [said.text for _outbound, said in house.channel.sent]


async def count(context):
    """A handler that would lose an addition if two turns of a contact overlapped."""
    total = int(context.conversation.answers["total"]) if context.conversation else 0
    await asyncio.sleep(0.001)
    kept = Conversation("count", "more", context.now.replace(year=2030), {"total": str(total + 1)})
    return Turn((Reply(_("{total}", total=str(total + 1))),), kept)


async def fail_on_boom(context):
    if context.inbound.text == "boom":
        raise RuntimeError("boom")
    return say(_("{text}", text=context.inbound.text))


COUNT = Handler("count", count)
FRAGILE = Handler("fragile", fail_on_boom)


async def test_turns_of_one_contact_never_overlap_and_keep_their_order(house):
    dispatcher = house.with_handlers(fallback=COUNT)
    await asyncio.gather(*(dispatcher.receive(house.message("+1")) for _each in range(20)))
    await house.hears(CHW)
    assert heard(house) == [str(total) for total in range(1, 21)]


async def test_turns_of_one_contact_never_overlap_between_two_dispatchers(house):
    both = [house.with_handlers(fallback=COUNT) for _each in range(2)]
    await asyncio.gather(*(both[n % 2].receive(house.message("+1")) for n in range(20)))
    await house.hears(CHW)
    assert sorted(map(int, heard(house))) == list(range(1, 21))


async def test_two_addresses_of_one_contact_take_their_turns_one_after_the_other(house):
    await house.says("hello", CHW)
    await house.says("hello", person(1))
    await house.rows(
        "UPDATE contact_address SET contact_id = (SELECT min(contact_id) FROM contact_address)"
        " RETURNING address"
    )
    house.channel.sent.clear()
    dispatcher = house.with_handlers(fallback=COUNT)
    writers = [CHW, person(1)] * 3
    await asyncio.gather(*(dispatcher.receive(house.message("+1", who)) for who in writers))
    await house.hears(CHW)
    assert sorted(heard(house)) == list("123456")


async def test_a_message_redelivered_five_times_at_once_is_answered_once(house):
    message = house.message("palu 2 koro")
    other = house.with_handlers(*HANDLERS)
    to = [house.dispatcher, other, house.dispatcher, other, house.dispatcher]
    await asyncio.gather(*(dispatcher.receive(message) for dispatcher in to))
    await house.hears(CHW)
    assert len(heard(house)) == 2  # the answer, and the languages: it is somebody new
    assert await house.rows("SELECT count(*) FROM report") == [(1,)]


async def test_one_that_fails_in_a_batch_of_ten_harms_only_itself(house):
    dispatcher = house.with_handlers(fallback=FRAGILE)
    texts = [f"hi {n}" if n != 6 else "boom" for n in range(10)]
    messages = [house.message(text, person(n)) for n, text in enumerate(texts)]
    await asyncio.gather(*map(dispatcher.receive, messages))
    await house.hears(CHW)
    assert sorted(heard(house)) == sorted(
        [t for t in texts if t != "boom"]
        + ["Un problème est survenu. Votre message est gardé. Réessayez plus tard."]
    )
    failed = await house.rows("SELECT external_id, error FROM inbound WHERE error IS NOT NULL")
    assert failed == [(messages[6].external_id, "RuntimeError")]
    assert await house.rows("SELECT count(*) FROM inbound") == [(10,)]


class Witness(SQLStore):
    """A store that remembers how often one batch was in another's way."""

    conflicts = 0

    @asynccontextmanager
    async def batch(self):
        try:
            async with super().batch() as session:
                yield session
        except TryAgain:
            self.conflicts += 1
            raise


async def test_batches_crossing_between_two_dispatchers_never_deadlock(house, database):
    """Everyone writes to both, in opposite orders; locks taken in sorted order never cross."""
    witness = Witness(database)
    both = [house.with_handlers(fallback=FRAGILE, store=witness) for _each in range(2)]
    people = [person(n) for n in range(64)]

    async def flood(dispatcher, order):
        messages = [house.message("hi", who) for who in order]
        await asyncio.gather(*map(dispatcher.receive, messages))

    await flood(both[0], people)
    async with database.transaction() as third:  # makes both wait half-way, holding what they have
        await third.fetch(
            CORE, "stop_addresses", rows=as_rows([{"address": str(people[32])}]), now=0
        )
        floods = [flood(both[0], people * 2), flood(both[1], people[::-1] * 2)]
        crossing = asyncio.gather(*floods)
        await asyncio.sleep(0.3)
    await crossing
    assert await house.rows("SELECT count(*), count(error) FROM inbound") == [(320, 0)]
    assert witness.conflicts == 0


async def test_what_deadlocks_is_tried_again(house, database):
    """Two turns lock by hand, in opposite orders: one is the victim, none fails."""
    if isinstance(database, SQLiteDatabase):
        pytest.skip("SQLite has one writer: nothing can deadlock")
    met = asyncio.Barrier(2)
    tries = []

    async def cross(context):
        tries.append(context.inbound.text)
        raw = context.session._connection._raw
        mine, other = context.inbound.text.split()
        lock = "SELECT pg_advisory_xact_lock($1)"
        await raw.execute(lock, int(mine))
        if len(tries) <= 2:
            await met.wait()
        await raw.execute(lock, int(other))
        return say(verbatim("both locked"))

    both = [house.with_handlers(fallback=Handler("cross", cross)) for _each in range(2)]
    await asyncio.gather(
        both[0].receive(house.message("1 2", person(1))),
        both[1].receive(house.message("2 1", person(2))),
    )
    await house.hears(CHW)
    assert heard(house) == ["both locked"] * 2
    assert len(tries) == 3


async def test_what_waits_is_taken_together_but_nobody_waits_for_company(house):
    sizes = []

    async def write_down(session, events):
        sizes.append(len(events))
        return await reaction.run(session, events)

    reaction = records.reactions[0]
    dispatcher = house.with_handlers(report.handler, reactions=(replace(reaction, run=write_down),))
    await dispatcher.receive(house.message("palu 1 koro"))
    crowd = [house.message("palu 1 koro", person(n)) for n in range(100)]
    await asyncio.gather(*map(dispatcher.receive, crowd))
    assert sizes == [1, 64, 36]


async def test_nothing_is_acknowledged_while_the_database_is_locked(house, database, tmp_path):
    if not isinstance(database, SQLiteDatabase):
        pytest.skip("a PostgreSQL database is not locked as a whole")
    await database._writer.execute_fetchall("PRAGMA busy_timeout = 20")
    message = house.message("palu 1 koro")
    async with SQLiteDatabase.open(tmp_path / "bot.db") as locker, locker.transaction():
        with pytest.raises(StoreUnavailable):
            await house.dispatcher.receive(message)
    await house.dispatcher.receive(message)
    answer = (await house.hears(CHW))[0]
    assert answer.startswith("Merci. Noté, no 1 : paludisme, 1 cas, Koro.")


async def test_two_hundred_messages_of_one_person_at_once_keep_their_order(house):
    dispatcher = house.with_handlers(fallback=FRAGILE)
    messages = [house.message(f"n {number}") for number in range(200)]
    await asyncio.gather(*map(dispatcher.receive, messages))
    while await house.outbox.deliver(100):
        pass
    assert heard(house) == [f"n {number}" for number in range(200)]


@pytest.mark.parametrize(
    "text", ["palu \0 2", "palu \ud800 2 koro", "", "x" * 2000, "\u202epalu 2"]
)
async def test_what_no_database_can_keep_is_kept_as_far_as_it_can(house, text):
    assert await house.says(text)
    [(stored,)] = await house.rows("SELECT text FROM inbound")
    assert "\0" not in stored
    assert len(stored) == len(text)


async def test_nobody_answers_machines_or_ourselves(house):
    dispatcher = house.with_handlers(fallback=FRAGILE, own_numbers=["+22370000000"])
    for who in ("36061", "Orange", "+22370000000"):
        await dispatcher.receive(house.message("promo", Address("tel", who)))
    await house.hears(CHW)
    assert heard(house) == []
    assert await house.rows("SELECT count(*) FROM inbound") == [(3,)]


async def test_two_robots_stop_after_five_and_an_operator_is_told_once(staffed):
    async def same(context):
        return say(_("{text}", text="I am out of office"))

    dispatcher = staffed.with_handlers(fallback=Handler("same", same))
    robot = person(50)
    for number in range(9):
        await dispatcher.receive(staffed.message(f"auto reply {number}", robot))
        await staffed.hears(robot)
    assert staffed.sent_to(robot) == ["I am out of office"] * 5
    told = staffed.sent_to(BY_KEY["coordinator"])
    assert len(told) == 1
    staffed.clock.advance(minutes=31)
    await dispatcher.receive(staffed.message("auto reply again", robot))
    assert await staffed.hears(robot) == ["I am out of office"]


async def test_an_emergency_is_answered_however_often(staffed):
    for _each in range(7):
        [answer] = await staffed.says("mon enfant convulse", person(51))
        assert answer.startswith("URGENT")
