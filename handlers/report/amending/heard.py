"""What a message says of earlier reports, taken together: whether it may be about one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.report.amending import cues
from handlers.report.amending.choosing import is_at
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.kinds import (
    AGE,
    ANY,
    CASES,
    DEATHS,
    EVERYBODY,
    OF,
    REPORT,
    SEXES,
    SIGN,
    THE,
    TOTAL,
    VACCINATED,
    Told,
)
from handlers.report.words.week_words import WEEK

MOST = 999
OF_PEOPLE = (DEATHS, AGE, VACCINATED, *SEXES)
NAMING, ILLNESS = ("risk", "place"), "illness"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message tells, and the cues in it (cues.py)."""

    told: tuple[Told, ...]
    said: frozenset[str]
    read: tuple[tuple[str, int], ...] = ()  # risks and cases of what it would report by itself

    @property
    def risks(self) -> list[tuple[str, ...]]:
        named = [each.value for each in self.told if each.kind == "risk" and not each.denied]
        return named or [(risk,) for risk, _count in self.read]

    @property
    def cases(self) -> list[int]:
        return [each.value for each in self.told if each.kind in (CASES, TOTAL)]

    @property
    def numbers(self) -> list[int]:
        """All that may count what was counted before."""
        of = [each.value for each in self.told if each.kind == OF]
        return [*self.cases, *of, *(count for _risk, count in self.read)]

    @property
    def telling(self) -> list[Told]:
        """All but signs of illness, which nearly every message names."""
        return [each for each in self.told if each.kind not in (SIGN, THE)]

    @property
    def whole(self) -> bool:
        """It could be a report by itself: a disease, and how many."""
        if self.denies(WEEK):
            return False
        counts = (CASES, TOTAL, *SEXES)
        counted = any(t.kind in counts and t.value and not t.denied for t in self.told)
        read = bool(self.read) and not self.said & cues.BACK
        return read or (bool(self.risks) and counted)

    @property
    def explicit(self) -> bool:
        """It says that something was wrong, or that a number is not the one that was told."""
        people = any(each.denied and each.kind in SEXES and each.value for each in self.told)
        return bool(self.said & cues.EXPLICIT) or self.denies(ANY) or people

    @property
    def excuses(self) -> bool:
        """`le palu c'est 32, désolé`, `make it 6`: it may be meant so."""
        little = {cues.ONLY, cues.LAST} if self.whole else set()
        return bool(self.said & cues.MAY_BE - little) or self.tells(THE)

    def denies(self, *kinds: str) -> bool:
        return any(each.denied and each.kind in kinds for each in self.told)

    def tells(self, *kinds: str) -> bool:
        return any(each.kind in kinds and not each.denied for each in self.told)


def is_about_another(heard: Heard) -> bool:
    """Whether it may be about what was sent before. A whole report is a new one, unless it says
    that something was wrong, denies something, or says of whom it tells more.
    """
    if heard.explicit or heard.denies(*NAMING) or heard.said & cues.CUES.keys():
        return True
    if heard.whole:
        return heard.excuses or heard.tells(OF) or _died(heard)
    if heard.denies(WEEK, SIGN, DEATHS, *SEXES) or heard.tells(*OF_PEOPLE):
        return True
    named = heard.tells(*NAMING)
    said = cues.SAID in heard.said
    if named and (heard.excuses or (said and len(heard.risks) > 1)):
        return True
    if heard.tells(REPORT) and len(heard.telling) > 1:
        return True
    which = heard.excuses or said or heard.tells("place", OF) or len(heard.cases) == 2
    return bool(heard.cases) and not heard.risks and which


def really(heard: Heard) -> Heard:
    """`the yellow fever is really severe malaria`, `j'ai écrit palu c'était malnutrition`: as if
    the first of both were denied."""
    names = [each for each in heard.told if each.kind == "risk"]
    apart = len({each.value for each in names}) == len(names) == 2
    apart = apart and not any(each.denied for each in names)
    said = heard.said & {*cues.NOT_RIGHT, *cues.MAY_BE, cues.SAID}
    if heard.whole or not apart or not said or heard.tells("place"):
        return heard
    told = (each._replace(denied=each is names[0] or each.denied) for each in heard.told)
    return replace(heard, told=tuple(told))


def referred_to(pool: Sequence[Earlier], heard: Heard) -> list[Earlier]:
    """`2 morts dans les 14`, `un des palu graves est décédé`, `elle est décédée`: where nothing
    says that it is about an earlier report, something has to lead to one. The only one of the last
    minutes is as good as alone."""
    fresh = [report for report in pool if report.just_now]
    alone = fresh[0] if len(fresh) == 1 else pool[0] if len(pool) == 1 else None
    return [report for report in pool if leads_to(report, heard, alone=report is alone)]


def leads_to(report: Earlier, heard: Heard, *, alone: bool) -> bool:
    finding, told = report.finding, heard.told
    if cues.MORE in heard.said and not heard.tells(OF):
        return False  # `3 autres chèvres sont mortes`
    numbers = [each.value for each in told if each.kind == OF] + heard.cases
    dead = [each.value for each in told if each.kind == DEATHS and each.value]
    people = sum(t.value for t in told if t.kind in SEXES and isinstance(t.value, int))
    known = any(finding.risk in ids for ids in heard.risks)
    all_dead = finding.count in dead and finding.count > 1 and not heard.cases
    if heard.whole:
        return known and (heard.excuses or _died(heard) or finding.count in numbers)
    if finding.count in numbers or all_dead:
        return True
    if known or any(t.value == EVERYBODY for t in told):
        return True
    named = [each.value for each in told if each.kind == "place" and not each.denied]
    elsewhere = bool(named) and not any(is_at(report, places) for places in named)
    if not alone or heard.risks or (elsewhere and cues.ONLY not in heard.said):
        return False
    fewer = cues.ONLY in heard.said and max(heard.cases, default=MOST) < finding.count
    revived = heard.tells(DEATHS) and finding.deaths > 0
    # `1 fille malade à Boni` is somebody else.
    same = not heard.tells(SIGN) and (heard.excuses or (people == finding.count and not named))
    return fewer or revived or same or _who(heard, report)


def _who(heard: Heard, report: Earlier) -> bool:
    """`elle est décédée`, `il a 5 ans`: the one who was told of; of several one of them died."""
    signs = {each.value for each in heard.told if each.kind == SIGN} - {ILLNESS}
    aged = report.finding.count == 1 and heard.tells(AGE)
    shots = heard.tells(VACCINATED) and not heard.cases
    dead = _died(heard) or (report.just_now and _some_died(heard, report))
    return aged or shots or heard.tells(WEEK) or (dead and not signs)


def _some_died(heard: Heard, report: Earlier) -> bool:
    """`un est mort`, `2 sont morts`: of those told of just before, where nobody else is named."""
    dead = [t.value for t in heard.told if t.kind == DEATHS and not t.denied]
    return len(dead) == len(heard.told) == 1 and 0 < (dead[0] or 0) < report.finding.count


def _died(heard: Heard) -> bool:
    """`elle est décédée`, `le bébé du tétanos est décédé`"""
    return any(t.kind == DEATHS and t.value is None and not t.denied for t in heard.told)
