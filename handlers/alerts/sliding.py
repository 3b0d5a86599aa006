"""Who belongs together: windows that slide over days, discs around cases. Pure.

A window is so many days in a row and begins with a case; a disc has a case in its middle. What is
enough in one window is joined, and what shares a case is one cluster, however it is ordered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from operator import attrgetter

from bot.geo import SHORTEST_DEGREE, Point, distance
from handlers.alerts.model import CaseAt

Enough = Callable[[int, int], bool]  # cases, signals
DEGREE = 111.0  # km of a degree of latitude, to half a percent
FLAT = 60.0  # up to this latitude a map of 200 km is flat, with an error in distances of
ERROR = 0.02
FAR_EAST = 170.0  # beyond it the map may go over the date line


@dataclass(slots=True, eq=False)
class Heap:
    """All cases of one day at one spot. `central`: a window counts if it has one such."""

    day: int
    cases: int = 0
    signals: int = 0
    central: bool = False
    members: list[CaseAt] = field(default_factory=list)

    def add(self, case: CaseAt, count: int, *, central: bool) -> None:
        self.members.append(case)
        self.central = self.central or central
        if case.signal:
            self.signals += count
        else:
            self.cases += count


def runs(
    heaps: Iterable[Heap],
    days: int,
    enough: Enough,
    *,
    middle: Collection[Heap] | None = None,
    about: int | None = None,
) -> Iterator[list[Heap]]:
    """What is enough in a window of `days` that has a central heap, of `middle` if that is given.

    Windows that overlap are one run: no two runs share a heap. `about`: only windows with that day.
    """
    line = sorted(heaps, key=attrgetter("day"))
    first = last = 0
    for begin, end in _windows(line, days, enough, middle):
        if about is not None and not line[begin].day <= about < line[begin].day + days:
            continue
        if begin >= last:
            yield line[first:last]
            first = begin
        last = end
    yield line[first:last]


def _windows(
    line: Sequence[Heap], days: int, enough: Enough, middle: Collection[Heap] | None
) -> Iterator[tuple[int, int]]:
    """Where the windows begin and end in `line`, each with a heap, that are enough."""
    central = [heap.central and (middle is None or heap in middle) for heap in line]
    middles = cases = signals = end = 0
    for begin, heap in enumerate(line):
        until = heap.day + days
        while end < len(line) and (last := line[end]).day < until:
            cases += last.cases
            signals += last.signals
            middles += central[end]
            end += 1
        if middles and enough(cases, signals):
            yield begin, end
        cases -= heap.cases
        signals -= heap.signals
        middles -= central[begin]


def runs_in_discs(
    spots: Mapping[Point, Collection[Heap]],
    middles: Iterable[Point],
    km: float,
    days: int,
    enough: Enough,
    *,
    about: int | None = None,
) -> Iterator[list[Heap]]:
    """As `runs`, for the spots within `km` of each of `middles`, which has a case in the window."""
    for middle, close in _discs(spots, middles, km):
        own = spots[middle]
        if any(heap.central for heap in own):
            heaps = [heap for spot in close for heap in spots[spot]]
            if enough(sum(h.cases for h in heaps), sum(h.signals for h in heaps)):
                yield from runs(heaps, days, enough, middle=set(own), about=about)


def alone(spots: Collection[Point], km: float) -> list[Point]:
    """Those that have no other within `km`."""
    return [middle for middle, close in _discs(spots, spots, km) if len(close) == 1]


def _discs(
    spots: Iterable[Point], middles: Iterable[Point], km: float
) -> Iterator[tuple[Point, list[Point]]]:
    """Each of `middles`, and the spots within `km` of it."""
    line = sorted(spots)
    latitudes = [latitude for latitude, _longitude in line]
    far = km / SHORTEST_DEGREE
    for middle in middles:
        first = bisect_left(latitudes, middle[0] - far)
        last = bisect_right(latitudes, middle[0] + far)
        yield middle, near(middle, line[first:last], km)


def joined(found: Iterable[list[Heap]]) -> list[list[CaseAt]]:
    """The cases of runs, those together that share a heap."""
    groups: dict[Heap, set[Heap]] = {}
    for run in found:
        if not run or groups.get(run[0], set()).issuperset(run):
            continue
        others = {id(groups[heap]): groups[heap] for heap in run if heap in groups}
        whole = max(others.values(), key=len, default=set())
        new = set(run).union(*others.values()) - whole
        whole |= new
        groups.update(dict.fromkeys(new, whole))
    once = {id(group): group for group in groups.values()}
    return [members(group) for group in once.values()]


def members(heaps: Iterable[Heap]) -> list[CaseAt]:
    return [case for heap in heaps for case in heap.members]


def near(here: Point, spots: Iterable[Point], km: float) -> list[Point]:
    """Those within `km` by the true distance; it is computed for what a flat map cannot tell."""
    latitude, longitude = here
    if abs(latitude) > FLAT or abs(longitude) > FAR_EAST:
        return [spot for spot in spots if distance(here, spot) <= km]
    north, east = DEGREE, DEGREE * cos(radians(latitude))
    surely, perhaps = (km * (1 - ERROR)) ** 2, (km * (1 + ERROR)) ** 2
    found = []
    for spot in spots:
        square = ((spot[0] - latitude) * north) ** 2 + ((spot[1] - longitude) * east) ** 2
        if square <= surely or (square <= perhaps and distance(here, spot) <= km):
            found.append(spot)
    return found
