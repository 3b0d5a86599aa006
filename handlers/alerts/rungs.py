"""Who hears next where nobody answers: one level above who heard first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.areas import Areas
from bot.handler import Knowledge
from bot.message import Role
from bot.store.base import Session
from handlers.alerts.records import QUERIES


@dataclass(frozen=True, slots=True)
class Rungs:
    """`supervisors`: each with an area of theirs, if they want messages."""

    supervisors: tuple[tuple[str, str | None], ...]
    areas: Areas

    def near(self, area_id: str | None, by: str | None = None) -> bool:
        """Whether a supervisor was told, who is not the one who reported (`by`). Of what lies
        nowhere that is known the coordinators are told first.
        """
        within = {None, *self.areas.upwards(area_id)}
        others = (area for who, area in self.supervisors if who != by)
        return area_id is not None and any(area in within for area in others)

    def above_all(self, area_id: str | None, others: Sequence[str]) -> Role:
        """Of an alert in several areas: the coordinators; where these stood in for a supervisor
        everywhere, the administrators.
        """
        near = any(map(self.near, (area_id, *others)))
        return above(area_id, near=near, also=others)


def above(area_id: str | None, *, near: bool, also: Sequence[str] = ()) -> Role:
    """`near`: a supervisor heard first. `also`: other areas of the same alert."""
    if near:
        return Role("coordinator", area_id, otherwise=("admin",), also=tuple(also))
    return Role("admin", area_id, otherwise=("coordinator",), also=tuple(also))


async def rungs(session: Session, knowledge: Knowledge) -> Rungs:
    rows = await session.fetch(QUERIES, "supervisors")
    return Rungs(tuple((row["contact_id"], row["area_id"]) for row in rows), knowledge.areas)
