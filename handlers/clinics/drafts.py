"""What is known so far of something that is being asked for step by step: plain data, and back.

A draft has, beside its `verb`, one entry for each step that is answered, by the step's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeAlias

from bot.understanding import Understood
from handlers.clinics.data import spot_data, spot_of
from handlers.clinics.hours import When
from handlers.clinics.model import Spot
from handlers.clinics.wish import Part, Wish

Draft: TypeAlias = Mapping[str, Any]
NOTHING = Understood("")


def of_wish(wish: Wish, spot: Spot | None) -> dict[str, Any]:
    """What one message has said already of a visit to be added."""
    said: dict[str, Any] = {"verb": "add"}
    if spot is not None:
        said["place"] = spot_data(spot)
    if wish.what.days:
        said["day"] = wish.what.days[0].isoformat()
    if wish.every:
        said["every"] = wish.every
    if wish.hours:
        said["hours"] = span_data(wish.hours)
    if wish.services:
        said["services"] = sorted(wish.services)
    if wish.team:
        said["team"] = wish.team
    return said


def wish_from(draft: Draft) -> Wish:
    """As one message that said it all."""
    verb = draft["verb"]
    if verb == "add":
        days: tuple[date, ...] = (date.fromisoformat(draft["day"]),)
        into, hours = None, draft.get("hours")
    else:
        days = (date.fromisoformat(draft["on"]),)
        new = draft.get("new", {})
        day = new.get("day")
        into = Part("", NOTHING, (date.fromisoformat(day),) if day else ())
        hours = new.get("hours")
    return Wish(
        verb,
        draft.get("visit"),
        Part("", NOTHING, days),
        into,
        span_of(hours),
        reason=draft.get("reason"),
        services=frozenset(draft.get("services", ())),
        every=draft.get("every"),
        team=draft.get("team", ""),
    )


def spot_in(draft: Draft) -> Spot | None:
    """The place that was answered; of a move, where to."""
    found = draft.get("place") or draft.get("new", {}).get("place")
    return spot_of(found) if found else None


def span_data(span: When) -> list[str]:
    return [at.isoformat("minutes") for at in span if at is not None]


def span_of(data: Any) -> When | None:
    if not data:
        return None
    begins, *ends = map(time.fromisoformat, data)
    return begins, ends[0] if ends else None
