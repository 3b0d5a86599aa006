"""Whose alerts and reports are: the areas that they belong to, and who may decide there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.areas import Areas
from bot.contact import Contact
from bot.store.base import Row, Session, as_rows
from handlers.alerts.records import QUERIES, numbered, rows_of

ABOVE = ("coordinator", "admin")
CHECKERS = ("supervisor", "coordinator", "admin")


async def named(session: Session, number: int) -> Row | None:
    """The report or the alert of that number; an alert with the `areas` that it belongs to."""
    rows = await session.fetch(QUERIES, "named", number=number)
    if rows and rows[0]["kind"] == "alert":
        return await with_areas(session, rows[0])
    return rows[0] if rows else None


async def alerts_of(session: Session, events: Sequence[Any]) -> dict[int, Row]:
    """The alerts that the events are about, by number, each with its areas."""
    rows = await rows_of(session, "alerts_named", events)
    return {number: await with_areas(session, row) for number, row in rows.items()}


async def with_areas(session: Session, alert: Row) -> Row:
    """Of each report that it has, that of most of them first."""
    found = await areas_of(session, [alert["number"]])
    others = found.get(alert["number"], ())
    return alert | {"areas": tuple(dict.fromkeys((alert["area_id"], *others)))}


async def areas_of(
    session: Session, alerts: Iterable[int], left: Iterable[Row] = ()
) -> dict[int, tuple[str, ...]]:
    """The areas of the reports of some alerts, where they are known; `left`: also of these."""
    found: dict[int, tuple[str, ...]] = {}
    rows, pairs = numbered(alerts), as_rows(left)
    for row in await session.fetch(QUERIES, "areas_of_alerts", rows=rows, left=pairs):
        found[row["alert"]] = (*found.get(row["alert"], ()), row["area_id"])
    return found


async def open_alerts(
    session: Session, reports: Iterable[Any], *, refused: bool = False, dismissed: bool = False
) -> list[Row]:
    """Of some reports the alerts that nobody has decided; with `refused` those that have others.

    `dismissed`: also those that were found to be none.
    """
    rows, also = numbered(report.number for report in reports), int(dismissed)
    how = {"refused": int(refused), "dismissed": also}
    return await session.fetch(QUERIES, "open_alerts_of", rows=rows, **how)


def just_decided(session: Session) -> dict[int, tuple[str, str]]:
    """What other turns of this batch have decided: by number, the state and who."""
    found: dict[int, tuple[str, str]] = session.memo.setdefault("decided", {})
    return found


def may_check(contact: Contact, area_id: str | None, areas: Areas) -> bool:
    """Whether they work where it is, or above. Where nobody knows, those with the whole in view."""
    if area_id is None:
        wide = any(a.area_id is None and a.role in CHECKERS for a in contact.assignments)
        return wide or contact.has("coordinator", "admin")
    within = {None, *areas.upwards(area_id)}
    return any(a.role in CHECKERS and a.area_id in within for a in contact.assignments)


def may_decide(contact: Contact, row: Row, areas: Areas) -> bool:
    """A report in its area; an alert in any of those that have a report in it."""
    return any(may_check(contact, area, areas) for area in row.get("areas", (row["area_id"],)))


def may_change(contact: Contact, row: Row) -> bool:
    """One's own decision, or that of somebody below."""
    return row["decided_by"] == contact.id or contact.has(*ABOVE)
