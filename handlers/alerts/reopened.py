"""What was ended by mistake goes on: its cases count again, and who heard of its end hears so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.handler import Knowledge, Outcome, Reaction
from bot.message import Notice, Reply, Urgency
from bot.store.base import Row, Session, millis
from bot.text import Text, _
from handlers.alerts import ending, once, telling
from handlers.alerts.announcing import described, where_of, working
from handlers.alerts.events import AlertDecided, AlertReopened, undone
from handlers.alerts.records import QUERIES, all_of, note, numbered, step, write
from handlers.alerts.saying import quoted
from handlers.alerts.watching import watch
from handlers.alerts.whose import alerts_of, with_areas
from handlers.report.buttons import checking


async def reopen(
    session: Session, events: Sequence[AlertReopened], now: datetime, knowledge: Knowledge
) -> Outcome:
    decided = [(e.number, "reopened", e.at) for e in events]
    news = await once.news(session, "decisions_of", decided)
    rows = [_row(event) for event in events]
    all_of(events, await write(session, "reopen_alerts", rows))
    await session.fetch(QUERIES, "recount_alerts", rows=numbered(e.number for e in events))
    alerts = await alerts_of(session, events)
    people = await telling.reporters_of(session, alerts)
    await note(session, [_step(event) for event in events])
    notices: list[Notice] = []
    for event, new in zip(events, news, strict=True):
        alert = alerts[event.number]
        told = _told(event, alert, knowledge)
        notices += telling.to_workers(told, alert, event.by, event.at, announces=True)
        notices += await ending.to_who_was_told(session, event.number, told, event.by, event.at)
        reporters = people[event.number] - {event.by} if new else ()
        notices += telling.to_reporters(telling.again(alert, knowledge), reporters, event.at)
    grown = await _counted_again(session, {e.number: e.by for e in events}, now, knowledge)
    jobs = once.settling("alert", decided, news)
    return Outcome((*notices, *grown.notices), grown.events, jobs)


def _row(event: AlertReopened) -> Row:
    return {
        "number": event.number,
        "status": event.status,
        "was": event.was,
        "by": event.by,
        "at": millis(event.at),
    }


def _step(event: AlertReopened) -> Row:
    kept = {"words": event.words, "was": event.was, "status": event.status}
    return step(event.number, "reopened", event.at, event.by, **kept)


def _told(event: AlertReopened, alert: Row, knowledge: Knowledge) -> Reply:
    said: dict[str, Text | str] = {
        "number": str(event.number),
        "what": described(alert["risk"], alert["cases"] + alert["signals"], knowledge),
        "place": where_of(alert["place_id"], alert["area_id"], knowledge),
        "words": quoted(event.words),
    }
    if event.status == "escalated":
        text = _(
            "Alert {number} ({what}, {place}) goes on, it was ended by mistake: {words}. When it "
            "is over: CLOSE {number}.",
            **said,
        )
        return Reply(text, buttons=working(event.number))
    text = _(
        "Alert {number} ({what}, {place}) is open again, it was ended by mistake: {words}. True: "
        "OK {number}. False: NO {number} and why.",
        **said,
    )
    return Reply(text, buttons=checking(event.number))


async def on_decided(
    session: Session, events: Sequence[AlertDecided], now: datetime, knowledge: Knowledge
) -> Outcome:
    """Of one that was dismissed by mistake, and is true, the cases count again too."""
    by = {event.number: event.by for event in events if undone(event)}
    return await _counted_again(session, by, now, knowledge) if by else Outcome()


async def _counted_again(
    session: Session, by: Mapping[int, str], now: datetime, knowledge: Knowledge
) -> Outcome:
    """`by`: the alerts, and who did it. What came in the meantime in the same place is one with it
    now, if rules find it so; then who had the other's number hears its new one."""
    reports = await session.fetch(QUERIES, "reports_of", rows=numbered(by))
    outcome = await watch(session, {row["number"] for row in reports}, now, knowledge)
    rows = await session.fetch(QUERIES, "joined_now", rows=numbered(by), now=millis(now))
    parts = [notice for row in rows for notice in await _part_of(session, row, by, now)]
    return Outcome((*outcome.notices, *parts), outcome.events, outcome.jobs)


async def _part_of(
    session: Session, row: Row, by: Mapping[int, str], now: datetime
) -> Iterator[Notice]:
    whole = row["joined_into"]
    rows = await session.fetch(QUERIES, "alerts_named", rows=numbered([whole]))
    alert = await with_areas(session, rows[0])
    who = by[whole] if whole in by else by[row["number"]]
    text = _(
        "Alert {number} is a part of {newer} now.", number=str(row["number"]), newer=str(whole)
    )
    own = Notice(who, Reply(text), Urgency.URGENT, now + telling.STALE)
    return iter((own, *telling.to_workers(Reply(text), alert, who, now)))


reactions = (
    Reaction(AlertReopened, reopen, informed=True),
    Reaction(AlertDecided, on_decided, informed=True),
)
