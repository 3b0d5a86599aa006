"""Counting very many people beside everything else: a part at a time, then the preview.

Each run looks at as many contacts as take a tenth of a second here, in a transaction of its own, so
that nobody who writes meanwhile waits for it, and sets the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from time import perf_counter
from typing import Any

import orjson

from bot.handler import Job, Knowledge, Outcome, Reaction
from bot.message import NewJob, Notice, Reply, Urgency
from bot.replies import dump_reply
from bot.store.base import Session, millis
from bot.text import _
from handlers.broadcast.draft import NAME, NOBODY, Draft, postage_of, reach
from handlers.broadcast.estimate import Group
from handlers.broadcast.events import CountDropped, CountWanted
from handlers.broadcast.previewing import estimate, question_of, words_for
from handlers.broadcast.records import QUERIES, counted
from handlers.broadcast.saying import people_of, reasons_left_out, row

JOB = "broadcast count"
SLICE = 1_000  # contacts that are looked at in the first run; later by how long that took
FEWEST, MOST = SLICE // 4, SLICE * 20
RUN = 0.1  # seconds that a run may take


async def begin(_session: Session, events: Sequence[CountWanted]) -> Outcome:
    return Outcome(jobs=tuple(map(_first, events)))


def _first(event: CountWanted) -> NewJob:
    data: dict[str, Any] = {
        "contact_id": event.contact_id,
        "locale": event.locale,
        "draft": dict(event.draft),
        "after": "",
        "most": SLICE,
        "groups": [],
    }
    return NewJob(JOB, str(event.number), event.at, data)


async def drop(session: Session, events: Sequence[CountDropped]) -> Outcome:
    for event in events:
        await session.fetch(QUERIES, "drop_count", key=str(event.number))
    return Outcome()


async def run(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """The next contacts; when there are no more, the preview."""
    began, draft = perf_counter(), Draft.of(job.data["draft"])
    after, most = job.data["after"], job.data["most"]
    groups = [Group(**each) for each in job.data["groups"]]
    [found] = await session.fetch(QUERIES, "slice", after=after, most=most)
    if found["upto"] is None:
        return await _over(session, job, groups, now, knowledge)
    head, meant = postage_of(knowledge).head, reach(knowledge, draft)
    more = await counted(session, meant, head, after=after, upto=found["upto"])
    kept = [asdict(each) for each in summed([*groups, *more])]
    most = max(FEWEST, min(MOST, int(most * RUN / (perf_counter() - began))))
    data = {**job.data, "after": found["upto"], "most": most, "groups": kept}
    return Outcome(jobs=(NewJob(JOB, job.key, now, data),))


def summed(groups: Iterable[Group]) -> list[Group]:
    """One group for each kind of people."""
    found: Counter[Group] = Counter()
    for each in groups:
        found[replace(each, people=0)] += each.people
    return [replace(kind, people=people) for kind, people in found.items()]


async def _over(
    session: Session, job: NewJob, groups: Sequence[Group], now: datetime, knowledge: Knowledge
) -> Outcome:
    """The preview, where it is still waited for."""
    draft, who = Draft.of(job.data["draft"]), job.data["contact_id"]
    found = estimate(groups, draft, knowledge, now)
    number, question = int(job.key), question_of(found, draft, knowledge, job.data["locale"])
    waiting = await session.fetch(QUERIES, "waits_for", contact_id=who, now=millis(now))
    of_many = [orjson.loads(each["answers"]) for each in waiting if each["handler"] == NAME]
    if of_many and of_many[0].get("count") != number:
        return Outcome()  # they wrote another one meanwhile
    if not of_many:
        text = _(
            "Counted: {people}. It was not sent, since you began something else. To send it, "
            "please write it again.",
            people=people_of(found.people),
        )
        return Outcome((Notice(who, Reply(text), Urgency.ANSWER),))
    known = {"number": number, "people": found.people, "question": dump_reply(question)}
    await session.fetch(QUERIES, "keep_count", **known)
    if not found.people:
        text = row(NOBODY, reasons_left_out(found))
        return Outcome((Notice(who, Reply(text), Urgency.ANSWER),))
    said = (words_for(job.data["locale"], draft, knowledge), question)
    return Outcome(tuple(Notice(who, each, Urgency.ANSWER) for each in said))


job = Job(JOB, run)
reactions = (Reaction(CountWanted, begin), Reaction(CountDropped, drop))
