"""What new reports add to the alerts there are, without looking at all of these again. Pure.

More cases meet every rule that fewer did, but for a doubling: so only the clusters that a new
report is in can be new. Where they lie within one alert it grows by them; within none they are a
new one; within several that nobody passed on, these become one; and nothing else changes. Anything
else (what a person decided or passed on, corrections) is looked at whole (finding.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.areas import Areas
from bot.epiweek import MONDAY, WeekStart
from handlers.alerts.counting import Cluster
from handlers.alerts.finding import Found, Group, Held, Plan, Wanted
from handlers.alerts.model import CaseAt, Level, Weekly
from handlers.alerts.rules import Reach, raised, reach


@dataclass(slots=True, eq=False)
class _Grown:
    """Alerts that are one (none: it is new), the oldest first, with what joins them."""

    held: tuple[Held, ...]
    reports: set[int]
    clusters: list[Cluster] = field(default_factory=list)

    @property
    def wanted(self) -> Wanted:
        rules = {rule for each in self.held for rule in each.rules}
        rules |= {cluster.rule.id for cluster in self.clusters}
        levels = [*(each.level for each in self.held), *(c.rule.level for c in self.clusters)]
        level: Level = "outbreak" if "outbreak" in levels else "alert"
        number = self.held[0].number if self.held else None
        return Wanted(number, Group(frozenset(self.reports), level, tuple(sorted(rules))))


def may_grow(rules: Iterable[object]) -> bool:
    """Where one rule looks for a doubling, a case more may undo it."""
    return not any(isinstance(rule, Weekly) for rule in rules)


def grown(
    rules: Sequence[Found],
    cases: Sequence[CaseAt],
    new: Iterable[int],
    held: Sequence[Held],
    decided: AbstractSet[int],
    areas: Areas,
    start: WeekStart = MONDAY,
) -> Plan | None:
    """As `planned(groups(...), held, decided)`, where reports are only added. None: look at all.

    Only reports near new ones need be known: the plan adds to alerts, or says nothing of them.
    """
    if not may_grow(rules):
        return None
    alerts = [_Grown((each,), set(each.reports)) for each in held]
    of = {report: alert for alert in alerts for report in alert.reports}
    numbers = frozenset(new)
    if not numbers.isdisjoint(of):
        return None
    for case in (case for case in cases if case.report in numbers):
        clusters = list(_clusters(rules, cases, case, areas, start))
        reports = {report for cluster in clusters for report in cluster.reports}
        theirs = _each_once(of[report] for report in reports if report in of)
        if _passed_on(theirs) or not decided.isdisjoint(reports):
            return None
        if clusters:
            one = _as_one(theirs, reports, clusters)
            of |= dict.fromkeys(one.reports, one)
    return _plan(_each_once(of.values()))


def _each_once(alerts: Iterable[_Grown]) -> list[_Grown]:
    return list({id(alert): alert for alert in alerts}.values())


def _passed_on(alerts: Sequence[_Grown]) -> bool:
    """Several, and one of them by a person."""
    each = [held.status for alert in alerts for held in alert.held]
    return len(each) > 1 and "escalated" in each


def _as_one(alerts: Sequence[_Grown], reports: set[int], clusters: list[Cluster]) -> _Grown:
    held = [held for alert in alerts for held in alert.held]
    return _Grown(
        tuple(sorted(held, key=lambda each: each.number)),
        reports.union(*(alert.reports for alert in alerts)),
        [*clusters, *(cluster for alert in alerts for cluster in alert.clusters)],
    )


def _plan(alerts: Iterable[_Grown]) -> Plan:
    changed = [alert for alert in alerts if alert.clusters]
    joined = {part.number: alert.held[0].number for alert in changed for part in alert.held[1:]}
    wanted = (alert.wanted for alert in sorted(changed, key=lambda each: min(each.reports)))
    return Plan(tuple(wanted), joined, ())


def _clusters(
    rules: Sequence[Found],
    cases: Sequence[CaseAt],
    case: CaseAt,
    areas: Areas,
    start: WeekStart,
) -> Iterator[Cluster]:
    """The clusters of all rules that this case is in."""
    for rule in rules:
        within = reach(rule, case, areas, start)
        near = [each for each in cases if _may_matter(each, within)]
        yield from raised(rule, near, areas, start, about=case.report)


def _may_matter(case: CaseAt, within: Reach) -> bool:
    if not within.since <= case.on <= within.until:
        return False
    if within.box is None or case.point is None:
        return True
    south, west, north, east = within.box
    return south <= case.point[0] <= north and west <= case.point[1] <= east
