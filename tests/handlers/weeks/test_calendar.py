"""Which week is meant, which is due, and when reporters are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.epiweek import EpiWeek
from handlers.weeks.calendar import Named, Weekly, named

TUESDAY = datetime(2026, 11, 24, 8)  # of week 48
SNISI = Weekly(begins="friday 12:00", due="sunday 12:00", remind="friday 16:00")


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("s47", (2026, 47)), ("S 47", (2026, 47)), ("semaine 47", (2026, 47)),
        ("sem. 7", (2026, 7)), ("w48", (2026, 48)), ("week 1", (2026, 1)),
        ("S47 2025", (2025, 47)), ("s47/2025", (2025, 47)), ("semaine 47 de 2025", (2025, 47)),
        ("2025-W47", (2025, 47)), ("2026s12", (2026, 12)), ("douentza s47 svp", (2026, 47)),
        ("47", (2026, 47)), ("douentza 47 2025", (2025, 47)), ("s53 2020", (2020, 53)),
        ("la semaine derniere", (2026, 47)),
    ],
)  # fmt: skip
def test_a_week_is_read_however_it_is_written(text, week):
    found = named(text, Weekly(), TUESDAY, bare=True, said={"semaine derniere": 1})
    assert (found.week, found.problem) == (EpiWeek(*week), "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("s49", "ahead"), ("s53", "ahead"), ("s1 2027", "ahead"), ("s54", "none"),
        ("s0", "none"), ("s53 2025", "none"), ("s99", "none"), ("0", "none"),
    ],
)  # fmt: skip
def test_a_week_that_is_none_or_not_yet_is_said(text, problem):
    assert named(text, Weekly(), TUESDAY, bare=True).problem == problem


@pytest.mark.parametrize(
    "text", ["douentza", "3f", "1#2#1", "12/11/2026", "ms47x", "", "47", "70000012", "os 4x"]
)
def test_what_names_no_week_is_left_as_it_is(text):
    assert named(text, Weekly(), TUESDAY) == Named(text)


def test_at_the_beginning_of_a_year_late_weeks_are_those_of_the_last():
    january = datetime(2027, 1, 12)  # week 2
    assert named("s53", Weekly(), january).week == EpiWeek(2026, 53)
    assert named("s03", Weekly(), january).problem == "ahead"


@pytest.mark.parametrize(
    ("weekly", "at", "week"),
    [
        (Weekly(), datetime(2026, 11, 23, 8), 47),
        (Weekly(), datetime(2026, 11, 25), 47),  # the last moment
        (Weekly(), datetime(2026, 11, 25, 0, 1), 48),
        (Weekly(), datetime(2026, 11, 22, 20), 47),
        (SNISI, datetime(2026, 11, 27, 16), 47),
        (SNISI, datetime(2026, 11, 29, 13), 48),
    ],
)
def test_the_week_that_is_due_next(weekly, at, week):
    assert weekly.due_next(at) == EpiWeek(2026, week, weekly.start)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 11, 23, 7, 59), datetime(2026, 11, 23, 8)),
        (datetime(2026, 11, 23, 8), datetime(2026, 11, 30, 8)),
        (datetime(2026, 12, 30), datetime(2027, 1, 4, 8)),
    ],
)
def test_when_reporters_are_told_next(at, due):
    assert Weekly().reminds_next(at) == due
