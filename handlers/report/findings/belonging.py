"""Numbers handed to what they count, before anything is counted. Pure; labels in, labels out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.findings.labels import Label
from handlers.report.findings.several import of_several

ANY_ANIMAL = small("any_animal")


def belonging(labels: Sequence[Label]) -> list[Label]:
    return _herd(_of_each_kind(_handed_on(_of_the_dead(_one_dead(labels)))))


def _one_dead(labels: Sequence[Label]) -> list[Label]:
    """`1 mort (fille 2 ans), 2 malades` says as much as "dont 1 mort (fille 2 ans)"."""
    found: list[Label] = []
    for at, label in enumerate(labels):
        of_one = label.value == "death" and label.number == 1 and at + 1 < len(labels)
        theirs = of_one and labels[at + 1].kind in ("sex", "age") and not of_several(labels[at + 1])
        if theirs and labels[at + 1].number is None:
            found.append(label._replace(kind="within", value="within", number=None))
        found.append(label)
    return found


def _of_each_kind(labels: Sequence[Label]) -> list[Label]:
    """`shɛ 10 ni saga 3 sara`: three sheep, and all of them died."""
    found = list(labels)
    counted = any(x.value == "animal" and x.number is not None for x in labels)
    for at, (animal, mark) in enumerate(pairwise(labels)):
        theirs = animal.value == "animal" and animal.number is None and animal.piece.locale == "bm"
        if counted and theirs and mark.value == "death" and mark.number is not None and mark.before:
            found[at] = animal._replace(number=mark.number, number_at=mark.number_at)
            found[at + 1] = mark._replace(number=None, every=True)
    return found


def _herd(labels: Sequence[Label]) -> list[Label]:
    """`5 vaches 3 chèvres mortes` are eight; in `10 animaux, 6 vaches` the six are among them."""
    told = (x for x in labels if "animal" in (x.value, x.piece.sign))
    kinds = [x for x in told if x.number is not None]
    words = {x.piece.word for x in kinds}
    if all_of := _total_of(kinds):
        kinds = [x for x in kinds if x is not all_of]
        words.discard(all_of.piece.word)
        labels = [x for x in labels if x is not all_of]
    several = len(words) == len(kinds) > 1 and not words.intersection(ANY_ANIMAL)
    if not several or any(x.kind in ("within", "case") for x in labels):
        return list(labels)
    together = kinds[0]._replace(number=sum(x.number or 0 for x in kinds))
    rest = (x._replace(number=None) if x in kinds else x for x in labels)
    return [together if x.at == together.at else x for x in rest]


def _total_of(kinds: Sequence[Label]) -> Label | None:
    """The last of `12 chèvres et 5 moutons, cela fait 17 bêtes`: the others told again."""
    last = kinds[-1] if len(kinds) > 2 else None
    whole = last is not None and last.piece.word in ANY_ANIMAL
    return (
        last if last and whole and sum(x.number or 0 for x in kinds[:-1]) == last.number else None
    )


def _of_the_dead(labels: Sequence[Label]) -> list[Label]:
    """In "3 cas dont 1 mort (garçon 2 ans)" sex and age are of the one."""
    found: list[Label] = []
    within, some = False, None
    for label in labels:
        if label.kind == "within":
            within, some = True, None
        elif label.kind == "mark" and within:
            some = label.number
        elif label.number is not None:
            within, some = False, None
        elif some == 1 and of_several(label):
            pass  # `dont 1 mort, ce sont des filles`
        elif some is not None and label.kind in ("sex", "age") and not label.every:
            found.append(label._replace(number=some))
            some = None
            continue
        found.append(label)
    return found


def _handed_on(labels: Sequence[Label]) -> list[Label]:
    """In "3 cas masculins 2 cas féminins" the numbers count the sexes."""
    found: list[Label] = []
    doubled = sum(label.kind == "case" and label.number is not None for label in labels) > 1
    for label in labels:
        before = found[-1] if found else None
        if (
            doubled
            and label.kind == "sex"
            and label.number is None
            and before is not None
            and before.kind == "case"
            and before.number is not None
        ):
            found[-1] = label._replace(number=before.number)
        else:
            found.append(label)
    return found
