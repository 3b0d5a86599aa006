"""What a coordinator wants done to the schedule, read from a short message. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding import Lexicons, Understood
from handlers.clinics.asked import COMING
from handlers.clinics.hours import BadHours, Span, read_span
from handlers.clinics.services import services_in

VERBS = (
    "add_clinic", "move_clinic", "cancel", "move", "resume", "add", "suspend", "open", "close",
    "undo",
)  # fmt: skip
_NUMBER = re.compile(
    r"(?:visite|visit|clinique|clinic) +(?:n[o°]? *)?(\d{1,9})\b(?! *[h:/.-])", re.IGNORECASE
)
_HOURS = re.compile(
    r"\d{1,2} ?[h:]\d{0,2} ?(?:-|–|à|a|to) ?\d{1,2} ?[h:]?\d{0,2}"
    r"|\b\d{1,2} ?[-–] ?\d{1,2} ?[h:]\d{0,2}",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_TO = re.compile(r" (?:à|a|vers|to|au|->) ", re.IGNORECASE)


PAST: Mapping[str | None, int] = {"yesterday": 1, "before_yesterday": 2}  # said to be over


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
    hours: Span | None = None
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
    number = _NUMBER.search(text)
    hours, wrong = hours_in(text)
    bare = _HOURS.sub(" ", text)
    head, tail = bare, None
    if verb in ("move", "move_clinic") and (cut := _TO.search(bare)):
        head, tail = bare[: cut.start()], bare[cut.end() :]
    return Wish(
        verb,
        int(number[1]) if number else None,
        _part(head, today, lexicons, locale),
        _part(tail, today, lexicons, locale) if tail else None,
        hours,
        wrong,
        understood.slots.get("reason"),
        services_named(understood),
        understood.slots.get("every"),
        _wrong_day(bare, today),
    )


def services_named(understood: Understood) -> frozenset[str]:
    return frozenset(
        id_
        for word in understood.words
        for sense in word.senses
        if sense.kind == "service"
        for id_ in services_in(sense.meaning)
    )


def _wrong_day(text: str, today: date) -> str:
    """`31/02`: a day that does not exist."""
    return next((match[0] for match in _DATE.finditer(text) if not _written(match, today)), "")


def _part(text: str, today: date, lexicons: Lexicons, locale: str | None) -> Part:
    understood = lexicons.understand(_DATE.sub(" ", text), locale)
    return Part(text, understood, tuple(_days(text, understood, today)))


def _days(text: str, understood: Understood, today: date) -> list[date]:
    """Days of the calendar first, then named ones, each the next from today on."""
    found = [day for match in _DATE.finditer(text) if (day := _written(match, today))]
    for word in understood.words:
        if coming := word.means("coming"):
            found.append(today + timedelta(days=COMING[coming]))
        elif (past := word.means("onset")) in PAST:
            found.append(today - timedelta(days=PAST[past]))
        elif weekday := word.means("weekday"):
            found.append(today + timedelta(days=(int(weekday) - today.weekday()) % 7))
    return found


def _written(match: re.Match[str], today: date) -> date | None:
    day, month, year, *iso = match.groups()
    try:
        if iso[0]:
            return date(int(iso[0]), int(iso[1]), int(iso[2]))
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        found = date(today.year, int(month), int(day))
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None  # a day that does not exist


def hours_in(text: str) -> tuple[Span | None, str]:
    """The hours that are named; or what stands there instead, and can be none."""
    match = _HOURS.search(text)
    if match is None:
        return None, ""
    try:
        return read_span(re.sub(r" ?(?:–|à|a|to) ?", "-", match[0], flags=re.IGNORECASE)), ""
    except BadHours:
        return None, match[0]
