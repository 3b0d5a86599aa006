"""What rules have to look at: the reports near those that changed, and the alerts they are in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.handler import Knowledge
from bot.store.base import Row, Session
from bot.store.bulk import as_list
from handlers.alerts.counting import Spot
from handlers.alerts.model import Together, Weekly
from handlers.alerts.reaching import reaches
from handlers.alerts.records import beside, kind_of, near, rules_of
from handlers.weeks.calendar import weekly_of

UNDECIDED = ("open", "escalated")
# Of an alert.
KEPT = (
    "number", "risk", "status", "level", "rules", "area_id", "place_id", "cases", "signals",
    "deaths", "announced", "first_on", "last_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """`reports` by number, each with the status of its alert; `alerts` that are not decided, by
    number; and the cases in the `places` that matter, of each alert that was not read whole."""

    reports: Mapping[int, Row] = field(default_factory=dict)
    alerts: Mapping[int, Row] = field(default_factory=dict)
    places: Mapping[int, Mapping[Spot, int]] = field(default_factory=dict)

    def more(self, whole: Looked) -> Looked:
        """With what was looked at again, without leaving anything of it out."""
        places = {n: each for n, each in self.places.items() if n not in whole.alerts}
        alerts = {**self.alerts, **whole.alerts}
        return Looked({**self.reports, **whole.reports}, alerts, places)

    def read_whole(self) -> Looked:
        return replace(self, places={})

    def members(self) -> dict[int, frozenset[int]]:
        """The reports of each alert, as far as they were looked at."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, row in self.reports.items():
            if row["alert"] is not None:
                found[row["alert"]].append(number)
        return {alert: frozenset(reports) for alert, reports in found.items()}


def found_by(rules: Sequence[object]) -> tuple[Together | Weekly, ...]:
    """Of the rules of a risk those that look at reports; others compare whole weeks."""
    return tuple(rule for rule in rules if isinstance(rule, Together | Weekly))


async def around(
    session: Session,
    changed: Mapping[str, Sequence[Row]],
    knowledge: Knowledge,
    locks: Sequence[Row] = (),
) -> Looked:
    """What changed, and all that the rules might look at with it; the `locks` are taken before."""
    return _looked(await near(session, locks, **_wanted(changed, knowledge))).read_whole()


async def whole(session: Session, looked: Looked, alerts: Collection[int]) -> Looked:
    """All that is in some of the `alerts`, by one report of each."""
    of = {row["alert"]: number for number, row in looked.reports.items()}
    numbers = json.dumps(dict.fromkeys((of[alert] for alert in alerts), 1))
    return _looked(await near(session, rows="[]", numbers=numbers)).read_whole()


async def close_by(
    session: Session,
    changed: Mapping[str, Sequence[Row]],
    knowledge: Knowledge,
    locks: Sequence[Row],
) -> Looked:
    """The same, but of alerts only what is near."""
    return _looked(await beside(session, locks, **_wanted(changed, knowledge)))


def _wanted(changed: Mapping[str, Sequence[Row]], knowledge: Knowledge) -> dict[str, str]:
    rulebook, areas = rules_of(knowledge), knowledge.areas
    start = weekly_of(knowledge).start
    rows = [
        row
        for risk, reports in changed.items()
        for report in reports
        for row in reaches(risk, found_by(rulebook.of(risk)), report, areas, start)
    ]
    unique = {tuple(row.items()): row for row in rows}.values()
    mine = (row["number"] for reports in changed.values() for row in reports)
    return {"rows": as_list(unique), "numbers": json.dumps(dict.fromkeys(mine, 1))}


def _looked(found: Iterable[Row]) -> Looked:
    alerts: dict[int | None, Row] = {None: {"status": None}}
    reports: dict[int, Row] = {}
    places: dict[int, dict[Spot, int]] = defaultdict(dict)
    for row in found:
        if row["number"] is None:
            places[row["alert"]][row["place_id"], row["area_id"]] = row["cases"]
        elif row["level"] is None:
            reports[row["number"]] = row | {"risk": kind_of(row["risk"], row["animals"])}
        else:
            alerts[row["number"]] = row | {"first_on": row["on_day"]}
    for row in reports.values():
        row["alert_status"] = alerts[row["alert"]]["status"]
    undecided = (row for row in alerts.values() if row["status"] in UNDECIDED)
    kept = {row["number"]: {name: row[name] for name in KEPT} for row in undecided}
    return Looked(reports, kept, {number: places[number] for number in kept})
