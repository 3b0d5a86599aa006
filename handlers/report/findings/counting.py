"""How many cases a part of a message tells of, by sex and age. Pure arithmetic on its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.understanding.small import small
from handlers.report.finding import Sex
from handlers.report.findings.aging import PERSONS, Group, aged_groups
from handlers.report.findings.belonging import belonging
from handlers.report.findings.labels import Label, Part
from handlers.report.findings.several import many
from handlers.report.words.bounds import Age
from handlers.report.words.pieces import BESIDE

TOTALS = ("case", "sign", "risk", "unlisted")
TELLING = (*TOTALS, "sex", "age", "mark", "within")
GROWN, YOUNG, SEVERAL = small("grown_people"), small("young_people"), 2
HARM = ("death", "severe")


@dataclass(frozen=True, slots=True)
class Counted:
    """`total` is None if nothing tells it. `groups` are what was told; they may contradict it."""

    total: int | None
    groups: tuple[Group, ...] = ()
    sex: Sex | None = None
    age: Age | None = None

    @property
    def told(self) -> int:
        return sum(group.count for group in self.groups)


def counted(part: Part) -> Counted:
    """What the numbers and words of a part tell; nothing is decided where they disagree."""
    telling = [x for x in part.labels if x.kind in TELLING and not _is_absent(x, part)]
    labels = belonging(telling)
    total = _total(labels)
    groups = _groups(labels, total)
    groups, age = aged_groups(labels, groups, total)
    if total is None and groups:
        total = sum(group.count for group in groups)
    said = any(x.kind in TOTALS and x.number is not None for x in labels)
    groups, sex = _sexed(labels, groups, total)
    if groups and not said:
        total = sum(group.count for group in groups)
    if total is None:
        total = _from_words(part, labels, groups)
    return Counted(total, tuple(groups), sex, age)


def _is_absent(label: Label, part: Part) -> bool:
    """`femme morte, pas de fièvre`: a sign that she has not counts nobody, nor do the animals of
    `un boucher a égorgé 2 boeufs`."""
    others = any(x.kind in ("sex", "age", "risk") or x.value in PERSONS for x in part.labels)
    people = bool(part.of("risk")) and any(x.kind == "sex" for x in part.labels)
    beside = label.value == "animal" and people and not part.of("mark", "death")
    return label.kind == "sign" and ((label.number == 0 and others) or beside)


def _total(labels: Sequence[Label]) -> int | None:
    """The first number of cases or of the disease; persons told after a sex are a group."""
    for position, label in enumerate(labels):
        if label.kind not in TOTALS or label.number is None or label.piece.sign == BESIDE:
            continue
        earlier = [x.number for x in labels[:position] if x.kind == "sex" and x.number is not None]
        if earlier and label.value in PERSONS and label.number != sum(earlier):
            continue
        if label.value == "child" and _adults_follow(labels[position + 1 :]):
            continue
        if _besides(label, labels[:position]):
            continue
        return label.number
    return None


def _besides(label: Label, labels: Sequence[Label]) -> bool:
    """`2 femmes 1 homme 3 enfants`, `2 filles 1 garçon 3 adultes`: they are six."""
    counted = [x for x in labels if x.kind == "sex" and x.number is not None]
    sexes = [x.piece.word for x in counted]
    if sum(x.number or 0 for x in counted) < SEVERAL:
        return False
    if label.value == "child":
        return bool(sexes) and all(word in GROWN for word in sexes)
    adults = label.kind == "age" and label.value.group == "over5" and label.value.months is None
    return adults and bool(sexes) and all(word in YOUNG for word in sexes)


def _adults_follow(labels: Sequence[Label]) -> bool:
    """`3 enfants 2 adultes`: neither is all."""
    following = (label for label in labels if label.kind in ("age", "within"))
    following = (x for x in following if x.kind != "age" or not _young(x))
    nearest = next(following, None)
    adults = nearest is not None and nearest.kind == "age" and nearest.value.group == "over5"
    return adults and nearest is not None and nearest.number is not None


def _young(label: Label) -> bool:
    """The age of the children themselves: `5 enfants <5 ans 3 adultes`."""
    return label.value.group == "under5" and label.number is None


def _groups(labels: Sequence[Label], total: int | None) -> list[Group]:
    """What was counted by sex; or by age, where sexes were not."""
    sexes = [Group(x.value, x.number) for x in labels if x.kind == "sex" and x.number is not None]
    ages = [
        Group(None, x.number, x.value) for x in labels if x.kind == "age" and x.number is not None
    ]
    seen_total = False
    persons = []
    for label in labels:
        if label.kind in TOTALS and label.number is not None:
            if seen_total or total is None:
                persons.append(Group(None, label.number))
            seen_total = seen_total or label.number == total
    beside = any(x.piece.sign == BESIDE for x in labels)
    once = len(ages) == 1 and not beside
    same = once and ages[0].count == sum(group.count for group in sexes)
    if sexes and same and not any(_besides(x, labels) for x in labels):
        return [replace(group, age=ages[0].age) for group in sexes]  # the same, told twice
    told = sum(group.count for group in (*sexes, *ages))
    if sexes and ages and total is not None and told > total:
        return sexes  # two ways to count the same cases
    if persons and (total is None or told + sum(p.count for p in persons) <= total):
        return [*sexes, *ages, *persons]
    return [*sexes, *ages]


def _sexed(
    labels: Sequence[Label], groups: list[Group], total: int | None
) -> tuple[list[Group], Sex | None]:
    """A sex without a number: of all, or of those that are left."""
    bare = [x.value for x in labels if x.kind == "sex" and x.number is None]
    different = list(dict.fromkeys(bare))
    if any(group.sex for group in groups):
        return _and_others(labels, groups, different, total), None
    if len(different) == 1:
        return groups, different[0]
    if len(different) == 2 and total in (None, 2) and not groups:
        return [Group(different[0], 1), Group(different[1], 1)], None
    return groups, None


def _and_others(
    labels: Sequence[Label], groups: list[Group], different: Sequence[Sex], total: int | None
) -> list[Group]:
    """`3 cas, 2 filles, garçon`: the rest; `three women and a man`: one more."""
    left = [sex for sex in different if sex not in {group.sex for group in groups}]
    if len(left) != 1 or total is None:
        return groups
    rest = total - sum(group.count for group in groups)
    if rest > 0:
        return [*groups, Group(left[0], rest)]
    words = [x for x in labels if x.kind == "sex" and x.number is None and x.value == left[0]]
    one = rest == 0 and len(words) == 1 and _one_more(words[0])
    return [*groups, Group(left[0], 1)] if one else groups


def _one_more(label: Label) -> bool:
    return label.piece.locale == "en" and len(label.piece.text) > 1 and not many(label)


def _from_words(part: Part, labels: Sequence[Label], groups: Sequence[Group]) -> int | None:
    """No number was said of the cases: one that is left over, of deaths, or "un enfant"."""
    if groups:
        return sum(group.count for group in groups)
    if len(part.loose) == 1:
        return int(part.loose[0].value)
    marks = [x.number for x in labels if x.kind == "mark" and x.number]
    if marks:
        both = {x.value for x in labels if x.kind == "mark"} == {"vaccinated", "unvaccinated"}
        return sum(marks) if both else marks[0] if len(marks) == 1 else None
    harmed = [x for x in labels if x.value in HARM and x.number != 0]  # not `aucun décès`
    persons = [*(x for x in labels if x.kind in ("sex", "age") or x.value in PERSONS), *harmed]
    unread = any(label.unread for label in persons)
    if persons and not unread and not any(many(label) for label in persons):
        return 1
    return None
