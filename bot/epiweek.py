"""Epidemiological weeks: a type of their own, never a bare number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

HOURS = 7 * 24
HALF = timedelta(hours=HOURS // 2)
WEEK = timedelta(days=7)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[- ]?[WS](?P<week>\d{1,2})")
_WEEK_FIRST = re.compile(
    r"(?:W|S|SEM\.?|SEMAINE|WEEK)[ .]?(?P<week>\d{1,2})(?:(?: DE)?[ /-](?P<year>\d{4}))?"
)


@dataclass(frozen=True, slots=True, order=True)
class WeekStart:
    """When weeks begin, in local time: `day` 0 is Monday, `hour` 0 to 23. Raises `ValueError`.

    The default is ISO 8601. Mali's SNISI weeks ran from Friday noon: `WeekStart(4, 12)`.
    """

    day: int = 0
    hour: int = 0

    def __post_init__(self) -> None:
        if self.day not in range(7) or self.hour not in range(24):
            raise ValueError("a week starts on a day from 0 (Monday) to 6, at an hour from 0 to 23")

    def before(self, moment: datetime) -> datetime:
        """The last start of a week, at `moment` or before."""
        moment = moment.replace(minute=0, second=0, microsecond=0)
        since = moment.weekday() * 24 + moment.hour - self.day * 24 - self.hour
        return moment - timedelta(hours=since % HOURS)

    def of_year(self, year: int) -> datetime:
        """Where week 1 starts: the first week of which at least half lies in the year."""
        return _of_year(self, year)


MONDAY = WeekStart()


@lru_cache(maxsize=1024)
def _of_year(start: WeekStart, year: int) -> datetime:
    return start.before(datetime(year, 1, 1) - HALF + WEEK - timedelta(hours=1))  # noqa: DTZ001


@dataclass(frozen=True, slots=True, order=True)
class EpiWeek:
    """By ISO 8601: Monday to Sunday, week 1 holds the year's first Thursday.

    Weeks with another `start` are numbered by the same rule: a week belongs to the year in which
    most of it lies. All times are local, without a zone.
    """

    year: int
    week: int
    start: WeekStart = MONDAY

    @classmethod
    def of(cls, day: date, start: WeekStart = MONDAY) -> EpiWeek:
        """The week of a moment; a date without hour counts as its beginning, midnight."""
        moment = day if isinstance(day, datetime) else datetime.combine(day, time(0))
        return _beginning(start.before(moment.replace(tzinfo=None)), start)

    @classmethod
    def parse(cls, text: str, start: WeekStart = MONDAY, *, today: date | None = None) -> EpiWeek:
        """Read `2026-W47`, DHIS2's `2026W47`, `S47`, `semaine 47`, `S47/2026`.

        Without a year it is this year's, or last year's if this year's has not begun `today`;
        without `today` the year is needed. Raises `ValueError`.
        """
        plain = " ".join(text.upper().split())
        match = _YEAR_FIRST.fullmatch(plain) or _WEEK_FIRST.fullmatch(plain)
        if not match or not (match["year"] or today):
            raise ValueError("a week is written 2026-W47")
        number = int(match["week"])
        if match["year"]:
            return cls._checked(int(match["year"]), number, start)
        assert today is not None
        now = cls.of(today, start)
        return cls._checked(now.year if number <= now.week else now.year - 1, number, start)

    @classmethod
    def _checked(cls, year: int, number: int, start: WeekStart) -> EpiWeek:
        try:
            week = cls(year, number, start)
            if cls.of(week.starts_at, start) == week:
                return week
        except (OverflowError, ValueError):
            pass
        raise ValueError("that year has no such week")

    @property
    def starts_at(self) -> datetime:
        return self.start.of_year(self.year) + (self.week - 1) * WEEK

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer in it."""
        return self.starts_at + WEEK

    @property
    def starts_on(self) -> date:
        return self.starts_at.date()

    @property
    def ends_on(self) -> date:
        """Its last day; if weeks start at noon, that is also the first day of the next."""
        return (self.ends_at - timedelta.resolution).date()

    @property
    def days(self) -> tuple[date, ...]:
        """The seven dates that `of` puts into it."""
        first = (self.starts_at + timedelta(days=1) - timedelta.resolution).date()
        return tuple(first + timedelta(days=number) for number in range(7))

    @property
    def short(self) -> str:
        """As bulletins in French write it: S47."""
        return f"S{self.week:02d}"

    def __add__(self, weeks: int) -> EpiWeek:
        return _beginning(self.starts_at + weeks * WEEK, self.start)

    def __sub__(self, weeks: int) -> EpiWeek:
        return self + -weeks

    def in_year(self, year: int) -> EpiWeek:
        """The week of this number there; for week 53, where there is none, its neighbour 52."""
        last = (self.start.of_year(year + 1) - self.start.of_year(year)).days // 7
        return EpiWeek(year, min(self.week, last), self.start)

    def years_before(self, years: int) -> tuple[EpiWeek, ...]:
        """The same week of so many years before, the earliest first: what it is compared with."""
        return tuple(self.in_year(self.year - back) for back in range(years, 0, -1))

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"


@lru_cache(maxsize=1024)
def _beginning(begin: datetime, start: WeekStart) -> EpiWeek:
    year = (begin + HALF).year
    return EpiWeek(year, (begin - start.of_year(year)).days // 7 + 1, start)
