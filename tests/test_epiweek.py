"""Epidemiological weeks: ISO weeks, Monday to Sunday, some years with 53."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.epiweek import EpiWeek

FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
LONG = [2015, 2020, 2026, 2032, 2037]  # years of 53 weeks


def test_every_day_is_in_the_week_that_the_calendar_says():
    for day in DAYS:
        week = EpiWeek.of(day)
        assert (week.year, week.week) == day.isocalendar()[:2]
        assert week.starts_on <= day <= week.ends_on
        assert EpiWeek.parse(str(week)) == week


def test_weeks_follow_each_other_without_a_gap():
    for day in DAYS[::7]:
        week, following = EpiWeek.of(day), EpiWeek.of(day + timedelta(days=7))
        assert week < following
        assert following.starts_on == week.ends_on + timedelta(days=1)
        assert (week.starts_on.weekday(), week.ends_on.weekday()) == (0, 6)


def test_only_long_years_have_a_week_53():
    for year in range(2015, 2041):
        assert (EpiWeek.of(date(year, 12, 28)).week == 53) == (year in LONG)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 24), "2026-W48"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2021, 1, 3), "2020-W53"),
    ],
)
def test_the_year_of_a_week_is_that_of_its_thursday(day, written):
    assert str(EpiWeek.of(day)) == written


@pytest.mark.parametrize("text", ["2026-W47", "2026W47", " 2026-w47 ", "2026w47"])
def test_a_week_is_read_as_people_and_dhis2_write_it(text):
    assert EpiWeek.parse(text) == EpiWeek(2026, 47)


@pytest.mark.parametrize(
    "text",
    ["", "47", "2026-47", "W47", "2026-W0", "2026-W54", "2025-W53", "26-W47", "2026-W47-1",
     "0000-W01", "9999-W99"],
)  # fmt: skip
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match=r"(?i)week|year"):
        EpiWeek.parse(text)


def test_week_53_of_a_long_year_is_a_week():
    assert EpiWeek.parse("2026-W53").starts_on == date(2026, 12, 28)
