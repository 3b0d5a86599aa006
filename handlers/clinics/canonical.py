"""Visits written in one way, so that two that say the same are equal. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.clinics.model import Change, Visit


def canonical(visit: Visit) -> Visit:
    """The same days, hours and places; of changes, only what differs from the plan."""
    changes = (_canonical(change, visit) for change in visit.changes if _counts(change, visit))
    kept = tuple(sorted(changes, key=lambda change: change.on))
    return replace(visit, rule=visit.rule.canonical(), changes=kept)


def _counts(change: Change, visit: Visit) -> bool:
    """What was said of a day that the rule does not give says nothing."""
    return change.kind == "extra" or visit.rule.falls_on(change.on)


def _canonical(change: Change, visit: Visit) -> Change:
    if change.kind == "cancelled":
        return Change(change.on, "cancelled", change.reason or "other")
    usual = (change.begins, change.ends) == (visit.begins, visit.ends)
    return Change(
        change.on,
        change.kind,
        change.reason,
        _moved_to(change),
        None if usual else change.begins,
        None if usual else change.ends,
        None if change.spot == visit.spot else change.spot,
    )


def _moved_to(change: Change) -> date | None:
    if change.kind == "extra":
        return None
    return change.to_on or change.on
