"""Unusual numbers: published and computed vectors, the formulas written out, and what is not told.

The vectors lie beside the repository (../shared/vectors/aberration.json).
"""

from __future__ import annotations

import json
import math
import random
from functools import cache
from pathlib import Path
from statistics import mean, median, pstdev, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.aberration import (
    Signal,
    csum,
    ears_c1,
    ears_c2,
    ears_c3,
    ears_c3_statistics,
    mean_plus_sd,
    poisson_cusum,
    third_quartile,
)

VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "aberration.json"
EXACT = {"rel": 1e-8, "abs": 1e-8}  # the vectors have nine decimals
COUNTS = st.lists(st.integers(0, 60), max_size=12) | st.lists(st.integers(0, 9), min_size=16)
SPARSE = st.lists(st.sampled_from([0, 0, 0, 0, 1, 1, 2, 9]), min_size=12, max_size=30)
LEVELS = st.sampled_from([1.0, 1.96, 2.0, 3.0902])
FLOORS = st.sampled_from([0.0, 0.5, 1.0])


@cache
def vectors():
    if not VECTORS.is_file():
        pytest.skip("the vectors are not there: ../shared/vectors/aberration.json")
    return {each["id"]: each for each in json.loads(VECTORS.read_text("utf-8"))["vectors"]}


def told(signals, first):
    """Those from `first` on; none before is told, and each is in its place."""
    assert signals[:first] == [None] * first
    assert [signal.index for signal in signals[first:]] == list(range(first, len(signals)))
    return signals[first:]


def check(signals, expected):
    found = told(signals, expected["first_monitored_pos0"])
    assert [signal.upper for signal in found] == pytest.approx(expected["upperbound"], **EXACT)
    assert [int(signal.alarm) for signal in found] == expected["alarm"]


def test_c1_of_s_newport_is_as_published():
    vector = vectors()["ears_c1_newport_published"]
    signals = ears_c1(vector["series"], z=vector["params"]["z"])
    found = signals[vector["first_monitored_pos0"] :]
    assert [s.upper for s in found] == pytest.approx(vector["expected_upperbound"], **EXACT)
    assert [int(s.alarm) for s in found] == vector["expected_alarm"]
    assert [s.upper for s in found[:4]] == pytest.approx(vector["published_prefix"], abs=1e-6)


@pytest.mark.parametrize("floor", ["0", "0.5"])
def test_c1_and_c2_of_a_sparse_series(floor):
    vector = vectors()[f"ears_synthetic_minsigma_{floor}"]
    options = {"z": vector["params"]["z"], "min_sd": vector["params"]["minSigma"]}
    check(ears_c1(vector["series"], **options), vector["c1"])
    check(ears_c2(vector["series"], **options), vector["c2"])


@pytest.mark.parametrize("z", [1.96, 2.0])
def test_c3_of_a_sparse_series(z):
    vector = vectors()["ears_synthetic_minsigma_0.5"]
    expected = vector["c3_canonical"]
    first = expected["first_monitored_pos0"]
    statistics = ears_c3_statistics(vector["series"], min_sd=0.5)
    assert statistics[:first] == [None] * first
    assert statistics[first:] == pytest.approx(expected["statistic"], **EXACT)
    found = told(ears_c3(vector["series"], z=z, min_sd=0.5), first)
    assert [int(signal.alarm) for signal in found] == expected["alarm_gt_2"]


def test_c3_of_s_newport_is_that_of_the_formula_not_that_of_the_r_package():
    series = vectors()["ears_c1_newport_published"]["series"]
    alarms = [350 + s.index for s in ears_c3(series) if s and s.alarm]
    assert alarms == [396, 397, 398, *range(409, 415)]
    package = [397, *range(410, 415)]
    assert alarms != package


def test_the_cusum_of_s_agona():
    vector = vectors()["cusum_standard_agona"]
    series = vectors()["farrington_agona_full"]["series"][289:312]
    options = {key: vector["params"][key] for key in ("k", "h")}
    expected = vector["params"]["m"]
    found = told(poisson_cusum(series, expected, **options), 0)
    assert [int(signal.alarm) for signal in found] == vector["expected_alarm"]
    sums = [
        options["h"] + options["k"] - (signal.upper - expected) / math.sqrt(expected)
        for signal in found
    ]  # what is missing to an alarm tells the sum before
    assert sums == pytest.approx([0.0, *vector["expected_cusum"][:-1]], **EXACT)


