"""Whose the ages are that a part of a message tells. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.report.finding import Sex
from handlers.report.findings.labels import Label
from handlers.report.words.bounds import Age
from handlers.report.words.pieces import BESIDE

PERSONS = ("child", "person")  # after "1 femme", "2 enfants" are two more


@dataclass(frozen=True, slots=True)
class Group:
    """Cases counted together. `own`: the age was told of this group, not of all."""

    sex: Sex | None
    count: int
    age: Age | None = None


def aged_groups(
    labels: Sequence[Label], groups: list[Group], total: int | None
) -> tuple[list[Group], Age | None]:
    """Each age to the group it follows; an only age after the last one, to all."""
    told = [(i, x.value) for i, x in enumerate(labels) if x.kind == "age" and x.number is None]
    exact = [(i, age) for i, age in told if age.months is not None]
    told = exact or told  # in "bébé 8 mois" the months say more
    if not told:
        return groups, None
    places = [i for i, x in enumerate(labels) if x.kind == "sex" and x.number is not None]
    if len(told) == 1 and (only := _only_one(labels, groups, told[0], places, total)):
        return only
    if len(groups) == 1 and groups[0].count == len(told):
        return [Group(groups[0].sex, 1, age) for _i, age in told], None
    if not places and _same_group([age for _i, age in told]):
        return groups, told[0][1]
    if not places:
        return _each_aged(labels, groups, [age for _i, age in told], total), None
    if told[0][0] < places[0] and len(groups) == len(places):
        led = zip(groups, places, strict=True)
        return [replace(group, age=_heading(told, place)) for group, place in led], None
    aged = list(groups)
    for at, age in told:
        group = max((n for n, place in enumerate(places) if place < at), default=0)
        if aged[group].age is None:
            aged[group] = replace(aged[group], age=age)
    return aged, None


def _only_one(
    labels: Sequence[Label],
    groups: list[Group],
    told: tuple[int, Age],
    places: Sequence[int],
    total: int | None,
) -> tuple[list[Group], Age | None] | None:
    """An age alone: of those told of last, of those it stands behind, or of all."""
    at, age = told
    if groups and _of_some(labels, at, groups, total):
        return [*groups[:-1], replace(groups[-1], age=age)], None
    before = [n for n, place in enumerate(places) if place < at]
    if before and _others_behind(labels, at):  # `homme 40 ans et 3 enfants`
        of = before[-1]
        return [replace(g, age=age) if n == of else g for n, g in enumerate(groups)], None
    of_all = not places or at > places[-1] or at < places[0]
    return (groups, age) if of_all else None


def _others_behind(labels: Sequence[Label], at: int) -> bool:
    """Persons who are counted behind an age that is not theirs."""
    return any(x.number and x.value in PERSONS and x.piece.sign == BESIDE for x in labels[at:])


def _same_group(ages: Sequence[Age]) -> bool:
    """`Newborn with tetanus, baby girl` is one; of two ages that differ each is of another."""
    return all(age.months is None for age in ages) and len({age.group for age in ages}) == 1


def _heading(told: Sequence[tuple[int, Age]], place: int) -> Age:
    """In `under 5: 3F 2M, over 5: 1F 4M` each age leads its sexes."""
    return [age for at, age in told if at < place][-1]


def _of_some(labels: Sequence[Label], at: int, groups: Sequence[Group], total: int | None) -> bool:
    """In `2 cas dont une fille de 2 ans` the age is hers alone."""
    within = any(label.kind == "within" for label in labels[:at]) and not labels[at].every
    return within and total is not None and sum(group.count for group in groups) < total


def _each_aged(
    labels: Sequence[Label], groups: list[Group], ages: list[Age], total: int | None
) -> list[Group]:
    """`2 cas, 3 ans et 7 ans`, `garçon 3 ans, fille 7 ans`: an age for each case."""
    if groups or total not in (None, len(ages)):
        return groups
    sexes = [x.value for x in labels if x.kind == "sex"]
    if len(sexes) == 1:
        sexes *= len(ages)
    known = sexes if len(sexes) == len(ages) else [None] * len(ages)
    return [Group(sex, 1, age) for sex, age in zip(known, ages, strict=True)]
