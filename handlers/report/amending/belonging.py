"""What a number is of, where the rest of the message tells it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.amending.kinds import AGE, ANY, CASES, DEATHS, TOTAL, Told
from handlers.report.words.week_words import WEEK, WEEKS

COUNTS = (CASES, TOTAL)


def belonging(told: Sequence[Told]) -> tuple[Told, ...]:
    return tuple(_of_ages(_of_weeks(_of_the_dead(list(told)))))


def _of_ages(told: list[Told]) -> list[Told]:
    """`he is 4 years not 14`: of the age."""
    aged = any(each.kind == AGE and not each.denied for each in told)
    counted = any(each.kind == CASES for each in told)
    if not aged or counted:
        return told
    return [each for each in told if each.kind != ANY]


def _of_the_dead(told: list[Told]) -> list[Told]:
    """`un des malades vient de décéder`: the number is of who died, not of the cases."""
    dead = next((t for t in told if t.kind == DEATHS and t.value is None and not t.denied), None)
    before = [each for each in told if dead and each.kind == CASES and each.piece < dead.piece]
    if dead is None or len(before) != 1:
        return told
    number = before[0]._replace(kind=DEATHS)
    return [number if each is before[0] else each for each in told if each is not dead]


def _of_weeks(told: list[Told]) -> list[Told]:
    """`la semaine 47 pas la 48`: both are weeks. `Mauvaise semaine ..., lire S47`: the last."""
    if not any(each.kind == WEEK for each in told) or any(t.kind in COUNTS for t in told):
        return told
    denied = [
        each._replace(kind=WEEK) if each.kind == ANY and 0 < each.value <= WEEKS else each
        for each in told
    ]
    weeks = [each for each in denied if each.kind == WEEK and not each.denied]
    return [each for each in denied if each not in weeks[:-1]]
