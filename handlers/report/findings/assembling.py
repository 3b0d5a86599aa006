"""One part of a message made a finding, or the doubt that stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.places import Place, Places
from bot.understanding.small import small
from handlers.report.finding import AgeGroup, Case, Finding, Sex, broken_down
from handlers.report.findings import doubts
from handlers.report.findings.aging import Group
from handlers.report.findings.counting import Counted, counted
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.labels import Part
from handlers.report.findings.naming import risk_of
from handlers.report.findings.nothing import nobody
from handlers.report.findings.outcomes import (
    animals_of,
    deaths_of,
    more_than_all,
    number_of,
    onset_of,
    severe_of,
    vaccinated,
)
from handlers.report.findings.placing import place_of
from handlers.report.findings.possible import impossible
from handlers.report.findings.settling import settled
from handlers.report.findings.several import many
from handlers.report.findings.talking import (
    asked_first,
    known_by_a_test,
    numbered,
    other_matter,
    talk,
    told_in_passing,
    unclear,
    wants_serum,
)
from handlers.report.risks import Risk, Risks
from handlers.report.words.bounds import Age


@dataclass(frozen=True, slots=True)
class Told:
    """A finding (none if this part reports nothing), and words that could not be kept."""

    finding: Finding | None = None
    zero: bool = False
    unkept: tuple[str, ...] = ()


Outcome: TypeAlias = Told | Doubt
FAMILY, SHORT, HE = 3, 2, small("he", "they")  # people, letters


def assemble(part: Part, key: str, risks: Risks, places: Places, decided: Decided) -> Outcome:
    """`key` tells this part's doubts from another's."""
    clear = settled(_of_animals(part), key, decided)
    if isinstance(clear, Doubt):
        return clear
    part, count = _those_ill(clear, key, decided)
    if silent := _silent(part):
        return silent
    risk = risk_of(part, key, count, risks, decided)
    if risk is None or isinstance(risk, Doubt):
        return risk or Told()
    if count.total == 0:
        return _none_but(part, key, risks)
    if other_matter(part) and f"{key}.meant" not in decided:
        return Told()
    if f"{key}.meant" not in decided and _only_talk(part, count) and not wants_serum(part):
        return Told()
    total = _total(part, count, key, risks[risk], decided)
    if isinstance(total, Doubt):
        return total
    if total != count.total:
        count = replace(count, total=total)
    answered = f"{key}.meant" in decided or f"{key}.count" in decided
    if unclear(part) and not answered:
        return doubts.really_cases(f"{key}.meant", risks[risk].name, total)
    place, others = place_of(part, places, decided)
    if isinstance(place, Doubt):
        return place
    told = _finding(part, count, key, risks[risk], place, decided)
    return replace(told, unkept=(*told.unkept, *others)) if isinstance(told, Told) else told


def _those_ill(part: Part, key: str, decided: Decided) -> tuple[Part, Counted]:
    """The part and its count; of `0 rougeole, fille malade`, once asked what she has, hers."""
    count = counted(part)
    if count.total == 0 and f"{key}.risk" in decided and _somebody(part):
        part = replace(part, labels=tuple(x for x in part.labels if x.number != 0))
        count = counted(part)
    return part, count


def _denied_other(part: Part) -> bool:
    """`coqueluche 0`: of what is not in the list nothing is told."""
    none = any(x.number == 0 for x in part.of("unlisted"))
    return none and not (part.of("risk") or part.of("sex") or part.of("sign"))


def _none_but(part: Part, key: str, risks: Risks) -> Outcome:
    """`0 rougeole, fille de 4 ans avec fièvre`: who is ill of something else is asked about."""
    signs = [x for x in part.of("sign") if x.number != 0]
    if not _somebody(part):
        return Told(zero=not talk(part))
    if not signs or talk(part):
        return Told()
    offered = risks.offered(frozenset(str(x.value) for x in signs))
    return doubts.which_risk(f"{key}.risk", signs[0].piece.text, offered, risks)


def _of_animals(part: Part) -> Part:
    """`a dog has a worm, no people`: that there are no people takes no animal away."""
    if not part.of("sign", "animal"):
        return part
    none = (0, None) if part.of("zero") else (0,)  # `... et 3 vaches. Chez les gens, RAS`
    kept = tuple(x for x in part.labels if not (x.kind == "case" and x.number in none))
    return replace(part, labels=kept)


def _only_talk(part: Part, count: Counted) -> bool:
    """Nobody is counted or described in what is asked or wished."""
    counts = count.total is not None and numbered(part) and not asked_first(part)
    told = told_in_passing(part) or known_by_a_test(part)
    return talk(part) and not counts and not (told and count.total)


def _silent(part: Part) -> Told | None:
    """Nobody is ill; or it is no risk of the list, and answered as the emergency that it is."""
    if nobody(part):
        return Told(zero=True)
    snake = part.of("unlisted", "snake") and not part.of("mark", "death")
    return Told() if snake or _denied_other(part) else None


def _finding(
    part: Part, count: Counted, key: str, risk: Risk, place: Place | None, decided: Decided
) -> Outcome:
    assert count.total is not None
    cases, age = _cases(count if count.sex or risk.sex is None else replace(count, sex=risk.sex))
    if doubt := impossible(risk, cases, age, key, decided):
        return doubt
    deaths = deaths_of(part, count.total, key, risk, decided)
    if isinstance(deaths, Doubt):
        return deaths
    protected, unkept = vaccinated(part, count.total)
    severe, vague = severe_of(part, count.total)
    dogs, apart = animals_of(part, risk)
    day = onset_of(part, risk)
    found = broken_down(
        risk.id,
        cases,
        age_months=age.months if age else None,
        deaths=deaths,
        severe=severe,
        positive=min(number_of(part, "positive", count.total) or 0, count.total),
        vaccinated=protected,
        onset=day.value if day else None,
        place=place,
        animals=dogs,
    )
    return Told(found, unkept=(*unkept, *vague, *apart, *_spare(part)))


def _total(part: Part, count: Counted, key: str, risk: Risk, decided: Decided) -> int | Doubt:
    """All cases; asked if it was not said, or if what was said does not add up."""
    name = f"{key}.count"
    if name in decided:
        return int(decided[name])
    several = any(many(x) for x in (*part.of("risk"), *part.of("sign", "maternal")))
    if count.total is None and risk.fatal and risk.kind == "human" and not several:
        return 1  # a maternal death is told one by one
    if count.total is None and risk.of_dogs and _lone_animal(part):
        return 1
    if count.total is None:
        least = max([1, *(x.number for x in part.of("mark") if x.number)])
        return doubts.how_many(name, risk.name, (least, least + 1, least + 2))
    if (people := _told_of(part)) > count.total:
        return doubts.how_many(name, risk.name, (people, count.total))
    if more := more_than_all(part, count.total, key, decided):
        return doubts.how_many(name, risk.name, (more, more + count.total))
    if count.told > count.total:
        return doubts.how_many(name, risk.name, (count.told, count.total))
    return count.total


def _somebody(part: Part) -> bool:
    """`pas rougeole, fille 3 ans`: one who is ill, of something else."""
    aged = any(x.value.months is not None for x in part.of("age"))
    persons = [*part.of("sex"), *part.of("case", "child")]
    return aged and bool(persons) and not any(map(many, persons))


def _told_of(part: Part) -> int:
    """How many are told of one by one: `le père, la mère, le garçon ...`; 0 if fewer than three."""
    words = {x.piece.word for x in part.of("sex") if x.number is None}
    each = [word for word in words if len(word) > SHORT and word not in HE]
    counted = any(x.number is not None for x in (*part.of("case"), *part.of("risk")))
    return len(each) if len(each) >= FAMILY and not counted else 0


def _lone_animal(part: Part) -> bool:
    animals = part.of("sign", "animal")
    return len(animals) == 1 and not many(animals[0])


def _cases(count: Counted) -> tuple[tuple[Case, ...], Age | None]:
    """The breakdown that adds up to the total, and the age if it is one for all."""
    assert count.total is not None
    groups = list(count.groups) if count.told <= count.total else []
    if rest := count.total - sum(group.count for group in groups):
        groups.append(Group(count.sex if not any(g.sex for g in groups) else None, rest))
    found: dict[tuple[Sex | None, AgeGroup | None], int] = {}
    ages = set()
    for group in groups:
        age = _age(group, count)
        key = group.sex or count.sex, age.group if age else None
        found[key] = found.get(key, 0) + group.count
        ages.add(age)
    cases = tuple(Case(sex, age_group, n) for (sex, age_group), n in found.items() if n)
    return cases, ages.pop() if len(ages) == 1 else None


def _age(group: Group, count: Counted) -> Age | None:
    """Its own, but for "1 bébé 8 mois", where the months say more."""
    own, common = group.age, count.age
    if own is None or (common and own.months is None and common.group == own.group):
        return common
    return own


def _spare(part: Part) -> tuple[str, ...]:
    """Numbers that belong to nothing."""
    numbers = tuple(piece.text for piece in part.loose)
    kinds = ("risk", "case", "sex", "sign")
    counted_ = any(x.number is not None for x in part.labels if x.kind in kinds)
    return numbers if counted_ or len(numbers) > 1 else ()
