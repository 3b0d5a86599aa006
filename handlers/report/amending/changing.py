"""What becomes of a report by what is told of it later. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.places import Place
from handlers.report.amending import cues
from handlers.report.amending.breakdown import again, with_count, with_sexes
from handlers.report.amending.choosing import is_at
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.kinds import (
    AGE,
    ANY,
    CASES,
    DEATHS,
    EVERYBODY,
    OF,
    SEXES,
    SIGN,
    THE,
    TOTAL,
    VACCINATED,
    Told,
)
from handlers.report.finding import Finding, Named
from handlers.report.risks import Risk, Risks
from handlers.report.words.bounds import exactly
from handlers.report.words.week_words import WEEK

TEN, BOTH = 10, 2
CONTRASTED = (ANY, "risk", "place", WEEK, *SEXES)  # what is denied of it was told


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
    if (counted := _counted(where, told, said, risks)) is None:
        return None
    now = _described(counted, told)
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
    return any(t.denied and t.kind in CONTRASTED for t in told) or bool(said & cues.CUES.keys())


def _denies_all(was: Finding, told: Sequence[Told]) -> bool:
    """`une seule femme et non deux`: of two; `2 filles et non 3` only of the girls."""
    return any(each.kind == ANY and each.value == was.count for each in told) or not any(
        each.kind in SEXES for each in told
    )


def _of_another_disease(was: Finding, told: Sequence[Told], risks: Mapping[str, Risk]) -> Finding:
    """As it is named, or by a sign: `it is bloody, not watery`."""
    if isinstance(risks, Risks):
        signs = frozenset(t.value for t in told if t.kind == SIGN and not t.denied)
        not_so = frozenset(t.value for t in told if t.kind == SIGN and t.denied)
        was = replace(was, risk=risks.without(risks.turned(was.risk, signs - not_so), not_so))
    named = [each.value for each in told if each.kind == "risk" and not each.denied]
    if any(was.risk in ids for ids in named) or not named or len(named[-1]) > 1:
        return was
    risk = named[-1][0]
    fatal, was_fatal = risks[risk].fatal, risks[was.risk].fatal if was.risk in risks else False
    deaths = was.count if fatal else 0 if was_fatal else was.deaths
    return replace(was, risk=risk, deaths=deaths, animals=was.animals and risks[risk].of_dogs)


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
    deaths = _deaths(now, told, said)
    if _tells_several(now, told):
        return None  # which of them it is, nobody knows
    count = _count(now, told, said)
    dead = fatal or (was_all_dead(now) and any(each.kind == ANY for each in told))
    if count is None and dead and deaths is not None:
        count = deaths  # of the dead each is a case
    people = [t for t in told if t.kind in SEXES and not t.denied and _is_meant(t, now, told, said)]
    sexes = {each.kind: _number(each, now) for each in people}
    if count is None and sexes and any(each.kind == ANY for each in told):
        rest = 0 if _denies_all(now, told) else now.count - sum(getattr(now, s) for s in sexes)
        count = rest + sum(sexes.values())
    found = with_count(now, count) if count is not None else now
    found = replace(with_sexes(found, now, sexes, told), animals=False) if sexes else found
    if fatal:
        deaths = found.count
    found = found if deaths is None else replace(found, deaths=deaths)
    parts = (found.female + found.male, found.deaths, found.severe, found.positive)
    return found if found.count > 0 and max(parts) <= found.count else None


def _described(now: Finding, told: Sequence[Told]) -> Finding:
    """The age of the one who was told of, and whether they are vaccinated."""
    shots = [t.value for t in told if t.kind == VACCINATED and not t.denied]
    ages = [t.value for t in told if t.kind == AGE and not t.denied]
    if shots:
        now = replace(now, vaccinated=shots[-1])
    if not ages:
        return now
    all_ = now.count == 1 or now.age_months is not None or any(t.kind == OF for t in told)
    months = ages[-1] if isinstance(ages[-1], int) else None
    group = ages[-1] if months is None else exactly(months).group
    if not all_ or (months, group) == (now.age_months, now.age_group):
        return now
    cases = [replace(case, age_group=group) for case in now.cases]
    return again(now, cases, age_months=months)


def was_all_dead(was: Finding) -> bool:
    """`moutons morts 30`"""
    return was.deaths == was.count


def _is_meant(each: Told, now: Finding, told: Sequence[Told], said: frozenset[str]) -> bool:
    """A person in passing is no case: `chez son oncle`. But `c'est un garçon, pas une fille`."""
    denied = any(t.denied and t.kind in SEXES for t in told)
    of_one = now.count == 1 and bool(said & cues.MAY_BE)
    return each.value is not None or denied or of_one or bool(said & cues.NOT_RIGHT)


def _number(each: Told, now: Finding) -> int:
    return now.count if each.value in (None, EVERYBODY) else int(each.value)


def _beside(denied: Told, told: Sequence[Told]) -> int | None:
    """`j'ai oublié le 1 devant, treize pas trois`: the number next to the one that is denied."""
    numbers = [each for each in told if each.kind in (CASES, TOTAL)]
    nearest = min(numbers, key=lambda each: abs(each.piece - denied.piece), default=None)
    return int(nearest.value) if nearest else None


def _tells_several(now: Finding, told: Sequence[Told]) -> bool:
    numbers = {each.value for each in told if each.kind == CASES} - {now.count}
    clear = any(t.kind == TOTAL or (t.kind == ANY and t.value == now.count) for t in told)
    return len(numbers) > 1 and not clear


def _count(now: Finding, told: Sequence[Told], said: frozenset[str]) -> int | None:
    numbers = [t.value for t in told if t.kind == CASES and t.value != now.count]
    if not said & cues.CUES.keys() and any(t.kind in (DEATHS, VACCINATED) for t in told):
        numbers = []  # `personne n'est mort, 2 sont au CSRef`
    if denied := [t for t in told if t.kind == ANY and t.value == now.count]:
        return _beside(denied[0], told)
    totals = [t.value for t in told if t.kind == TOTAL]
    if totals:
        return int(totals[-1])
    if cues.ZEROS in said and not numbers:
        return now.count // TEN if now.count % TEN == 0 else None
    if not numbers:
        return None
    if cues.WITHDRAWN in said:  # `les 4 là, faut enlever 1`
        return now.count - int(numbers[0])
    said_so = any(t.kind == THE for t in told)  # `un chiffre oublié, c'est 14`
    if said & {cues.ADDED, cues.FORGOTTEN} and not said_so:
        # `oublié 3 cas, ça fait ...`, in words that are not read
        return None if cues.IN_ALL in said else now.count + int(numbers[0])
    return int(numbers[0])


def _deaths(now: Finding, told: Sequence[Told], said: frozenset[str]) -> int | None:
    """How many; one who is not dead after all is taken off. `both died`: of two."""
    dead = [each for each in told if each.kind == DEATHS]
    numbers = [each.value for each in dead if each.value is not None and not each.denied]
    if numbers:
        return int(numbers[-1])
    if any(each.denied for each in dead):
        return 0 if now.deaths <= 1 else None
    if dead and cues.ALL in said:
        return now.count if now.count == BOTH else None
    return min(now.deaths + 1, now.count) if dead else None
