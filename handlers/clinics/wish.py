"""What a coordinator wants done to the schedule, read from a short message. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import Lexicons, Understood
from handlers.clinics.hours import When
from handlers.clinics.said.days import Said, days_said
from handlers.clinics.said.hours import Hours, hours_said
from handlers.clinics.services import services_in

VERBS = (
    "add_clinic", "move_clinic", "cancel", "move", "resume", "add", "suspend", "open", "close",
    "undo",
)  # fmt: skip
_NUMBER = re.compile(
    r"(?:visite|visit|clinique|clinic) +(?:n[o°]? *)?(\d{1,9})\b(?! *[h:/.-])", re.IGNORECASE
)
_TO = re.compile(r" (?:à|a|vers|to|au|->) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """Half of a message: what is meant, or what it is to become."""

    text: str
    understood: Understood
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """`what` names the visit and its day, `into` what it becomes (for a move)."""

    verb: str
    number: int | None
    what: Part
    into: Part | None = None
    hours: When | None = None
    wrong_hours: str = ""
    reason: str | None = None
    services: frozenset[str] = frozenset()
    every: str | None = None
    wrong_day: str = ""
    team: str = ""


def wish_of(understood: Understood, today: date, lexicons: Lexicons, locale: str | None) -> Wish:
    """`today` is where days count from; the verb is the best intent of that kind."""
    verb = next((v for v in VERBS if understood.intent(f"keep_{v}") > 0), "")
    text = understood.text
    days = days_said(understood, today)
    hours, wrong = hours_in(text)
    bare = _without(text, hours_said(text))
    head, tail = bare, None
    if verb in ("move", "move_clinic") and (cut := _TO.search(bare)):
        head, tail = bare[: cut.start()], bare[cut.end() :]
    return Wish(
        verb,
        number_in(text, days),
        _part(head, today, lexicons, locale),
        _part(tail, today, lexicons, locale) if tail else None,
        hours,
        wrong,
        understood.slots.get("reason"),
        services_named(understood),
        understood.slots.get("every"),
        next((text[each.start : each.end] for each in days if each.day is None), ""),
    )


def services_named(understood: Understood) -> frozenset[str]:
    return frozenset(
        id_
        for word in understood.words
        for sense in word.senses
        if sense.kind == "service"
        for id_ in services_in(sense.meaning)
    )


def number_in(text: str, days: Sequence[Said]) -> int | None:
    """The visit's or clinic's own number, which is none of a day: not of `visite 9 décembre`."""
    found = _NUMBER.search(text)
    if found is None or any(day.start <= found.start(1) < day.end for day in days):
        return None
    return int(found[1])


def _part(text: str, today: date, lexicons: Lexicons, locale: str | None) -> Part:
    days = days_said(lexicons.understand(text, locale), today)
    understood = lexicons.understand(_without(text, days), locale)
    return Part(text, understood, tuple(each.day for each in days if each.day))


def _without(text: str, said: Sequence[Said] | Sequence[Hours]) -> str:
    """Their places blank: what else is said stands where it stood."""
    for each in said:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def hours_in(text: str) -> tuple[When | None, str]:
    """The hours that are named; or what stands there instead, and can be none."""
    said = hours_said(text)
    wrong = next((each.wrong for each in said if each.wrong), "")
    found = next((each for each in said if each.ends), said[0] if said else None)
    if wrong or found is None or found.begins is None:
        return None, wrong
    return (found.begins, found.ends), ""
