"""What people decided is kept, and told to who has to know: reporters once, and kindly."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.errors import TryAgain
from bot.handler import Knowledge, Outcome, Reaction
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Row, Session, as_rows, millis
from bot.text import Text, _
from handlers.alerts.announcing import described, supervisor, where_of
from handlers.alerts.events import (
    AlertAsked,
    AlertClosed,
    AlertDecided,
    AlertEscalated,
    ReportChecked,
)
from handlers.alerts.records import QUERIES, note, numbered, step, write
from handlers.alerts.saying import OUTCOMES, quoted
from handlers.report.records import QUERIES as REPORTS

STALE = timedelta(days=7)
Decided = ReportChecked | AlertDecided | AlertAsked | AlertClosed


async def check(
    session: Session, events: Sequence[ReportChecked], now: datetime, knowledge: Knowledge
) -> Outcome:
    _all(events, await write(session, "check_reports", [_checked(event) for event in events]))
    changes = [
        {
            "number": event.number,
            "what": event.state,
            "contact_id": event.by,
            "at": millis(event.at),
            "data": json.dumps({"words": event.words, "was": event.was}),
        }
        for event in events
    ]
    await session.fetch(REPORTS, "note_changes", rows=as_rows(changes))
    reports = await _rows(session, "reports_named", events)
    notices: list[Notice] = []
    for event in events:
        report = reports[event.number]
        what = described(report["risk"], report["cases"], knowledge)
        notices += _to_reporter(event, what, await _asker(session, event))
    return Outcome(tuple(notices))


def _checked(event: ReportChecked) -> Row:
    return {
        "number": event.number,
        "state": "pending" if event.state == "answered" else event.state,
        "was": event.was,
        "by": event.by,
        "at": millis(event.at),
    }


async def _rows(session: Session, name: str, events: Sequence[Decided]) -> dict[int, Row]:
    rows = numbered(event.number for event in events)
    return {row["number"]: row for row in await session.fetch(QUERIES, name, rows=rows)}


def _all(events: Iterable[Decided], done: Sequence[Row]) -> None:
    """Who was decided about in another process meanwhile is looked at again, with what is now."""
    if {event.number for event in events} - {row["number"] for row in done}:
        raise TryAgain("decided by another meanwhile")


async def _asker(session: Session, event: ReportChecked) -> str | None:
    if event.state != "answered":
        return None
    rows = await session.fetch(QUERIES, "asked_by", number=event.number)
    return rows[0]["contact_id"] if rows else None


def _to_reporter(event: ReportChecked, what: Text, asker: str | None) -> Iterator[Notice]:
    number, words = str(event.number), quoted(event.words)
    if event.state == "answered":
        text = _(
            "Answer about no {number}: {words}. True: OK {number}. False: NO {number} and why.",
            number=number,
            words=words,
        )
        whom = asker or supervisor(event.area_id)
        yield Notice(whom, Reply(text), Urgency.URGENT, event.at + STALE)
    elif event.reporter != event.by:
        text = _reported(event.state, number, what, words)
        yield Notice(event.reporter, Reply(text), expires_at=event.at + STALE)


def _reported(state: str, number: str, what: Text, words: Text) -> Text:
    if state == "confirmed":
        return _(
            "Your report no {number} ({what}) was checked and confirmed. Thank you for telling.",
            number=number,
            what=what,
        )
    if state == "refused":
        return _(
            "Your report no {number} was checked and not kept: {words}. Thank you, please go on "
            "reporting. Whoever is still sick: to the health centre.",
            number=number,
            words=words,
        )
    return _(
        "A question about your report no {number}: {words} Answer: ? {number} and your answer.",
        number=number,
        words=words,
    )


async def decide(
    session: Session, events: Sequence[AlertDecided], now: datetime, knowledge: Knowledge
) -> Outcome:
    rows = [
        _decision(event.number, event.status, event.was, event.by, event.at) for event in events
    ]
    alerts = await _kept(session, events, rows)
    await note(
        session, [step(e.number, e.status, e.at, e.by, words=e.words, was=e.was) for e in events]
    )
    notices: list[Notice] = []
    for event in events:
        alert = alerts[event.number]
        said = _decided(event, alert, knowledge)
        warn = _("{line} To warn residents: WARN {number}", line=said, number=str(event.number))
        more = warn if event.status == "escalated" else None
        notices += _to_workers(said, alert, event.by, event.at, more)
    escalated = [
        AlertEscalated(e.number, a["risk"], a["level"], a["area_id"], a["place_id"], e.by, e.at)
        for e in events
        if e.status == "escalated" and (a := alerts[e.number])
    ]
    return Outcome(tuple(notices), tuple(escalated))


async def _kept(
    session: Session, events: Sequence[AlertDecided | AlertClosed], rows: Sequence[Row]
) -> dict[int, Row]:
    _all(events, await write(session, "decide_alerts", rows))
    return await _rows(session, "alerts_named", events)


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
            "When it is over: CLOSE {number}",
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


def _to_workers(
    text: Text, alert: Row, by: str, at: datetime, more: Text | None = None
) -> Iterator[Notice]:
    """Both who is near and who has the whole in view (who is told `more`), without who did it."""
    yield Notice(
        Role("supervisor", alert["area_id"], without=by), Reply(text), Urgency.URGENT, at + STALE
    )
    yield Notice(
        Role("coordinator", alert["area_id"], otherwise=("admin",), without=by),
        Reply(more or text),
        Urgency.URGENT,
        at + STALE,
    )


async def pass_on(
    session: Session, events: Sequence[AlertAsked], now: datetime, knowledge: Knowledge
) -> Outcome:
    await note(session, [step(e.number, "asked", e.at, e.by, words=e.words) for e in events])
    answered = [{"number": e.number, "at": millis(e.at)} for e in events]
    await write(session, "answer_alerts", answered)
    alerts = await _rows(session, "alerts_named", events)
    notices: list[Notice] = []
    for e in events:
        text = _("Alert {number}: {words}", number=str(e.number), words=quoted(e.words))
        notices += _to_workers(text, alerts[e.number], e.by, e.at)
    return Outcome(tuple(notices))


async def close(
    session: Session, events: Sequence[AlertClosed], now: datetime, knowledge: Knowledge
) -> Outcome:
    found = {e.number: {"outcome": e.outcome, "cases": e.cases, "deaths": e.deaths} for e in events}
    rows = [_decision(e.number, "closed", e.was, e.by, e.at, **found[e.number]) for e in events]
    alerts = await _kept(session, events, rows)
    steps = [
        step(e.number, "closed", e.at, e.by, action=e.action, **found[e.number]) for e in events
    ]
    await note(session, steps)
    people = await session.fetch(QUERIES, "reporters_of", rows=numbered(alerts))
    notices: list[Notice] = []
    for event in events:
        alert = alerts[event.number]
        text = _closed(event, alert, knowledge)
        notices += _to_workers(text, alert, event.by, event.at)
        reporters = {row["contact_id"] for row in people if row["alert"] == event.number}
        notices += _to_reporters(text, reporters - {event.by}, event.at)
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


def _to_reporters(text: Text, reporters: Collection[str], at: datetime) -> Iterator[Notice]:
    for contact_id in sorted(reporters):
        yield Notice(contact_id, Reply(text), expires_at=at + STALE)


reactions = (
    Reaction(ReportChecked, check, informed=True),
    Reaction(AlertDecided, decide, informed=True),
    Reaction(AlertAsked, pass_on, informed=True),
    Reaction(AlertClosed, close, informed=True),
)
