"""Work for later: a row with a lease, run like a reaction, in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import orjson
import structlog

from bot.errors import StoreError, TryAgain
from bot.handler import Job, Knowledge, Reaction
from bot.message import NewJob
from bot.reacting import settle
from bot.store.base import Database, Row, Store, millis, moment
from bot.store.session import CORE
from bot.waking import woken

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=1)  # what a program that was killed had begun waits for so long
LOOK = timedelta(seconds=30)
TRIES = 10


class Jobs:
    def __init__(
        self,
        store: Store,
        database: Database,
        jobs: Sequence[Job],
        reactions: Sequence[Reaction],
        knowledge: Knowledge,
        clock: Callable[[], datetime],
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """`done` is told whenever one was done: what it said may wait in the outbox."""
        self._store = store
        self._database = database
        self._jobs = {job.name: job for job in jobs}
        self._reactions = tuple(reactions)
        self._knowledge = knowledge
        self._clock = clock
        self._done = done
        self._awake = asyncio.Event()
        self._begins_at = 0.0

    def wake(self) -> None:
        """Something was planned, perhaps for now: do not wait for the next look."""
        self._awake.set()

    async def run(self) -> None:
        """Do what is due until cancelled."""
        while True:
            self._awake.clear()
            try:
                await self._begin_again()
                pause = await self._until_due()
                if pause <= 0:
                    await self.run_due()
            except StoreError as error:
                log.warning("jobs wait for the database", reason=str(error))
                pause = LOOK.total_seconds()
            if pause > 0:
                await self._rest(pause)

    async def _until_due(self) -> float:
        """Seconds; looking takes no turn at the one writer."""
        async with self._database.reading() as connection:
            [row] = await connection.fetch(CORE, "next_job")
        due_at = moment(row["due_at"])
        wait = LOOK if due_at is None else min(due_at - self._clock(), LOOK)
        return wait.total_seconds()

    async def _rest(self, seconds: float) -> None:
        await woken(self._awake, seconds)

    async def _begin_again(self) -> None:
        """At the start, and at every look; not whenever we are woken."""
        now = asyncio.get_running_loop().time()
        if now >= self._begins_at:
            await self.begin()
            self._begins_at = now + LOOK.total_seconds()

    async def begin(self) -> None:
        """Plan the first of each chain; one that is planned already keeps its time.

        Again at every look: a clock that was wrong for a while leaves no chain broken.
        """
        now = self._clock()
        found = (job.first(now, self._knowledge) for job in self._jobs.values())
        if first := [job for job in found if job is not None]:
            async with self._store.batch() as session:
                await session.plan(first)

    async def run_due(self) -> bool:
        """Run the job longest due, if any is; whether one was."""
        now = self._clock()
        async with self._database.transaction() as connection:
            rows = await connection.fetch(
                CORE, "claim_job", now=millis(now), lease=millis(now + LEASE)
            )
        for row in rows:
            try:
                await self._do(row, now)
            except TryAgain as error:
                log.info("job again", job=row["name"], reason=str(error))
                await self._later(row, now)
            except Exception:
                log.exception("job failed", job=row["name"])
                await self._later(row, now)
        return bool(rows)

    async def _do(self, row: Row, now: datetime) -> None:
        due_at = moment(millis(now))
        assert due_at is not None
        mine = NewJob(row["name"], row["key"], due_at, orjson.loads(row["data"]))
        async with self._store.batch() as session:
            if not await session.fetch(CORE, "finish_job", name=mine.name, key=mine.key):
                return  # we slept through our lease, and another has done it
            outcome = await self._jobs[mine.name].run(session, mine, now, self._knowledge)
            await settle(session, self._reactions, outcome, now, self._knowledge)
        self._done()

    async def _later(self, row: Row, now: datetime) -> None:
        """Again, ever later; after the last try it stays, a day away, to be looked at."""
        wait = timedelta(minutes=2 ** min(row["attempts"], TRIES))
        async with self._database.transaction() as connection:
            await connection.fetch(
                CORE, "postpone_job", due_at=millis(now + wait), name=row["name"], key=row["key"]
            )
