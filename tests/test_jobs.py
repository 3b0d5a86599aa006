"""Work for later: done when it is due, once however many look, again when it failed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.errors import StoreUnavailable
from bot.handler import Job, Outcome, Reaction
from bot.jobs import LEASE, Jobs
from bot.message import NewJob, Notice, Reply, Role
from bot.store.store import SQLStore
from bot.text import _
from tests.conftest import BY_KEY, House, knowledge, until

COORDINATOR = BY_KEY["coordinator"]
FEW = "SELECT name, key, attempts FROM job ORDER BY name, key"


@dataclass(frozen=True, slots=True)
class Reminded:
    key: str


class Work:
    """What jobs do here: tell the coordinator, write down what ran, fail as often as told."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.heard: list[str] = []
        self.failures: list[Exception] = []

    async def remind(self, session, job, _now, _knowledge) -> Outcome:
        told = Notice(Role("coordinator"), Reply(_("{t}", t=f"{job.key} {job.data['what']}")))
        if self.failures:
            await session.notify([told], job.due_at)
            raise self.failures.pop(0)
        self.done.append(job.key)
        await asyncio.sleep(0)
        return Outcome((told,), (Reminded(job.key),))

    async def hear(self, _session, events) -> Outcome:
        self.heard += [event.key for event in events]
        return Outcome()


@pytest.fixture
def work() -> Work:
    return Work()


def runner(house: House, work: Work, *more: Job) -> Jobs:
    """A process of its own that does jobs on the same database."""
    store, jobs = SQLStore(house.database), (Job("remind", work.remind), *more)
    return Jobs(
        store, house.database, jobs, (Reaction(Reminded, work.hear),), knowledge(), house.clock
    )


def reminder(house: House, key: str, what: str = "visit", **later: float) -> NewJob:
    return NewJob("remind", key, house.clock() + timedelta(**later), {"what": what})


async def plan(house: House, *jobs: NewJob) -> None:
    async with SQLStore(house.database).batch() as session:
        await session.plan(jobs)


async def everything(jobs: Jobs) -> None:
    while await jobs.run_due():
        pass


async def test_a_job_is_done_when_it_is_due_and_not_before(staffed, work):
    jobs = runner(staffed, work)
    await plan(staffed, reminder(staffed, "visit-1", hours=2))
    staffed.clock.advance(hours=1, minutes=59)
    assert not await jobs.run_due()
    staffed.clock.advance(minutes=1)
    assert await jobs.run_due()
    assert await staffed.hears(COORDINATOR) == ["visit-1 visit"]
    assert work.heard == ["visit-1"]
    staffed.clock.advance(days=1)
    assert not await jobs.run_due()
    assert await staffed.rows(FEW) == []


async def test_the_job_longest_due_is_done_first(staffed, work):
    await plan(staffed, *(reminder(staffed, f"v{n}", hours=n) for n in (3, 1, 2)))
    staffed.clock.advance(hours=5)
    await everything(runner(staffed, work))
    assert work.done == ["v1", "v2", "v3"]


async def test_jobs_are_done_once_by_two_processes_at_once(staffed, work):
    await plan(staffed, *(reminder(staffed, f"v{n:02d}") for n in range(30)))
    await asyncio.gather(*(everything(runner(staffed, work)) for _each in range(2)))
    await everything(runner(staffed, work))
    assert sorted(work.done) == sorted(work.heard) == [f"v{n:02d}" for n in range(30)]
    assert len(await staffed.hears(COORDINATOR)) == 30
    assert await staffed.rows(FEW) == []


async def test_one_job_is_claimed_by_one_of_eight(staffed, work):
    await plan(staffed, reminder(staffed, "visit-1"))
    claims = await asyncio.gather(*(runner(staffed, work).run_due() for _each in range(8)))
    assert sum(claims) == 1
    assert work.done == ["visit-1"]


async def test_the_same_job_is_not_set_twice_and_keeps_its_time(staffed, work):
    await plan(staffed, reminder(staffed, "visit-1", "first", hours=1))
    await plan(staffed, reminder(staffed, "visit-1", "second"), reminder(staffed, "visit-2"))
    assert await staffed.rows(FEW) == [("remind", "visit-1", 0), ("remind", "visit-2", 0)]
    await everything(runner(staffed, work))
    assert work.done == ["visit-2"]
    staffed.clock.advance(hours=1)
    await everything(runner(staffed, work))
    assert await staffed.hears(COORDINATOR) == ["visit-2 visit", "visit-1 first"]


async def test_a_job_that_was_done_can_be_set_again(staffed, work):
    for _each in range(2):
        await plan(staffed, reminder(staffed, "visit-1"))
        await everything(runner(staffed, work))
    assert work.done == ["visit-1", "visit-1"]


async def test_a_job_that_fails_keeps_nothing_and_is_tried_again_ever_later(staffed, work):
    jobs = runner(staffed, work)
    work.failures = [RuntimeError("boom"), StoreUnavailable("down"), KeyError("x")]
    await plan(staffed, reminder(staffed, "visit-1"))
    for minutes in (2, 4, 8):
        assert await jobs.run_due()
        assert await staffed.hears(COORDINATOR) == []
        staffed.clock.advance(minutes=minutes, seconds=-1)
        assert not await jobs.run_due()
        staffed.clock.advance(seconds=1)
    assert await jobs.run_due()
    assert await staffed.hears(COORDINATOR) == ["visit-1 visit"]
    assert await staffed.rows(FEW) == []


