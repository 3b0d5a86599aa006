"""A week beside its past: which method has enough of it, and what is not told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.epiweek import EpiWeek, WeekStart
from handlers.alerts.aberration import ears_c2
from handlers.alerts.model import Past
from handlers.alerts.past import METHODS, compared, same_weeks, series
from handlers.alerts.rulebook import load

WEEK = EpiWeek(2026, 47)
VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "aberration.json"
RULE = Past(
    id="malaria", risk="malaria", kind="past", within="district", source="ours",
    methods=("third_quartile", "ears_c2"),
)  # fmt: skip


def weeks(counts, last=WEEK):
    """The counts of the weeks up to `last`; None is a week that nobody reported."""
    back = range(len(counts) - 1, -1, -1)
    return {last - n: count for n, count in zip(back, counts, strict=True) if count is not None}


def years(*counts):
    """The same week of the years before 2026, the latest last."""
    before = zip(WEEK.years_before(len(counts)), counts, strict=True)
    return {week: count for week, count in before if count is not None}


def by(*methods, **more):
    return replace(RULE, methods=methods, **more)


def test_with_five_years_it_is_the_third_quartile():
    past = years(45, 31, 88, 60, 52)
    for count, alarm in ((60, False), (61, True)):
        told = compared(RULE, "koro", {**past, WEEK: count}, WEEK)
        assert (told.method, told.signal.upper, told.alarm) == ("third_quartile", 60, alarm)


def test_with_fewer_years_it_is_ears():
    counts = [4, 5, 4, 6, 5, 4, 5, 7, 8, 30]
    told = compared(RULE, "koro", {**years(45, 31, 88, 60), **weeks(counts)}, WEEK)
    assert (told.method, told.alarm) == ("ears_c2", True)
    assert told.signal == ears_c2(counts, min_sd=1.0)[-1]


def test_without_enough_past_nothing_is_told():
    told = compared(RULE, "koro", weeks([4, 5, 4, 6, 30]), WEEK)
    assert (told.method, told.signal, told.alarm) == (None, None, False)
    assert (told.area_id, told.week) == ("koro", WEEK)
    assert compared(RULE, "koro", {}, WEEK).method is None


def test_a_week_that_nobody_reported_is_no_zero():
    silent = [4, 5, None, 6, 5, 4, 5, 7, 8, 30]
    assert compared(by("ears_c2"), "koro", weeks(silent), WEEK).method is None
    zero = [4, 5, 0, 6, 5, 4, 5, 7, 8, 30]
    assert compared(by("ears_c2"), "koro", weeks(zero), WEEK).alarm
    for method in ("third_quartile", "mean_plus_sd", "csum"):
        assert compared(by(method), "koro", years(1, 1, 1, 1, 1), WEEK).method is None


def test_one_week_above_may_not_be_enough():
    rule = by("ears_c1", weeks=2)
    quiet = [4, 5, 4, 6, 5, 4, 5]
    assert not compared(rule, "koro", weeks([*quiet, 5, 30]), WEEK).alarm
    assert compared(rule, "koro", weeks([*quiet, 30, 90]), WEEK).alarm
    told = compared(rule, "koro", weeks([*quiet, 30]), WEEK)
    assert (told.method, told.alarm) == ("ears_c1", False)


@pytest.mark.parametrize(
    ("method", "needed"), [("ears_c1", 8), ("ears_c2", 10), ("ears_c3", 12), ("cusum", 34)]
)
def test_how_many_weeks_a_method_needs(method, needed):
    """The CUSUM: 26 of the 52 weeks that it takes its mean from, then 8."""
    rule = by(method)
    quiet = [3, 5] * 20
    short, enough = [*quiet[: needed - 2], 90], [*quiet[: needed - 1], 90]
    assert compared(rule, "koro", weeks(short), WEEK).method is None
    told = compared(rule, "koro", weeks(enough), WEEK)
    assert (told.method, told.signal.observed, told.alarm) == (method, 90, True)
    assert not compared(rule, "koro", weeks([*enough[:-1], 4]), WEEK).alarm


def test_the_cusum_adds_up_small_rises():
    counts = [4] * 52 + [7] * 8
    assert compared(by("cusum"), "koro", weeks(counts), WEEK).alarm
    assert not compared(by("ears_c3", z=3.0902), "koro", weeks(counts), WEEK).alarm


def test_malaria_thresholds_of_the_vectors():
    if not VECTORS.is_file():
        pytest.skip("the vectors are not there: ../shared/vectors/aberration.json")
    found = {each["id"]: each for each in json.loads(VECTORS.read_text("utf-8"))["vectors"]}
    vector = found["malaria_thresholds_constructed"]
    counts = {WEEK: 70}
    for year, three in vector["history_week_minus1_week_week_plus1"].items():
        then = WEEK.in_year(int(year))
        counts |= {then - 1: three[0], then: three[1], then + 1: three[2]}
    expected = vector["expected"]
    for rule, name in (
        (by("third_quartile"), "third_quartile_type7"),
        (by("mean_plus_sd"), "mean_plus_2sd_sample"),
        (by("csum"), "csum"),
        (by("csum", times=2.0), "csum_plus_2sd_sample"),
    ):
        told = compared(rule, "koro", counts, WEEK)
        assert told.signal.upper == pytest.approx(expected[name], rel=1e-7)
        assert told.alarm == (expected[name] < 70)


def test_years_that_were_epidemic_are_passed_over():
    past = years(20, 31, 45, 900, 30, 52)
    assert compared(by("mean_plus_sd"), "koro", {**past, WEEK: 60}, WEEK).signal.upper > 900
    without = by("mean_plus_sd", without=frozenset({2023}))
    told = compared(without, "koro", {**past, WEEK: 70}, WEEK)
    assert told.signal.expected == pytest.approx((20 + 31 + 45 + 30 + 52) / 5)


def test_week_53_is_compared_with_its_neighbours():
    week = EpiWeek(2026, 53)
    counts = {week: 20}
    for year in range(2021, 2026):
        counts |= {EpiWeek(year, 51): 1, EpiWeek(year, 52): 2, EpiWeek(year + 1, 1): 3}
    assert same_weeks(counts, week, 5) == [[1, 2, 3]] * 5
    assert compared(by("csum"), "koro", counts, week).signal.upper == 2
    first = EpiWeek(2027, 1)
    assert series({**counts, first: 9}, first, 3) == [None, 20, 9]


def test_weeks_of_another_start_are_compared_with_their_own():
    friday = EpiWeek(2026, 47, WeekStart(4, 12))
    before = dict.fromkeys(friday.years_before(5), 10)
    told = compared(by("third_quartile"), "koro", {**before, friday: 11}, friday)
    assert (told.method, told.alarm) == ("third_quartile", True)


def test_every_method_that_can_be_asked_for_is_there():
    for rule in load():
        if isinstance(rule, Past):
            assert set(rule.methods) <= METHODS.keys()


STRIKE = [4, 3, 5, 4, 3, 5, 4]  # seven weeks in which few reported
BACK_AT_WORK = [22, 20, 21]
FEW = {WEEK - back for back in range(3, 10)}


def test_weeks_of_few_reports_are_no_past():
    """They would make the first weeks after a strike look like an epidemic."""
    rule, usual = by("ears_c2"), [21, 20, 22, 19, 21, 20, 23]
    counts = weeks([*usual, *STRIKE, *BACK_AT_WORK])
    assert compared(rule, "koro", counts, WEEK).alarm
    told = compared(rule, "koro", counts, WEEK, FEW)
    assert (told.method, told.alarm, told.weak) == ("ears_c2", False, False)
    assert told.signal.expected == ears_c2([*usual, *BACK_AT_WORK])[-1].expected
    counts = {**counts, WEEK: 60}
    assert compared(rule, "koro", counts, WEEK, FEW).alarm


def test_where_there_is_too_little_without_them_they_are_and_that_is_told():
    counts = weeks([20, *STRIKE, *BACK_AT_WORK])
    told = compared(by("ears_c2"), "koro", counts, WEEK, FEW)
    assert (told.method, told.alarm, told.weak) == ("ears_c2", True, True)
    assert compared(by("ears_c2"), "koro", weeks([4, 5, 30]), WEEK, FEW).weak is False


def test_a_year_of_few_reports_is_passed_over():
    counts = {**years(45, 31, 88, 60, 52, 50), WEEK: 59}
    rule, few = by("third_quartile", years=6), {WEEK.years_before(6)[1]}
    assert compared(rule, "koro", counts, WEEK).alarm
    told = compared(rule, "koro", counts, WEEK, few)
    assert (told.signal.upper, told.alarm, told.weak) == (60, False, False)


def test_a_week_that_is_looked_at_counts_however_few_reported():
    counts = weeks([4, 5, 4, 6, 5, 4, 5, 5, 4, 30])
    told = compared(by("ears_c2"), "koro", counts, WEEK, {WEEK})
    assert (told.alarm, told.weak) == (True, False)
    slow = weeks([*[5] * 52, 8, 8, 8, 9, 8, 9, 9, 9])
    run = {WEEK - back for back in range(8)}
    assert compared(by("cusum"), "koro", slow, WEEK, run).alarm
