"""Keeping reports: one statement for all that a batch filed, and the few reads of a turn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from bot.handler import Context, Knowledge, Outcome, Reaction
from bot.message import Reply
from bot.store.base import Queries, Row, Session, as_rows, millis
from bot.store.bulk import together
from bot.text import Text, _, verbatim
from handlers.link.events import PeopleMerged
from handlers.report.events import ReportFiled, ReportPlaced, ReportWithdrawn
from handlers.report.grammar import Finding
from handlers.report.risks import Risks, load

HERE = Path(__file__).parent
RISKS = HERE / "risks.toml"
QUERIES = Queries(HERE / "queries.sql", HERE / "postgres.sql")
RECENT = timedelta(days=7)
DAY = timedelta(days=1)
ANIMALS = ":animals"
AS_TOLD = (
    *("female", "male", "sex_unknown", "age_months", "age_group", "deaths", "severe", "positive"),
)
LISTENERS = ("supervisor", "coordinator", "admin")


def risks_of(knowledge: Knowledge) -> Risks:
    """Ours, or the file that the deployment put in its place."""
    return load(knowledge.data_file(RISKS))


def risk_name(risk: str, knowledge: Knowledge) -> Text:
    """Of one that a deployment has taken out of the list since, its id. `guinea_worm:animals` are
    the animals that have what befalls people too.
    """
    known = risks_of(knowledge).get(risk.removesuffix(ANIMALS))
    name = known.name if known else verbatim(risk)
    return _("{risk} (animals)", risk=name) if known and risk.endswith(ANIMALS) else name


def of_animals(risk: str, knowledge: Knowledge) -> bool:
    """`guinea_worm:animals`, `animal_deaths`: nobody of these goes to a health centre."""
    known = risks_of(knowledge).get(risk.removesuffix(ANIMALS))
    return risk.endswith(ANIMALS) or (known is not None and known.kind == "animal")


def alert_of(session: Session) -> dict[int, Reply]:
    """What to say of the alert that a report is in; whoever raises alerts fills it in."""
    found: dict[int, Reply] = session.memo.setdefault("alert_of", {})
    return found


async def recent_twin(context: Context, finding: Finding) -> int | None:
    """The number of the same report by the same person, whose message was the same."""
    rows = await context.session.fetch(
        QUERIES,
        "recent_twin",
        contact_id=context.contact.id,
        risk=finding.risk,
        cases=finding.count,
        since=millis(context.now - DAY),
    )
    return int(rows[0]["number"]) if rows else None


async def own_report(context: Context, number: int) -> Row | None:
    rows = await context.session.fetch(
        QUERIES, "own_report", contact_id=context.contact.id, number=number
    )
    return rows[0] if rows else None


async def latest_report(context: Context) -> Row | None:
    since = millis(context.now - RECENT)
    rows = await context.session.fetch(
        QUERIES, "latest_report", contact_id=context.contact.id, since=since
    )
    return rows[0] if rows else None


async def told_by_changed(context: Context) -> list[Row]:
    """The reports of the message that this one replaces, those withdrawn only if no other is left.

    Empty too where nothing is replaced.
    """
    if context.inbound.edits is None:
        return []
    rows = await context.session.fetch(
        QUERIES,
        "told_by",
        contact_id=context.contact.id,
        inbound_id=f"{context.inbound.channel}:{context.inbound.edits}",
    )
    return [row for row in rows if row["status"] == "filed"] or rows


async def listener(context: Context, area_id: str | None) -> str | None:
    """The role of who is told of what happens in an area: a supervisor, or who stands in.

    Else, as `telling` has it, the writer's own supervisor.
    """
    session = context.session
    if "listeners" not in session.memo:
        session.memo["listeners"] = await session.fetch(QUERIES, "listeners")
    rows = session.memo["listeners"]
    areas = context.knowledge.areas
    within = {None, *areas.upwards(area_id)}
    for role in LISTENERS:
        if any(row["role"] == role and row["area_id"] in within for row in rows):
            return role
    own = {up for mine in context.contact.assignments for up in areas.upwards(mine.area_id)}
    heard = any(row["role"] == LISTENERS[0] and row["area_id"] in own for row in rows)
    return LISTENERS[0] if area_id is not None and heard else None


async def file(session: Session, filed: Sequence[ReportFiled]) -> Outcome:
    reports = [_report_row(report) for report in filed]
    cases = [row for report in filed for row in _case_rows(report)]
    wanted = {"file_reports": reports, "file_cases": cases}
    await together(session, QUERIES, "file_all", wanted)
    older = [
        {"older": report.supersedes, "newer": report.number}
        for report in filed
        if report.supersedes is not None
    ]
    if older:
        await session.fetch(QUERIES, "supersede_reports", rows=as_rows(older))
        await session.fetch(QUERIES, "note_changes", rows=as_rows(map(_superseded, _old(filed))))
    return Outcome()


def _old(filed: Sequence[ReportFiled]) -> list[ReportFiled]:
    return [report for report in filed if report.supersedes is not None]


def _superseded(report: ReportFiled) -> Row:
    return {
        "number": report.supersedes,
        "what": "superseded",
        "contact_id": report.contact_id,
        "at": millis(report.reported_at),
        "data": json.dumps({"by": report.number}),
    }


def _report_row(report: ReportFiled) -> Row:
    finding = report.finding
    return {
        "number": report.number,
        "contact_id": report.contact_id,
        "inbound_id": report.inbound_id,
        "risk": finding.risk,
        "cases": finding.count,
        **{name: getattr(finding, name) for name in AS_TOLD},
        "vaccinated": None if finding.vaccinated is None else int(finding.vaccinated),
        "onset_on": finding.onset.isoformat() if finding.onset else None,
        "place_id": finding.place.id if finding.place else None,
        "area_id": report.area_id,
        "signal": int(report.signal),
        "training": int(report.training),
        "supersedes": report.supersedes,
        "duplicate_of": report.duplicate_of,
        "reported_at": millis(report.reported_at),
        "sent_at": millis(report.sent_at),
        "on_day": (report.on or finding.onset or report.reported_at.date()).isoformat(),
        "latitude": finding.place.latitude if finding.place else None,
        "longitude": finding.place.longitude if finding.place else None,
        "animals": int(finding.animals),
    }


def _case_rows(report: ReportFiled) -> Iterator[Row]:
    for case in report.finding.cases:
        yield {
            "number": report.number,
            "sex": case.sex,
            "age_group": case.age_group,
            "count": case.count,
        }


async def withdraw(session: Session, events: Sequence[ReportWithdrawn]) -> Outcome:
    rows = [{"number": event.number} for event in events]
    await session.fetch(QUERIES, "withdraw_reports", rows=as_rows(rows))
    changes = [
        {
            "number": event.number,
            "what": "withdrawn",
            "contact_id": event.contact_id,
            "at": millis(event.at),
            "data": "{}",
        }
        for event in events
    ]
    await session.fetch(QUERIES, "note_changes", rows=as_rows(changes))
    return Outcome()


async def put(session: Session, events: Sequence[ReportPlaced]) -> Outcome:
    rows = [
        {
            "number": event.number,
            "place_id": event.place_id,
            "area_id": event.area_id,
            "latitude": event.point[0] if event.point else None,
            "longitude": event.point[1] if event.point else None,
        }
        for event in events
    ]
    await session.fetch(QUERIES, "place_reports", rows=as_rows(rows))
    return Outcome()


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    """Two contacts are one person: the reports are that person's."""
    for event in merged:
        for name in ("move_reports", "move_zeros", "move_changes"):
            await session.fetch(QUERIES, name, older=event.older, into=event.contact_id)
    return Outcome()


reactions = (
    Reaction(ReportFiled, file),
    Reaction(ReportWithdrawn, withdraw),
    Reaction(ReportPlaced, put),
    Reaction(PeopleMerged, move),
)
