"""The job of a broadcast: find the recipients, put them into the outbox in waves, tell how far.

Each run is one short transaction, so that answers never wait for it, and sets the next one. What
was found and what was put in is known by how far it went through the contacts, in the order of
their ids: a run that is done again, after a crash, goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.handler import Job, Knowledge, Outcome
from bot.message import NewJob, Notice, Reply, Urgency
from bot.store.base import Row, Session, as_rows, millis
from bot.text import Text, _
from handlers.broadcast.audience import reach_from
from handlers.broadcast.records import JOB, QUERIES, ids, one, outcomes, reach_params
from handlers.broadcast.saying import reasons
from handlers.broadcast.wording import rows_of

SLICE = 10_000  # contacts that are looked at in one run
WAVE = 5_000  # messages of one broadcast that wait in the outbox
PART = 1_000  # of them, put in by one run: answers wait no longer than for so many
SOON, LATER = 1.0, 15.0  # seconds until the next look: after something left, and where nothing does
STEPS = (25, 50, 75)
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class State:
    """How far it is: `done` of `total` are out of the outbox."""

    row: Row
    waiting: int
    now: datetime

    @property
    def number(self) -> int:
        return int(self.row["number"])

    @property
    def total(self) -> int:
        return int(self.row["recipients"])

    @property
    def done(self) -> int:
        return int(self.row["fed"]) - self.waiting

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100

    @property
    def late(self) -> bool:
        return int(self.row["expires_at"]) <= (millis(self.now) or 0)


async def run(session: Session, job: NewJob, now: datetime, _knowledge: Knowledge) -> Outcome:
    row = await one(session, int(job.key))
    if row is None or row["status"] != "sending":
        return Outcome()  # whoever resumes it sets the job again
    late = row["expires_at"] <= (millis(now) or 0)
    if row["expanded_at"] is None and not late:
        await _expand(session, row, now)
        return Outcome(jobs=(NewJob(JOB, job.key, now),))
    return await _go_on(session, row, job, now)


async def _expand(session: Session, row: Row, now: datetime) -> None:
    """The recipients among the next contacts."""
    number, after = row["number"], row["expanded_to"]
    [found] = await session.fetch(QUERIES, "slice", after=after, most=SLICE)
    if found["upto"] is None:
        await session.fetch(QUERIES, "expansion_over", number=number, now=millis(now))
        return
    reach, upto = reach_from(row["reach"]), found["upto"]
    params: dict[str, Any] = {**reach_params(reach), "readable": ids(reach.readable)}
    await session.fetch(QUERIES, "expand", number=number, after=after, upto=upto, **params)
    await session.fetch(QUERIES, "expanded", number=number, upto=upto)


async def _go_on(session: Session, row: Row, job: NewJob, now: datetime) -> Outcome:
    state = State(row, await _waiting(session, row["number"]), now)
    room, fed = WAVE - state.waiting, False
    if not state.late and room >= min(PART, WAVE // 2):
        fed = await _feed(session, state, min(PART, room))
    if not fed and not state.waiting:
        return await _finish(session, state)
    pause = 0.0 if fed else _pause(job, state)
    again = NewJob(
        JOB, job.key, now + timedelta(seconds=pause), {"done": state.done, "pause": pause}
    )
    return Outcome(await _progress(session, state), jobs=(again,))


def _pause(job: NewJob, state: State) -> float:
    """Ever longer while nothing leaves; never long at once: a slow feed alone looks so too."""
    if job.data.get("done") != state.done:
        return SOON
    return float(min(max(job.data.get("pause", 0.0), SOON / 2) * 2, LATER))


async def _waiting(session: Session, number: int) -> int:
    [row] = await session.fetch(QUERIES, "waiting", number=number)
    return int(row["waiting"])


async def _feed(session: Session, state: State, most: int) -> bool:
    """The next part of a wave into the outbox; whether there was one."""
    row, number = state.row, state.number
    wave = {"number": number, "after": row["fed_to"]}
    [found] = await session.fetch(QUERIES, "wave", **wave, most=most)
    if found["upto"] is None:
        return False
    reach = reach_params(reach_from(row["reach"]))
    named = {name: reach[name] for name in ("known", "default_locale", "channels")}
    await session.fetch(QUERIES, "by_loops")
    await session.fetch(
        QUERIES,
        "feed",
        **wave,
        **named,
        upto=found["upto"],
        texts=as_rows(rows_of(row["texts"])),
        stamp=f"{row['confirmed_at']:013d}-b{number}-",
        urgency=int(Urgency.URGENT if row["urgent"] else Urgency.BULK),
        now=millis(state.now),
        expires_at=row["expires_at"],
    )
    await session.fetch(QUERIES, "fed", number=number, upto=found["upto"], people=found["people"])
    return True


async def _progress(session: Session, state: State) -> tuple[Notice, ...]:
    """At each quarter, once."""
    reached = max((step for step in STEPS if state.percent >= step), default=0)
    if reached <= state.row["told"]:
        return ()
    await session.fetch(QUERIES, "told", number=state.number, percent=reached)
    text = _(
        "No {number}: {percent} %, {done} of {total}.",
        number=str(state.number),
        percent=str(reached),
        done=str(state.done),
        total=str(state.total),
    )
    return (_notice(state, text),)


async def _finish(session: Session, state: State) -> Outcome:
    await session.fetch(QUERIES, "finish", number=state.number, now=millis(state.now))
    rows = await outcomes(session, state.number)
    return Outcome((_notice(state, _result(state, rows)),))


def _result(state: State, rows: list[Row]) -> Text:
    sent = sum(row["messages"] for row in rows if row["status"] in ("sent", "delivered"))
    failed = [row for row in rows if row["status"] == "failed"]
    known = {"number": str(state.number), "sent": str(sent), "total": str(state.total)}
    if not failed:
        return _("No {number} is done: sent to {sent} of {total}.", **known)
    return _(
        "No {number} is done: sent to {sent} of {total}. Not sent: {reasons}. "
        "To try again: SEND AGAIN {number}",
        **known,
        reasons=reasons(failed),
    )


def _notice(state: State, text: Text) -> Notice:
    urgency = Urgency.URGENT if state.row["urgent"] else Urgency.ORDINARY
    return Notice(state.row["contact_id"], Reply(text), urgency, state.now + KEPT)


job = Job(JOB, run)
