"""What is said of the places and topics that somebody follows; it ends with how to undo it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handler import Context
from bot.store.base import Row
from bot.text import Text, _, verbatim
from handlers.clinics.reminding import reminding_of

PLACE = "place:"  # begins the name by which a place is followed
NONE = _("You follow nothing. Examples: FOLLOW KORO, FOLLOW VACCINATION")


def places_of(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["topic"].startswith(PLACE)]


def topics_of(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not row["topic"].startswith(PLACE)]


def followed(context: Context, name: str, *, reminded: bool) -> Text:
    if context.contact.stopped:
        return _silent(verbatim(name))
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


def followed_topic(context: Context, name: Text) -> Text:
    if context.contact.stopped:
        return _silent(name)
    return _(
        "You follow {topic}: you are told what is new about it. To stop: UNFOLLOW {topic}",
        topic=name,
    )


def _silent(name: Text) -> Text:
    return _(
        "You follow {place}, but you sent STOP and hear nothing unasked. "
        "To hear from us again: START",
        place=name,
    )


def names(rows: Sequence[Row]) -> tuple[Text, ...]:
    return tuple(row["said"] for row in rows)


def enough(mine: Sequence[Row]) -> Text:
    return _(
        "You follow {number} already, as many as there can be: {places}. "
        "For another one, first: UNFOLLOW {place}",
        number=str(len(mine)),
        places=names(mine),
        place=mine[0]["said"],
    )


def told(mine: Sequence[Row]) -> Text:
    """Places with whether they are reminded of them; topics have no reminders."""
    if not mine:
        return NONE
    places = places_of(mine)
    if any(row["reminded"] for row in places):
        return _(
            "You follow: {places}. No longer: UNFOLLOW {place}. No reminders: REMINDERS NO",
            places=tuple(map(_one, mine)),
            place=mine[0]["said"],
        )
    topics = topics_of(mine)
    if not topics:
        return _silently(places)
    text = _(
        "You follow: {places}. No longer: UNFOLLOW {place}",
        places=names(topics),
        place=topics[0]["said"],
    )
    if not places:
        return text
    return Text("{text}. {others}", {"text": text, "others": _silently(places)})


def _silently(places: Sequence[Row]) -> Text:
    return _(
        "You follow, without reminders: {places}. To have them: REMINDERS YES",
        places=names(places),
    )


def _one(row: Row) -> Text:
    if row["reminded"] or not row["topic"].startswith(PLACE):
        return names([row])[0]
    return _("{place} (no reminder)", place=row["said"])
