"""Where cases are counted, and how many they are. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeAlias

from bot.areas import KINDS, Areas
from handlers.alerts.model import CaseAt, Counted, Together, Weekly, Within

# What a rule counts of a case: the driver of all loops here, so not a method of ours.
NUMBER: dict[Counted, Callable[[CaseAt], int]] = {
    "cases": attrgetter("count"),
    "severe": attrgetter("severe"),
    "positive": attrgetter("positive"),
    "deaths": attrgetter("deaths"),
}
Spot: TypeAlias = tuple[str | None, str | None]  # a place and its area
REPORT = attrgetter("report")


def unit_of(case: CaseAt, within: Within, areas: Areas) -> str | None:
    """The id of the place or area in which a case is counted; None if nothing is known of it.

    Where the place is not known it is the area; where that is larger than was asked for, it is
    that area: a case that is known by its district only is counted in the district.
    """
    if within == "place" and case.place_id is not None:
        return case.place_id
    if case.area_id is None or (area := areas.find(case.area_id)) is None:
        return case.area_id
    smallest = len(KINDS) - 1 if within == "place" else KINDS.index(within)
    chain = (area, *areas.ancestors(area.id))
    return next((each.id for each in chain if KINDS.index(each.kind) <= smallest), chain[-1].id)


def by_unit(
    rule: Together | Weekly, cases: Sequence[CaseAt], areas: Areas, about: CaseAt | None
) -> list[tuple[str | None, list[CaseAt]]]:
    """The cases of each place or area; a case without either is alone. Only `about`'s, if given."""
    within = rule.within or "place"
    in_place = within == "place"
    known: dict[str | None, str | None] = {}  # the units of areas
    wanted = unit_of(about, within, areas) if about else None
    if about is not None and wanted is None:
        return [(None, [about])]
    units: dict[str, list[CaseAt]] = defaultdict(list)
    alone: list[CaseAt] = []
    for case in cases:
        unit = case.place_id if in_place else None
        if unit is None:
            if (area := case.area_id) not in known:
                known[area] = unit_of(case, within, areas)
            unit = known[area]
        if unit is None:
            alone.append(case)
        elif wanted is None or unit == wanted:
            units[unit].append(case)
    return [*units.items(), *((None, [case]) for case in alone if about is None)]


def sums(rule: Together | Weekly, cases: Sequence[CaseAt]) -> tuple[int, int]:
    """Verified cases, and signals."""
    number = NUMBER[rule.counted]
    signals = sum([number(case) for case in cases if case.signal])
    return sum(map(number, cases)) - signals, signals


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cases (one at least) that together are what a rule asks for, by the number of their report.

    `unit` is the place or area they were counted in, None for a distance. What else is to know of
    them is counted when it is asked for: most clusters are only joined to others.
    """

    rule: Together | Weekly
    unit: str | None
    members: tuple[CaseAt, ...]

    @property
    def reports(self) -> tuple[int, ...]:
        """Sorted."""
        return tuple([case.report for case in self.members])

    @property
    def first_on(self) -> date:
        return min(case.on for case in self.members)

    @property
    def last_on(self) -> date:
        return max(case.on for case in self.members)

    @property
    def cases(self) -> int:
        """Those that are verified."""
        return sums(self.rule, self.members)[0]

    @property
    def signals(self) -> int:
        """Those that are not."""
        return sums(self.rule, self.members)[1]

    @property
    def where(self) -> Spot:
        """The place and its area where most of them are."""
        return most(self.members, lambda case: case.counted(self.rule.counted))


def cluster(rule: Together | Weekly, unit: str | None, cases: Iterable[CaseAt]) -> Cluster:
    """`cases`, each of another report, as the finding of a rule."""
    return Cluster(rule, unit, tuple(sorted(cases, key=REPORT)))


def most(cases: Iterable[CaseAt], count: Callable[[CaseAt], int]) -> Spot:
    """Place and area with most cases, known areas first; of equal ones the first by id."""
    counts: dict[Spot, int] = {}
    for case in cases:
        here = case.place_id, case.area_id
        counts[here] = counts.get(here, 0) + count(case)
    return first_of(counts)


def first_of(counts: Mapping[Spot, int]) -> Spot:
    """As `most`, where they are counted already."""
    return min(
        counts, key=lambda here: (here[1] is None, -counts[here], here[0] or "", here[1] or "")
    )
