"""After a change: it is offered to be told to whom it concerns."""

from __future__ import annotations

from dataclasses import replace

from bot.handler import Context, Turn, say
from bot.text import Text
from handlers.broadcast.offering import offered, was_told
from handlers.clinics.announcing import announced
from handlers.clinics.events import VisitChanged
from handlers.clinics.meant import NEAR, local


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
    turn = await offered(
        context,
        found.text,
        [(spot.name, spot.point) for spot in found.spots],
        workers_of=found.spots[0].area_id,
        until=found.until.replace(tzinfo=known.zone),
        urgent=found.urgent,
        visit=(event.now.number, event.on),
        first=done,
        within=NEAR,
    )
    return replace(turn, events=(event, *turn.events))
