"""Where cases are counted, and how many they are. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.areas import KINDS, Areas
from handlers.alerts.model import CaseAt, Cluster, Together, Weekly, Within


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
    known: dict[tuple[str | None, str | None], str | None] = {}
    units: dict[str, list[CaseAt]] = {}
    alone: list[CaseAt] = []
    for case in cases:
        key = case.place_id, case.area_id
        if key not in known:
            known[key] = unit_of(case, within, areas)
        unit = known[key]
        (alone if unit is None else units.setdefault(unit, [])).append(case)
    if about is not None:
        wanted = unit_of(about, within, areas)
        units = {unit: units[unit] for unit in units if unit == wanted}
    return [*units.items(), *((None, [case]) for case in alone)]


def sums(rule: Together | Weekly, cases: Iterable[CaseAt]) -> tuple[int, int]:
    """Verified cases, and signals."""
    counts = [(case.signal, case.counted(rule.counted)) for case in cases]
    signals = sum(count for signal, count in counts if signal)
    return sum(count for _signal, count in counts) - signals, signals


def cluster(rule: Together | Weekly, unit: str | None, cases: Sequence[CaseAt]) -> Cluster:
    """`cases` (one at least) as the finding of a rule."""
    verified, signals = sums(rule, cases)
    days = [case.on for case in cases]
    place_id, area_id = most(cases, lambda case: case.counted(rule.counted))
    return Cluster(
        rule=rule,
        unit=unit,
        area_id=area_id,
        place_id=place_id,
        first_on=min(days),
        last_on=max(days),
        cases=verified,
        signals=signals,
        reports=tuple(sorted({case.report for case in cases})),
    )


def most(cases: Iterable[CaseAt], count: Callable[[CaseAt], int]) -> tuple[str | None, str | None]:
    """Place and area with most cases, known areas first; of equal ones the first by id."""
    counts: dict[tuple[str | None, str | None], int] = {}
    for case in cases:
        here = case.place_id, case.area_id
        counts[here] = counts.get(here, 0) + count(case)
    if len(counts) == 1:
        return here
    return min(
        counts, key=lambda here: (here[1] is None, -counts[here], here[0] or "", here[1] or "")
    )
