"""Rules run inside the transaction that stores a report: alerts are raised, grow, join and end.

Whatever changed (a report filed, corrected, withdrawn, placed, checked), the same is done: what
lies near it is read, the rules are applied to all of it, and the alerts are made to agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from bot.areas import Areas
from bot.handler import Knowledge, Outcome, Reaction
from bot.store.base import Row, Session, as_rows
from handlers.alerts.agreeing import Settled, agree
from handlers.alerts.announcing import announced
from handlers.alerts.events import ReportChecked
from handlers.alerts.finding import Found, Held, groups, planned
from handlers.alerts.model import Together, Weekly
from handlers.alerts.records import QUERIES, case_of, numbered, rules_of, write
from handlers.alerts.rules import Reach, reach
from handlers.report.events import ReportFiled, ReportPlaced, ReportWithdrawn, worth_telling

UNDECIDED = ("open", "escalated")
DECIDED = ("dismissed", "closed")
EVERYWHERE = ""  # distances cross the borders of areas: one lock for each risk


async def on_filed(
    session: Session, events: Sequence[ReportFiled], now: datetime, knowledge: Knowledge
) -> Outcome:
    rulebook = rules_of(knowledge)
    numbers = {e.number for e in events if not e.training and _finds(rulebook.of(e.risk.id))}
    numbers |= {e.supersedes for e in events if e.supersedes is not None}
    told = {e.number for e in events if worth_telling(e.risk, signal=e.signal, training=e.training)}
    return await _watch(session, numbers, now, knowledge, told)


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
    """What was refused is no case; a signal that was confirmed is a whole one."""
    numbers = {event.number for event in events}
    return await _watch(session, numbers, now, knowledge, numbers)


def _finds(rules: Sequence[object]) -> tuple[Found, ...]:
    return tuple(rule for rule in rules if isinstance(rule, Together | Weekly))


async def _watch(
    session: Session,
    numbers: Collection[int],
    now: datetime,
    knowledge: Knowledge,
    told: Collection[int] = (),
) -> Outcome:
    """`told`: reports of which the supervisor hears anyway, so that nobody hears twice."""
    if not numbers:
        return Outcome()
    changed = await _changed(session, numbers, knowledge)
    if not changed:
        return Outcome()
    named = list(chain.from_iterable(changed.values()))
    own = {row["number"]: row for row in named}
    near = await _near(session, changed, knowledge)
    held = await _held(session, (own | near).values())
    heirs = _heirs(own)
    settled = [
        _settled(risk, [r for r in near.values() if r["risk"] == risk], held, heirs, knowledge)
        for risk in changed
    ]
    changes = await agree(session, settled, own | near, held, now)
    return announced(session, changes, now, knowledge, told)


async def _changed(
    session: Session, numbers: Collection[int], knowledge: Knowledge
) -> dict[str, list[Row]]:
    """What changed, by its risk, where rules look at that; as it is once we are alone with it."""
    rulebook, found = rules_of(knowledge), await _named(session, numbers)
    risks = {r["risk"] for r in found if not r["training"] and _finds(rulebook.of(r["risk"]))}
    if not risks:
        return {}
    locks = [{"risk": risk, "area_id": EVERYWHERE} for risk in sorted(risks)]
    await write(session, "lock_risks", locks)
    changed: dict[str, list[Row]] = {risk: [] for risk in risks}
    for row in await _named(session, numbers):
        if row["risk"] in risks and not row["training"]:
            changed[row["risk"]].append(row)
    return changed


async def _named(session: Session, numbers: Collection[int]) -> list[Row]:
    return await session.fetch(QUERIES, "reports_named", rows=numbered(numbers))


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
) -> Settled:
    rules = _finds(rules_of(knowledge).of(risk))
    cases = [case_of(row, knowledge.areas) for row in reports]
    found = groups(rules, cases, knowledge.areas)
    mine = [
        Held(
            number,
            row["status"],
            row["level"],
            frozenset(
                each["number"]
                for each in reports
                if number in (each["alert"], heirs.get(each["number"]))
            ),
            tuple(row["rules"].split()),
        )
        for number, row in held.items()
        if row["risk"] == risk
    ]
    decided = {row["number"] for row in reports if row["alert_status"] in DECIDED}
    return Settled(risk, planned(found, mine, decided), {c.report: c for c in cases})


async def _near(
    session: Session, changed: Mapping[str, Sequence[Row]], knowledge: Knowledge
) -> dict[int, Row]:
    """What the rules have to look at, by number: near the changed, or in an alert with those."""
    rulebook, areas = rules_of(knowledge), knowledge.areas
    rows = [
        row
        for risk, reports in changed.items()
        for report in reports
        for row in _reaches(risk, _finds(rulebook.of(risk)), report, areas)
    ]
    unique = {tuple(row.items()): row for row in rows}.values()
    found = await session.fetch(QUERIES, "reports_near", rows=as_rows(unique))
    near = {row["number"]: row for row in found}
    own = [row for reports in changed.values() for row in reports]
    near |= {row["number"]: row for row in own if _counts(row)}
    alerts = {row["alert"] for row in chain(found, own) if row["alert_status"] in UNDECIDED}
    if alerts:
        for row in await session.fetch(QUERIES, "reports_of_alerts", rows=numbered(alerts)):
            near[row["number"]] = row
    return near


def _counts(row: Row) -> bool:
    return bool(row["status"] == "filed" and row["check_state"] != "refused")


def _reaches(risk: str, rules: Sequence[Found], report: Row, areas: Areas) -> Iterator[Row]:
    """Each area, place and box once, with the most days that any rule asks for."""
    case = case_of(report, areas)
    days: dict[str, tuple[date, date]] = {}
    boxes: dict[tuple[float, ...], tuple[date, date]] = {}
    for rule in rules:
        each = reach(rule, case, areas)
        if each.box is not None:
            _widen(boxes, each.box, each)
        within = _centred_in(each, areas) if each.box else _below(each.unit, areas)
        for name in within or [report["place_id"]]:
            _widen(days, name, each)
    for name, (since, until) in days.items():
        kind = "place_id" if name is None or areas.find(name) is None else "area_id"
        yield {"risk": risk, "since": since.isoformat(), "until": until.isoformat(), kind: name}
    for (south, west, north, east), (since, until) in boxes.items():
        spot = {"south": south, "west": west, "north": north, "east": east}
        yield {"risk": risk, "since": since.isoformat(), "until": until.isoformat(), **spot}


def _widen(days: dict[Any, tuple[date, date]], name: Any, each: Reach) -> None:
    since, until = days.get(name, (each.since, each.until))
    days[name] = min(since, each.since), max(until, each.until)


def _below(unit: str | None, areas: Areas) -> list[str]:
    """An area and all in it; a place alone."""
    if unit is None or areas.find(unit) is None:
        return [unit] if unit else []
    return [unit, *areas.below(unit)]


def _centred_in(each: Reach, areas: Areas) -> list[str]:
    """Areas whose centre lies in the box: cases without a place are counted there."""
    assert each.box is not None
    south, west, north, east = each.box
    return [
        area.id
        for area in areas
        if area.latitude is not None and area.longitude is not None
        if south <= area.latitude <= north and west <= area.longitude <= east
    ]


async def _held(session: Session, rows: Iterable[Row]) -> dict[int, Row]:
    """The alerts that they are in and that are not decided, by number."""
    alerts = {row["alert"] for row in rows if row["alert_status"] in UNDECIDED}
    if not alerts:
        return {}
    found = await session.fetch(QUERIES, "alerts_named", rows=numbered(alerts))
    return {row["number"]: row for row in found}


reactions = (
    Reaction(ReportFiled, on_filed, informed=True),
    Reaction(ReportPlaced, on_placed, informed=True),
    Reaction(ReportWithdrawn, on_withdrawn, informed=True),
    Reaction(ReportChecked, on_checked, informed=True),
)
