"""Keeping alerts: a few bulk statements for all that a batch changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.areas import Area, Areas
from bot.epiweek import EpiWeek
from bot.errors import TryAgain
from bot.handler import Knowledge, Outcome, Reaction
from bot.store.base import Connection, Queries, Row, Session, as_rows, millis
from bot.store.bulk import as_list, keyed, together
from handlers.alerts.model import CaseAt, Past
from handlers.alerts.rulebook import OURS, Rulebook, load
from handlers.link.events import PeopleMerged
from handlers.report.events import ReportFiled
from handlers.report.records import ANIMALS, risks_of

HERE = Path(__file__).parent
QUERIES = Queries(*(HERE / name for name in ("queries.sql", "sqlite.sql", "postgres.sql")))
# They find their rows by their name, so that a database that can does all of them in one.
SETTLING = (
    "keep_alerts", "end_alerts", "join_reports", "leave_reports", "note_steps",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alerting:
    """What the configuration says, section `alerts`. `laboratory`: the roles that may say that the
    laboratory confirmed it. `others`: who is told when neither supervisor nor coordinator answers.
    `routine_at`: the hour at which it is told that reports of no alarm wait; empty for never.
    """

    check_hours: float = 24.0
    answer_minutes: float = 60.0
    laboratory: tuple[str, ...] = ("coordinator", "admin")
    others: tuple[str, ...] = ()
    routine_at: str = "08:00"


def alerting_of(knowledge: Knowledge) -> Alerting:
    return Alerting(**knowledge.options.get("alerts", {}))


def rules_of(knowledge: Knowledge) -> Rulebook:
    """Ours, or the file that the deployment put in its place; read once."""
    if "rules" not in knowledge.shelf:
        file = knowledge.data_file(OURS)
        risks, tree = (risks_of(knowledge), knowledge.areas) if file != OURS else (None, None)
        knowledge.shelf["rules"] = load(file, risks=risks, tree=tree)
    rulebook: Rulebook = knowledge.shelf["rules"]
    return rulebook


def numbered(numbers: Iterable[int | None]) -> str:
    found = sorted({number for number in numbers if number is not None})
    return as_rows({"number": number} for number in found)


def kind_of(risk: str, animals: int | bool) -> str:
    """People and animals that have the same are never one alert: what they are known by here."""
    return f"{risk}{ANIMALS}" if animals else risk


def row_of(event: ReportFiled) -> Row:
    """As it was just stored, where nobody else can have changed it: it need not be read."""
    place = event.finding.place
    on = event.on or event.finding.onset or event.reported_at.date()
    return {
        "number": event.number,
        "on_day": on.isoformat(),
        "place_id": place.id if place else None,
        "area_id": event.area_id,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "cases": event.finding.count,
        "severe": event.finding.severe,
        "positive": event.finding.positive,
        "deaths": event.finding.deaths,
        "signal": event.signal,
        "check_state": "pending",
    }


def case_of(row: Row, areas: Areas) -> CaseAt:
    """A stored report as the rules see it. What was verified counts fully."""
    point = (row["latitude"], row["longitude"])
    if point[0] is None:
        area = areas.find(row["area_id"]) if row["area_id"] else None
        point = _centre(area)
    return CaseAt(
        row["number"],
        date.fromisoformat(row["on_day"]),
        row["cases"],
        row["place_id"],
        row["area_id"],
        None if point[0] is None else point,
        signal=bool(row["signal"]) and row["check_state"] != "confirmed",
        over=row.get("alert_status") == "closed",
        severe=row["severe"],
        positive=row["positive"],
        deaths=row["deaths"],
    )


def _centre(area: Area | None) -> tuple[Any, Any]:
    return (area.latitude, area.longitude) if area else (None, None)


async def near(session: Session, locks: Sequence[Row] = (), **wanted: Any) -> list[Row]:
    """What `reports_near` tells of what is `wanted`, alone with the risks of the `locks`."""
    return await _alone(session, "reports_near", "alone_with_the_near", locks, wanted)


async def beside(session: Session, locks: Sequence[Row], **wanted: Any) -> list[Row]:
    """The same, of alerts only the reports that are near."""
    return await _alone(session, "reports_beside", "alone_beside", locks, wanted)


async def _alone(
    session: Session, name: str, at_once: str, locks: Sequence[Row], wanted: Mapping[str, Any]
) -> list[Row]:
    """Where a database locks and looks `at_once`, what it saw may be older than its lock: then it
    gives nothing, not even what changed, and is asked again.
    """
    found: list[Row] = []
    if locks:
        each = [("lock_risks", {"rows": as_rows(locks)}), (name, wanted)]
        both = (at_once, {**wanted, "locks": as_rows(locks)})
        _locked, found = await session.fetch_each(QUERIES, each, both)
    return found or await session.fetch(QUERIES, name, **wanted)


def step(number: int, what: str, at: datetime, contact_id: str | None = None, **data: Any) -> Row:
    return {
        "number": number,
        "what": what,
        "contact_id": contact_id,
        "at": millis(at),
        "data": json.dumps(data),
    }


async def note(session: Session, steps: Sequence[Row]) -> None:
    if steps:
        await write(session, "note_steps", steps)


async def rows_of(session: Session, name: str, events: Sequence[Any]) -> dict[int, Row]:
    """What the events are about, by number."""
    rows = numbered(event.number for event in events)
    return {row["number"]: row for row in await session.fetch(QUERIES, name, rows=rows)}


def all_of(events: Iterable[Any], done: Sequence[Row]) -> None:
    """Who was decided about in another process meanwhile is looked at again, with what is now."""
    if {event.number for event in events} - {row["number"] for row in done}:
        raise TryAgain("decided by another meanwhile")


async def write(session: Session, name: str, rows: Sequence[Row]) -> list[Row]:
    if not rows:
        return []
    given = keyed({name: rows}, as_list) if name in SETTLING else as_rows(rows)
    return await session.fetch(QUERIES, name, rows=given)


async def write_each(session: Session, wanted: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Several of `SETTLING`, in their order, those without rows left out."""
    rarely = wanted.get("end_alerts") or wanted.get("leave_reports")
    whole = "settle_alerts" if rarely else "grow_alerts"
    return await together(session, QUERIES, whole, wanted, as_list)


