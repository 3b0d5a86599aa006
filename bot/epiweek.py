"""Epidemiological weeks: a type of their own, never a bare number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})-?W(\d{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class EpiWeek:
    """A week by ISO 8601: Monday to Sunday, week 1 holds the year's first Thursday."""

    year: int
    week: int

    @classmethod
    def of(cls, day: date) -> EpiWeek:
        year, week, _weekday = day.isocalendar()
        return cls(year, week)

    @classmethod
    def parse(cls, text: str) -> EpiWeek:
        """Read `2026-W47` or DHIS2's `2026W47`; raise `ValueError` for anything else."""
        if not (match := _WRITTEN.fullmatch(text.strip().upper())):
            raise ValueError("a week is written 2026-W47")
        week = cls(int(match[1]), int(match[2]))
        try:
            there = cls.of(week.starts_on) == week
        except OverflowError:
            there = False
        if not there:
            raise ValueError("that year has no such week")
        return week

    @property
    def starts_on(self) -> date:
        return date.fromisocalendar(self.year, 1, 1) + timedelta(weeks=self.week - 1)

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=6)

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"
