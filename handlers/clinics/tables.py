"""Clinics and visits as CSV, whole: for who keeps the schedule, not for publishing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from handlers.clinics.files import CLINIC_COLUMNS, VISIT_COLUMNS
from handlers.clinics.hours import clock, show_hours
from handlers.clinics.model import Clinic, Spot, Visit


def clinics_csv(clinics: Iterable[Clinic]) -> str:
    return _written(CLINIC_COLUMNS, map(_clinic_row, clinics))


def visits_csv(visits: Iterable[Visit]) -> str:
    """Without what was changed of single days: the calendar has that."""
    return _written(VISIT_COLUMNS, map(_visit_row, visits))


def _written(columns: tuple[str, ...], rows: Iterable[dict[str, object]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _clinic_row(clinic: Clinic) -> dict[str, object]:
    return {
        "number": clinic.number,
        "name": clinic.name,
        "kind": clinic.kind,
        **_spot_row(clinic.spot),
        "services": " ".join(sorted(clinic.services)),
        "hours": show_hours(clinic.hours),
        "phone": clinic.phone,
        "status": clinic.status,
        "source": clinic.source,
    }


def _visit_row(visit: Visit) -> dict[str, object]:
    hours = f"{clock(visit.begins)}-{clock(visit.ends)}" if visit.begins and visit.ends else ""
    return {
        "number": visit.number,
        "team": visit.team,
        **_spot_row(visit.spot),
        "first_on": visit.rule.first_on.isoformat(),
        "rule": visit.rule.text,
        "hours": hours,
        "services": " ".join(sorted(visit.services)),
        "hidden_hours": "" if visit.hidden is None else visit.hidden,
        "precision": visit.precision,
        "status": visit.status,
        "source": visit.source,
    }


def _spot_row(spot: Spot) -> dict[str, object]:
    return {"place": spot.name, "latitude": spot.point[0], "longitude": spot.point[1]}
