"""Lists of facilities as their publishers ship them: WHO's table, healthsites.io's GeoJSON.

WHO: Maina et al. 2019, a spatial database of public health facilities in sub-Saharan Africa
(columns `Facility name`, `Facility type`, `Lat`, `Long`). healthsites.io: points of OpenStreetMap
with `amenity`, `name`, `opening_hours`. Neither has services; hours that we cannot read are left
to be confirmed, never guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import BadFile
from bot.folding import fold
from bot.table import read_table
from handlers.clinics.files import World, spot_of
from handlers.clinics.hours import BadHours, Hours, read_hours
from handlers.clinics.model import Clinic

WHO_COLUMNS = ("Facility name", "Facility type", "Lat", "Long")
WHO_KINDS = {
    "Community Health Centre": ("cscom", "CSCom"),
    "Referral Health Centre": ("csref", "CSRef"),
    "Hospital": ("hospital", ""),
    "University Hospital": ("hospital", ""),
    "Regional Hospital": ("hospital", ""),
    "Clinic": ("clinic", ""),
    "Polyclinic": ("clinic", ""),
}
AMENITIES = {"hospital": "hospital", "clinic": "clinic", "doctors": "clinic", "health_post": "post"}
_TYPE = re.compile(r" ?(?:community|referral) health cent(?:re|er)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A clinic of a list, with the list's own id for it, so that importing again adds nothing."""

    external_id: str
    clinic: Clinic


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list holds, and a line for each entry that cannot be placed."""

    found: tuple[Found, ...]
    left_out: tuple[str, ...]


def is_who(text: str) -> bool:
    header = text.lstrip("\ufeff").partition("\n")[0]
    return all(column in header for column in WHO_COLUMNS)


def read_who(text: str, world: World) -> Listed:
    """Those without coordinates are placed by the village they are named for, if it is one."""
    found, left_out = [], []
    for line in read_table(text, required=WHO_COLUMNS):
        try:
            found.append(_of_who(line.values, world))
        except BadFile as error:
            left_out += [line.problem(problem) for problem in error.problems]
    return Listed(tuple(found), tuple(left_out))


def _of_who(row: Mapping[str, str], world: World) -> Found:
    kind, word = WHO_KINDS.get(row["Facility type"], ("clinic", ""))
    bare = _TYPE.sub("", row["Facility name"]).strip()
    name = f"{word} {bare}" if word else row["Facility name"]
    where = {"latitude": row["Lat"], "longitude": row["Long"]} if row["Lat"] else {"place": bare}
    spot = spot_of({"name": bare, **where}, world)
    key = fold(f"{row.get('Admin1', '')} {row['Facility name']} {row['Lat']} {row['Long']}")
    return Found(f"who:{key}", Clinic(0, name, kind, spot, source="who"))


def read_healthsites(text: str, world: World) -> Listed:
    """Raises `BadFile` for what is no collection of points."""
    try:
        features = json.loads(text)["features"]
        listed = [_of_feature(feature, world) for feature in features if _is_clinic(feature)]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadFile([f"not a GeoJSON collection of points: {error}"]) from error
    found = tuple(each for each in listed if isinstance(each, Found))
    return Listed(found, tuple(each for each in listed if isinstance(each, str)))


def _is_clinic(feature: Mapping[str, Any]) -> bool:
    properties = feature["properties"]
    kind = properties.get("amenity") or properties.get("healthcare")
    return kind in AMENITIES and bool(properties.get("name"))


def _of_feature(feature: Mapping[str, Any], world: World) -> Found | str:
    properties = feature["properties"]
    kind = AMENITIES[properties.get("amenity") or properties["healthcare"]]
    longitude, latitude = _point(feature["geometry"])
    name = str(properties["name"])
    try:
        spot = spot_of(
            {"name": name, "latitude": str(latitude), "longitude": str(longitude)}, world
        )
    except BadFile as error:
        return f"{name}: {error}"
    key = properties.get("uuid") or properties.get("osm_id") or name
    hours = _hours(str(properties.get("opening_hours") or ""))
    phone = str(properties.get("contact_number") or "")
    return Found(
        f"healthsites:{key}",
        Clinic(0, name, kind, spot, hours=hours, phone=phone, source="healthsites"),
    )


def _point(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Of an area, the middle of its first ring."""
    if geometry["type"] == "Point":
        longitude, latitude = geometry["coordinates"][:2]
        return longitude, latitude
    ring = list(_ring(geometry["coordinates"]))
    return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)


def _ring(coordinates: Any) -> Iterator[Any]:
    while isinstance(coordinates[0][0], list):
        coordinates = coordinates[0]
    yield from coordinates


def _hours(text: str) -> Hours | None:
    try:
        return read_hours(text)
    except BadHours:
        return None
