"""Distances and directions on the earth, and the nearest of many points. Degrees, WGS 84; km."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from math import asin, atan2, ceil, cos, degrees, floor, pi, radians, sin, sqrt, tan
from typing import Generic, TypeVar

Point = tuple[float, float]  # latitude, longitude
Bounds = tuple[float, float, float, float]  # south, north, west, east
T = TypeVar("T", bound=Hashable)

EQUATOR = 6378.137  # km, WGS 84
FLATTENING = 1 / 298.257223563
POLE = EQUATOR * (1 - FLATTENING)
SHORTEST_DEGREE = 110.5  # km of a degree of latitude at the equator, where it is shortest
TINY = 1e-9  # radians: a few millimetres


def distance(here: Point, there: Point) -> float:
    """Kilometres along the great circle, corrected for the flattening of the earth.

    Lambert's formula for long lines (W. D. Lambert, 1942): metres off over thousands of km.
    """
    beta1 = _reduced(here[0])
    beta2 = _reduced(there[0])
    angle = _angle(beta1, beta2, radians(there[1] - here[1]))
    if angle < TINY or pi - angle < TINY:
        return EQUATOR * angle
    middle, half = (beta1 + beta2) / 2, (beta2 - beta1) / 2
    x = (angle - sin(angle)) * (sin(middle) * cos(half) / cos(angle / 2)) ** 2
    y = (angle + sin(angle)) * (cos(middle) * sin(half) / sin(angle / 2)) ** 2
    return EQUATOR * (angle - FLATTENING / 2 * (x + y))


def is_within(km: float, here: Point, there: Point) -> bool:
    """Whether two points are no farther apart; most are told by their latitudes alone."""
    far = abs(here[0] - there[0]) * SHORTEST_DEGREE > km
    return not far and distance(here, there) <= km


def _reduced(latitude: float) -> float:
    return atan2((1 - FLATTENING) * tan(radians(latitude)), 1.0)


def _angle(latitude1: float, latitude2: float, turn: float) -> float:
    """Between two directions from the centre, in radians (the haversine formula)."""
    h = sin((latitude2 - latitude1) / 2) ** 2
    h += cos(latitude1) * cos(latitude2) * sin(turn / 2) ** 2
    return 2 * asin(min(1.0, sqrt(h)))


def bearing(here: Point, there: Point) -> float:
    """The direction from `here` to `there`, in degrees: 0 is north, 90 east."""
    latitude1, latitude2 = radians(here[0]), radians(there[0])
    turn = radians(there[1] - here[1])
    east = sin(turn) * cos(latitude2)
    north = cos(latitude1) * sin(latitude2) - sin(latitude1) * cos(latitude2) * cos(turn)
    return degrees(atan2(east, north)) % 360


def eighth(here: Point, there: Point) -> int:
    """The direction as one of eight: 0 north, 1 north-east ... 7 north-west."""
    return round(bearing(here, there) / 45) % 8


def rectangle(here: Point, km: float) -> Bounds:
    """In degrees: a little more than the circle of `km` around a point."""
    high = km / SHORTEST_DEGREE
    wide = high / cos(radians(min(89.0, abs(here[0]) + high)))
    return here[0] - high, here[0] + high, here[1] - wide, here[1] + wide


class Grid(Generic[T]):
    """Points in square cells, to find the nearest without looking at all."""

    def __init__(self, points: Iterable[tuple[Point, T]], side: float = 0.1) -> None:
        """`side` of a cell in degrees."""
        self._side = side
        self._cells: dict[tuple[int, int], list[tuple[Point, T]]] = defaultdict(list)
        self._size = 0
        for point, item in points:
            self._cells[self._cell(point)].append((point, item))
            self._size += 1
        rows = [row for row, _column in self._cells] or [0]
        columns = [column for _row, column in self._cells] or [0]
        self._bounds = min(rows), max(rows), min(columns), max(columns)

    def __len__(self) -> int:
        return self._size

    def _cell(self, point: Point) -> tuple[int, int]:
        return floor(point[0] / self._side), floor(point[1] / self._side)

    def nearest(
        self,
        here: Point,
        most: int = 1,
        *,
        within: float | None = None,
        wanted: Callable[[T], bool] = lambda _item: True,
    ) -> list[tuple[float, T]]:
        """The nearest `most` items that are wanted, with their km, nearest first.

        `within`: no farther than so many km.
        """
        found: list[tuple[float, int, T]] = []  # a heap, the farthest on top
        count = 0
        farthest = within if within is not None else float("inf")
        for ring, points in self._rings(here):
            if min(farthest, -found[0][0] if len(found) == most else farthest) < (
                self._reach(here, ring)
            ):
                break
            for point, item in points:
                if wanted(item) and (km := distance(here, point)) <= farthest:
                    count += 1
                    _keep(found, (-km, -count, item), most)
        return [(-km, item) for km, _order, item in sorted(found, key=lambda e: (-e[0], -e[1]))]

    def around(self, here: Point, within: float) -> Iterator[tuple[float, T]]:
        """All items no farther than so many km, with their km, in no order."""
        for ring, points in self._rings(here):
            if within < self._reach(here, ring):
                return
            for point, item in points:
                if (km := distance(here, point)) <= within:
                    yield km, item

    def _reach(self, here: Point, ring: int) -> float:
        """Nothing in this ring or beyond is nearer than so many km."""
        clear = max(0, ring - 1) * self._side * SHORTEST_DEGREE
        return clear * cos(radians(min(89.0, abs(here[0]) + ring * self._side)))

    def _rings(self, here: Point) -> Iterator[tuple[int, Iterator[tuple[Point, T]]]]:
        """Squares of cells around a point, growing until all cells are seen."""
        if not self._cells:
            return
        row, column = self._cell(here)
        low, high, left, right = self._bounds
        last = max(abs(row - low), abs(row - high), abs(column - left), abs(column - right))
        for ring in range(ceil(last) + 1):
            yield ring, self._ring(row, column, ring)

    def _ring(self, row: int, column: int, ring: int) -> Iterator[tuple[Point, T]]:
        for cell in _square(row, column, ring):
            yield from self._cells.get(cell, ())


def _keep(heap: list[tuple[float, int, T]], entry: tuple[float, int, T], most: int) -> None:
    if len(heap) < most:
        heapq.heappush(heap, entry)
    elif entry[0] > heap[0][0]:
        heapq.heapreplace(heap, entry)


def _square(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    """The cells at exactly this many steps from the middle."""
    if ring == 0:
        yield row, column
        return
    for at in range(column - ring, column + ring + 1):
        yield row - ring, at
        yield row + ring, at
    for at in range(row - ring + 1, row + ring):
        yield at, column - ring
        yield at, column + ring
