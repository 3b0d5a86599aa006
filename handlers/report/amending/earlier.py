"""What a person reported in the last days, as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from bot.handler import Context, Knowledge
from bot.store.base import Row, millis
from handlers.report.finding import Case, Finding
from handlers.report.records import QUERIES
from handlers.weeks.calendar import weekly_of

LATELY, JUST_NOW = timedelta(days=3), timedelta(minutes=10)
NUMBERED = timedelta(days=28)  # where it is named by its number


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report of one's own: its number, what it tells now, and the row that it is kept in.

    `where`: the id of its place, or without one of its area; `week`: the number of the one that it
    counts in; `just_now`: within the last minutes.
    """

    number: int
    finding: Finding
    where: str | None
    week: int
    row: Row
    just_now: bool = False


async def earlier_reports(context: Context, within: timedelta = LATELY) -> list[Earlier]:
    """Those of the last days that still stand, the latest first."""
    now = context.inbound.sent_at or context.now
    since, lately = millis(now - within), millis(now - JUST_NOW)
    rows = await context.session.fetch(
        QUERIES, "own_lately", contact_id=context.contact.id, since=since
    )
    each = groupby(rows, key=lambda row: row["number"])
    found = [_earlier(list(same), context.knowledge) for _number, same in each]
    return [replace(one, just_now=one.row["reported_at"] >= lately) for one in found]


def _earlier(rows: Sequence[Row], knowledge: Knowledge) -> Earlier:
    row = rows[0]
    place = knowledge.places.find(row["place_id"]) if row["place_id"] else None
    finding = Finding(
        risk=row["risk"],
        count=row["cases"],
        female=row["female"],
        male=row["male"],
        sex_unknown=row["sex_unknown"],
        cases=_cases(rows),
        age_months=row["age_months"],
        age_group=row["age_group"],
        deaths=row["deaths"],
        severe=row["severe"],
        positive=row["positive"],
        animals=bool(row["animals"]),
        vaccinated=None if row["vaccinated"] is None else bool(row["vaccinated"]),
        onset=date.fromisoformat(row["onset_on"]) if row["onset_on"] else None,
        place=place,
    )
    noon = datetime.combine(date.fromisoformat(row["on_day"]), time(12))
    week = weekly_of(knowledge).of(noon).week
    return Earlier(row["number"], finding, row["place_id"] or row["area_id"], week, row)


def _cases(rows: Iterable[Row]) -> tuple[Case, ...]:
    told = [row for row in rows if row["of_them"] is not None]
    return tuple(Case(row["case_sex"], row["case_age"], row["of_them"]) for row in told)
