"""What everybody may fetch: the open clinics as GeoJSON (RFC 7946), for maps.

Visits are not in it: they are in the calendar, which says no more of them than may be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson

from bot.text import Text
from handlers.clinics.hours import show_hours
from handlers.clinics.model import Clinic
from handlers.clinics.precision import marked
from handlers.clinics.services import Services

DIGITS = 5  # of degrees: a metre


def clinics_geojson(
    clinics: Iterable[Clinic], services: Services, say: Callable[[Text], str]
) -> bytes:
    """Those that are open; `say` puts names of services and kinds into a language.

    Where nobody entered services, what such a facility usually has is apart, as `usual`.
    """
    features = [_feature(clinic, services, say) for clinic in clinics if clinic.status == "open"]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _feature(clinic: Clinic, services: Services, say: Callable[[Text], str]) -> dict[str, Any]:
    latitude, longitude = clinic.spot.point
    kind = services.kinds.get(clinic.kind)
    usual = kind.usual if kind and not clinic.services else frozenset()
    return {
        "type": "Feature",
        "id": clinic.number,
        "geometry": {
            "type": "Point",
            "coordinates": [round(longitude, DIGITS), round(latitude, DIGITS)],
        },
        "properties": {
            "name": marked(clinic.name, clinic.source),
            "kind": say(kind.name) if kind else clinic.kind,
            "services": _said(clinic.services, services, say),
            "usual": _said(usual, services, say),
            "hours": show_hours(clinic.hours) or None,
            "phone": clinic.phone or None,
            "source": clinic.source or None,
        },
    }


def _said(ids: Iterable[str], services: Services, say: Callable[[Text], str]) -> list[str]:
    return [say(services.names[id_]) for id_ in sorted(ids) if id_ in services.names]
