"""What becomes of a report by what is told of it later. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.places import Place
from handlers.report.amending import cues
from handlers.report.amending.choosing import is_at
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.told import ANY, CASES, DEATHS, SEXES, TOTAL, Told
from handlers.report.finding import Case, Finding, Named, broken_down
from handlers.report.risks import Risk
from handlers.report.words.week_words import WEEK

TEN = 10


@dataclass(frozen=True, slots=True)
class Change:
    """`finding` in the place of the `older` report; `week`: the one that it is said to be of.

    `sure`: it is said that it was wrong, or what is denied is what the report told. Where not, it
    is asked.
    """

    older: Earlier
    finding: Finding
    week: Named | None = None
    sure: bool = False


def changed(
    older: Earlier, told: Sequence[Told], said: frozenset[str], risks: Mapping[str, Risk]
) -> Change | None:
    """The report as it is meant now; None where nothing of it changes, or it cannot be so."""
    was = older.finding
    where = _elsewhere(_of_another_disease(was, told, risks), older, told, said)
    if (now := _counted(where, told, said, risks)) is None:
        return None
    week = next((t.value for t in reversed(told) if t.kind == WEEK and not t.denied), None)
    if now == was and week is None:
        return None
    return Change(older, now, week, sure=_is_sure(was, now, told, said))


def _is_sure(was: Finding, now: Finding, told: Sequence[Told], said: frozenset[str]) -> bool:
    counted = any(each.kind in (CASES, TOTAL) for each in told)
    moved = counted and now.place != was.place  # it may as well be a report from there
    denied = any(each.denied and each.kind == "place" for each in told)
    parts = now.count != was.count and not counted and not _denies_all(was, told)
    if (moved and not denied) or parts:
        return False
    return any(each.denied for each in told) or bool(said & cues.CUES.keys())


def _denies_all(was: Finding, told: Sequence[Told]) -> bool:
    """`une seule femme et non deux`: of two; `2 filles et non 3` only of the girls."""
    return any(each.kind == ANY and each.value == was.count for each in told) or not any(
        each.kind in SEXES for each in told
    )


def _of_another_disease(was: Finding, told: Sequence[Told], risks: Mapping[str, Risk]) -> Finding:
    named = [each.value for each in told if each.kind == "risk" and not each.denied]
    if any(was.risk in ids for ids in named) or not named or len(named[-1]) > 1:
        return was
    risk = named[-1][0]
    fatal, was_fatal = risks[risk].fatal, risks[was.risk].fatal if was.risk in risks else False
    deaths = was.count if fatal else 0 if was_fatal else was.deaths
    return replace(was, risk=risk, deaths=deaths)


def _elsewhere(now: Finding, older: Earlier, told: Sequence[Told], said: frozenset[str]) -> Finding:
    """The one place that is named and is not the report's. Where something else was corrected a
    place that is only named is none: `1 seul décès, l'autre est évacué sur Mopti`.
    """
    named: list[tuple[Place, ...]] = [t.value for t in told if t.kind == "place" and not t.denied]
    others = {places[0].id: places for places in named if not is_at(older, places)}
    wrong = any(t.kind == "place" and t.denied for t in told)
    wrong = wrong or bool(said & {*cues.NOT_RIGHT, cues.ALL})
    besides = any(t.kind in (CASES, DEATHS, *SEXES) for t in told)
    if len(others) != 1 or (besides and not wrong):
        return now
    [places] = others.values()
    return replace(now, place=places[0]) if len(places) == 1 else now


def _counted(
    now: Finding, told: Sequence[Told], said: frozenset[str], risks: Mapping[str, Risk]
) -> Finding | None:
    """None where the parts would be more than all, or several numbers are told."""
    fatal = now.risk in risks and risks[now.risk].fatal
    deaths = _deaths(now, told)
    if _tells_several(now, told):
        return None  # which of them it is, nobody knows
    count = _count(now, told, said)
    dead = fatal or (was_all_dead(now) and any(each.kind == ANY for each in told))
    if count is None and dead and deaths is not None:
        count = deaths  # of the dead each is a case
    sexes = {each.kind: _number(each, now) for each in told
             if each.kind in SEXES and not each.denied and _is_meant(each, told)}  # fmt: skip
    if count is None and sexes and any(each.kind == ANY for each in told):
        rest = 0 if _denies_all(now, told) else now.count - sum(getattr(now, s) for s in sexes)
        count = rest + sum(sexes.values())
    found = _with_count(now, count) if count is not None else now
    found = _with_sexes(found, sexes) if sexes else found
    if fatal:
        deaths = found.count
    found = found if deaths is None else replace(found, deaths=deaths)
    parts = (found.female + found.male, found.deaths, found.severe, found.positive)
    return found if found.count > 0 and max(parts) <= found.count else None


def was_all_dead(was: Finding) -> bool:
    """`moutons morts 30`"""
    return was.deaths == was.count


def _is_meant(each: Told, told: Sequence[Told]) -> bool:
    """A person in passing is no case: `chez son oncle`. But `c'est un garçon, pas une fille`."""
    return each.value is not None or any(t.denied and t.kind in SEXES for t in told)


def _number(each: Told, now: Finding) -> int:
    return now.count if each.value is None else int(each.value)


def _tells_several(now: Finding, told: Sequence[Told]) -> bool:
    numbers = {each.value for each in told if each.kind == CASES} - {now.count}
    return len(numbers) > 1 and not any(each.kind == TOTAL for each in told)


def _count(now: Finding, told: Sequence[Told], said: frozenset[str]) -> int | None:
    numbers = [t.value for t in told if t.kind == CASES and t.value != now.count]
    totals = [t.value for t in told if t.kind == TOTAL]
    if totals:
        return int(totals[-1])
    if cues.ZEROS in said and not numbers:
        return now.count // TEN if now.count % TEN == 0 else None
    if not numbers:
        return None
    if said & {cues.ADDED, cues.FORGOTTEN}:
        # `oublié 3 cas, ça fait ...`, in words that are not read
        return None if cues.IN_ALL in said else now.count + int(numbers[0])
    return int(numbers[0])


def _deaths(now: Finding, told: Sequence[Told]) -> int | None:
    """How many; one who is not dead after all is taken off."""
    for each in told:
        if each.kind == DEATHS:
            if each.denied:
                return 0 if each.value is None and now.deaths <= 1 else None
            if each.value is not None:
                return int(each.value)
            return now.deaths + 1 if now.deaths < now.count else None
    return None


def _with_count(now: Finding, count: int) -> Finding:
    """What was told of the parts of another number is not known of this one."""
    deaths = count if now.deaths == now.count else min(now.deaths, count)
    groups = {case.sex for case in now.cases} if len(now.cases) == 1 else {None}
    cases = [Case(next(iter(groups)), now.age_group, count)]
    age = now.age_months if now.count > 1 or count == 1 else None  # of the one who was told of
    severe = min(now.severe, count)
    return _again(now, cases, age_months=age, deaths=deaths, severe=severe)


def _with_sexes(now: Finding, sexes: Mapping[str, int]) -> Finding:
    """The other sex is what is left where all are known, else what it was."""
    female, male = sexes.get("female", 0), sexes.get("male", 0)
    rest = now.count - female - male
    cases = [Case("female", now.age_group, female), Case("male", now.age_group, male),
             Case(None, now.age_group, rest)]  # fmt: skip
    if rest < 0:
        return replace(now, female=female, male=male)  # more than all: it is no such report
    return _again(now, [case for case in cases if case.count])


def _again(now: Finding, cases: Sequence[Case], **known: Any) -> Finding:
    rest = {
        name: getattr(now, name)
        for name in ("age_months", "severe", "deaths", "positive", "vaccinated", "onset", "place")
    }
    return broken_down(now.risk, cases, **(rest | known))
