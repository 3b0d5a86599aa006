"""The line list: a line for each report, each column with its HXL tag (hxlstandard.org). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.epiweek import MONDAY, EpiWeek, WeekStart
from bot.store.base import Row, moment

Value = str | int | float | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


@dataclass(frozen=True, slots=True)
class Setting:
    """What a line is written with: the tree of areas, local time, and when weeks begin."""

    areas: Areas
    zone: ZoneInfo
    start: WeekStart = MONDAY


@dataclass(frozen=True, slots=True)
class Column:
    """`personal`: it could tell who a patient or a reporter is."""

    name: str
    tag: str
    value: Callable[[Row, Setting], Value]
    personal: bool = False


def _stored(name: str) -> Callable[[Row, Setting], Value]:
    def value(row: Row, _setting: Setting) -> Value:
        found: Value = row[name]
        return found

    return value


def _reported(row: Row, setting: Setting) -> Value:
    at = moment(row["reported_at"])
    return at.astimezone(setting.zone).isoformat(timespec="minutes") if at else None


def _week(row: Row, setting: Setting) -> Value:
    return str(EpiWeek.of(date.fromisoformat(row["on_day"]), setting.start))


def _age_unknown(row: Row, _setting: Setting) -> Value:
    return int(row["cases"]) - _under5(row, _setting) - _over5(row, _setting)


def _under5(row: Row, _setting: Setting) -> int:
    return int(row["under5"] or 0)


def _over5(row: Row, _setting: Setting) -> int:
    return int(row["over5"] or 0)


def _source(row: Row, _setting: Setting) -> Value:
    return "resident" if row["signal"] else "health worker"


def _area(kind: str) -> Callable[[Row, Setting], Value]:
    def value(row: Row, setting: Setting) -> Value:
        if row["area_id"] is None or (own := setting.areas.find(row["area_id"])) is None:
            return None
        above = (own, *setting.areas.ancestors(own.id))
        return next((area.name for area in above if area.kind == kind), None)

    return value


def _message(row: Row, _setting: Setting) -> Value:
    """A message that begins like a formula must not become one where the list is opened."""
    text = row["text"]
    return f"'{text}" if text and text.startswith(FORMULA) else text


def _phone(row: Row, _setting: Setting) -> Value:
    return (row["address"] or "").removeprefix("tel:") or None


COLUMNS = (
    Column("number", "#meta+id", _stored("number")),
    Column("reported", "#date+reported", _reported),
    Column("day", "#date+occurred", _stored("on_day")),
    Column("onset", "#date+onset", _stored("onset_on")),
    Column("week", "#date+week", _week),
    Column("risk", "#cause+disease+code", _stored("risk")),
    Column("cases", "#affected+infected", _stored("cases")),
    Column("female", "#affected+infected+f", _stored("female")),
    Column("male", "#affected+infected+m", _stored("male")),
    Column("sex_unknown", "#affected+infected+sex_unknown", _stored("sex_unknown")),
    Column("under5", "#affected+infected+age_0_4", _under5),
    Column("over5", "#affected+infected+age_5_plus", _over5),
    Column("age_unknown", "#affected+infected+age_unknown", _age_unknown),
    Column("deaths", "#affected+killed", _stored("deaths")),
    Column("severe", "#affected+infected+severe", _stored("severe")),
    Column("positive", "#affected+infected+tested+positive", _stored("positive")),
    Column("animals", "#affected+animals", _stored("animals")),
    Column("vaccinated", "#affected+infected+vaccinated", _stored("vaccinated")),
    Column("region", "#adm1+name", _area("region")),
    Column("district", "#adm2+name", _area("district")),
    Column("health_area", "#adm3+name", _area("health_area")),
    Column("place", "#loc+name", _stored("place")),
    Column("latitude", "#geo+lat", _stored("latitude")),
    Column("longitude", "#geo+lon", _stored("longitude")),
    Column("source", "#meta+source", _source),
    Column("checked", "#status+checked", _stored("check_state")),
    Column("alert", "#event+id", _stored("alert")),
    Column("status", "#status", _stored("status")),
    Column("training", "#status+training", _stored("training")),
    Column("age_months", "#affected+age_months", _stored("age_months"), personal=True),
    Column("exact_latitude", "#geo+lat+exact", _stored("exact_latitude"), personal=True),
    Column("exact_longitude", "#geo+lon+exact", _stored("exact_longitude"), personal=True),
    Column("reporter", "#contact+id", _stored("contact_id"), personal=True),
    Column("phone", "#contact+phone", _phone, personal=True),
    Column("message", "#description+message", _message, personal=True),
)


def columns(*, personal: bool) -> tuple[Column, ...]:
    """Those of the list; without `personal` ones unless they are asked for."""
    return tuple(column for column in COLUMNS if personal or not column.personal)


def line(row: Row, chosen: Sequence[Column], setting: Setting) -> list[Value]:
    return [column.value(row, setting) for column in chosen]


def feature(row: Row, chosen: Sequence[Column], setting: Setting) -> dict[str, Any]:
    """A line as a GeoJSON feature (RFC 7946): at its place; without a point if that is unknown."""
    said = dict(zip((column.name for column in chosen), line(row, chosen, setting), strict=True))
    latitude, longitude = said.pop("latitude"), said.pop("longitude")
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": row["number"],
        "geometry": None if latitude is None else point,
        "properties": said,
    }
