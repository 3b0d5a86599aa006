"""What new reports add to the alerts there are, without looking at all of these again. Pure.

More cases meet every rule that fewer did, but for a doubling: so only the clusters that a new
report is in can be new. Where they lie within one alert it grows by them, and nothing else changes.
Anything else (a new alert, two that become one, what a person decided) is looked at whole
(finding.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.areas import Areas
from bot.epiweek import MONDAY, WeekStart
from handlers.alerts.counting import Cluster
from handlers.alerts.finding import Found, Group, Held, Plan, Wanted
from handlers.alerts.model import CaseAt, Level, Together
from handlers.alerts.rules import Reach, raised, reach


@dataclass(slots=True)
class _Grown:
    """An alert with what joins it."""

    held: Held
    reports: set[int]
    clusters: list[Cluster] = field(default_factory=list)

    @property
    def wanted(self) -> Wanted:
        ids = {*self.held.rules, *(cluster.rule.id for cluster in self.clusters)}
        outbreak = any(cluster.rule.level == "outbreak" for cluster in self.clusters)
        level: Level = "outbreak" if outbreak else self.held.level
        return Wanted(self.held.number, Group(frozenset(self.reports), level, tuple(sorted(ids))))


def grown(
    rules: Sequence[Found],
    cases: Sequence[CaseAt],
    new: Iterable[int],
    held: Sequence[Held],
    decided: AbstractSet[int],
    areas: Areas,
    start: WeekStart = MONDAY,
) -> Plan | None:
    """As `planned(groups(...), held, decided)`, where reports are only added. None: look at all."""
    if not all(isinstance(rule, Together) for rule in rules):
        return None
    alerts = {report: each.number for each in held for report in each.reports}
    of = {each.number: _Grown(each, set(each.reports)) for each in held}
    numbers = frozenset(new)
    if not numbers.isdisjoint(alerts):
        return None
    for case in (case for case in cases if case.report in numbers):
        clusters = list(_clusters(rules, cases, case, areas, start))
        reports = {report for cluster in clusters for report in cluster.reports}
        theirs = {alerts[report] for report in reports if report in alerts}
        if clusters and (len(theirs) != 1 or not decided.isdisjoint(reports)):
            return None
        for number in theirs:
            of[number].reports |= reports
            of[number].clusters += clusters
            alerts |= dict.fromkeys(reports, number)
    return Plan(tuple(each.wanted for each in of.values() if each.clusters), {}, ())


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
