"""What is to be done about earlier reports, by what a message tells of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handlers.report.amending import cues
from handlers.report.amending.changing import Change, changed
from handlers.report.amending.choosing import is_at, meant, others_kept, same_twice
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.heard import NAMING, Heard, really, referred_to
from handlers.report.amending.kinds import CASES, DEATHS, OF, REPORT, SEXES, TOTAL, Told
from handlers.report.amending.lately import misnamed, of_whom
from handlers.report.risks import Risk, Risks
from handlers.report.words.week_words import WEEK

OF_ITSELF = {cues.WRONG, cues.FORGOTTEN, cues.ADDED}  # said of what is named
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


def plan_of(earlier: Sequence[Earlier], heard: Heard, risks: Risks) -> Plan:
    """None where the message is about none of them, as far as can be told."""
    heard = really(heard)
    if len(several := misnamed(earlier, heard)) > 1:
        return Which(tuple(several[:OFFERED]))
    pool = several or _meant(earlier, heard)
    if not pool and len(several := of_whom(earlier, heard)) > 1:
        return Which(tuple(several[:OFFERED]))
    pool = pool or several
    if not pool:
        return None
    if (each := _each_its_own(pool, heard, risks) or _swapped(pool, heard)) is not None:
        return each
    if back := _taken_back(earlier, pool, heard, risks):
        return back
    if len(set(heard.risks)) > 1:
        return _unclear(pool, heard)
    found = _changes(pool, heard, risks)
    if len(found) == 1 or (found and cues.ALL in heard.said):
        return Changes(tuple(found))
    if len(fresh := [change for change in found if change.older.just_now]) == 1:
        return Changes(tuple(fresh))  # of several the one that was sent just before
    if found:
        may_be = tuple(change.older for change in found)[:OFFERED]
        sure = cues.WITHDRAWN in heard.said or all(change.sure for change in found)
        return Which(may_be) if sure else None
    return _unclear(pool, heard)


def _changes(pool: Sequence[Earlier], heard: Heard, risks: Risks) -> list[Change]:
    told = heard.told
    if heard.read and not any(each.kind == "risk" for each in told):
        told = (*told, Told("risk", heard.risks[0]))  # by its signs: `c'est des chèvres`
    found = [c for r in pool if (c := changed(r, told, heard.said, risks))]
    return [replace(change, sure=change.sure and _is_clear(change, heard)) for change in found]


def _is_clear(change: Change, heard: Heard) -> bool:
    """A message that could be a report by itself is asked about, unless it says what was wrong."""
    if not heard.whole:
        return True
    another = change.finding.risk != change.older.finding.risk and not heard.denies("risk")
    return not another and (heard.explicit or (heard.tells(OF) and heard.denies("risk")))


def _meant(earlier: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    pool = _of_the_same_village(meant(earlier, heard.told, heard.said), heard)
    known = {report.finding.risk for report in pool}
    if (latest := _misnamed(earlier, heard)) is not None:
        return [latest]
    if heard.risks and not any(known & set(ids) for ids in heard.risks):
        return [report for report in pool if _may_be_another_disease(report, heard)]
    week = next((each.value for each in heard.told if each.kind == WEEK and each.value), None)
    if heard.whole and week is not None:
        pool = [report for report in pool if report.week == week]
    if heard.whole and not heard.explicit and cues.WITHDRAWN not in heard.said:
        return referred_to(pool, heard)
    if heard.tells(REPORT):
        return pool
    if not heard.said & cues.CUES.keys() and not any(each.denied for each in heard.told):
        return referred_to(pool, heard)
    return pool


def _of_the_same_village(pool: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    """What is told of another one is told of somebody else, unless it is said that it was wrong."""
    named = [t.value for t in heard.told if t.kind == "place" and not t.denied]
    wrong = heard.denies("place") or heard.said & {*cues.NOT_RIGHT, cues.ALL, cues.FROM, cues.ONLY}
    if not named or wrong or heard.tells(OF, REPORT):
        return list(pool)
    return [report for report in pool if any(is_at(report, each) for each in named)]


def _misnamed(earlier: Sequence[Earlier], heard: Heard) -> Earlier | None:
    """`pardon c'est le palu`, minutes after cholera: the cholera is meant, and no malaria that was
    told before. `erreur palu` may be about that one."""
    fresh = [report for report in earlier if report.just_now]
    only = len(heard.risks) == 1 and all(each.kind == "risk" for each in heard.telling)
    if len(fresh) != 1 or not only or heard.whole or heard.said & OF_ITSELF:
        return None
    other = fresh[0].finding.risk not in heard.risks[0]
    return fresh[0] if other and _may_be_another_disease(fresh[0], heard) else None


def _may_be_another_disease(report: Earlier, heard: Heard) -> bool:
    """`mauvaise maladie, mettez palu`, `pas la rougeole, fièvre jaune`: instead of the first. A
    whole report only where it counts as many: `9 diarrhées je voulais dire`."""
    if heard.said & cues.BACK:
        return False
    said = {*cues.NOT_RIGHT, *cues.MAY_BE, cues.NOT_IT}
    instead = heard.said & said or heard.denies("risk")
    return bool(instead) and (not heard.whole or report.finding.count in heard.numbers)


def _taken_back(
    earlier: Sequence[Earlier], pool: Sequence[Earlier], heard: Heard, risks: Risks
) -> Withdraw | Which | None:
    if heard.whole and not heard.said & cues.BACK:
        return None
    if heard.said & {cues.TWICE, cues.KEPT} and (doubles := same_twice(pool)) and not heard.whole:
        return Withdraw((doubles[-1],))
    if cues.INCLUDED in heard.said:
        first = next((t.value for t in heard.told if t.kind in (OF, CASES)), None)
        within = [report for report in pool if report.finding.count == first]
        return Withdraw((within[0],)) if len(within) == 1 < len(pool) else None
    if cues.KEPT in heard.said and (heard.risks or heard.said & cues.ORDERED):
        others = others_kept(earlier, pool, all_=bool(heard.risks))
        return Withdraw(tuple(others)) if others else None
    if cues.WITHDRAWN not in heard.said:
        return None
    if heard.whole and pool[0].finding.count in heard.cases and len(pool) == 1:
        return Withdraw((pool[0],))
    if heard.tells(CASES, TOTAL, DEATHS, "place", *SEXES) and _changes(pool, heard, risks):
        return None  # `enlevez les décès, personne n'est mort`
    return _which_back(earlier, pool, heard)


def _which_back(
    earlier: Sequence[Earlier], pool: Sequence[Earlier], heard: Heard
) -> Withdraw | Which:
    if cues.ALL in heard.said:
        return Withdraw(tuple(pool))
    narrowed = len(pool) < len(earlier)
    named = heard.risks and sum(report.just_now for report in pool) != 1
    if len(pool) > 1 and (narrowed or named or cues.ONE_OF in heard.said):
        return Which(tuple(pool[:OFFERED]))
    return Withdraw((pool[0],))


def _swapped(pool: Sequence[Earlier], heard: Heard) -> Changes | None:
    """`j'ai mélangé les deux villages`, `c'est le contraire`: of two the numbers are changed."""
    if cues.SWAPPED not in heard.said or heard.tells(CASES, TOTAL, *SEXES) or len(pool) != 2:
        return None
    one, other = pool
    pairs = ((one, other.finding.count), (other, one.finding.count))
    found = [changed(r, (Told(CASES, count),), heard.said, {}) for r, count in pairs]
    both = tuple(change for change in found if change)
    return Changes(both) if len(both) == len(pool) else None


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


def _unclear(pool: Sequence[Earlier], heard: Heard) -> Plan:
    """`il y a une erreur`, `ce n'est pas la rougeole`, `4 des 10 sont de Boni`: it is about one of
    them, and what is right is asked."""
    not_it = cues.NOT_IT in heard.said and all(t.kind in NAMING for t in heard.telling)
    nothing = not heard.telling and heard.said & {cues.WRONG, cues.MISTAKEN}
    of_them = heard.tells(OF) and len(pool) == 1 and not heard.cases
    alive = heard.denies(DEATHS) and len(pool) == 1
    if alive and pool[0].finding.deaths == pool[0].finding.count:
        return Withdraw((pool[0],))  # `les bêtes ne sont pas mortes`
    if not (not_it or nothing or of_them):
        return None
    return Open(pool[0]) if len(pool) == 1 else Which(tuple(pool[:OFFERED]))
