"""Several reports within minutes, and a message that may be about any of them. Pure.

`non c'est le palu`, `elle est décédée`: the one that it fits, if only one does. Else it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.amending import cues
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.heard import Heard, leads_to
from handlers.report.amending.kinds import DEATHS, SEXES, VACCINATED

OTHER_SEX = {"female": "male", "male": "female"}


def lately(earlier: Sequence[Earlier]) -> list[Earlier]:
    """Where one alone was sent it is meant, as it is known elsewhere."""
    fresh = [report for report in earlier if report.just_now]
    return fresh if len(fresh) > 1 else []


def misnamed(earlier: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    """`non c'est le palu`: those that were told as another disease."""
    only = len(heard.risks) == 1 and all(each.kind == "risk" for each in heard.telling)
    said = heard.said & {cues.NO_FIRST, cues.SORRY, cues.NOT_IT}
    other = heard.said & {*cues.NOT_RIGHT, cues.FORGOTTEN, cues.ADDED, *cues.BACK}
    if not only or not said or other or heard.whole or heard.denies("risk"):
        return []
    return [each for each in lately(earlier) if each.finding.risk not in heard.risks[0]]


def of_whom(earlier: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    """`elle est décédée`, `ils ne sont pas vaccinés`: those of whom it may be said."""
    known = all(each.kind in (DEATHS, VACCINATED, *SEXES) for each in heard.told)
    denied = any(each.denied for each in heard.told)
    if not heard.told or not known or denied or heard.whole:
        return []
    sexes = {each.kind for each in heard.told if each.kind in SEXES}
    return [
        each
        for each in lately(earlier)
        if leads_to(each, heard, alone=True) and _may_be(each, sexes) and _is_news(each, heard)
    ]


def _may_be(report: Earlier, sexes: set[str]) -> bool:
    """`elle`, of boys: of nobody there."""
    finding = report.finding
    count = {"female": finding.female, "male": finding.male}
    return all(count[sex] or finding.sex_unknown for sex in sexes)


def _is_news(report: Earlier, heard: Heard) -> bool:
    """Whoever was told dead does not die again."""
    finding = report.finding
    return not heard.tells(DEATHS) or finding.deaths < finding.count
