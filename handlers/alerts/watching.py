"""Rules run inside the transaction that stores a report: alerts are raised, grow, join and end.

Whatever changed (a report filed, corrected, withdrawn, placed, checked), the same is done: what
lies near it is read, the rules are applied to all of it, and the alerts are made to agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bot.handler import Knowledge, Outcome, Reaction
from bot.store.base import Row, Session
from handlers.alerts.adding import grown, may_grow
from handlers.alerts.agreeing import Settled, agree
from handlers.alerts.announcing import announced
from handlers.alerts.events import ReportChecked
from handlers.alerts.finding import Held, groups, planned
from handlers.alerts.inheriting import DECIDED, NONE, decided_already, heirs_of
from handlers.alerts.looking import Looked, around, close_by, found_by, whole
from handlers.alerts.model import CaseAt
from handlers.alerts.put_back import put_back
from handlers.alerts.records import (
    QUERIES,
    case_of,
    kind_of,
    numbered,
    row_of,
    rules_of,
    write,
)
from handlers.report.events import ReportFiled, ReportPlaced, ReportWithdrawn, worth_telling
from handlers.report.records import ANIMALS
from handlers.weeks.calendar import weekly_of

EVERYWHERE = ""  # distances cross the borders of areas: one lock for each risk


async def on_filed(
    session: Session, events: Sequence[ReportFiled], now: datetime, knowledge: Knowledge
) -> Outcome:
    rulebook = rules_of(knowledge)
    looked = [e for e in events if not e.training and found_by(rulebook.of(e.risk.id))]
    older = {e.supersedes for e in events if e.supersedes is not None}
    told = {e.number for e in events if worth_telling(e.risk, signal=e.signal, training=e.training)}
    if older:
        numbers = older | {e.number for e in looked}
        return await watch(session, numbers, now, knowledge, told)
    changed: dict[str, list[Row]] = {}
    for event in looked:
        kind = kind_of(event.risk.id, event.finding.animals)
        changed.setdefault(kind, []).append(row_of(event))
    return await _settle(session, changed, now, knowledge, told, _locks(changed))


async def on_withdrawn(
    session: Session, events: Sequence[ReportWithdrawn], now: datetime, knowledge: Knowledge
) -> Outcome:
    told = {event.number for event in events if event.told}
    return await watch(session, {event.number for event in events}, now, knowledge, told)


async def on_placed(
    session: Session, events: Sequence[ReportPlaced], now: datetime, knowledge: Knowledge
) -> Outcome:
    numbers = {event.number for event in events}
    return await watch(session, numbers, now, knowledge, numbers)


async def on_checked(
    session: Session, events: Sequence[ReportChecked], now: datetime, knowledge: Knowledge
) -> Outcome:
    """What was refused is no case; a signal that was confirmed is a whole one.

    Who checked it knows of the report, and not yet of the alert that comes of it.
    """
    await put_back(session, events, now)
    numbers = {event.number for event in events}
    refused = {event.number for event in events if event.state == "refused"}
    return await watch(session, numbers, now, knowledge, refused)


async def watch(
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
            if not row["training"] and found_by(rulebook.of(row["risk"])):
                changed.setdefault(kind_of(row["risk"], row["animals"]), []).append(row)
    return changed


def _may_grow(risk: str, knowledge: Knowledge) -> bool:
    """Of animals all that is near is read: nobody counts where most of them are."""
    return may_grow(rules_of(knowledge).of(risk)) and not risk.endswith(ANIMALS)


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
    """`told`: reports of which the supervisor hears anyway, so that nobody hears twice.

    With `locks`: all that changed is new. Then it is looked at by itself first.
    """
    if not changed:
        return Outcome()
    grows = bool(locks) and all(_may_grow(risk, knowledge) for risk in changed)
    looked = await (close_by if grows else around)(session, changed, knowledge, locks)
    settled = _all_grown(changed, looked, knowledge) if locks else []
    if grows and (joined := _joined(settled)):
        looked = looked.more(await whole(session, looked, joined))
        settled = _all_grown(changed, looked, knowledge)
    done = {each.risk for each in settled}
    inherited: dict[int, Row] = {}
    if left := {risk: rows for risk, rows in changed.items() if risk not in done}:
        looked = looked.more(await around(session, left, knowledge)) if grows else looked
        mine = {row["number"] for reports in left.values() for row in reports}
        own = {n: looked.reports[n] for n in mine if n in looked.reports}
        heirs, inherited = heirs_of(own), decided_already(own)
        settled += [_whole(risk, looked, heirs, knowledge) for risk in left]
    changes = await agree(session, settled, looked, now, inherited)
    return await announced(session, changes, now, knowledge, told)


def _all_grown(
    changed: Mapping[str, Sequence[Row]], looked: Looked, knowledge: Knowledge
) -> list[Settled]:
    return [each for risk in changed if (each := _grown(risk, changed, looked, knowledge))]


def _joined(settled: Sequence[Settled]) -> set[int]:
    """Alerts that become a part of another, and those others."""
    pairs = (pair for each in settled for pair in each.plan.joined.items())
    return {number for pair in pairs for number in pair}


def _grown(
    risk: str, changed: Mapping[str, Sequence[Row]], looked: Looked, knowledge: Knowledge
) -> Settled | None:
    """What new reports add; None if all that is near them has to be looked at."""
    if not may_grow(rules_of(knowledge).of(risk)):
        return None
    if any(_nowhere(row) for row in (*looked.reports.values(), *looked.alerts.values())):
        return None  # of those nobody counts how many there are
    cases, decided, held = _of_risk(risk, looked, {}, knowledge)
    new = [row["number"] for row in changed[risk]]
    rules, start = found_by(rules_of(knowledge).of(risk)), weekly_of(knowledge).start
    plan = grown(rules, cases, new, held, decided, knowledge.areas, start)
    return Settled(risk, plan, {case.report: case for case in cases}) if plan else None


def _whole(risk: str, looked: Looked, heirs: Mapping[int, int], knowledge: Knowledge) -> Settled:
    cases, decided, held = _of_risk(risk, looked, heirs, knowledge)
    rules, start = found_by(rules_of(knowledge).of(risk)), weekly_of(knowledge).start
    plan = planned(groups(rules, cases, knowledge.areas, start), held, decided)
    return Settled(risk, plan, {case.report: case for case in cases})


def _of_risk(
    risk: str, looked: Looked, heirs: Mapping[int, int], knowledge: Knowledge
) -> tuple[list[CaseAt], set[int], list[Held]]:
    """Its cases, those of closed alerts, and the alerts that are not decided.

    What a person found to be none is no case here: it raises the level of nothing else.
    """
    every = (row for row in looked.reports.values() if row["risk"] == risk and _counts(row))
    reports = [row for row in every if row["alert_status"] != NONE]
    members: dict[int | None, set[int]] = defaultdict(set)
    for row in reports:
        members[row["alert"]].add(row["number"])
        members[heirs.get(row["number"])].add(row["number"])
    held = [_held(row, members) for row in looked.alerts.values() if row["risk"] == risk]
    decided = {row["number"] for row in reports if row["alert_status"] in DECIDED}
    return [case_of(row, knowledge.areas) for row in reports], decided, held


def _nowhere(row: Row) -> bool:
    return row["place_id"] is None and row["area_id"] is None


def _held(row: Row, members: Mapping[int | None, set[int]]) -> Held:
    reports = frozenset(members.get(row["number"], ()))
    return Held(row["number"], row["status"], row["level"], reports, tuple(row["rules"].split()))


def _counts(row: Row) -> bool:
    filed = row["status"] == "filed" and not row["training"]
    return bool(filed and row["check_state"] != "refused")


reactions = (
    Reaction(ReportFiled, on_filed, informed=True),
    Reaction(ReportPlaced, on_placed, informed=True),
    Reaction(ReportWithdrawn, on_withdrawn, informed=True),
    Reaction(ReportChecked, on_checked, informed=True),
)
