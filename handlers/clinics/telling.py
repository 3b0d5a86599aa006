"""After a change: it is offered to be told to whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.areas import Areas
from bot.geo import Point
from bot.handler import Context, Turn, say
from bot.places import Places
from bot.text import Text
from handlers.broadcast.offering import offered, was_told
from handlers.clinics.announcing import announced
from handlers.clinics.events import VisitChanged
from handlers.clinics.meant import NEAR, local
from handlers.clinics.model import Spot, Visit
from handlers.clinics.precision import public_spot


async def told(context: Context, event: VisitChanged, done: Text) -> Turn:
    """Say `done`; and where people may set out in vain, how many they are and what they would read.

    What was told to nobody need not be told to be taken back.
    """
    known, was = context.knowledge, event.was
    if event.on is None or was is None:
        return say(done, event)
    at = local(context)
    found = announced(was, event.now, event.on, at, known.places, known.areas)
    back = event.undone and not await was_told(context, event.now.number, event.on)
    if found is None or back:
        return say(done, event)
    around, areas = concerned(found.spots, was, known.places, known.areas)
    turn = await offered(
        context,
        found.text,
        around,
        areas=areas,
        workers_of=found.spots[0].area_id,
        until=found.until.replace(tzinfo=known.zone),
        urgent=found.urgent,
        visit=(event.now.number, event.on),
        first=done,
        within=NEAR,
    )
    return replace(turn, events=(event, *turn.events))


def concerned(
    spots: Iterable[Spot], visit: Visit, places: Places, areas: Areas
) -> tuple[list[tuple[str, Point]], list[str]]:
    """Around which points people are told, and in which areas.

    By what may be known of where it is: those who were told of a visit are told of its change, and
    nobody learns more from being told, or not.
    """
    around, within = [], []
    for spot in spots:
        name, point = public_spot(spot, visit.precision, places, areas)
        if point is not None:
            around.append((name, point))
        elif spot.area_id is not None:
            within.append(spot.area_id)
    return around, within
