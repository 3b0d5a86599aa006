"""Pause, resume and cancel, with the clock on the wall: they take effect within two seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import perf_counter

from bot.dispatcher import Dispatcher
from bot.jobs import Jobs
from bot.outbox import Outbox
from bot.pacing import Allowance, Pacing
from bot.router import Router
from bot.store.store import SQLStore
from handlers import FALLBACK, HANDLERS, JOBS, REACTIONS
from tests.conftest import until
from tests.handlers.broadcast.conftest import COORDINATOR, Country

TEXT = "La route est coupée. Restez chez vous."
WITHIN = 2.0
A_SECOND = 6.0  # messages: some always wait for their turn
IN_HAND = "SELECT 1 FROM outbound WHERE status = 'queued' AND attempts > 0 AND due_at > queued_at"


@asynccontextmanager
async def running(country: Country) -> AsyncIterator[Dispatcher]:
    """The program at work: it is told of what is committed, and waits for nothing else."""
    house = country.house
    pacings = {"fake": Pacing(Allowance(per_second=A_SECOND))}
    outbox = Outbox(
        house.mail, {"fake": house.channel}, house.catalogs, house.clock, pacings=pacings
    )
    jobs = Jobs(
        SQLStore(house.database), house.database, JOBS, REACTIONS, house.knowledge, house.clock,
        outbox.wake,
    )  # fmt: skip

    def committed(_records: object) -> None:
        outbox.wake()
        jobs.wake()

    dispatcher = Dispatcher(
        SQLStore(house.database), Router(HANDLERS, FALLBACK), REACTIONS, house.knowledge,
        house.clock, committed=committed,
    )  # fmt: skip
    tasks = [asyncio.create_task(outbox.run()), asyncio.create_task(jobs.run())]
    try:
        yield dispatcher
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def reached(country: Country) -> int:
    return len(country.got(TEXT)) - 1  # the author saw it in the preview


async def at_rest(country: Country) -> None:
    """Nothing of it is in anybody's hands any more."""
    async with asyncio.timeout(5):
        while await country.house.rows(IN_HAND):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_pause_resume_and_cancel_on_a_slow_line(country):
    await country.villagers(16)
    code = await country.code(f"diffuser douentza {TEXT}")
    async with running(country) as dispatcher:

        async def steered(text: str) -> float:
            began = perf_counter()
            await dispatcher.receive(country.house.message(text, COORDINATOR))
            return began

        await steered(code)
        await until(lambda: reached(country) > 1)
        began = await steered("pause diffusion")
        await at_rest(country)
        assert perf_counter() - began < WITHIN
        paused = reached(country)
        assert paused <= 1 + 1 + WITHIN * A_SECOND
        began = await steered("continuer diffusion")
        await until(lambda: reached(country) > paused)
        assert perf_counter() - began < WITHIN
        began = await steered("annuler diffusion")
        await at_rest(country)
        assert perf_counter() - began < WITHIN
        cancelled = reached(country)
        assert cancelled < 18
    await country.works()
    assert reached(country) == cancelled
