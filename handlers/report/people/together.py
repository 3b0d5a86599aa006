"""What was read of each person, told together: one report of each disease and place. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias, TypeVar

from handlers.report.finding import (
    NAMED,
    AgeGroup,
    Case,
    Finding,
    Option,
    Question,
    Reading,
    Sex,
    broken_down,
)
from handlers.report.people.apart import One
from handlers.report.risks import Risks
from handlers.report.words.pieces import Piece

Value = TypeVar("Value")
BEFORE = -2  # where nothing of the text stands


Read: TypeAlias = Callable[[Sequence[Piece]], Reading]


def together(people: Sequence[One], risks: Risks, read: Read) -> Reading | None:
    """None if one of them cannot be read by itself as so many as were told of."""
    return _after((), people, risks, read)


def _after(
    known: Sequence[Reading], people: Sequence[One], risks: Risks, read: Read
) -> Reading | None:
    """With what is `known` of those before; who is asked about waits with who comes after."""
    told = list(known)
    for one in people[len(known) :]:
        found = read(one.pieces)
        if not found.reports and told and _alike(one, told[-1].reports[0].risk, risks):
            found = read((_named(told[-1].reports[0].risk), *one.pieces))
        if found.question:
            return _asking(found.question, told, people, risks, read)
        if len(found.reports) != 1 or found.reports[0].count != one.count:
            return None
        told.append(found)
    return _all(told)


def _asking(
    question: Question, told: Sequence[Reading], people: Sequence[One], risks: Risks, read: Read
) -> Reading:
    """The question about one of them; answered, with what is told of the others."""

    def then(answered: Reading | None) -> Reading:
        if answered is None or answered.question or not answered.reports:
            return answered or Reading()
        return _after((*told, answered), people, risks, read) or answered

    def option(offered: Option) -> Option:
        chosen = partial(lambda each: then(each.reading), offered)
        return replace(offered, then=chosen) if offered.then else offered

    counted, named = question.counted, question.named
    return Reading(
        question=replace(
            question,
            options=tuple(map(option, question.options)),
            counted=(lambda number: then(counted(number))) if counted else None,
            named=(lambda risk: then(named(risk))) if named else None,
        )
    )


def _named(risk: str) -> Piece:
    return Piece("risk", (risk,), BEFORE, BEFORE, risk)


def _alike(one: One, risk: str, risks: Risks) -> bool:
    """Signs that by themselves name no disease, and may be those of the one before."""
    return risk in risks.offered(frozenset(str(p.value) for p in one.pieces if p.kind == "sign"))


def _all(told: Sequence[Reading]) -> Reading:
    by: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for reading in told:
        for report in reading.reports:
            by[report.risk, report.place, report.week].append(report)
    unread = dict.fromkeys(word for reading in told for word in reading.not_understood)
    return Reading(tuple(map(joined, by.values())), not_understood=tuple(unread)[:NAMED])


def joined(reports: Sequence[Finding]) -> Finding:
    """One report of all, of the same disease and place."""
    if len(reports) == 1:
        return reports[0]
    cases: dict[tuple[Sex | None, AgeGroup | None], int] = defaultdict(int)
    for report in reports:
        for case in report.cases:
            cases[case.sex, case.age_group] += case.count
    return broken_down(
        reports[0].risk,
        [Case(sex, group, count) for (sex, group), count in cases.items()],
        age_months=_same([report.age_months for report in reports]),
        deaths=sum(report.deaths for report in reports),
        severe=sum(report.severe for report in reports),
        positive=sum(report.positive for report in reports),
        vaccinated=_same([report.vaccinated for report in reports]),
        onset=min((report.onset for report in reports if report.onset), default=None),
        place=reports[0].place,
        week=reports[0].week,
    )


def _same(values: Sequence[Value | None]) -> Value | None:
    """What is told of all of them alike."""
    return values[0] if values and all(value == values[0] for value in values) else None
