"""Rules run inside the transaction that stores a report: alerts are raised, grow, join and end.

Whatever changed (a report filed, corrected, withdrawn, placed, checked), the same is done: what
lies near it is read, the rules are applied to all of it, and the alerts are made to agree.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bot.handler import Knowledge, Outcome, Reaction
from bot.store.base import Row, Session
from bot.store.bulk import as_list
from handlers.alerts.adding import grown
from handlers.alerts.agreeing import Settled, agree
from handlers.alerts.announcing import announced
from handlers.alerts.events import ReportChecked
from handlers.alerts.finding import Found, Held, groups, planned
from handlers.alerts.model import Together, Weekly
from handlers.alerts.reaching import reaches
from handlers.alerts.records import (
    QUERIES,
    case_of,
    numbered,
    row_of,
    rules_of,
    seen,
    write,
)
from handlers.report.events import ReportFiled, ReportPlaced, ReportWithdrawn, worth_telling
from handlers.weeks.calendar import weekly_of

UNDECIDED = ("open", "escalated")
DECIDED = ("dismissed", "closed")
# Of an alert.
KEPT = (
    "number", "risk", "status", "level", "rules", "area_id", "place_id", "cases", "signals",
    "deaths", "announced",
)  # fmt: skip
EVERYWHERE = ""  # distances cross the borders of areas: one lock for each risk


async def on_filed(
    session: Session, events: Sequence[ReportFiled], now: datetime, knowledge: Knowledge
) -> Outcome:
    rulebook = rules_of(knowledge)
    looked = [e for e in events if not e.training and _finds(rulebook.of(e.risk.id))]
    older = {e.supersedes for e in events if e.supersedes is not None}
    told = {e.number for e in events if worth_telling(e.risk, signal=e.signal, training=e.training)}
    if older:
        numbers = older | {e.number for e in looked}
        return await _watch(session, numbers, now, knowledge, told)
    changed: dict[str, list[Row]] = {}
    for event in looked:
        changed.setdefault(event.risk.id, []).append(row_of(event))
    return await _settle(session, changed, now, knowledge, told, _locks(changed))


async def on_withdrawn(
    session: Session, events: Sequence[ReportWithdrawn], now: datetime, knowledge: Knowledge
) -> Outcome:
    told = {event.number for event in events if event.told}
    return await _watch(session, {event.number for event in events}, now, knowledge, told)


async def on_placed(
    session: Session, events: Sequence[ReportPlaced], now: datetime, knowledge: Knowledge
) -> Outcome:
    numbers = {event.number for event in events}
    return await _watch(session, numbers, now, knowledge, numbers)


async def on_checked(
    session: Session, events: Sequence[ReportChecked], now: datetime, knowledge: Knowledge
) -> Outcome:
    """What was refused is no case; a signal that was confirmed is a whole one.

    Who checked it knows of the report, and not yet of the alert that comes of it.
    """
    numbers = {event.number for event in events}
    refused = {event.number for event in events if event.state == "refused"}
    return await _watch(session, numbers, now, knowledge, refused)


def _finds(rules: Sequence[object]) -> tuple[Found, ...]:
    return tuple(rule for rule in rules if isinstance(rule, Together | Weekly))


async def _watch(
    session: Session,
    numbers: Collection[int],
    now: datetime,
    knowledge: Knowledge,
    told: Collection[int] = (),
) -> Outcome:
    """What changed is read, once more when we are alone with it: another may have changed it."""
    changed = await _changed(session, numbers, knowledge)
    if changed:
        await write(session, "lock_risks", _locks(changed))
        changed = await _changed(session, numbers, knowledge)
    return await _settle(session, changed, now, knowledge, told)


async def _changed(
    session: Session, numbers: Collection[int], knowledge: Knowledge
) -> dict[str, list[Row]]:
    """What changed, by its risk, where rules look at that."""
    rulebook = rules_of(knowledge)
    changed: dict[str, list[Row]] = {}
    if numbers:
        for row in await session.fetch(QUERIES, "reports_named", rows=numbered(numbers)):
            if not row["training"] and _finds(rulebook.of(row["risk"])):
                changed.setdefault(row["risk"], []).append(row)
    return changed


def _locks(risks: Iterable[str]) -> list[Row]:
    return [{"risk": risk, "area_id": EVERYWHERE} for risk in sorted(risks)]


async def _settle(
    session: Session,
    changed: Mapping[str, Sequence[Row]],
    now: datetime,
    knowledge: Knowledge,
    told: Collection[int],
    locks: Sequence[Row] = (),
) -> Outcome:
    """`told`: reports of which the supervisor hears anyway, so that nobody hears twice."""
    if not changed:
        return Outcome()
    rows, held = await _near(session, changed, knowledge, locks)
    mine = {row["number"] for reports in changed.values() for row in reports}
    heirs = _heirs({number: rows[number] for number in mine if number in rows})
    settled = [
        _settled(
            risk,
            [row for row in rows.values() if row["risk"] == risk and _counts(row)],
            held,
            heirs,
            knowledge,
            [row["number"] for row in changed[risk]] if locks else None,
        )
        for risk in changed
    ]
    changes = await agree(session, settled, rows, held, now)
    return announced(session, changes, now, knowledge, told)


def _heirs(own: Mapping[int, Row]) -> dict[int, int]:
    """What was corrected keeps the alert of what it replaces: it is the same event."""
    return {
        row["number"]: older["alert"]
        for row in own.values()
        if (older := own.get(row["supersedes"])) and older["alert_status"] in UNDECIDED
    }


def _settled(
    risk: str,
    reports: Sequence[Row],
    held: Mapping[int, Row],
    heirs: Mapping[int, int],
    knowledge: Knowledge,
    added: Sequence[int] | None = None,
) -> Settled:
    """`added`: the reports that are new, where nothing else has changed."""
    rules = _finds(rules_of(knowledge).of(risk))
    cases = [case_of(row, knowledge.areas) for row in reports]
    areas, start = knowledge.areas, weekly_of(knowledge).start
    members: dict[int | None, set[int]] = defaultdict(set)
    for row in reports:
        members[row["alert"]].add(row["number"])
        members[heirs.get(row["number"])].add(row["number"])
    mine = [_held(row, members) for row in held.values() if row["risk"] == risk]
    decided = {row["number"] for row in reports if row["alert_status"] in DECIDED}
    plan = grown(rules, cases, added, mine, decided, areas, start) if added else None
    if plan is None:
        plan = planned(groups(rules, cases, areas, start), mine, decided)
    return Settled(risk, plan, {c.report: c for c in cases})


def _held(row: Row, members: Mapping[int | None, set[int]]) -> Held:
    reports = frozenset(members.get(row["number"], ()))
    return Held(row["number"], row["status"], row["level"], reports, tuple(row["rules"].split()))


async def _near(
    session: Session,
    changed: Mapping[str, Sequence[Row]],
    knowledge: Knowledge,
    locks: Sequence[Row],
) -> tuple[dict[int, Row], dict[int, Row]]:
    """What changed, and what the rules have to look at with it; their alerts that are not decided.

    Both by number. The `locks` are taken before.
    """
    rulebook, areas = rules_of(knowledge), knowledge.areas
    start = weekly_of(knowledge).start
    rows = [
        row
        for risk, reports in changed.items()
        for report in reports
        for row in reaches(risk, _finds(rulebook.of(risk)), report, areas, start)
    ]
    unique = {tuple(row.items()): row for row in rows}.values()
    mine = (row["number"] for reports in changed.values() for row in reports)
    numbers = json.dumps(dict.fromkeys(mine, 1))
    near = {"rows": as_list(unique), "numbers": numbers}
    return _apart(await seen(session, near, locks))


def _counts(row: Row) -> bool:
    filed = row["status"] == "filed" and not row["training"]
    return bool(filed and row["check_state"] != "refused")


def _apart(found: Iterable[Row]) -> tuple[dict[int, Row], dict[int, Row]]:
    """Reports, each with the status of its alert; and the alerts that are not decided."""
    alerts: dict[int | None, Row] = {None: {"status": None}}
    reports: dict[int, Row] = {}
    for row in found:
        (reports if row["level"] is None else alerts)[row["number"]] = row
    for row in reports.values():
        row["alert_status"] = alerts[row["alert"]]["status"]
    undecided = (row for row in alerts.values() if row["status"] in UNDECIDED)
    return reports, {row["number"]: {name: row[name] for name in KEPT} for row in undecided}


reactions = (
    Reaction(ReportFiled, on_filed, informed=True),
    Reaction(ReportPlaced, on_placed, informed=True),
    Reaction(ReportWithdrawn, on_withdrawn, informed=True),
    Reaction(ReportChecked, on_checked, informed=True),
)
