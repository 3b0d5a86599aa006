"""Replies as plain data: next year's code must be able to read what waits in the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import orjson

from bot.message import Choice, Location, Reply, Venue
from bot.text import Text, dump, load

LONGEST_KEY = (
    40  # bytes; a button of the narrowest provider holds 64, the question's mark among them
)
STANDS = "!"  # how the key of a button begins that is no answer but an order: `!order_close 123`


def dump_reply(reply: Reply) -> str:
    data: dict[str, Any] = {"text": dump(reply.text)}
    for name, offered in (("choices", reply.choices), ("buttons", reply.buttons)):
        if offered:
            data[name] = [{"key": each.key, "label": dump(each.label)} for each in offered]
    if reply.place is not None:
        point = reply.place.location
        data["place"] = [reply.place.title, point.latitude, point.longitude]
    if reply.emergency:
        data["emergency"] = True
    if reply.asked:
        data["asked"] = reply.asked
    if reply.wants:
        data["wants"] = reply.wants
    return orjson.dumps(data).decode()


def load_reply(stored: str) -> Reply:
    data = orjson.loads(stored)
    choices, buttons = (
        tuple(Choice(each["key"], load(each["label"])) for each in data.get(name, ()))
        for name in ("choices", "buttons")
    )
    place = None
    if "place" in data:
        title, latitude, longitude = data["place"]
        place = Venue(title, Location(latitude, longitude))
    emergency, asked = data.get("emergency", False), data.get("asked")
    wants = data.get("wants")
    return Reply(load(data["text"]), choices, place, emergency, asked, wants, buttons)


def awaited(reply: Reply) -> Reply:
    """The same, marked as a question: the mark is the same for the same question."""
    return replace(reply, asked=digest(dump_reply(replace(reply, asked=None))))


def standing(intent: str, number: str, label: Text) -> Choice:
    """A button for `buttons`: whoever presses it orders `intent` about that number."""
    return Choice(f"{STANDS}{intent} {number}", label)


def ordered(key: str | None) -> tuple[str, str] | None:
    """Intent and number of a standing button; None for the key of an answer."""
    if key is None or not key.startswith(STANDS):
        return None
    intent, _blank, number = key.removeprefix(STANDS).partition(" ")
    return (intent, number) if number.isdecimal() else None


def as_button(key: str) -> str:
    """A choice's key as a button carries it: a long one by a mark that needs no memory."""
    return key if len(key.encode()) <= LONGEST_KEY else f"#{digest(key)}"


def meant(choice: str, keys: Iterable[str]) -> str:
    """The one of `keys` that a pressed button carried; what it carried, if it is none of them."""
    return next((key for key in keys if choice in (key, as_button(key))), choice)


def digest(stored: str) -> str:
    """The same for the same reply, whoever gets it: how talking in circles is recognised."""
    return blake2b(stored.encode(), digest_size=8).hexdigest()
