"""When weeks begin and are due, and which week somebody means. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bot.epiweek import EpiWeek, WeekStart
from bot.folding import fold
from bot.handler import Knowledge
from handlers.weeks.figures import TARGET, Deadline

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOTHING: Mapping[str, int] = MappingProxyType({})
HALF_A_YEAR = 26  # weeks; a number further ahead than that is one of last year
_BEFORE = r"(?<![\w-])(?:s|w|sem\.?|semaines?|semene|semain|week|no|n)[ .]?"
_NAMED = re.compile(
    rf"(?<!\w)(?P<first>\d{{4}})[- ]?[ws](?P<iso>\d{{1,2}})(?!\w)"
    rf"|{_BEFORE}(?P<week>\d{{1,2}})(?!\w)(?:(?: de)?[ /-](?P<year>(?:19|20)\d\d)(?!\w))?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w/.:-])(?P<week>\d{1,2})(?![\w/.:-])(?: +(?P<year>20\d\d)(?!\w))?")


@dataclass(frozen=True, slots=True)
class Weekly:
    """What the configuration says, section `weeks`: days and hours of the zone, `monday 08:00`.

    `begins`: when weeks begin; `due`: until when reports of a week are in time; `remind`: when
    reporters are told of their week. `send`: whether who has not reported is reminded then,
    `thank`: whether who has is thanked. `target` in percent.
    """

    begins: str = "monday 00:00"
    due: str = "wednesday 00:00"
    remind: str = "monday 08:00"
    send: bool = True
    thank: bool = True
    target: int = TARGET

    @property
    def start(self) -> WeekStart:
        return _at(self.begins)

    @property
    def deadline(self) -> Deadline:
        due = _at(self.due)
        return Deadline(due.day, due.hour)

    def of(self, at: datetime) -> EpiWeek:
        """The week of a local time."""
        return EpiWeek.of(at, self.start)

    def day_of(self, at: datetime) -> date:
        """The day that something of a local time is kept by, so that it counts in its week.

        A day lies in one week. From the hour on at which a new one begins, it is the next day.
        """
        day = at.date()
        return day if self.of(at) == EpiWeek.of(day, self.start) else day + timedelta(days=1)

    def due_next(self, at: datetime) -> EpiWeek:
        """The week whose deadline is the next one from a local time on."""
        before = self.of(at) - 1
        return before if at <= self.deadline.of(before) else before + 1

    def reminds_next(self, at: datetime) -> datetime:
        """The next moment, after a local time, at which reporters are told of their week."""
        return _at(self.remind).before(at) + timedelta(days=7)


def _at(text: str) -> WeekStart:
    day, _blank, hour = text.partition(" ")
    return WeekStart(DAYS.index(day), int(hour.partition(":")[0]))


def weekly_of(knowledge: Knowledge) -> Weekly:
    return Weekly(**knowledge.options.get("weeks", {}))


def local(moment: datetime, knowledge: Knowledge) -> datetime:
    """As weeks count it: in the zone, without one."""
    return moment.astimezone(knowledge.zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Named:
    """The week that a message names: `week`, or why there is none (`ahead`, `none`) of that
    `number`; `rest` is the message without it. All empty: it names none."""

    rest: str
    week: EpiWeek | None = None
    problem: str = ""
    number: int = 0


def named(
    text: str,
    weekly: Weekly,
    at: datetime,
    *,
    bare: bool = False,
    said: Mapping[str, int] = NOTHING,
) -> Named:
    """`S47`, `semaine 47`, `W47`, `S47 2026`, `2026-W47`; `bare`: also a number alone.

    `said`: phrases, folded, and how many weeks back they mean.
    """
    text = fold(text)
    for phrase, back in said.items():
        if phrase in text:
            return Named(text.replace(phrase, " "), weekly.of(at) - back)
    match = _NAMED.search(text) or (_BARE.search(text) if bare else None)
    if match is None:
        return Named(text)
    parts = match.groupdict()
    year = parts.get("year") or parts.get("first")
    number = int(parts["week"] or parts["iso"])
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return replace(_meant(int(year) if year else None, number, weekly, at), rest=rest)


def in_its_year(number: int, weekly: Weekly, at: datetime) -> Named:
    """The week of that number that was last, or this one."""
    return _meant(None, number, weekly, at)


def _meant(year: int | None, number: int, weekly: Weekly, at: datetime) -> Named:
    """Without a year this year's; last year's if that is far ahead."""
    this = weekly.of(at)
    wanted = this.year if year is None else year
    if year is None and number > this.week:
        if number - this.week <= HALF_A_YEAR and _exists(wanted, number, weekly):
            return Named("", problem="ahead", number=number)
        wanted -= 1
    if not _exists(wanted, number, weekly):
        return Named("", problem="none", number=number)
    week = EpiWeek(wanted, number, weekly.start)
    return Named("", week, "ahead" if week > this else "", number)


def _exists(year: int, number: int, weekly: Weekly) -> bool:
    try:
        EpiWeek.parse(f"{year}-W{number:02d}", weekly.start)
    except ValueError:
        return False
    return True
