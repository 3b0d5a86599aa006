"""Reports whose question nobody answers: asked once more, then told to the supervisor.

A question about an immediate risk does not wait for that: its supervisor hears within the hour,
and so of whatever a resident was asked about. Residents themselves are not reminded.
One job looks every ten minutes; what it tells it notes in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import orjson

from bot.form import PATIENCE
from bot.handler import Job, Knowledge, Outcome, Reaction
from bot.message import NewJob, Notice, Reply, Urgency
from bot.replies import load_reply
from bot.store.base import Row, Session, as_rows, millis, moment
from bot.text import Text
from handlers.report.events import QuestionSettled
from handlers.report.questions import QUERIES, TELLS_IT
from handlers.report.records import risks_of
from handlers.report.telling import STALE, heard_by
from handlers.report.wording import (
    DOUBTED,
    concerns_others,
    is_change,
    once_more,
    taken_back,
    to_verify,
    unclear,
    unheard,
    your_report,
)

EVERY = timedelta(minutes=10)
KEPT = timedelta(days=28)
SAME = ("contact_id", "inbound_id")


@dataclass(frozen=True, slots=True)
class Patience:
    """What the configuration says, section `reports`. Zero: never.

    `quiet`: when nobody is reminded, `20:00-07:00`; empty for never.
    """

    remind_hours: float = 2.0
    urgent_minutes: float = 60.0
    quiet: str = "20:00-07:00"


def patience_of(knowledge: Knowledge) -> Patience:
    said = knowledge.options.get("reports", {})
    names = Patience.__dataclass_fields__
    return Patience(**{name: said[name] for name in names if name in said})


@dataclass(slots=True)
class Done:
    """What is said, and noted of whom."""

    notices: list[Notice] = field(default_factory=list)
    noted: list[Row] = field(default_factory=list)
    closed: list[Row] = field(default_factory=list)


def first(now: datetime, _knowledge: Knowledge) -> NewJob:
    return NewJob("questions", "unanswered", now + EVERY)


async def look(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    await session.fetch(QUERIES, "forget_questions", before=millis(now - KEPT))
    rows = await session.fetch(QUERIES, "open_questions", before=millis(now - EVERY))
    wanted = [{name: row[name] for name in (*SAME, "asked_at")} for row in rows]
    since = await session.fetch(QUERIES, "reported_since", rows=as_rows(wanted)) if rows else []
    done = Done()
    for row in rows:
        if _is_over(row, since):
            done.closed.append({**{name: row[name] for name in SAME}, "at": millis(now)})
        elif row["lapsed_at"] is None:
            _follow(row, done, now, knowledge)
    if done.noted:
        await session.fetch(QUERIES, "note_questions", rows=as_rows(done.noted))
    if done.closed:
        await session.fetch(QUERIES, "close_questions", rows=as_rows(done.closed))
    return Outcome(tuple(done.notices), jobs=(first(now, knowledge),))


def _waits(row: Row) -> bool:
    """Whether it would be answered by what they send next."""
    waiting = orjson.loads(row["waiting"]) if row["waiting"] else {}
    return bool(waiting.get(TELLS_IT) == row["inbound_id"] and "twin" not in waiting)


def _is_over(row: Row, since: Sequence[Row]) -> bool:
    """The same disease was reported by them since, where nothing waits any more; of a correction
    its report is there."""
    risks = orjson.loads(row["risks"])
    if not _waits(row) and is_change(row):
        return True
    return not _waits(row) and any(
        each["contact_id"] == row["contact_id"]
        and each["reported_at"] > row["asked_at"]
        and (each["inbound_id"] == row["inbound_id"] or each["risk"] in risks)
        and (None in (each["place_id"], row["place_id"]) or each["place_id"] == row["place_id"])
        for each in since
    )


def _follow(row: Row, done: Done, now: datetime, knowledge: Knowledge) -> None:
    patience, noted = patience_of(knowledge), {}
    last_at, hours = moment(row["last_at"]) or now, patience.remind_hours
    if not row["told_at"] and (soon := _soon(row, patience, now, knowledge)):
        done.notices.append(soon)
        noted["told_at"] = millis(now)
    if not is_quiet(now, patience, knowledge):
        if now >= last_at + PATIENCE:
            done.notices += _lapsed({**row, **noted}, now, knowledge)
            noted["lapsed_at"] = millis(now)
        elif hours and not row["reminded_at"] and now >= last_at + timedelta(hours=hours):
            done.notices += _reminded(row, last_at + PATIENCE)
            noted["reminded_at"] = millis(now)
    if noted:
        empty = dict.fromkeys(("reminded_at", "told_at", "lapsed_at"))
        done.noted.append({**{name: row[name] for name in SAME}, **empty, **noted})


def is_quiet(now: datetime, patience: Patience, knowledge: Knowledge) -> bool:
    begin, dash, end = patience.quiet.partition("-")
    if not dash:
        return False
    at, begins, ends = now.astimezone(knowledge.zone).time(), *map(time.fromisoformat, (begin, end))
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def _soon(row: Row, patience: Patience, now: datetime, knowledge: Knowledge) -> Notice | None:
    """Of an immediate risk, and of a resident's signal, once it waits too long; not of what may
    be no case at all."""
    after, asked_at = timedelta(minutes=patience.urgent_minutes), moment(row["asked_at"]) or now
    if not after or now < asked_at + after or row["lacks"] == DOUBTED:
        return None
    listed, risks = risks_of(knowledge), orjson.loads(row["risks"])
    at_once = any(risk in listed and listed[risk].immediate for risk in risks)
    if not (at_once or row["resident"]) or row["training"] or not concerns_others(row):
        return None
    text = to_verify(row, knowledge) if row["resident"] else unclear(row, knowledge)
    return _to_supervisor(row, text, Urgency.URGENT if at_once else Urgency.ORDINARY, now)


def _lapsed(row: Row, now: datetime, knowledge: Knowledge) -> Iterator[Notice]:
    """Who reported is told, also where it was left for something else, and the supervisor; of a
    resident's signal only the supervisor, who may have heard of it."""
    others = concerns_others(row) and not row["training"]
    if row["resident"]:
        if others and not row["told_at"]:
            yield _to_supervisor(row, to_verify(row, knowledge), Urgency.ORDINARY, now)
        return
    yield Notice(row["contact_id"], Reply(your_report(row)), expires_at=now + STALE)
    if others:
        yield _to_supervisor(row, unheard(row, knowledge), Urgency.ORDINARY, now)


