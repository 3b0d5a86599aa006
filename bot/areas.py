"""Areas: regions, health districts and health areas, as a tree with stable ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["region", "district", "health_area"]


@dataclass(frozen=True, slots=True)
class Area:
    """`id` is stable and never an official code. Latitude and longitude (degrees) are a centre."""

    id: str
    name: str
    kind: Kind
    parent_id: str | None = None
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
