"""Nobody answers: reports that are not checked go up one level, alerts up one rung after another.

One job looks every ten minutes. What it tells it notes in the same transaction, so nobody hears
of the same silence twice. A clock that jumped ahead and back leaves nothing waiting for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import TypeAlias

from bot.address import Address
from bot.handler import Job, Knowledge, Outcome
from bot.message import Choice, NewJob, Notice, Reply, Role, Urgency
from bot.store.base import Row, Session, as_rows, millis
from bot.text import Text, _
from handlers.alerts.announcing import described, silence, where_of
from handlers.alerts.records import QUERIES, Alerting, alerting_of, note, step
from handlers.alerts.rungs import rungs
from handlers.alerts.unchecked import alarming
from handlers.alerts.whose import areas_of
from handlers.report.buttons import checking

EVERY = timedelta(minutes=10)
AHEAD = timedelta(hours=1)  # a time further ahead was written by a clock that was wrong
STALE = timedelta(days=3)
COORDINATORS, OTHERS = 1, 2  # rungs
Said: TypeAlias = dict[str, Text | str]


def first(now: datetime, _knowledge: Knowledge) -> NewJob:
    return NewJob("alerts", "unanswered", now + EVERY)


async def look(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    notices = [
        *await alarming(session, now, knowledge),
        *await _unanswered(session, now, knowledge),
    ]
    return Outcome(tuple(notices), jobs=(first(now, knowledge),))


async def _unanswered(session: Session, now: datetime, knowledge: Knowledge) -> list[Notice]:
    """Open alerts, one rung up: coordinators, then the configured list, by its hours."""
    alerting = alerting_of(knowledge)
    others = _listening(alerting, now, knowledge)
    rows = await session.fetch(
        QUERIES,
        "raise_unanswered",
        before=millis(now - timedelta(minutes=alerting.answer_minutes)),
        ahead=millis(now + AHEAD),
        now=millis(now),
        most=OTHERS if others else COORDINATORS,
    )
    await note(session, [step(r["number"], "unanswered", now, rung=r["rung"]) for r in rows])
    people = await _people(session, others) if rows and others else []
    known = await session.fetch(QUERIES, "who_answered", rows=as_rows(rows)) if rows else []
    answered = {row["number"] for row in known}
    areas = await areas_of(session, (row["number"] for row in rows)) if rows else {}
    heard = await rungs(session, knowledge)
    rows = [
        row | {"above": heard.above_all(row["area_id"], areas.get(row["number"], ()))}
        for row in rows
    ]
    return [
        notice
        for row in rows
        for notice in _told(row, people, now, knowledge, answered=row["number"] in answered)
    ]


def _told(
    row: Row,
    people: Sequence[tuple[str, Address]],
    now: datetime,
    knowledge: Knowledge,
    *,
    answered: bool,
) -> Iterator[Notice]:
    said: Said = {
        "number": str(row["number"]),
        "what": described(row["risk"], row["cases"] + row["signals"], knowledge),
        "place": where_of(row["place_id"], row["area_id"], knowledge),
    }
    if row["rung"] == COORDINATORS:
        text = _undecided(said) if answered else _unheard(said)
        yield _notice(row["above"], text, now, row["number"], checking(row["number"]))
        return
    for contact_id, address in people:
        text = _call_about(said) if answered else _call(said)
        yield _notice(contact_id, text, now, row["number"], at=address)


def _unheard(said: Said) -> Text:
    return _(
        "Nobody has answered alert {number}: {what}, {place}. True: OK {number}. "
        "False: NO {number} and why.",
        **said,
    )


def _undecided(said: Said) -> Text:
    """Somebody asked about it, or checked one of its reports: that is an answer."""
    return _(
        "Alert {number} is not decided yet: {what}, {place}. True: OK {number}. "
        "False: NO {number} and why.",
        **said,
    )


def _call(said: Said) -> Text:
    return _(
        "Nobody has answered alert {number}: {what}, {place}. Please call who is there.", **said
    )


def _call_about(said: Said) -> Text:
    return _(
        "Alert {number} is not decided yet: {what}, {place}. Please call who is there.", **said
    )


def _notice(
    to: str | Role,
    text: Text,
    now: datetime,
    number: int,
    buttons: tuple[Choice, ...] = (),
    *,
    at: Address | None = None,
) -> Notice:
    said = Reply(text, buttons=buttons)
    return Notice(to, said, Urgency.URGENT, now + STALE, at, about=silence(number))


def _listening(alerting: Alerting, now: datetime, knowledge: Knowledge) -> list[Address]:
    """Addresses of the configured list whose hours it is: `tel:+22370000011 07:00-19:00`."""
    local = now.astimezone(knowledge.zone).time()
    found = []
    for entry in alerting.others:
        address, _blank, hours = entry.partition(" ")
        begin, _dash, end = hours.partition("-")
        if not hours or _between(local, time.fromisoformat(begin), time.fromisoformat(end)):
            found.append(Address.parse(address))
    return found


def _between(now: time, begin: time, end: time) -> bool:
    """Also over midnight: 21:00-06:00."""
    return begin <= now < end if begin <= end else now >= begin or now < end


async def _people(session: Session, addresses: Sequence[Address]) -> list[tuple[str, Address]]:
    """Those of the list whom we know: who has never written to us cannot be written to."""
    names = json.dumps({str(address): 1 for address in addresses})
    rows = await session.fetch(QUERIES, "people_at", addresses=names)
    return [(row["contact_id"], Address.parse(row["address"])) for row in rows]


job = Job("alerts", look, first)
