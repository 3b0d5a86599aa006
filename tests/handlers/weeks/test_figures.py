"""Complete and in time: percentages of what was expected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.areas import Area, Areas
from bot.epiweek import EpiWeek, WeekStart
from handlers.weeks.figures import (
    Deadline,
    Expected,
    Figure,
    Received,
    by_area,
    by_reporter,
    missing,
)

WEEK = EpiWeek(2026, 47)  # ends on Sunday 22 November
WEDNESDAY = datetime(2026, 11, 25)
AREAS = Areas(
    [
        Area("mopti", "Mopti", "region"),
        Area("koro", "Koro", "district", "mopti"),
        Area("bondo", "Bondo", "health_area", "koro"),
        Area("madougou", "Madougou", "health_area", "koro"),
    ]
)


def expected(reporters, area="bondo", week=WEEK):
    return [Expected(reporter, area, week) for reporter in reporters]


@pytest.mark.parametrize(
    ("deadline", "week", "moment"),
    [
        (Deadline(), WEEK, datetime(2026, 11, 25)),  # 48 hours after the week's end
        (Deadline(0, 12), WEEK, datetime(2026, 11, 23, 12)),
        (Deadline(0, 0), WEEK, datetime(2026, 11, 23)),
        (Deadline(6, 23), WEEK, datetime(2026, 11, 29, 23)),
        (Deadline(6, 12), EpiWeek(2026, 47, WeekStart(4, 12)), datetime(2026, 11, 29, 12)),
        (Deadline(4, 12), EpiWeek(2026, 47, WeekStart(4, 12)), datetime(2026, 11, 27, 12)),
    ],
)
def test_until_when_a_report_is_in_time(deadline, week, moment):
    assert deadline.of(week) == moment


@pytest.mark.parametrize(
    ("at", "figure"),
    [
        (WEDNESDAY, Figure(1, 1, 1)),
        (WEDNESDAY + timedelta(seconds=1), Figure(1, 1, 0)),
        (WEDNESDAY - timedelta(days=6), Figure(1, 1, 1)),  # in the week itself
        (WEDNESDAY.replace(tzinfo=UTC), Figure(1, 1, 1)),
        (None, Figure(1, 0, 0)),
    ],
)
def test_a_report_is_complete_and_perhaps_in_time(at, figure):
    received = [Received("awa", WEEK, at)] if at else []
    assert by_reporter(expected(["awa"]), received, Deadline()) == {"awa": figure}


def test_the_first_report_of_a_week_decides_and_counts_once():
    late = [Received("awa", WEEK, WEDNESDAY + timedelta(days=n)) for n in range(1, 4)]
    early = Received("awa", WEEK, WEDNESDAY - timedelta(days=1))
    for received in ([*late, early], [early, *late]):
        assert by_reporter(expected(["awa"]), received, Deadline()) == {"awa": Figure(1, 1, 1)}
    assert by_reporter(expected(["awa", "awa"]), late, Deadline()) == {"awa": Figure(1, 1, 0)}


def test_what_nobody_expected_does_not_make_more_than_everything():
    received = [Received("awa", WEEK, WEDNESDAY), Received("ali", WEEK, WEDNESDAY)]
    other = Received("awa", WEEK - 1, WEDNESDAY)
    figures = by_area(expected(["awa"]), [*received, other], Deadline(), AREAS)
    assert figures["bondo"].completeness == 100


def test_an_area_is_the_sum_of_those_below_it():
    reporters = [*expected(["awa", "ali"]), *expected(["oumar"], "madougou")]
    received = [
        Received("awa", WEEK, WEDNESDAY),
        Received("oumar", WEEK, WEDNESDAY + timedelta(days=1)),
    ]
    figures = by_area(reporters, received, Deadline(), AREAS)
    assert figures == {
        "bondo": Figure(2, 1, 1),
        "madougou": Figure(1, 1, 0),
        "koro": Figure(3, 2, 1),
        "mopti": Figure(3, 2, 1),
    }
    assert (figures["koro"].completeness, figures["koro"].timeliness) == (66, 33)


def test_several_weeks_add_up():
    weeks = [WEEK - back for back in range(5)]
    received = [Received("awa", week, Deadline().of(week)) for week in weeks[:4]]
    figures = by_reporter(
        [e for w in weeks for e in expected(["awa"], week=w)], received, Deadline()
    )
    assert figures == {"awa": Figure(5, 4, 4)}
    assert figures["awa"].reaches()


@pytest.mark.parametrize(
    ("figure", "percent", "reaches"),
    [
        (Figure(5, 4, 4), (80, 80), True),
        (Figure(5, 5, 3), (100, 60), False),
        (Figure(1000, 799, 799), (79, 79), False),
        (Figure(0, 0, 0), (None, None), True),
    ],
)
def test_the_target_is_eighty_percent_of_both(figure, percent, reaches):
    assert (figure.completeness, figure.timeliness) == percent
    assert figure.reaches() == reaches


def test_who_is_to_be_reminded():
    received = [Received("awa", WEEK, WEDNESDAY), Received("ali", WEEK - 1, WEDNESDAY)]
    found = missing(expected(["oumar", "awa", "ali", "ali"]), received)
    assert [each.reporter for each in found] == ["oumar", "ali"]


def test_a_deadline_that_is_none_is_refused():
    with pytest.raises(ValueError, match="hour"):
        Deadline(2, 24)
