"""Which of the reports sent before a message is about. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.places import Place
from handlers.report.amending import cues
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.kinds import CASES, OF, REPORT, Told

ORDER = {cues.LAST: -1, cues.FIRST: 0, cues.SECOND: 1}


def meant(earlier: Sequence[Earlier], told: Sequence[Told], said: Collection[str]) -> list[Earlier]:
    """Those that it may be, the latest first, as in `earlier`; none where what is denied was never
    told.

    What is denied leads to it first, then what is named, then the only number that it had.
    """
    named = {each.value for each in told if each.kind == REPORT}
    pool = [report for report in earlier if report.number in named or not named]
    for each in told:
        if each.denied:
            pool = [report for report in pool if _tells(report, each)]
    for of in (_of_risk, _of_number, _of_place):
        narrower = of(pool, told) if cues.ALL not in said or of is not _of_number else None
        pool = narrower if narrower is not None else pool
    return _by_order(pool, said)


def _tells(report: Earlier, told: Told) -> bool:
    """Whether the report told what is denied now. A week or a death may be denied of any."""
    finding = report.finding
    match told.kind:
        case "risk":
            return finding.risk in told.value
        case "place":
            return is_at(report, told.value)
        case "any" | "cases":
            return told.value in (finding.count, finding.female, finding.male, finding.deaths)
        case "female" | "male":
            number = finding.female if told.kind == "female" else finding.male
            return number > 0 and told.value in (None, number)
        case "deaths":
            return finding.deaths > 0 and told.value in (None, finding.deaths)
    return True


def is_at(report: Earlier, places: Collection[Place]) -> bool:
    """At one of these places; or, told without one, in the area that is named so."""
    if report.finding.place is not None:
        return any(place.id == report.finding.place.id for place in places)
    return any(report.where in (place.id, place.area_id) for place in places)


def _of_risk(pool: Sequence[Earlier], told: Sequence[Told]) -> list[Earlier] | None:
    """Of a disease that is named; one that none of them has is told instead of theirs."""
    risks = {
        risk for each in told if each.kind == "risk" and not each.denied for risk in each.value
    }
    found = [report for report in pool if report.finding.risk in risks]
    return found or None


def _of_number(pool: Sequence[Earlier], told: Sequence[Told]) -> list[Earlier] | None:
    """`jai envoyé 16, c'est 61`, `les 5`, `parmi les 9`: of those that counted so many."""
    numbers = [each.value for each in told if each.kind in (OF, CASES) and not each.denied]
    found = [report for report in pool if report.finding.count in numbers]
    return found or None


def _of_place(pool: Sequence[Earlier], told: Sequence[Told]) -> list[Earlier] | None:
    """`pour Mondoro c'est plutôt 19`: of several the one from there."""
    named = [each.value for each in told if each.kind == "place" and not each.denied]
    if len(pool) < 2 or not named:
        return None
    found = [report for report in pool if any(is_at(report, places) for places in named)]
    return found or None


def _by_order(pool: list[Earlier], said: Collection[str]) -> list[Earlier]:
    """`le dernier`, `le deuxième`: as they were sent."""
    sent = pool[::-1]
    for word, at in ORDER.items():
        if word in said and len(sent) > 1:
            return [sent[at]]
    return pool


def same_twice(pool: Sequence[Earlier]) -> list[Earlier]:
    """Of each two that tell the same the one that tells less, else the later one."""
    found: list[Earlier] = []
    seen: dict[tuple[str, int, str | None], Earlier] = {}
    for report in reversed(pool):
        key = report.finding.risk, report.finding.count, report.where
        first = seen.setdefault(key, report)
        if first is not report:
            less = _details(first) < _details(report)
            found.append(first if less else report)
    return found


def _details(report: Earlier) -> int:
    finding = report.finding
    known = (finding.age_months, finding.age_group, finding.vaccinated, finding.onset)
    return finding.female + finding.male + sum(each is not None for each in known)


def others_kept(
    pool: Sequence[Earlier], kept: Sequence[Earlier], *, all_: bool = False
) -> list[Earlier]:
    """`ne comptez que le deuxième`: the rest of the same disease is taken back; `gardez seulement
    le palu`: all others."""
    risks = {report.finding.risk for report in kept}
    return [each for each in pool if each not in kept and (all_ or each.finding.risk in risks)]