def test_the_thresholds_of_malaria():
    vector = vectors()["malaria_thresholds_constructed"]
    years = list(vector["history_week_minus1_week_week_plus1"].values())
    same = [year[1] for year in years]
    expected = vector["expected"]
    upper = {
        "third_quartile_type7": third_quartile(0, same),
        "second_largest": third_quartile(0, same),
        "mean_plus_2sd_sample": mean_plus_sd(0, same),
        "mean_plus_2sd_population": mean_plus_sd(0, same, population=True),
        "csum": csum(0, years),
        "csum_plus_2sd_sample": csum(0, years, times=2.0),
    }
    assert {name: signal.upper for name, signal in upper.items()} == pytest.approx(
        expected, rel=1e-7
    )


# The same formulas, written out another way.


def c2_score(counts, at, floor):
    window = counts[at - 9 : at - 2]
    spread, above = max(stdev(window), floor), counts[at] - mean(window)
    if spread == 0:
        return math.inf if above > 0 else 0.0
    return above / spread


@given(COUNTS | SPARSE, st.integers(2, 9), st.sampled_from([0, 2]), LEVELS, FLOORS)
def test_c1_and_c2_are_their_formula(counts, baseline, guard, z, floor):
    signals = (ears_c2 if guard else ears_c1)(counts, baseline, z, floor)
    assert len(signals) == len(counts)
    for at, signal in enumerate(signals):
        if at < baseline + guard:
            assert signal is None
            continue
        window = counts[at - guard - baseline : at - guard]
        upper = mean(window) + z * max(stdev(window), floor)
        assert (signal.index, signal.observed) == (at, counts[at])
        assert (signal.expected, signal.upper) == pytest.approx((mean(window), upper))
        if abs(counts[at] - upper) > 1e-9:
            assert signal.alarm == (counts[at] > upper)


@given(COUNTS | SPARSE, LEVELS, FLOORS)
def test_c3_is_its_formula(counts, z, floor):
    signals = ears_c3(counts, z=z, min_sd=floor)
    for at, signal in enumerate(signals):
        if at < 11:
            assert signal is None
            continue
        statistic = sum(max(0, c2_score(counts, day, floor) - 1) for day in range(at - 2, at + 1))
        if abs(statistic - z) > 1e-9:
            assert signal.alarm == (statistic > z)
            if abs(signal.observed - signal.upper) > 1e-9:
                assert signal.alarm == (signal.observed > signal.upper)
        assert math.isfinite(signal.upper)
        assert math.isfinite(signal.expected)


@given(SPARSE, st.sampled_from([0.3, 1.0, 4.5]))
def test_the_cusum_is_its_formula(counts, expected):
    total = 0.0
    for count, signal in zip(counts, poisson_cusum(counts, expected), strict=True):
        total = max(0.0, total + (count - expected) / math.sqrt(expected) - 1.04)
        assert signal.alarm == (total >= 2.26)
        if abs(count - signal.upper) > 1e-9:
            assert signal.alarm == (count >= signal.upper)


# Edges.


def test_an_alarm_is_above_the_bound_not_on_it():
    even = [1, 3] * 4  # SD of seven of them: stdev
    upper = mean(even[:7]) + 1.0 * stdev(even[:7])
    assert not ears_c1([2] * 7 + [2], z=3.0)[7].alarm  # no spread: the bound is 2
    assert ears_c1([2] * 7 + [3], z=3.0)[7].alarm
    assert ears_c1([*even[:7], math.ceil(upper)], z=1.0)[7].alarm
    assert not third_quartile(60, [45, 31, 88, 60, 52]).alarm
    assert third_quartile(61, [45, 31, 88, 60, 52]).alarm
    assert not csum(55, [[55, 55, 55]] * 5).alarm
    assert csum(56, [[55, 55, 55]] * 5).alarm
    assert not mean_plus_sd(7, [7] * 5).alarm
    assert mean_plus_sd(8, [7] * 5).alarm


def test_the_cusum_alarms_on_its_bound():
    [signal] = poisson_cusum([4], 1.0, k=1.0, h=2.0)
    assert (signal.upper, signal.alarm) == (4.0, True)
    assert not poisson_cusum([3], 1.0, k=1.0, h=2.0)[0].alarm


def test_c3_of_two_scores_of_two_is_not_above_two():
    counts = [0] * 9 + [0, 1, 1]  # C2 is 0, 2, 2 with an SD of one half
    assert ears_c3_statistics(counts, min_sd=0.5)[11] == 2.0
    assert not ears_c3(counts, min_sd=0.5)[11].alarm
    assert ears_c3(counts, z=1.96, min_sd=0.5)[11].alarm


@pytest.mark.parametrize("ears", [ears_c1, ears_c2, ears_c3])
def test_after_nothing_but_zeros_one_case_is_an_alarm_and_none_is_not(ears):
    zeros = [0] * 14
    assert not ears(zeros)[-1].alarm
    assert ears([*zeros, 1])[-1].alarm
    assert not ears([*zeros, 1], min_sd=0.5)[-1].alarm
    assert ears([*zeros, 2], min_sd=0.5)[-1].alarm


