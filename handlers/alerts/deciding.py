"""What was decided of alerts is kept, and told to who works on them and to who reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.handler import Knowledge, Outcome, Reaction
from bot.message import Notice, Reply
from bot.store.base import Row, Session, millis
from bot.text import Text, _
from handlers.alerts import ending, once, telling, warning
from handlers.alerts.announcing import described, unsaid, where_of, working
from handlers.alerts.events import AlertAsked, AlertClosed, AlertDecided, AlertEscalated, undone
from handlers.alerts.records import QUERIES, all_of, note, numbered, step, write
from handlers.alerts.saying import quoted
from handlers.alerts.texts import OUTCOMES
from handlers.alerts.whose import alerts_of
from handlers.report.buttons import asking


async def decide(
    session: Session, events: Sequence[AlertDecided], now: datetime, knowledge: Knowledge
) -> Outcome:
    decided = [(e.number, e.status, e.at) for e in events]
    news = await once.news(session, "decisions_of", decided)
    rows = [_decision(e.number, e.status, e.was, e.by, e.at) for e in events]
    alerts = await _kept(session, events, rows, now)
    if again := [event for event in events if undone(event)]:
        await session.fetch(QUERIES, "recount_alerts", rows=numbered(e.number for e in again))
        alerts |= await alerts_of(session, again)
    people = await telling.reporters_of(session, alerts)
    await note(
        session, [step(e.number, e.status, e.at, e.by, words=e.words, was=e.was) for e in events]
    )
    notices: list[Notice] = []
    for event, new in zip(events, news, strict=True):
        alert = alerts[event.number]
        said = _decided(event, alert, knowledge)
        passed = event.status == "escalated"
        near = Reply(said, buttons=working(event.number) if passed else ())
        above = warning.offered(near, event.number) if passed else near
        notices += telling.to_workers(near, alert, event.by, event.at, above, announces=passed)
        if not passed:
            notices += await ending.to_who_was_told(session, event.number, near, event.by, event.at)
        text = telling.decided(event, alert, knowledge)
        reporters = people[event.number] - {event.by} if new else ()
        notices += telling.to_reporters(text, reporters, event.at)
    jobs = once.settling("alert", decided, news)
    return Outcome(tuple(notices), tuple(_escalated(events, alerts)), jobs)


def _escalated(
    events: Sequence[AlertDecided], alerts: Mapping[int, Row]
) -> Iterator[AlertEscalated]:
    for e in events:
        if e.status == "escalated" and (a := alerts[e.number]):
            place = (a["area_id"], a["place_id"])
            yield AlertEscalated(e.number, a["risk"], a["level"], *place, e.by, e.at)


async def _kept(
    session: Session,
    events: Sequence[AlertDecided | AlertClosed],
    rows: Sequence[Row],
    now: datetime,
) -> dict[int, Row]:
    over = [row["number"] for row in rows if row["status"] != "escalated"]
    await unsaid(session, over, now)
    await unsaid(session, (row["number"] for row in rows), now, over=False)
    all_of(events, await write(session, "decide_alerts", rows))
    return await alerts_of(session, events)


def _decision(number: int, status: str, was: str, by: str, at: datetime, **outcome: object) -> Row:
    return {
        "number": number, "status": status, "was": was, "by": by, "at": millis(at), **outcome
    }  # fmt: skip


def _decided(event: AlertDecided, alert: Row, knowledge: Knowledge) -> Text:
    what = described(alert["risk"], alert["cases"] + alert["signals"], knowledge)
    where = where_of(alert["place_id"], alert["area_id"], knowledge)
    number = str(event.number)
    if event.status == "escalated":
        return _(
            "Alert {number} was checked and is true: {what}, {place}. Your word: ? {number} ... "
            "When it is over: CLOSE {number}.",
            number=number,
            what=what,
            place=where,
        )
    return _(
        "Alert {number} is dismissed ({what}, {place}): {words}",
        number=number,
        what=what,
        place=where,
        words=quoted(event.words),
    )


async def pass_on(
    session: Session, events: Sequence[AlertAsked], now: datetime, knowledge: Knowledge
) -> Outcome:
    await note(session, [step(e.number, "asked", e.at, e.by, words=e.words) for e in events])
    answered = [{"number": e.number, "at": millis(e.at)} for e in events]
    await write(session, "answer_alerts", answered)
    await unsaid(session, (e.number for e in events), now, over=False)
    alerts = await alerts_of(session, events)
    notices: list[Notice] = []
    for e in events:
        text = _("Alert {number}: {words}", number=str(e.number), words=quoted(e.words))
        said = Reply(text, buttons=(asking(e.number),))
        notices += telling.to_workers(said, alerts[e.number], e.by, e.at)
    return Outcome(tuple(notices))


async def close(
    session: Session, events: Sequence[AlertClosed], now: datetime, knowledge: Knowledge
) -> Outcome:
    found = {e.number: {"outcome": e.outcome, "cases": e.cases, "deaths": e.deaths} for e in events}
    rows = [_decision(e.number, "closed", e.was, e.by, e.at, **found[e.number]) for e in events]
    alerts = await _kept(session, events, rows, now)
    steps = [
        step(e.number, "closed", e.at, e.by, action=e.action, **found[e.number]) for e in events
    ]
    await note(session, steps)
    people = await telling.reporters_of(session, alerts)
    notices: list[Notice] = []
    for event in events:
        alert = alerts[event.number]
        text = _closed(event, alert, knowledge)
        said = Reply(text)
        notices += telling.to_workers(said, alert, event.by, event.at)
        notices += await ending.to_who_was_told(session, event.number, said, event.by, event.at)
        notices += telling.to_reporters(text, people[event.number] - {event.by}, event.at)
    return Outcome(tuple(notices))


def _closed(event: AlertClosed, alert: Row, knowledge: Knowledge) -> Text:
    what = described(alert["risk"], event.cases, knowledge)
    where = where_of(alert["place_id"], alert["area_id"], knowledge)
    return _(
        "Alert {number} ({what}, {place}) is closed: {outcome}. Done: {words}",
        number=str(event.number),
        what=what,
        place=where,
        outcome=OUTCOMES[event.outcome],
        words=quoted(event.action),
    )


reactions = (
    Reaction(AlertDecided, decide, informed=True),
    Reaction(AlertAsked, pass_on, informed=True),
    Reaction(AlertClosed, close, informed=True),
)
