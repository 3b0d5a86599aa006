"""The cases of a report by sex and age, where another number is right. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.report.amending.kinds import SEXES, Told
from handlers.report.finding import Case, Finding, broken_down

KEPT = (
    *("age_months", "severe", "deaths", "positive", "vaccinated", "onset", "place"),
    "animals",
)


def with_count(now: Finding, count: int) -> Finding:
    """What was told of the parts of another number is not known of this one."""
    deaths = count if now.deaths == now.count else min(now.deaths, count)
    groups = {case.sex for case in now.cases} if len(now.cases) == 1 else {None}
    cases = [Case(next(iter(groups)), now.age_group, count)]
    age = now.age_months if now.count > 1 or count == 1 else None  # of the one who was told of
    severe = min(now.severe, count)
    return again(now, cases, age_months=age, deaths=deaths, severe=severe)


def with_sexes(
    now: Finding, was: Finding, sexes: Mapping[str, int], told: Sequence[Told]
) -> Finding:
    """The other sex is what it was, unless it is denied or there are not so many."""
    denied = {each.kind for each in told if each.denied}
    kept = {sex: int(getattr(was, sex)) for sex in SEXES if sex not in denied} | dict(sexes)
    known = kept if sum(kept.values()) <= now.count else sexes
    female, male = known.get("female", 0), known.get("male", 0)
    rest = now.count - female - male
    cases = [Case("female", now.age_group, female), Case("male", now.age_group, male),
             Case(None, now.age_group, rest)]  # fmt: skip
    if rest < 0:
        return replace(now, female=female, male=male)  # more than all: it is no such report
    return again(now, [case for case in cases if case.count])


def again(now: Finding, cases: Sequence[Case], **known: Any) -> Finding:
    rest = {name: getattr(now, name) for name in KEPT}
    return broken_down(now.risk, cases, **(rest | known))
