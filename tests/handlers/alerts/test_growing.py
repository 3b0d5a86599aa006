"""A growing number is told at 1, 2, 5, 10, 20, 50."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.growing import milestone, to_announce


def test_a_growing_number_is_told_at_1_2_5_10_20_50():
    told = [count for count in range(1, 1200) if to_announce(count - 1, count)]
    assert told == [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(0, 3, 2), (3, 4, None), (1, 60, 50), (5, 5, None), (9, 10, 10), (60, 40, None), (0, 0, None)],
)
def test_of_several_steps_the_last_is_told(before, after, told):
    assert to_announce(before, after) == told


@given(st.integers(0, 10**9))
def test_a_milestone_is_the_last_one_passed(count):
    every = [step * 10**power for power in range(10) for step in (1, 2, 5)]
    assert milestone(count) == max([each for each in every if each <= count], default=0)
