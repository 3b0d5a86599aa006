"""What was decided of a report is kept, and told to its reporter: once, and kindly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.handler import Knowledge, Outcome, Reaction
from bot.message import Notice, Reply, Urgency
from bot.store.base import Row, Session, as_rows, millis
from bot.text import Text, _
from handlers.alerts import once
from handlers.alerts.announcing import described, supervisor, unsaid
from handlers.alerts.events import ReportChecked
from handlers.alerts.records import QUERIES, all_of, kind_of, note, rows_of, step, write
from handlers.alerts.saying import quoted, with_undecided
from handlers.alerts.unheard import hears
from handlers.alerts.whose import open_alerts
from handlers.report.buttons import asking, checking
from handlers.report.records import QUERIES as REPORTS
from handlers.report.records import of_animals

STALE = timedelta(days=7)


async def check(
    session: Session, events: Sequence[ReportChecked], now: datetime, knowledge: Knowledge
) -> Outcome:
    all_of(events, await write(session, "check_reports", [_checked(event) for event in events]))
    decided = [(e.number, e.state, e.at) for e in events]
    news = await once.news(session, "checks_of", decided)
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
    alerts = await _answered(session, events, now)
    reports = await rows_of(session, "reports_named", events)
    notices: list[Notice] = []
    for event, new in zip(events, news, strict=True):
        report = reports[event.number]
        kind = kind_of(report["risk"], report["animals"])
        what = described(kind, report["cases"], knowledge)
        asker, alert = await _asker(session, event), alerts.get(event.number)
        if new:
            ill = not of_animals(kind, knowledge)
            notices += _to_reporter(event, what, asker, alert, ill=ill)
    return Outcome(tuple(notices), jobs=once.settling("report", decided, news))


async def _answered(
    session: Session, events: Sequence[ReportChecked], now: datetime
) -> dict[int, int]:
    """Who checks a report works on its alert, if that is open: which it is, by their numbers."""
    rows = await open_alerts(session, events)
    alerts = {row["report"]: row["number"] for row in rows}
    mine = [(event, alerts[event.number]) for event in events if event.number in alerts]
    await write(session, "answer_alerts", [{"number": n, "at": millis(e.at)} for e, n in mine])
    await unsaid(session, (n for _e, n in mine), now, over=False)
    steps = [step(n, "checked", e.at, e.by, report=e.number, state=e.state) for e, n in mine]
    await note(session, steps)
    return alerts


def _checked(event: ReportChecked) -> Row:
    return {
        "number": event.number,
        "state": "pending" if event.state == "answered" else event.state,
        "was": event.was,
        "by": event.by,
        "at": millis(event.at),
    }


async def _asker(session: Session, event: ReportChecked) -> str | None:
    """None where that person gets no more messages: then who works there hears the answer."""
    if event.state != "answered":
        return None
    rows = await session.fetch(QUERIES, "asked_by", number=event.number)
    asker: str | None = rows[0]["contact_id"] if rows else None
    return asker if asker and await hears(session, asker) else None


def _to_reporter(
    event: ReportChecked, what: Text, asker: str | None, alert: int | None, *, ill: bool
) -> Iterator[Notice]:
    number, words = str(event.number), quoted(event.words)
    if event.state == "answered":
        text = _(
            "Answer about no {number}: {words}. True: OK {number}. False: NO {number} and why.",
            number=number,
            words=words,
        )
        whom = asker or supervisor(event.area_id)
        reply = Reply(text, buttons=checking(number))
        reply = reply if alert is None else with_undecided(reply, alert)
        yield Notice(whom, reply, Urgency.URGENT, event.at + STALE)
    elif event.reporter != event.by:
        asked = event.state == "questioned"
        said = quoted(_ended(event.words)) if asked else words
        text = reported(event.state, number, what, said, ill=ill)
        answer = (asking(number),) if event.state == "questioned" else ()
        yield Notice(event.reporter, Reply(text, buttons=answer), expires_at=event.at + STALE)


def _ended(words: str) -> str:
    """The question, apart from how it is answered."""
    said = words.strip()
    return said if said.endswith((".", "?", "!", "؟")) else said + "."


def reported(state: str, number: str, what: Text, words: Text, *, ill: bool) -> Text:
    """`ill`: people, whom a wrong report makes well no more than a right one."""
    if state == "confirmed":
        return _(
            "Your report no {number} ({what}) was checked and confirmed. Thank you for telling.",
            number=number,
            what=what,
        )
    if state == "refused" and not ill:
        return _(
            "Your report no {number} was checked and not kept: {words}. Thank you, please go on "
            "reporting.",
            number=number,
            words=words,
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


reaction = Reaction(ReportChecked, check, informed=True)
