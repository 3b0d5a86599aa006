"""Clinics and visits as plain data and back: for the database, for undoing, for next year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from handlers.clinics.hours import read_hours, show_hours
from handlers.clinics.model import Change, Clinic, Spot, Visit
from handlers.clinics.recurrence import Rule

Data = dict[str, Any]


def clinic_data(clinic: Clinic) -> Data:
    return {
        "number": clinic.number,
        "name": clinic.name,
        "kind": clinic.kind,
        "spot": spot_data(clinic.spot),
        "services": sorted(clinic.services),
        "hours": show_hours(clinic.hours),
        "phone": clinic.phone,
        "status": clinic.status,
        "source": clinic.source,
    }


def clinic_of(data: Mapping[str, Any]) -> Clinic:
    return Clinic(
        number=int(data["number"]),
        name=data["name"],
        kind=data["kind"],
        spot=spot_of(data["spot"]),
        services=frozenset(data["services"]),
        hours=read_hours(data["hours"]),
        phone=data["phone"],
        status=data["status"],
        source=data["source"],
    )


def visit_data(visit: Visit) -> Data:
    """Without its changes, which have rows of their own: see `change_data`."""
    return {
        "number": visit.number,
        "team": visit.team,
        "spot": spot_data(visit.spot),
        "first_on": visit.rule.first_on.isoformat(),
        "rule": visit.rule.text,
        "begins": _shown(visit.begins),
        "ends": _shown(visit.ends),
        "services": sorted(visit.services),
        "hidden": visit.hidden,
        "precision": visit.precision,
        "status": visit.status,
        "source": visit.source,
    }


def whole_visit(visit: Visit) -> Data:
    return {**visit_data(visit), "changes": [change_data(change) for change in visit.changes]}


def visit_of(data: Mapping[str, Any], changes: tuple[Change, ...] | None = None) -> Visit:
    if changes is None:
        changes = tuple(map(change_of, data.get("changes", ())))
    return Visit(
        number=int(data["number"]),
        team=data["team"],
        spot=spot_of(data["spot"]),
        rule=Rule(date.fromisoformat(data["first_on"]), data["rule"]),
        begins=_time(data["begins"]),
        ends=_time(data["ends"]),
        services=frozenset(data["services"]),
        hidden=data["hidden"],
        precision=data["precision"],
        status=data["status"],
        changes=changes,
        source=data.get("source", ""),
    )


def change_data(change: Change) -> Data:
    return {
        "on": change.on.isoformat(),
        "kind": change.kind,
        "reason": change.reason,
        "to_on": change.to_on.isoformat() if change.to_on else None,
        "begins": _shown(change.begins),
        "ends": _shown(change.ends),
        "spot": spot_data(change.spot) if change.spot else None,
    }


def change_of(data: Mapping[str, Any]) -> Change:
    return Change(
        on=date.fromisoformat(data["on"]),
        kind=data["kind"],
        reason=data["reason"],
        to_on=date.fromisoformat(data["to_on"]) if data["to_on"] else None,
        begins=_time(data["begins"]),
        ends=_time(data["ends"]),
        spot=spot_of(data["spot"]) if data["spot"] else None,
    )


def spot_data(spot: Spot) -> Data:
    return {
        "name": spot.name,
        "point": list(spot.point),
        "place_id": spot.place_id,
        "area_id": spot.area_id,
    }


def spot_of(data: Mapping[str, Any]) -> Spot:
    latitude, longitude = data["point"]
    return Spot(data["name"], (latitude, longitude), data["place_id"], data["area_id"])


def _shown(at: time | None) -> str | None:
    return at.isoformat("minutes") if at else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