async def latest(connection: Connection, most: int, *, everything: bool) -> list[Row]:
    return await connection.fetch(QUERIES, "latest", most=most, everything=int(everything))


async def steps_of(connection: Connection, number: int) -> list[Row]:
    """The record of an alert, from its first step on."""
    return await connection.fetch(QUERIES, "steps_of", number=number)


async def compared(
    connection: Connection, week: EpiWeek, area_ids: Iterable[str] | None
) -> list[Row]:
    """A week beside its past, of some areas, or (None) of all."""
    return await connection.fetch(
        QUERIES,
        "compared",
        year=week.year,
        week=week.week,
        everywhere=int(area_ids is None),
        areas=json.dumps(dict.fromkeys(area_ids or (), 1)),
    )


async def decided_weeks(
    connection: Connection, contact_id: str, area_ids: Iterable[str], since: date, known: Knowledge
) -> list[Row]:
    """Alerts of weeks above their past, in areas from a day on, that a person's reports are of."""
    rules = [rule.id for rule in rules_of(known) if isinstance(rule, Past)]
    return await connection.fetch(
        QUERIES,
        "decided_weeks",
        contact_id=contact_id,
        rules=json.dumps(dict.fromkeys(rules, 1)),
        areas=json.dumps(dict.fromkeys(area_ids, 1)),
        since=since.isoformat(),
    )


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    """Two contacts are one person: what they decided is that person's."""
    for event in merged:
        for name in ("move_steps", "move_decisions", "move_checks"):
            await session.fetch(QUERIES, name, older=event.older, into=event.contact_id)
    return Outcome()


moving = Reaction(PeopleMerged, move)
