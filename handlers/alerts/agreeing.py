"""Making the stored alerts agree with what the rules found: raise, grow, join, end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import TryAgain
from bot.store.base import Row, Session, millis
from handlers.alerts.figuring import grown_row, new_row
from handlers.alerts.finding import Group, Plan
from handlers.alerts.looking import Looked
from handlers.alerts.model import CaseAt
from handlers.alerts.records import step, write_each

Had = Mapping[int, frozenset[int]]  # the reports of each alert
NOBODY: frozenset[int] = frozenset()
SAME = ("number", "risk", "level", "area_id", "place_id", "cases", "signals", "deaths")


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to become of the alerts of a risk; `cases` by the number of their report."""

    risk: str
    plan: Plan
    cases: Mapping[int, CaseAt]


@dataclass(frozen=True, slots=True)
class Change:
    """An alert as it is now. `was` is how it was, None if it is new.

    `before`: reports that it had, `came`: those that it did not have, in the areas `came_in`.
    `ended`: it is a part of another (`joined`), or nothing is left of it (`withdrawn`); then
    `reports` are those it had.
    """

    number: int
    risk: str
    was: Row | None
    level: str
    status: str
    area_id: str | None
    place_id: str | None
    cases: int
    signals: int
    deaths: int
    reports: frozenset[int]
    before: frozenset[int] = frozenset()
    came: frozenset[int] = frozenset()
    came_in: frozenset[str] = frozenset()
    ended: str | None = None


async def agree(
    session: Session,
    settled: Sequence[Settled],
    looked: Looked,
    now: datetime,
    inherited: Mapping[int, Row],
) -> list[Change]:
    """`inherited`: reports that are of a decided alert, for they replace one of it."""
    kept: list[Change] = []
    rows = []
    held, had = looked.alerts, looked.members()
    for each in settled:
        for wanted in each.plan.wanted:
            number = session.number() if wanted.number is None else wanted.number
            cases = [each.cases[n] for n in sorted(wanted.group.reports) if n in each.cases]
            was = held.get(number)
            if was is not None and number in looked.places:
                came = [case for case in cases if case.report not in had.get(number, NOBODY)]
                row = grown_row(was, wanted.group, came, looked.places[number])
            else:
                row = new_row(number, each.risk, wanted.group, cases, was)
            rows.append(row | {"at": millis(now)})
            kept.append(_change(row, wanted.group, held.get(number), had, cases))
    into = _into(settled)
    ended = [
        _ended(held[number], "withdrawn" if whole is None else "joined", had)
        for number, whole in into.items()
    ]
    await _keep(session, kept, ended, rows, into, had, now, inherited)
    return kept + ended


def _into(settled: Sequence[Settled]) -> dict[int, int | None]:
    """Alerts that are a part of another now, and (None) those of which nothing is left."""
    into: dict[int, int | None] = {}
    for each in settled:
        into |= dict.fromkeys(each.plan.gone)
        into.update(each.plan.joined)
    return into


async def _keep(
    session: Session,
    kept: Sequence[Change],
    ended: Sequence[Change],
    rows: Sequence[Row],
    into: Mapping[int, int | None],
    had: Had,
    now: datetime,
    inherited: Mapping[int, Row],
) -> None:
    """All at once. Who was decided about meanwhile takes no new cases: look at it all again."""
    new = {change.number for change in kept if change.was is None}
    other = _other(rows, kept) - new
    joining, leaving = _moves(kept, ended, had)
    joining += ({"report": n, "alert": row["alert"]} for n, row in inherited.items())
    steps = [*_steps(kept, now), *_inherited(inherited, now)]
    steps += (step(c.number, c.ended or "", now, into=into[c.number]) for c in ended)
    done = await write_each(
        session,
        {
            "keep_alerts": [row for row in rows if row["number"] in new | other],
            "end_alerts": [_end(change, into) for change in ended],
            "join_reports": joining,
            "leave_reports": leaving,
            "note_steps": steps,
        },
    )
    was = {change.number for change in ended} | other
    if was - {row["number"] for row in (*done["keep_alerts"], *done["end_alerts"])}:
        raise TryAgain("an alert was decided meanwhile")


def _end(change: Change, into: Mapping[int, int | None]) -> Row:
    return {"number": change.number, "status": change.ended, "whole": into[change.number]}


def _other(rows: Sequence[Row], kept: Sequence[Change]) -> set[int]:
    """Alerts of which anything is to be written: most that lie near a case stay as they are."""
    both = zip(rows, kept, strict=True)
    return {row["number"] for row, change in both if _differs(row, change)}


def _differs(row: Row, change: Change) -> bool:
    was = change.was
    if was is None or change.before != change.reports:
        return True
    return any(row[name] != was[name] for name in was.keys() & row.keys())


def _change(row: Row, group: Group, was: Row | None, had: Had, cases: Sequence[CaseAt]) -> Change:
    kept = {name: row[name] for name in SAME}
    before = had.get(row["number"], NOBODY)
    came = group.reports - before
    areas = frozenset(case.area_id for case in cases if case.area_id and case.report in came)
    return Change(
        was=was,
        status=was["status"] if was else "open",
        reports=group.reports,
        before=before,
        came=came,
        came_in=areas,
        **kept,
    )


def _ended(was: Row, how: str, had: Had) -> Change:
    kept = {name: was[name] for name in SAME}
    mine = had.get(was["number"], NOBODY)
    return Change(was=was, status=how, reports=mine, before=mine, ended=how, **kept)


def _moves(
    kept: Sequence[Change], ended: Sequence[Change], had: Had
) -> tuple[list[Row], list[Row]]:
    """Each report to its alert; those that are in none any more leave.

    Alerts of which nothing was said keep their reports, which were only read with the others.
    """
    joining = [
        {"report": report, "alert": change.number} for change in kept for report in change.came
    ]
    stay = frozenset().union(*(change.reports for change in kept))
    settled = (change.number for change in (*kept, *ended))
    leaving = [{"report": n} for number in settled for n in had.get(number, NOBODY) - stay]
    return joining, leaving


def _inherited(inherited: Mapping[int, Row], now: datetime) -> Iterator[Row]:
    for number, row in inherited.items():
        yield step(row["alert"], "changed", now, came=[number], left=[row["supersedes"]])


def _steps(kept: Sequence[Change], now: datetime) -> Iterator[Row]:
    for change in kept:
        if change.was is None:
            yield step(change.number, "raised", now, reports=sorted(change.reports))
            continue
        if change.before != change.reports:
            yield step(
                change.number,
                "changed",
                now,
                came=sorted(change.came),
                left=sorted(change.before - change.reports),
            )
