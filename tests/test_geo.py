"""Distances, directions, and the nearest of many: exact, and found without a full scan."""

import random

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.geo import Grid, bearing, distance, eighth

LATITUDES, LONGITUDES = st.floats(-85, 85), st.floats(-179.9, 179.9)
MALI = st.tuples(st.floats(10, 25), st.floats(-12.3, 4.3))
DOUENTZA, KORO = (15.0019, -2.9497), (14.0669, -3.0842)


@given(MALI, MALI)
def test_distances_in_mali_are_those_of_geographiclib(here, there):
    exact = Geodesic.WGS84.Inverse(*here, *there)["s12"] / 1000
    assert distance(here, there) == pytest.approx(exact, rel=0.0005, abs=0.0001)


@given(st.tuples(LATITUDES, LONGITUDES), st.tuples(LATITUDES, LONGITUDES))
def test_distances_anywhere_are_within_half_a_percent(here, there):
    exact = Geodesic.WGS84.Inverse(*here, *there)["s12"] / 1000
    assert distance(here, there) == pytest.approx(exact, rel=0.005, abs=0.0001)


@pytest.mark.parametrize(
    ("there", "direction"),
    [((16, -3), 0), ((16, -2), 1), ((15, -2), 2), ((14, -2), 3), ((14, -3), 4), ((14, -4), 5),
     ((15, -4), 6), ((16, -4), 7)],
)  # fmt: skip
def test_directions_are_those_of_the_compass(there, direction):
    assert eighth((15, -3), there) == direction


def test_from_douentza_koro_is_in_the_south():
    assert eighth(DOUENTZA, KORO) == 4
    assert 184 < bearing(DOUENTZA, KORO) < 190
    assert 103 < distance(DOUENTZA, KORO) < 106


def full_scan(points, here, most, within, wanted):
    every = [(distance(here, point), item) for point, item in points if wanted(item)]
    kept = [(km, item) for km, item in every if within is None or km <= within]
    return [km for km, _item in sorted(kept)[:most]]


@settings(max_examples=40)
@given(
    st.lists(MALI, min_size=0, max_size=40),
    MALI,
    st.integers(1, 8),
    st.none() | st.floats(1, 600),
    st.sampled_from([0.05, 0.1, 0.5]),
)
def test_the_nearest_are_those_of_a_full_scan(points, here, most, within, side):
    numbered = [(point, number) for number, point in enumerate(points)]

    def odd(number):
        return number % 2 == 1

    grid = Grid(numbered, side)
    if within is not None:
        around = sorted(km for km, _n in grid.around(here, within))
        assert around == full_scan(numbered, here, len(points), within, lambda _n: True)
    for wanted in (lambda _n: True, odd):
        found = grid.nearest(here, most, within=within, wanted=wanted)
        assert [km for km, _n in found] == full_scan(numbered, here, most, within, wanted)


def test_of_twenty_thousand_the_nearest_are_those_of_a_full_scan():
    chance = random.Random(4)  # noqa: S311
    points = [((chance.uniform(10, 25), chance.uniform(-12, 4)), n) for n in range(20_000)]
    grid = Grid(points)
    assert len(grid) == 20_000
    for _each in range(6):
        here = (chance.uniform(9, 26), chance.uniform(-13, 5))
        found = [km for km, _n in grid.nearest(here, 5)]
        assert found == full_scan(points, here, 5, None, lambda _n: True)
