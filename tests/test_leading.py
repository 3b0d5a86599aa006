"""What must be one among many processes is one, and is taken over when its holder dies."""

import asyncio
from datetime import timedelta

import pytest

from bot import leading
from bot.leading import LEASE, Leases
from tests.conftest import until


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(leading, "LOOK", 0.02)


class Worker:
    """A process that wants to be the one."""

    def __init__(self, database, clock, holder) -> None:
        self.leases = Leases(database, clock, holder)
        self.working = False
        self.turns = 0

    async def work(self) -> None:
        self.working = True
        self.turns += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.working = False

    def start(self) -> None:
        self.task = asyncio.create_task(self.leases.alone("poll", self.work))

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def test_one_works_and_the_other_takes_over_when_it_leaves(database, clock):
    first, second = (Worker(database, clock, name) for name in ("first", "second"))
    first.start()
    await until(lambda: first.working)
    second.start()
    await asyncio.sleep(0.2)
    assert not second.working
    await first.stop()
    await until(lambda: second.working)
    await second.stop()


async def test_a_dead_holder_s_lease_ends_by_itself(database, clock):
    dead, heir = Worker(database, clock, "dead"), Worker(database, clock, "heir")
    assert await dead.leases._taken("poll")
    heir.start()
    await asyncio.sleep(0.2)
    assert not heir.working
    clock.advance(seconds=LEASE.total_seconds() + 1)
    await until(lambda: heir.working)
    await heir.stop()


async def test_who_slept_through_its_lease_stops_working(database, clock):
    sleeper, heir = Worker(database, clock, "sleeper"), Worker(database, clock, "heir")
    sleeper.start()
    await until(lambda: sleeper.working)
    heir.leases._clock = lambda: clock() + LEASE + timedelta(seconds=1)
    assert await heir.leases._taken("poll")
    await until(lambda: not sleeper.working)
    await sleeper.stop()
    assert await heir.leases._taken("poll"), "it must not give back what is another's"


async def test_a_successor_of_the_same_name_need_not_wait(database, clock):
    """A database of one process: after a crash the next start must not wait for a lease."""
    assert await Leases(database, clock, "one")._taken("poll")
    assert await Leases(database, clock, "one")._taken("poll")


async def test_what_fails_is_not_hidden(database, clock):
    async def failing() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Leases(database, clock).alone("poll", failing)
