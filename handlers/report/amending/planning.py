"""What is to be done about earlier reports, by what a message tells of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handlers.report.amending import cues
from handlers.report.amending.changing import Change, changed
from handlers.report.amending.choosing import is_at, meant, others_kept, same_twice
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.told import ANY, CASES, DEATHS, OF, SEXES, TOTAL, Told
from handlers.report.risks import Risk
from handlers.report.words.week_words import WEEK

MOST = 999
OFFERED = 4  # reports of which one is asked to choose


@dataclass(frozen=True, slots=True)
class Withdraw:
    """To be taken back, once that is certain."""

    reports: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    each: tuple[Change, ...]

    @property
    def sure(self) -> bool:
        return all(change.sure for change in self.each)


@dataclass(frozen=True, slots=True)
class Which:
    """It may be one of these: it is asked."""

    reports: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Something of this one is wrong, and it is not said what."""

    report: Earlier


Plan: TypeAlias = Withdraw | Changes | Which | Open | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message tells, and the cues in it (cues.py)."""

    told: tuple[Told, ...]
    said: frozenset[str]

    @property
    def risks(self) -> list[tuple[str, ...]]:
        return [each.value for each in self.told if each.kind == "risk" and not each.denied]

    @property
    def cases(self) -> list[int]:
        return [each.value for each in self.told if each.kind in (CASES, TOTAL)]

    @property
    def whole(self) -> bool:
        """It could be a report by itself: a disease, and how many."""
        counted = any(
            t.kind in (CASES, TOTAL, *SEXES) and t.value and not t.denied for t in self.told
        )
        return bool(self.risks) and counted

    def denies(self, *kinds: str) -> bool:
        return any(each.denied and each.kind in kinds for each in self.told)

    def tells(self, *kinds: str) -> bool:
        return any(each.kind in kinds and not each.denied for each in self.told)


def is_about_another(heard: Heard) -> bool:
    """Whether it may be about what was sent before. A whole report is a new one, unless it says
    that something was wrong, or denies a number, a place or a disease.
    """
    if heard.said & (cues.EXPLICIT if heard.whole else cues.CUES.keys()):
        return True
    if heard.denies(ANY, "place", "risk") or (heard.denies(*SEXES) and not heard.whole):
        return True
    if heard.whole:
        return False
    twice = len(heard.cases) == 2 and cues.SAID in heard.said
    fewer = bool(heard.cases) and {cues.REFERS, cues.IN_ALL} <= heard.said
    return twice or fewer or (heard.tells(DEATHS, *SEXES) and not heard.cases)


def plan_of(earlier: Sequence[Earlier], heard: Heard, risks: Mapping[str, Risk]) -> Plan:
    """None where the message is about none of them, as far as can be told."""
    heard = _really(heard)
    pool = _meant(earlier, heard)
    if not pool:
        return None
    if (each := _each_its_own(pool, heard, risks)) is not None:
        return each
    if len(set(heard.risks)) > 1:
        return None
    found = {r.number: c for r in pool if (c := changed(r, heard.told, heard.said, risks))}
    if heard.whole and not _is_explicit(heard):
        found = {number: replace(each, sure=False) for number, each in found.items()}
    anew = found and heard.tells(CASES, TOTAL, DEATHS, "place", *SEXES)
    doubles = same_twice(pool) if heard.said & {cues.TWICE, cues.KEPT} else []
    if doubles and not heard.whole:
        return Withdraw((doubles[-1],))
    if heard.said & cues.BACK and not anew:
        return _taken_back(earlier, pool, heard)
    if len(found) == 1 or (found and cues.ALL in heard.said):
        return Changes(tuple(found.values()))
    if found:
        may_be = [report for report in pool if report.number in found][:OFFERED]
        return Which(tuple(may_be)) if all(c.sure for c in found.values()) else None
    return _nothing_told(pool, heard)


def _really(heard: Heard) -> Heard:
    """`the yellow fever is really severe malaria`: as if the first of both were denied."""
    names = [each for each in heard.told if each.kind == "risk"]
    apart = len(names) == 2 and not any(each.denied for each in names)
    if heard.whole or not apart or not heard.said & cues.NOT_RIGHT:
        return heard
    told = (each._replace(denied=each is names[0] or each.denied) for each in heard.told)
    return replace(heard, told=tuple(told))


def _meant(earlier: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    pool = meant(earlier, heard.told, heard.said)
    known = {report.finding.risk for report in pool}
    others = heard.risks and not any(known & set(ids) for ids in heard.risks)
    if others and (heard.said & cues.BACK or not _another_disease(heard)):
        return []  # a report of another disease, or a question about it
    week = next((each.value for each in heard.told if each.kind == WEEK and each.value), None)
    if heard.whole and week is not None:
        pool = [report for report in pool if report.week == week]
    if heard.whole and not _is_explicit(heard):
        return [report for report in pool if report.finding.count in heard.cases]
    if not heard.said & cues.CUES.keys() and not any(each.denied for each in heard.told):
        return _referred_to(pool, heard)
    return pool


def _is_explicit(heard: Heard) -> bool:
    """It is said that something was wrong, or that the number is not the one that was told."""
    return bool(heard.said & cues.EXPLICIT) or heard.denies(ANY)


def _another_disease(heard: Heard) -> bool:
    """`mauvaise maladie, mettez palu`, `pas la rougeole, fièvre jaune`: instead of the first."""
    wrong = not heard.whole and bool(heard.said & cues.NOT_RIGHT)
    return wrong or heard.denies("risk")


def _referred_to(pool: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    """`2 morts dans les 14`, `un des palu graves est décédé`, `j'ai tapé 5 c'est 15`: where nothing
    says that it is about an earlier report, something has to lead to one."""
    of = [each.value for each in heard.told if each.kind == OF] + heard.cases
    dead = [each.value for each in heard.told if each.kind == DEATHS and each.value]
    people = [each.value for each in heard.told if each.kind in SEXES and each.value]
    fewer = {cues.REFERS, cues.IN_ALL} <= heard.said
    return [
        report
        for report in pool
        if report.finding.count in of
        or (len(people) > 1 and sum(people) == report.finding.count)
        or (fewer and max(heard.cases, default=MOST) < report.finding.count)
        or any(report.finding.risk in ids for ids in heard.risks)
        or (report.finding.count in dead and report.finding.count > 1)
        or (cues.ONLY in heard.said and report.finding.deaths > 0)
    ]


def _taken_back(earlier: Sequence[Earlier], pool: Sequence[Earlier], heard: Heard) -> Plan:
    if heard.whole:
        return None  # `annulez mon message. Palu 12 Koro`: by its own command
    if cues.KEPT in heard.said and heard.said & {cues.LAST, cues.FIRST, cues.SECOND}:
        others = others_kept(earlier, pool)
        return Withdraw(tuple(others)) if others else None
    if cues.WITHDRAWN not in heard.said:
        return None
    if cues.ALL in heard.said:
        return Withdraw(tuple(pool))
    narrowed = len(pool) < len(earlier)
    if len(pool) > 1 and (narrowed or cues.ONE_OF in heard.said):
        return Which(tuple(pool[:OFFERED]))
    return Withdraw((pool[0],))


def _each_its_own(
    pool: Sequence[Earlier], heard: Heard, risks: Mapping[str, Risk]
) -> Changes | None:
    """`13 à Douentza, 31 à Hombori`, `palu 14, IRA 6`: several corrected in one message."""
    for kind in ("place", "risk"):
        names = [each for each in heard.told if each.kind == kind and not each.denied]
        numbers = [each for each in heard.told if each.kind in (CASES, TOTAL)]
        if len(names) < 2 or len(names) != len(numbers) or not heard.said & cues.EXPLICIT:
            continue
        found = []
        for name, number in zip(names, numbers, strict=True):
            theirs = [report for report in pool if _is_named(report, name)]
            change = changed(theirs[0], (number,), heard.said, risks) if len(theirs) == 1 else None
            found.append(change)
        changes = tuple(change for change in found if change)
        if len({change.older.number for change in changes}) == len(names):
            return Changes(changes)
    return None


def _is_named(report: Earlier, name: Told) -> bool:
    return is_at(report, name.value) if name.kind == "place" else report.finding.risk in name.value


def _nothing_told(pool: Sequence[Earlier], heard: Heard) -> Plan:
    """`il y a une erreur dans mon message`: of one it is asked what is right."""
    if heard.told or cues.WRONG not in heard.said:
        return None
    return Open(pool[0]) if len(pool) == 1 else Which(tuple(pool[:OFFERED]))
