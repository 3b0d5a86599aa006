"""What is said of the places that somebody follows; it ends with how to undo it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handler import Context
from bot.store.base import Row
from bot.text import Text, _, verbatim
from handlers.clinics.reminding import reminding_of

NONE = _("You follow no place. Example: FOLLOW KORO")


def followed(context: Context, name: str, *, reminded: bool) -> Text:
    if context.contact.stopped:
        return _(
            "You follow {place}, but you sent STOP and hear nothing unasked. "
            "To hear from us again: START",
            place=name,
        )
    if not reminding_of(context.knowledge).send:
        return _(
            "You follow {place}: you are told of changes there. To stop: UNFOLLOW {place}",
            place=name,
        )
    if not reminded:
        return _("You follow {place}, without reminders. To have them: REMINDERS YES", place=name)
    return _(
        "You follow {place}. You are reminded the day before a visit near it. "
        "To stop: UNFOLLOW {place}",
        place=name,
    )


def enough(mine: Sequence[Row]) -> Text:
    return _(
        "You follow {number} places, as many as there can be: {places}. "
        "For another one, first: UNFOLLOW {place}",
        number=str(len(mine)),
        places=tuple(verbatim(row["name"]) for row in mine),
        place=mine[0]["name"],
    )


def told(mine: Sequence[Row]) -> Text:
    if not mine:
        return NONE
    silent = any(row["reminded"] for row in mine)
    named = tuple(_one(row) if silent else verbatim(row["name"]) for row in mine)
    if not silent:
        return _(
            "You follow, without reminders: {places}. To have them: REMINDERS YES", places=named
        )
    return _(
        "You follow: {places}. No longer: UNFOLLOW {place}. No reminders: REMINDERS NO",
        places=named,
        place=mine[0]["name"],
    )


def _one(row: Row) -> Text:
    name = row["name"]
    return verbatim(name) if row["reminded"] else _("{place} (no reminder)", place=name)
