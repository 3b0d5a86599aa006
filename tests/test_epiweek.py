"""Epidemiological weeks: ISO weeks, or of another start; some years with 53."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.epiweek import MONDAY, EpiWeek, WeekStart

FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
LONG = [2015, 2020, 2026, 2032, 2037]  # years of 53 weeks
FRIDAY_NOON = WeekStart(4, 12)
SUNDAY = WeekStart(6)
STARTS = st.builds(WeekStart, st.integers(0, 6), st.integers(0, 23))
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2040, 12, 31))


def test_every_day_is_in_the_week_that_the_calendar_says():
    for day in DAYS:
        week = EpiWeek.of(day)
        assert (week.year, week.week) == day.isocalendar()[:2]
        assert week.starts_on <= day <= week.ends_on
        assert week.starts_on == date.fromisocalendar(week.year, week.week, 1)
        assert week.ends_on == date.fromisocalendar(week.year, week.week, 7)
        assert EpiWeek.parse(str(week)) == week


def test_weeks_follow_each_other_without_a_gap():
    for day in DAYS[::7]:
        week, following = EpiWeek.of(day), EpiWeek.of(day + timedelta(days=7))
        assert week < following
        assert following == week + 1
        assert following - 1 == week
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


@pytest.mark.parametrize(
    "text",
    ["2026-W47", "2026W47", " 2026-w47 ", "2026w47", "2026-S47", "2026 S47", "S47/2026",
     "S47 2026", "s47-2026", "semaine 47 2026", "Semaine 47 de 2026", "sem. 47 2026"],
)  # fmt: skip
def test_a_week_is_read_as_people_and_dhis2_write_it(text):
    assert EpiWeek.parse(text) == EpiWeek(2026, 47)


@pytest.mark.parametrize(
    "text",
    ["", "47", "2026-47", "W47", "2026-W0", "2026-W54", "2025-W53", "26-W47", "2026-W47-1",
     "0000-W01", "9999-W99", "S47", "semaine", "S47/26", "S471", "S53/2025"],
)  # fmt: skip
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError, match=r"(?i)week|year"):
        EpiWeek.parse(text)


@pytest.mark.parametrize(
    ("text", "today", "written"),
    [
        ("S47", date(2026, 11, 24), "2026-W47"),
        ("s 47", date(2026, 11, 24), "2026-W47"),
        ("SEM 47", date(2026, 11, 24), "2026-W47"),
        ("semaine 47", date(2026, 11, 24), "2026-W47"),
        ("week 47", date(2026, 11, 24), "2026-W47"),
        ("W47", date(2026, 11, 24), "2026-W47"),
        ("S48", date(2026, 11, 24), "2026-W48"),  # the week that runs
        ("S49", date(2026, 11, 24), "2025-W49"),  # has not begun: last year's
        ("S1", date(2026, 11, 24), "2026-W01"),
        ("S52", date(2026, 1, 2), "2025-W52"),
        ("S53", date(2027, 1, 8), "2026-W53"),
        ("S53", date(2027, 1, 3), "2026-W53"),
        ("S47/2024", date(2026, 11, 24), "2024-W47"),
    ],
)
def test_a_week_without_a_year_is_the_latest_that_has_begun(text, today, written):
    assert str(EpiWeek.parse(text, today=today)) == written


@pytest.mark.parametrize("text", ["S53", "S0", "S54", "47"])
def test_a_number_that_no_week_of_the_last_year_had_is_refused(text):
    with pytest.raises(ValueError, match=r"(?i)week|year"):
        EpiWeek.parse(text, today=date(2026, 11, 24))


def test_week_53_of_a_long_year_is_a_week():
    assert EpiWeek.parse("2026-W53").starts_on == date(2026, 12, 28)


def test_a_week_is_short_in_bulletins():
    assert EpiWeek(2026, 7).short == "S07"


@pytest.mark.parametrize(
    ("week", "year", "found"),
    [
        ("2026-W53", 2025, "2025-W52"),
        ("2026-W53", 2020, "2020-W53"),
        ("2026-W52", 2020, "2020-W52"),
        ("2027-W01", 2026, "2026-W01"),
    ],
)
def test_the_same_week_of_another_year_is_a_neighbour_where_there_is_no_week_53(week, year, found):
    assert str(EpiWeek.parse(week).in_year(year)) == found


def test_week_53_is_compared_with_the_last_week_of_the_years_before():
    before = [str(week) for week in EpiWeek(2026, 53).years_before(6)]
    assert before == [
        "2020-W53", "2021-W52", "2022-W52", "2023-W52", "2024-W52", "2025-W52",
    ]  # fmt: skip


def test_the_neighbours_of_week_53_are_52_and_1():
    week = EpiWeek(2026, 53)
    assert [str(week - 1), str(week + 1)] == ["2026-W52", "2027-W01"]


@given(MOMENTS, STARTS)
def test_weeks_of_any_start_hold_their_moments_and_follow_each_other(moment, start):
    week = EpiWeek.of(moment, start)
    assert week.starts_at <= moment < week.ends_at
    assert (week.starts_at.weekday(), week.starts_at.hour) == (start.day, start.hour)
    assert (week + 1).starts_at == week.ends_at
    assert (week + 1).week in (week.week + 1, 1)
    assert 1 <= week.week <= 53
    assert EpiWeek.parse(str(week), start) == week
    assert all(EpiWeek.of(day, start) == week for day in week.days)
    assert EpiWeek.of(moment.replace(tzinfo=UTC), start) == week


@given(st.sampled_from(DAYS), st.integers(0, 6))
def test_a_week_belongs_to_the_year_of_most_of_its_days(day, first):
    week = EpiWeek.of(day, WeekStart(first))
    years = [each.year for each in week.days]
    assert week.year == max(years, key=years.count)
    earlier = [(week - back).year for back in range(1, week.week)]
    assert earlier == [week.year] * (week.week - 1)
    assert (week - week.week).year == week.year - 1


@pytest.mark.parametrize(
    ("day", "written"),
    [  # the MMWR weeks of CDC run from Sunday
        (date(2014, 12, 28), "2014-W53"),
        (date(2015, 1, 4), "2015-W01"),
        (date(2020, 12, 27), "2020-W53"),
        (date(2021, 1, 3), "2021-W01"),
        (date(2025, 12, 28), "2025-W53"),
        (date(2026, 1, 4), "2026-W01"),
    ],
)
def test_sunday_weeks_are_numbered_as_mmwr_does(day, written):
    assert str(EpiWeek.of(day, SUNDAY)) == written


def test_snisi_weeks_end_on_friday_noon():
    friday = date(2026, 11, 27)
    before = EpiWeek.of(datetime.combine(friday, time(11, 59)), FRIDAY_NOON)
    after = EpiWeek.of(datetime.combine(friday, time(12)), FRIDAY_NOON)
    assert after == before + 1
    assert after.starts_at == before.ends_at == datetime(2026, 11, 27, 12)
    assert before.ends_on == after.starts_on == friday
    assert EpiWeek.of(friday, FRIDAY_NOON) == before
    assert before.days[0] == date(2026, 11, 21)
    assert before.days[-1] == friday


def test_a_start_that_is_none_is_refused():
    for day, hour in ((7, 0), (-1, 0), (0, 24)):
        with pytest.raises(ValueError, match="week starts"):
            WeekStart(day, hour)


def test_the_usual_start_is_monday():
    assert EpiWeek.of(FIRST) == EpiWeek.of(FIRST, MONDAY)
    assert EpiWeek(2026, 47) != EpiWeek(2026, 47, SUNDAY)
