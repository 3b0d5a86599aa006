"""What a person asks for: a place, a service, a day. Pure, from what was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.geo import Point
from bot.places import Place, Places
from bot.understanding import Understood
from handlers.clinics.naming import place_named

COMING = {"today": 0, "tomorrow": 1, "after_tomorrow": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """`places`: one, or all that are meant as likely. `unknown`: words that name no place.

    `service`: an id, or several with blanks between. `kind`: of facility, if one is named.
    """

    places: tuple[Place, ...] = ()
    unknown: str = ""
    service: str | None = None
    on: date | None = None
    kind: str | None = None


def asked(
    understood: Understood,
    places: Places,
    today: date,
    *,
    near: Point | None = None,
    area_id: str | None = None,
) -> Asked:
    """`near` and `area_id` tell places of one name apart."""
    found, unknown = place_named(understood, places, near, area_id)
    return Asked(found, unknown, understood.slots.get("service"), _day(understood, today))


def _day(understood: Understood, today: date) -> date | None:
    """`demain`, `lundi`: the next such day; said on a Monday, "lundi" is today."""
    for word in understood.words:
        if coming := word.means("coming"):
            return today + timedelta(days=COMING[coming])
        if weekday := word.means("weekday"):
            return today + timedelta(days=(int(weekday) - today.weekday()) % 7)
    return None