async def test_a_job_that_always_fails_stays_to_be_looked_at_and_others_are_done(staffed, work):
    jobs = runner(staffed, work)
    await plan(staffed, reminder(staffed, "visit-1"))
    for _each in range(12):
        work.failures = [RuntimeError("boom")]
        assert await jobs.run_due()
        staffed.clock.advance(days=1)
    assert await staffed.rows(FEW) == [("remind", "visit-1", 12)]
    work.failures = [RuntimeError("boom")]
    await plan(staffed, reminder(staffed, "visit-2"))
    await everything(jobs)
    assert work.done == ["visit-2"]


async def test_a_job_that_this_program_does_not_know_harms_no_other(staffed, work):
    unknown = NewJob("from-next-year", "1", staffed.clock() - timedelta(days=1))
    await plan(staffed, unknown, reminder(staffed, "visit-1"))
    await everything(runner(staffed, work))
    assert work.done == ["visit-1"]
    assert await staffed.rows(FEW) == [("from-next-year", "1", 1)]


async def test_a_job_whose_process_died_is_done_by_another(staffed, work):
    """Killed between claiming and doing: the lease ends, somebody else takes it."""
    met = asyncio.Event()

    async def hang(_session, _job, _now, _knowledge) -> Outcome:
        met.set()
        await asyncio.Event().wait()
        return Outcome()

    dying = Jobs(
        SQLStore(staffed.database),
        staffed.database,
        (Job("remind", hang),),
        (),
        knowledge(),
        staffed.clock,
    )
    await plan(staffed, reminder(staffed, "visit-1"))
    running = asyncio.create_task(dying.run_due())
    await met.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not await runner(staffed, work).run_due()
    staffed.clock.advance(seconds=LEASE.total_seconds())
    assert await runner(staffed, work).run_due()
    assert work.done == ["visit-1"]


class Slow(SQLStore):
    """The store of a process that was asleep for longer than its lease."""

    def __init__(self, database) -> None:
        super().__init__(database)
        self.asleep, self.woken = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def batch(self):
        self.asleep.set()
        await self.woken.wait()
        async with super().batch() as session:
            yield session


async def test_a_process_that_slept_through_its_lease_does_not_do_the_job_again(staffed, work):
    slow, database = Slow(staffed.database), staffed.database
    sleeper = Jobs(slow, database, (Job("remind", work.remind),), (), knowledge(), staffed.clock)
    await plan(staffed, reminder(staffed, "visit-1"))
    sleeping = asyncio.create_task(sleeper.run_due())
    await slow.asleep.wait()
    staffed.clock.advance(seconds=LEASE.total_seconds())
    assert await runner(staffed, work).run_due()
    slow.woken.set()
    await sleeping
    assert work.done == ["visit-1"]
    assert await staffed.hears(COORDINATOR) == ["visit-1 visit"]


async def test_a_job_may_set_the_next_one(staffed, work):
    """Weekly work: its own name and a new key; its own key too, since it is done."""

    async def weekly(_session, job, now, _knowledge) -> Outcome:
        work.done.append(job.key)
        week = int(job.key) + 1
        return Outcome(jobs=(NewJob("weekly", str(week), now + timedelta(days=7)),))

    jobs = runner(staffed, work, Job("weekly", weekly))
    await plan(staffed, NewJob("weekly", "48", staffed.clock()))
    for _each in range(3):
        await everything(jobs)
        staffed.clock.advance(days=7)
    assert work.done == ["48", "49", "50"]
    assert await staffed.rows(FEW) == [("weekly", "51", 0)]


async def test_the_first_of_a_chain_is_planned_at_every_start_and_only_once(staffed, work):
    """However often programs start, and also if somebody emptied the table."""

    def first(now, _knowledge) -> NewJob:
        return NewJob("remind", "daily", now + timedelta(hours=1), {"what": "first"})

    job = Job("remind", work.remind, first)
    store, database, clock = SQLStore(staffed.database), staffed.database, staffed.clock
    for _each in range(3):
        await Jobs(store, database, (job,), (), knowledge(), clock).begin()
        clock.advance(minutes=10)
    assert await staffed.rows(FEW) == [("remind", "daily", 0)]
    clock.advance(minutes=30)
    await everything(Jobs(store, database, (job,), (), knowledge(), clock))
    assert work.done == ["daily"]


async def test_what_is_planned_for_now_does_not_wait_for_the_next_look(staffed, work):
    """Woken, or when the time of the first comes: not half a minute later."""
    told = []
    store, known = SQLStore(staffed.database), (Job("remind", work.remind),)
    jobs = Jobs(
        store, staffed.database, known, (), knowledge(), staffed.clock, lambda: told.append(1)
    )
    running = asyncio.create_task(jobs.run())
    await asyncio.sleep(0.1)
    await plan(staffed, reminder(staffed, "now"), reminder(staffed, "soon", milliseconds=300))
    jobs.wake()
    await until(lambda: work.done == ["now"])
    staffed.clock.advance(milliseconds=300)
    await until(lambda: work.done == ["now", "soon"])
    await until(lambda: len(told) == 2)
    running.cancel()
