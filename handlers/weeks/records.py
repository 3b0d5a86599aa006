"""Reading a week: who is expected, what came, and what it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.areas import Areas
from bot.epiweek import EpiWeek
from bot.handler import Context, Knowledge, Outcome, Reaction
from bot.store.base import Connection, Queries, Row, Session, as_rows, millis, moment
from handlers.link.events import PeopleMerged
from handlers.report.records import risks_of
from handlers.weeks.calendar import local, weekly_of
from handlers.weeks.figures import Expected, Figure, Received, by_reporter

QUERIES = Queries(Path(__file__).with_name("queries.sql"))
LATEST = timedelta(weeks=13)  # after a week; what comes later is no report of it any more


@dataclass(frozen=True, slots=True)
class Own:
    """A reporter's week: `cases` by the days of events; `received`: the first report, if any."""

    week: EpiWeek
    received: Received | None
    cases: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one risk in a week. `signals` were not verified, and are not among `cases`."""

    cases: int = 0
    signals: int = 0
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """A week of an area: by risk; `zeros` reporters said that there was nothing."""

    week: EpiWeek
    risks: dict[str, Counted]
    zeros: int
    figure: Figure


def keys(names: Iterable[str]) -> str:
    return json.dumps(dict.fromkeys(names, 1))


def week_rows(weeks: Iterable[EpiWeek], knowledge: Knowledge) -> str:
    """Weeks as the statements know them: their moments (ms) and days."""
    zone = knowledge.zone
    return as_rows(
        {
            "year": week.year,
            "week": week.week,
            "begins": millis(week.starts_at.replace(tzinfo=zone)),
            "latest": millis((week.ends_at + LATEST).replace(tzinfo=zone)),
            "first_on": week.days[0].isoformat(),
            "last_on": week.days[-1].isoformat(),
        }
        for week in weeks
    )


async def received(
    connection: Connection,
    weeks: Sequence[EpiWeek],
    reporters: Iterable[str],
    knowledge: Knowledge,
    *,
    training: bool = False,
) -> tuple[list[Received], dict[tuple[str, EpiWeek], int]]:
    """What came of some reporters for some weeks, and their cases. `training`: that too."""
    known = {(week.year, week.week): week for week in weeks}
    asked = {
        "weeks": week_rows(weeks, knowledge),
        "reporters": keys(reporters),
        "training": int(training),
    }
    reports = await connection.fetch(QUERIES, "received", **asked)
    zeros = await connection.fetch(QUERIES, "zeros", **asked)
    cases = {(row["contact_id"], known[_named(row)]): row["cases"] for row in reports}
    stand = cases.keys() | {(r["contact_id"], known[_named(r)]) for r in zeros if r["stands"]}
    found: list[Received] = []
    for row in (*reports, *zeros):
        week, at = known[_named(row)], moment(row["at"])
        if at is not None and (row["contact_id"], week) in stand:
            found.append(Received(row["contact_id"], week, local(at, knowledge)))
    return found, cases


def _named(row: Row) -> tuple[int, int]:
    return row["year"], row["week"]


def expected(rows: Iterable[Row], weeks: Sequence[EpiWeek], knowledge: Knowledge) -> list[Expected]:
    """From the first whole week on."""
    begins = {week: millis(week.starts_at.replace(tzinfo=knowledge.zone)) or 0 for week in weeks}
    return [
        Expected(row["contact_id"], row.get("area_id"), week)
        for row in rows
        for week in weeks
        if row["since"] <= begins[week]
    ]


async def own_weeks(
    connection: Connection,
    reporters: Sequence[Row],
    weeks: Sequence[EpiWeek],
    knowledge: Knowledge,
    *,
    training: bool = False,
) -> dict[str, list[Own]]:
    """Of each reporter (rows of `contact_id` and `since`) the weeks that are expected of them."""
    who = [row["contact_id"] for row in reporters]
    came, cases = await received(connection, weeks, who, knowledge, training=training)
    first: dict[tuple[str, EpiWeek], Received] = {}
    for each in sorted(came, key=lambda one: one.at):
        first.setdefault((each.reporter, each.week), each)
    found: dict[str, list[Own]] = {name: [] for name in who}
    deadline = weekly_of(knowledge).deadline
    for one in expected(reporters, weeks, knowledge):
        key = one.reporter, one.week
        got = [first[key]] if key in first else []
        figure = by_reporter([one], got, deadline)[one.reporter]
        own = Own(one.week, first.get(key), cases.get(key, 0), figure)
        found[one.reporter].append(own)
    return found


async def reporters_in(
    connection: Connection,
    area_id: str | None,
    weeks: Sequence[EpiWeek],
    knowledge: Knowledge,
) -> list[tuple[Row, list[Own]]]:
    """Each reporter of an area (once for each area of theirs), with the weeks expected of them."""
    rows = await connection.fetch(QUERIES, "reporters", **here(area_id, knowledge.areas))
    since: dict[str, int] = {}
    for row in rows:
        since[row["contact_id"]] = min(row["since"], since.get(row["contact_id"], row["since"]))
    people = [{"contact_id": who, "since": at} for who, at in since.items()]
    found = await own_weeks(connection, people, weeks, knowledge)
    return [(row, found[row["contact_id"]]) for row in rows]


def below(area_id: str, areas: Areas) -> list[str]:
    """An area and all in it."""
    return [area_id, *areas.below(area_id)]


def here(area_id: str | None, areas: Areas) -> Row:
    """How statements ask of an area with those below it, or (None) of everywhere."""
    return {
        "everywhere": int(area_id is None),
        "areas": keys(below(area_id, areas) if area_id else ()),
    }


async def summaries(
    connection: Connection,
    area_id: str | None,
    weeks: Sequence[EpiWeek],
    knowledge: Knowledge,
) -> list[Summary]:
    """Of an area with those below it, or (None) of everywhere; in the order of `weeks`."""
    where = here(area_id, knowledge.areas)
    figures = await figures_of(connection, area_id, weeks, knowledge)
    asked = {"weeks": week_rows(weeks, knowledge), "risks": keys(risks_of(knowledge)), **where}
    rows = await connection.fetch(QUERIES, "cases_in", **asked)
    found = []
    for week in weeks:
        days = {"first_on": week.days[0].isoformat(), "last_on": week.days[-1].isoformat()}
        [zero] = await connection.fetch(
            QUERIES, "zero_reports", year=week.year, week=week.week, **days, **where
        )
        found.append(Summary(week, _by_risk(rows, week), zero["times"], figures[week]))
    return found


async def figures_of(
    connection: Connection | Session,
    area_id: str | None,
    weeks: Sequence[EpiWeek],
    knowledge: Knowledge,
) -> dict[EpiWeek, Figure]:
    """Who reported in each week, of an area with those below it, or (None) of everywhere."""
    reporters = await connection.fetch(QUERIES, "reporters", **here(area_id, knowledge.areas))
    people = dict.fromkeys(row["contact_id"] for row in reporters)
    came, _cases = await received(connection, weeks, people, knowledge)
    everyone = [{**row, "area_id": None} for row in reporters]
    deadline = weekly_of(knowledge).deadline
    figures = {}
    for week in weeks:
        by_person = by_reporter(expected(everyone, [week], knowledge), came, deadline)
        figures[week] = sum(by_person.values(), Figure())
    return figures


def _by_risk(rows: Iterable[Row], week: EpiWeek) -> dict[str, Counted]:
    return {
        row["risk"]: Counted(row["cases"], row["signals"], row["deaths"])
        for row in rows
        if (row["year"], row["week"]) == (week.year, week.week)
    }


async def reported_in(context: Context, week: EpiWeek) -> bool:
    """Whether the person has reported in a week, in training or not."""
    came, _cases = await received(
        context.session, [week], [context.contact.id], context.knowledge, training=True
    )
    return bool(came)


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    """Two contacts are one person: told of a week once."""
    for event in merged:
        await session.fetch(QUERIES, "move_told", older=event.older, into=event.contact_id)
    return Outcome()


moving = Reaction(PeopleMerged, move)
