"""What follows from what happened: each reaction once for all its events, then the next round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.handler import Event, Knowledge, Outcome, Reaction
from bot.message import NewJob, Notice
from bot.store.base import Batch

ROUNDS = 10  # reactions that keep causing each other are a mistake, not a feature


async def react(
    session: Batch,
    reactions: Sequence[Reaction],
    events: Sequence[Event],
    now: datetime,
    knowledge: Knowledge,
) -> None:
    """Run the reactions to `events`; queue their notices and jobs in the same transaction."""
    notices: list[Notice] = []
    jobs: list[NewJob] = []
    for _round in range(ROUNDS):
        if not events:
            break
        later: list[Event] = []
        kinds = set(map(type, events))
        for reaction in reactions:
            if any(issubclass(kind, reaction.to) for kind in kinds):
                mine = [event for event in events if isinstance(event, reaction.to)]
                more = (now, knowledge) if reaction.informed else ()
                outcome = await reaction.run(session, mine, *more)
                notices += outcome.notices
                jobs += outcome.jobs
                later += outcome.events
        events = later
    await session.notify(notices, now)
    await session.plan(jobs)


async def settle(
    session: Batch,
    reactions: Sequence[Reaction],
    outcome: Outcome,
    now: datetime,
    knowledge: Knowledge,
) -> None:
    """What a job wants, done like a reaction's."""
    await session.notify(outcome.notices, now)
    await session.plan(outcome.jobs)
    await react(session, reactions, outcome.events, now, knowledge)
