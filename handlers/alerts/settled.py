"""What became of a report or an alert that was decided back and forth, told once it has settled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.handler import Job, Knowledge, Outcome
from bot.message import NewJob, Notice, Reply
from bot.store.base import Row, Session, as_rows, millis
from handlers.alerts import telling
from handlers.alerts.announcing import described
from handlers.alerts.checked import STALE, reported
from handlers.alerts.events import AlertDecided
from handlers.alerts.once import EVER, TOLD, heard_last, lately
from handlers.alerts.records import QUERIES, kind_of, note, numbered, step
from handlers.alerts.saying import quoted
from handlers.report.records import QUERIES as REPORTS
from handlers.report.records import of_animals


async def look(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    kind, number = job.data["kind"], int(job.data["number"])
    history = "checks_of" if kind == "report" else "decisions_of"
    rows = await lately(session, history, [number], EVER)
    decisions = [row for row in rows if row["what"] != TOLD]
    if not decisions or heard_last(rows) == decisions[-1]["what"]:
        return Outcome()
    tell = _of_report if kind == "report" else _of_alert
    return await tell(session, number, decisions[-1], now, knowledge)


async def _of_report(
    session: Session, number: int, last: Row, now: datetime, knowledge: Knowledge
) -> Outcome:
    [report] = await session.fetch(QUERIES, "checked_report", number=number)
    state = last["what"]
    if report["status"] != "filed" or report["check_state"] != state:
        return Outcome()
    change = {
        "number": number,
        "what": TOLD,
        "contact_id": last["contact_id"],
        "at": millis(now),
        "data": json.dumps({"state": state}),
    }
    await session.fetch(REPORTS, "note_changes", rows=as_rows([change]))
    if report["contact_id"] == last["contact_id"]:
        return Outcome()
    kind = kind_of(report["risk"], report["animals"])
    what, ill = described(kind, report["cases"], knowledge), not of_animals(kind, knowledge)
    text = reported(state, str(number), what, quoted(_words(last)), ill=ill)
    return Outcome((Notice(report["contact_id"], Reply(text), expires_at=now + STALE),))


async def _of_alert(
    session: Session, number: int, last: Row, now: datetime, knowledge: Knowledge
) -> Outcome:
    rows = numbered([number])
    [alert] = await session.fetch(QUERIES, "alerts_named", rows=rows)
    again = last["what"] == "reopened"
    if alert["status"] != (json.loads(last["data"])["status"] if again else last["what"]):
        return Outcome()
    await note(session, [step(number, TOLD, now, state=last["what"])])
    reporters = await session.fetch(QUERIES, "reporters_of", rows=rows)
    people = {row["contact_id"] for row in reporters} - {last["contact_id"]}
    event = AlertDecided(number, last["what"], "", last["contact_id"], now, _words(last))
    decided = telling.decided(event, alert, knowledge)
    text = telling.again(alert, knowledge) if again else decided
    return Outcome(tuple(telling.to_reporters(text, people, now)))


def _words(row: Row) -> str:
    data: Mapping[str, str] = json.loads(row["data"])
    return data.get("words", "")


job = Job("settled", look)