def _reminded(row: Row, until: datetime) -> Iterator[Notice]:
    if _waits(row) and not row["resident"]:
        asked = load_reply(row["question"])
        again = replace(asked, text=once_more(row, asked.text))
        yield Notice(row["contact_id"], again, expires_at=until)


def _to_supervisor(row: Row, text: Text, urgency: Urgency, now: datetime) -> Notice:
    return Notice(heard_by(row["area_id"], row["contact_id"]), Reply(text), urgency, now + STALE)


async def close(
    session: Session, events: Sequence[QuestionSettled], now: datetime, knowledge: Knowledge
) -> Outcome:
    """A supervisor who was told of a report that is taken back hears of that."""
    rows = [{**{n: getattr(each, n) for n in SAME}, "at": millis(each.at)} for each in events]
    found = await session.fetch(QUERIES, "close_questions", rows=as_rows(rows))
    dropped = {(each.contact_id, each.inbound_id) for each in events if each.dropped}
    gone = [row for row in found if row["told_at"] and tuple(row[n] for n in SAME) in dropped]
    return Outcome(
        tuple(
            _to_supervisor(row, taken_back(row, knowledge), Urgency.ORDINARY, now) for row in gone
        )
    )


reactions = (Reaction(QuestionSettled, close, informed=True),)
job = Job("questions", look, first)
