"""Who reported, and who reported in time. Pure.

Completeness is reports received of those expected, timeliness those received in time of those
expected; the target of both is 80 % (WHO AFRO, integrated disease surveillance and response, 3rd
edition, 2019). A zero report is a report: it says that somebody looked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.areas import Areas
from bot.epiweek import EpiWeek, WeekStart

TARGET = 80  # percent


@dataclass(frozen=True, slots=True)
class Deadline:
    """A week's reports are in time until this day (0 is Monday) and hour after it, local time.

    The default is 48 hours after weeks that end on Sunday. Raises `ValueError`.
    """

    day: int = 2
    hour: int = 0

    def __post_init__(self) -> None:
        WeekStart(self.day, self.hour)

    def of(self, week: EpiWeek) -> datetime:
        """The last moment; at the earliest that at which the week ends."""
        latest = week.ends_at + timedelta(days=7) - timedelta.resolution
        return WeekStart(self.day, self.hour).before(latest)


@dataclass(frozen=True, slots=True)
class Expected:
    """A reporter who should report in a week, and for which area."""

    reporter: str
    area_id: str | None
    week: EpiWeek


@dataclass(frozen=True, slots=True)
class Received:
    """A report or a zero report for a week, and when it came (local time)."""

    reporter: str
    week: EpiWeek
    at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """Of `expected` reports so many came, and so many in time."""

    expected: int = 0
    received: int = 0
    on_time: int = 0

    @property
    def completeness(self) -> int | None:
        """Percent, rounded down, so that 79.9 is not 80; None if nothing was expected."""
        return self.received * 100 // self.expected if self.expected else None

    @property
    def timeliness(self) -> int | None:
        return self.on_time * 100 // self.expected if self.expected else None

    def complete(self, target: int = TARGET) -> bool:
        """Whether so many percent came of those expected; also where nothing was expected."""
        return self.received * 100 >= target * self.expected

    def reaches(self, target: int = TARGET) -> bool:
        """Whether both do, in percent; also where nothing was expected."""
        return min(self.received, self.on_time) * 100 >= target * self.expected

    def __add__(self, other: Figure) -> Figure:
        return Figure(
            self.expected + other.expected,
            self.received + other.received,
            self.on_time + other.on_time,
        )


def by_reporter(
    expected: Iterable[Expected], received: Iterable[Received], deadline: Deadline
) -> dict[str, Figure]:
    """Over all weeks that are expected of each."""
    found: dict[str, Figure] = defaultdict(Figure)
    for each, figure in _judged(expected, received, deadline).items():
        found[each.reporter] += figure
    return dict(found)


def by_area(
    expected: Iterable[Expected], received: Iterable[Received], deadline: Deadline, areas: Areas
) -> dict[str, Figure]:
    """Of each area, with all areas below it."""
    found: dict[str, Figure] = defaultdict(Figure)
    for each, figure in _judged(expected, received, deadline).items():
        if each.area_id is not None:
            for area_id in areas.upwards(each.area_id):
                found[area_id] += figure
    return dict(found)


def missing(expected: Iterable[Expected], received: Iterable[Received]) -> list[Expected]:
    """Who has not reported yet, in the order given: whom to remind."""
    came = {(each.reporter, each.week) for each in received}
    return [each for each in dict.fromkeys(expected) if (each.reporter, each.week) not in came]


def _judged(
    expected: Iterable[Expected], received: Iterable[Received], deadline: Deadline
) -> Mapping[Expected, Figure]:
    """Each expected report once, by the earliest that came; what nobody expected is left out."""
    came: dict[tuple[str, EpiWeek], datetime] = {}
    for each in received:
        key, at = (each.reporter, each.week), each.at.replace(tzinfo=None)
        came[key] = min(at, came.get(key, at))
    found = {}
    for one in dict.fromkeys(expected):
        first = came.get((one.reporter, one.week))
        in_time = first is not None and first <= deadline.of(one.week)
        found[one] = Figure(1, int(first is not None), int(in_time))
    return found
