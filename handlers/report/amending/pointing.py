"""Which of the reports that are offered is meant by an answer in words, or told again. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handlers.report.amending import cues
from handlers.report.amending.changing import Change
from handlers.report.amending.choosing import meant
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.heard import Heard
from handlers.report.amending.kinds import CASES, OF
from handlers.report.finding import Finding


def pointed_at(
    reports: Sequence[Earlier], heard: Heard, numbers: Collection[int]
) -> Earlier | None:
    """`le 193`, `la rougeole`, `celui de Boni`, `le dernier`: the only one that it may be."""
    if named := [report for report in reports if report.number in numbers]:
        return named[0] if len(named) == 1 else None
    if not heard.tells("risk", "place", OF, CASES) and not heard.said & cues.ORDERED:
        return None
    pool = meant(reports, heard.told, heard.said)
    return pool[0] if len(pool) == 1 < len(reports) else None


def told_again(reports: Sequence[Earlier], read: Sequence[Finding]) -> Earlier | None:
    """The only one of the disease and the village of a whole report."""
    if len(read) != 1:
        return None
    same = [each for each in reports if each.finding.risk == read[0].risk]
    there = [each for each in same if read[0].place in (None, each.finding.place)]
    return there[0] if len(there) == 1 else None


def tells_as_many(one: Finding, other: Finding) -> bool:
    return (one.count, one.deaths) == (other.count, other.deaths)


def is_so(change: Change, read: Sequence[Finding]) -> bool:
    """A whole report that tells what it would be changed to."""
    same = told_again([change.older], read)
    return same is not None and tells_as_many(change.finding, read[0])
