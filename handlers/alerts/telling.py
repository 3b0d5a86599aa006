"""Who is told what became of an alert: who works on it, and who reported its cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from bot.handler import Knowledge
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Row, Session
from bot.text import Text, _
from handlers.alerts.announcing import about, described, where_of
from handlers.alerts.events import AlertDecided
from handlers.alerts.records import QUERIES, numbered
from handlers.alerts.saying import quoted
from handlers.report.records import of_animals

STALE = timedelta(days=7)


def decided(event: AlertDecided, alert: Row, knowledge: Knowledge) -> Text:
    """What a supervisor decided. That it was false makes nobody well who is ill; a dog goes to no
    health centre."""
    what = described(alert["risk"], alert["cases"] + alert["signals"], knowledge)
    where = where_of(alert["place_id"], alert["area_id"], knowledge)
    if event.status == "escalated":
        return _(
            "What you reported ({what}, {place}) was checked: it is true and is passed on. "
            "Thank you.",
            what=what,
            place=where,
        )
    if of_animals(alert["risk"], knowledge):
        return _(
            "What you reported ({what}, {place}) was checked and goes no further: {words}. "
            "Thank you, please go on reporting.",
            what=what,
            place=where,
            words=quoted(event.words),
        )
    return _(
        "What you reported ({what}, {place}) was checked and goes no further: {words}. "
        "Whoever is still ill goes to the health centre.",
        what=what,
        place=where,
        words=quoted(event.words),
    )


def again(alert: Row, knowledge: Knowledge) -> Text:
    """It was dismissed or closed by mistake."""
    what = described(alert["risk"], alert["cases"] + alert["signals"], knowledge)
    where = where_of(alert["place_id"], alert["area_id"], knowledge)
    return _(
        "What you reported ({what}, {place}) is followed up again: it was ended by mistake.",
        what=what,
        place=where,
    )


async def reporters_of(session: Session, alerts: Collection[int]) -> Mapping[int, set[str]]:
    """Contact ids of who reported the cases, for each alert."""
    people: dict[int, set[str]] = {number: set() for number in alerts}
    for row in await session.fetch(QUERIES, "reporters_of", rows=numbered(alerts)):
        people[row["alert"]].add(row["contact_id"])
    return people


def to_workers(
    near: Reply,
    alert: Row,
    by: str,
    at: datetime,
    above: Reply | None = None,
    *,
    announces: bool = False,
) -> Iterator[Notice]:
    """Who is `near`, and who has the whole in view (`above`, or the same); not who did it.

    `announces`: of what is over by the time that it leaves nobody need hear.
    """
    area, also = alert["area_id"], tuple(filter(None, alert["areas"]))
    supervisors = Role("supervisor", area, without=by, also=also)
    coordinators = Role("coordinator", area, otherwise=("admin",), without=by, also=also)
    mark = about(alert["number"]) if announces else None
    yield Notice(supervisors, near, Urgency.URGENT, at + STALE, about=mark)
    yield Notice(coordinators, above or near, Urgency.URGENT, at + STALE, about=mark)


def to_reporters(text: Text, reporters: Collection[str], at: datetime) -> Iterator[Notice]:
    """One notice for each, by contact id, ordered so that every run sends the same."""
    for contact_id in sorted(reporters):
        yield Notice(contact_id, Reply(text), expires_at=at + STALE)
