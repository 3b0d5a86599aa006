"""On which days: RFC 5545 rules, the usual ones by arithmetic, the rest by dateutil. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from dateutil.rrule import rrule, rrulestr

from bot.errors import BotError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = timedelta(days=7)
HORIZON = timedelta(days=366 * 3)  # a rule that gives no day for three years gives none
EACH = ("INTERVAL", "1")  # goes without saying
ORDER = (
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY",
    "BYSETPOS", "WKST",
)  # fmt: skip
SIMPLE = {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"}


class BadRule(BotError, ValueError):
    """A rule that cannot be read: ask for another, with an example."""


@dataclass(frozen=True)
class Rule:
    """Days from `first_on` on; `text` is an RRULE without its name, empty for that one day.

    Raises `BadRule` for a text that is no rule of days.
    """

    first_on: date
    text: str = ""

    def __post_init__(self) -> None:
        if self.text:
            self._check()

    def next_on(self, day: date) -> date | None:
        """The first day from `day` on, that day included."""
        if not self.text:
            return self.first_on if self.first_on >= day else None
        day = max(day, self.first_on)
        found = self._simple.next_on(day) if self._simple else self._after(day)
        return found if found is None or self._until is None or found <= self._until else None

    def between(self, begin: date, end: date) -> Iterator[date]:
        """The days from `begin` to `end`, both included."""
        day = self.next_on(begin)
        while day is not None and day <= end:
            yield day
            day = self.next_on(day + timedelta(days=1))

    def _check(self) -> None:
        """Say now what is wrong, not when somebody asks; the usual ones without the library."""
        parts = self._parts
        if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
            raise BadRule("a rule must have FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")
        if not parts.get("INTERVAL", "1").isdecimal() or int(parts.get("INTERVAL", "1")) < 1:
            raise BadRule("INTERVAL is a number from 1 on")
        try:
            simple = self._simple is not None and self._until is not date.min
        except (ValueError, KeyError, IndexError) as error:
            raise BadRule(f"not a rule: {self.text}") from error
        if not simple:
            _ = self._days

    def falls_on(self, day: date) -> bool:
        return self.next_on(day) == day

    @property
    def until(self) -> date | None:
        """The last day that can be one, where the rule names it."""
        return self._until

    def canonical(self) -> Rule:
        """The same days, written in one way: it begins on its first day, its parts are in order."""
        parts = {name: value for name, value in self._parts.items() if (name, value) != EACH}
        if self._until:
            parts["UNTIL"] = f"{self._until:%Y%m%d}"
        names = sorted(parts, key=_in_order)
        first_on = self.next_on(self.first_on) or self.first_on
        return Rule(first_on, ";".join(f"{name}={parts[name]}" for name in names))

    def _after(self, day: date) -> date | None:
        found = self._days.after(datetime.combine(day, time(0)), inc=True)
        if found is None or found.date() - day > HORIZON:
            return None
        return found.date()

    @cached_property
    def _parts(self) -> dict[str, str]:
        pairs = (part.partition("=") for part in self.text.upper().split(";") if part)
        return {name: value for name, _equal, value in pairs}

    @cached_property
    def _until(self) -> date | None:
        until = self._parts.get("UNTIL")
        return datetime.strptime(until[:8], "%Y%m%d").date() if until else None  # noqa: DTZ007

    @cached_property
    def _simple(self) -> _Weekly | _Daily | _Monthly | None:
        """What is found by arithmetic, not by going through all days since the first."""
        return self._weekly or self._daily or self._monthly

    @property
    def _daily(self) -> _Daily | None:
        parts = self._parts
        if parts.get("FREQ") != "DAILY" or not set(parts) <= {"FREQ", "INTERVAL", "UNTIL"}:
            return None
        return _Daily(self.first_on, int(parts.get("INTERVAL", "1")))

    @property
    def _monthly(self) -> _Monthly | None:
        """`BYDAY=1MO`, `BYDAY=-1FR`: one weekday of every so many months."""
        parts = self._parts
        if parts.get("FREQ") != "MONTHLY" or not set(parts) <= {*SIMPLE} - {"WKST"}:
            return None
        found = re.fullmatch(r"(-1|[1-4])([A-Z]{2})", parts.get("BYDAY", ""))
        if found is None:
            return None
        weekday = WEEKDAYS.index(found[2])
        return _Monthly(self.first_on, int(parts.get("INTERVAL", "1")), int(found[1]), weekday)

    @property
    def _weekly(self) -> _Weekly | None:
        parts = self._parts
        if parts.get("FREQ") != "WEEKLY" or not set(parts) <= SIMPLE or "WKST" in parts:
            return None
        names = parts.get("BYDAY", WEEKDAYS[self.first_on.weekday()]).split(",")
        days = tuple(sorted(WEEKDAYS.index(name) for name in names))
        monday = self.first_on - timedelta(days=self.first_on.weekday())
        return _Weekly(self.first_on, monday, int(parts.get("INTERVAL", "1")), days)

    @cached_property
    def _days(self) -> rrule:
        """As dateutil reads it; days only, in no zone."""
        parts = {**self._parts}
        if "UNTIL" in parts:
            parts["UNTIL"] = f"{parts['UNTIL'][:8]}T000000"
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        try:
            found = rrulestr(text, dtstart=datetime.combine(self.first_on, time(0)), cache=True)
            next(iter(found), None)
            _ = self._until, self._simple
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise BadRule(f"not a rule: {self.text}") from error
        assert isinstance(found, rrule)
        return found


def _in_order(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


@dataclass(frozen=True, slots=True)
class _Weekly:
    """Every so many weeks, counted from `monday`, on some weekdays."""

    first_on: date
    monday: date
    interval: int
    days: tuple[int, ...]

    def next_on(self, day: date) -> date:
        behind = (day - self.monday).days // 7 % self.interval
        this_monday = day - timedelta(days=day.weekday())
        if behind == 0:
            for weekday in self.days:
                if weekday >= day.weekday():
                    return this_monday + timedelta(days=weekday)
            behind = self.interval
        else:
            behind = self.interval - behind
        return this_monday + WEEK * behind + timedelta(days=self.days[0])


@dataclass(frozen=True, slots=True)
class _Daily:
    """Every so many days."""

    first_on: date
    interval: int

    def next_on(self, day: date) -> date:
        return day + timedelta(days=(self.first_on - day).days % self.interval)


@dataclass(frozen=True, slots=True)
class _Monthly:
    """The `nth` weekday (-1: the last) of every so many months."""

    first_on: date
    interval: int
    nth: int
    weekday: int

    def next_on(self, day: date) -> date | None:
        month = day.year * 12 + day.month - 1
        month += (self.first_on.year * 12 + self.first_on.month - 1 - month) % self.interval
        while month // 12 <= date.max.year:
            if (found := self._in(*divmod(month, 12))) >= day:
                return found
            month += self.interval
        return None

    def _in(self, year: int, month: int) -> date:
        if self.nth > 0:
            first = date(year, month + 1, 1)
            ahead = (self.weekday - first.weekday()) % 7
            return first + timedelta(days=ahead + 7 * (self.nth - 1))
        last = date(year, month + 1, monthrange(year, month + 1)[1])
        return last - timedelta(days=(last.weekday() - self.weekday) % 7)
