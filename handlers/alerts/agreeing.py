"""Making the stored alerts agree with what the rules found: raise, grow, join, end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import TryAgain
from bot.store.base import Row, Session, millis
from handlers.alerts.counting import most
from handlers.alerts.finding import Group, Plan
from handlers.alerts.growing import milestone
from handlers.alerts.model import CaseAt
from handlers.alerts.records import step, write_each

Had = Mapping[int | None, frozenset[int]]  # the reports of each alert
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

    `before`: reports that it had, `came`: those that it did not have. `ended`: it is a part of
    another (`joined`), or nothing is left of it (`withdrawn`); then `reports` are those it had.
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
    ended: str | None = None


async def agree(
    session: Session,
    settled: Sequence[Settled],
    reports: Mapping[int, Row],
    held: Mapping[int, Row],
    now: datetime,
) -> list[Change]:
    """`reports`: those looked at and those that changed; `held`: undecided alerts by number."""
    kept: list[Change] = []
    rows = []
    had = _had(reports)
    for each in settled:
        for wanted in each.plan.wanted:
            number = session.number() if wanted.number is None else wanted.number
            cases = [each.cases[n] for n in sorted(wanted.group.reports) if n in each.cases]
            row = _row(number, each.risk, wanted.group, cases, held.get(number))
            rows.append(row | {"at": millis(now)})
            kept.append(_change(row, wanted.group, held.get(number), had))
    into = _into(settled)
    ended = [
        _ended(held[number], "withdrawn" if whole is None else "joined", had)
        for number, whole in into.items()
    ]
    await _keep(session, kept, ended, rows, into, reports, now)
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
    reports: Mapping[int, Row],
    now: datetime,
) -> None:
    """All at once. Who was decided about meanwhile takes no new cases: look at it all again."""
    new = {change.number for change in kept if change.was is None}
    other = _other(rows, kept) - new
    joining, leaving = _moves(kept, reports)
    steps = [*_steps(kept, now)]
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


def _had(reports: Mapping[int, Row]) -> Had:
    """The reports that each alert had."""
    had: dict[int | None, list[int]] = defaultdict(list)
    for number, row in reports.items():
        had[row["alert"]].append(number)
    return {alert: frozenset(numbers) for alert, numbers in had.items()}


def _other(rows: Sequence[Row], kept: Sequence[Change]) -> set[int]:
    """Alerts of which anything is to be written: most that lie near a case stay as they are."""
    both = zip(rows, kept, strict=True)
    return {row["number"] for row, change in both if _differs(row, change)}


def _differs(row: Row, change: Change) -> bool:
    was = change.was
    if was is None or change.before != change.reports:
        return True
    return any(row[name] != was[name] for name in was.keys() & row.keys())


def _row(number: int, risk: str, group: Group, cases: Sequence[CaseAt], was: Row | None) -> Row:
    place_id, area_id = most(cases, lambda case: case.count) if cases else (None, None)
    if not cases and was is not None:
        place_id, area_id = was["place_id"], was["area_id"]
    days = [case.on.isoformat() for case in cases] or [""]
    signals = sum(case.count for case in cases if case.signal)
    total = sum(case.count for case in cases)
    return {
        "number": number,
        "risk": risk,
        "level": group.level,
        "rules": " ".join(group.rules),
        "area_id": area_id,
        "place_id": place_id,
        "first_on": min(days),
        "last_on": max(days),
        "cases": total - signals,
        "signals": signals,
        "deaths": sum(case.deaths for case in cases),
        "announced": max(was["announced"] if was else 0, milestone(total)),
    }


def _change(row: Row, group: Group, was: Row | None, had: Had) -> Change:
    status = was["status"] if was else "open"
    kept = {name: row[name] for name in SAME}
    before = had.get(row["number"], NOBODY)
    came = group.reports - before
    return Change(was=was, status=status, reports=group.reports, before=before, came=came, **kept)


def _ended(was: Row, how: str, had: Had) -> Change:
    kept = {name: was[name] for name in SAME}
    mine = had.get(was["number"], NOBODY)
    return Change(was=was, status=how, reports=mine, before=mine, ended=how, **kept)


def _moves(kept: Sequence[Change], reports: Mapping[int, Row]) -> tuple[list[Row], list[Row]]:
    """Each report to its alert; those that are in none any more leave."""
    alert_of = {report: change.number for change in kept for report in change.reports}
    joining = [
        {"report": report, "alert": alert}
        for report, alert in alert_of.items()
        if report in reports and reports[report]["alert"] != alert
    ]
    leaving = [
        {"report": number}
        for number, row in reports.items()
        if row["alert_status"] in ("open", "escalated") and number not in alert_of
    ]
    return joining, leaving


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