def test_a_slow_rise_hides_itself_from_c1_not_from_c3():
    counts = [2, 1, 2, 2, 1, 2, 2, 1, 2, 3, 4, 5]
    assert [bool(s and s.alarm) for s in (ears_c1(counts)[-1], ears_c3(counts)[-1])] == [
        False,
        True,
    ]


def test_after_two_great_counts_c3_alarms_whatever_comes():
    [*_before, last] = ears_c3([1, 2, 1, 2, 1, 2, 1, 2, 1, 9, 9, 0])
    assert last.alarm
    assert last.upper < 0
    assert last.observed == 0


# Not enough past, and what is not known: a value, never an exception.


@pytest.mark.parametrize(("ears", "first"), [(ears_c1, 7), (ears_c2, 9), (ears_c3, 11)])
def test_the_first_counts_have_not_enough_past(ears, first):
    assert ears([]) == []
    for length in range(1, first + 1):
        assert ears([5] * length) == [None] * length
    assert isinstance(ears([5] * (first + 1))[-1], Signal)


@pytest.mark.parametrize("gap", [None, math.nan])
@pytest.mark.parametrize(
    ("ears", "blind"), [(ears_c1, range(8)), (ears_c2, [0, *range(3, 10)]), (ears_c3, range(12))]
)
def test_what_needs_a_count_that_is_not_known_is_not_told(ears, blind, gap):
    counts = [3] * 30
    counts[12] = gap
    found = {at - 12 for at, signal in enumerate(ears(counts)) if at >= 12 and signal is None}
    assert found == set(blind)


@pytest.mark.parametrize("expected", [None, 0.0, -1.0, math.nan])
def test_without_an_expected_count_the_cusum_tells_nothing(expected):
    assert poisson_cusum([0, 3, 9], expected) == [None] * 3


def test_the_cusum_passes_over_what_is_not_known():
    known = poisson_cusum([3, 2, 4], 1.0)
    gaps = poisson_cusum([3, None, 2, math.nan, 4], 1.0)
    assert [gaps[1], gaps[3]] == [None, None]
    assert [s.upper for s in gaps if s] == [s.upper for s in known]


@pytest.mark.parametrize("years", [[], [5], [5, 6, 7, 8], [5, 6, None, 7, 8], [math.nan] * 9])
def test_fewer_than_five_years_are_not_enough(years):
    assert third_quartile(99, years) is None
    assert mean_plus_sd(99, years) is None
    assert csum(99, [[count, count, count] for count in years]) is None


def test_a_deployment_may_be_content_with_three_years():
    assert third_quartile(99, [4, 6, 8], least=3).upper == 7
    assert csum(99, [[4, 6, 8]] * 3, least=3).upper == 6
    assert third_quartile(99, [4], least=1) is None
    assert mean_plus_sd(99, [4], least=1) is None
    assert mean_plus_sd(99, [4], least=1, population=True).upper == 4


def test_of_more_than_five_years_the_last_five_count():
    assert third_quartile(0, [500, 500, 31, 45, 88, 55, 60]).upper == 60
    assert mean_plus_sd(0, [900, 1, 1, 1, 1, 1]).upper == 1
    assert csum(0, [[900] * 3, *([[1, 2, 3]] * 5)]).upper == 2


def test_a_year_that_lacks_one_of_three_weeks_is_left_out_of_the_c_sum():
    years = [[1, 2, 3]] * 5
    assert csum(0, [*years, [None, 90, 90]]).upper == 2


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5))
def test_of_five_years_the_third_quartile_is_the_second_largest(years):
    signal = third_quartile(0, years)
    assert signal.upper == sorted(years)[3]
    assert signal.expected == median(years)


@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=5, max_size=5))
def test_means_and_deviations_are_those_of_the_library(years):
    flat = [count for year in years for count in year]
    same = [year[1] for year in years]
    assert csum(0, years, times=2.0).upper == pytest.approx(mean(flat) + 2 * stdev(flat))
    assert csum(0, years, times=2.0, population=True).upper == pytest.approx(
        mean(flat) + 2 * pstdev(flat)
    )
    assert mean_plus_sd(0, same).upper == pytest.approx(mean(same) + 2 * stdev(same))


def test_a_baseline_of_one_count_is_a_mistake_of_the_caller():
    for ears in (ears_c1, ears_c2, ears_c3):
        with pytest.raises(ValueError, match="two counts"):
            ears([1, 2, 3], baseline=1)


def test_a_year_of_steady_numbers_rarely_alarms():
    chance = random.Random(8)  # noqa: S311
    counts = [sum(chance.random() < 0.1 for _each in range(100)) for _week in range(520)]
    alarms = [signal for signal in ears_c2(counts) if signal and signal.alarm]
    assert len(alarms) < 15
