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
    return change.kind == "extra" or change.was_extra or visit.rule.falls_on(change.on)


def _canonical(change: Change, visit: Visit) -> Change:
    usual = (change.begins, change.ends) == (visit.begins, visit.ends)
    return Change(
        change.on,
        change.kind,
        change.reason or ("other" if change.kind == "cancelled" else None),
        _to_on(change, visit),
        None if usual else change.begins,
        None if usual else change.ends,
        None if change.spot == visit.spot else change.spot,
    )


def _to_on(change: Change, visit: Visit) -> date | None:
    """Of a cancelled day only where it had been moved to; its own tells an extra one."""
    if change.kind == "extra":
        return None
    if change.kind == "cancelled" and change.to_on == change.on and visit.rule.falls_on(change.on):
        return None
    return change.to_on or (change.on if change.kind == "moved" else None)
