"""Letters and numbers that can be read in two ways: `3m`, `homme 35`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.small import small
from handlers.report.findings import doubts
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.labels import Label, Part
from handlers.report.findings.several import many
from handlers.report.words.bounds import exactly

MONTHS = 60  # `75m` are boys
AGES_OF = {"boy": range(6, 18), "girl": range(6, 18), "man": range(18, 100),
           "woman": range(15, 100)}  # fmt: skip
GROWN = range(15, 100)
TITLES = small("his_title", "her_title")
COMMA = 2  # characters: `boy, 6`
YEARS = 24  # from here on nobody counts in months
FEW = 6  # `1f 3m` are children; `1f 8m` may be a girl of eight months, and is asked about
ONE_SIDED = 10  # boys and one girl: by chance one time in two hundred, so `1F 11m` is an age


def settled(part: Part, key: str, decided: Decided) -> Part | Doubt:
    """The part with each such word made what it means; what remains open is asked."""
    part_or_doubt = _months_settled(part, key, decided)
    if isinstance(part_or_doubt, Doubt):
        return part_or_doubt
    return _years_settled(part_or_doubt, key, decided)


def _months_settled(part: Part, key: str, decided: Decided) -> Part | Doubt:
    """`3m`: three boys, or three months? Whatever else is said may decide it."""
    for position, label in enumerate(part.labels):
        if not _perhaps_months(label):
            continue
        meant = decided.get(f"{key}.m{label.at}") or _boys_or_months(part, position)
        if meant is None and label.glued:
            words = f"{label.number}{label.piece.text}"
            asked = doubts.boys_or_months if not _grown(part, label) else doubts.years_or_months
            return asked(f"{key}.m{label.at}", words, label.number or 0)
        if meant == "years":
            return replace(part, labels=_man_of(part, position))
        if meant == "months":
            age = label._replace(kind="age", value=exactly(label.number or 0), number=None)
            labels = (*part.labels[:position], age, *part.labels[position + 1 :])
            part = replace(part, labels=labels)
    return part


def by_letters(parts: Sequence[Part]) -> Decided:
    """In `rougeole 2f, méningite 1m` the first letter tells what the second is."""
    if any(part.of("age") for part in parts):
        return {}  # `rougeole 1f 2 ans, palu 3m`
    lettered = [at for at, part in enumerate(parts) if any(map(_letter_of_girls, part.labels))]
    return {
        f"{position}.m{label.at}": "male"
        for position, part in enumerate(parts)
        for label in part.labels
        if _perhaps_months(label)
        and any(at != position for at in lettered)
        and not any(
            x.kind in ("sex", "age") or x.value == "child" for x in part.labels if x != label
        )
    }


def _letter_of_girls(label: Label) -> bool:
    return label.kind == "sex" and label.glued and label.piece.text in "fF"


def _years_settled(part: Part, key: str, decided: Decided) -> Part | Doubt:
    """`homme 35`: a man of 35 years, or 35 men? Of nobody else a number is told."""
    sexes = part.of("sex")
    if not sexes or part.of("age") or not _one_of_a_kind(sexes[0]):
        return part
    sex = sexes[0]
    if any(other.number is not None for other in sexes[1:]):
        return part
    holder = next((x for x in part.labels if _follows(sex, x)), None)
    if holder is None or (number := holder.number or 0) < 2:
        return part
    meant = decided.get(f"{key}.y{sex.at}")
    if meant is None and _of_that_age(sex, holder, number):
        meant = "years"
    if meant is None:
        return doubts.cases_or_years(f"{key}.y{sex.at}", f"{sex.piece.text} {number}", number)
    if meant == "cases":
        return part
    age = sex._replace(kind="age", value=exactly(number * 12), number=None)
    rest = (x._replace(number=None) if x in (holder, sex) else x for x in part.labels)
    return replace(part, labels=(*rest, age))


def _of_that_age(sex: Label, holder: Label, number: int) -> bool:
    """English keeps singular and plural apart: "boy 12" is one boy, of an age a boy can have.

    "boy, 6" is one of any age.
    """
    ages = AGES_OF.get(sex.piece.word)
    apart = holder.number_at - sex.piece.end == COMMA
    if ages is None:
        return apart and number in GROWN  # `Soldier, 23, ...`
    return number in ages or apart


def _follows(sex: Label, label: Label) -> bool:
    """The number of `label` stands right after the word for a sex."""
    return label.number is not None and 0 <= label.number_at - sex.piece.end <= COMMA


def _one_of_a_kind(label: Label) -> bool:
    """A word that has a plural of its own, and is not in it."""
    word = len(label.piece.text) > 2 or label.piece.word in TITLES
    return word and label.piece.locale != "bm" and not many(label)


def _perhaps_months(label: Label) -> bool:
    letter = label.kind == "sex" and label.before and label.piece.text in "mM"
    return letter and label.number is not None and label.number < MONTHS


def _boys_or_months(part: Part, position: int) -> str | None:
    label = part.labels[position]
    number = label.number or 0
    others = [x for x in part.labels if x is not label]
    if _aged(others):
        return "male"
    before = part.labels[position - 1] if position else None
    if before is not None and _one_each(before, label, others):
        return "male"
    if before is not None and before.number in (None, 1) and _one_person(before):
        split = before.number == 1 and len(before.piece.text) == 1 and number < ONE_SIDED
        return ("male" if number < FEW else None) if split else "months"
    females = [x for x in others if x.kind == "sex" and x.value == "female"]
    if females and females[0].number == 1 and len(females[0].piece.text) > 1:
        return "months"
    if females and females[0].number is not None:
        return "male" if females[0].number > 1 or number < FEW else None
    if any(x.kind == "sex" for x in others):
        return "months"
    if _grown(part, label):
        return None
    totals = [x.number for x in others if x.kind in ("risk", "case", "child") and x.number]
    return "months" if totals and number > totals[0] else None


def _one_each(before: Label, label: Label, others: Sequence[Label]) -> bool:
    """`1F 1M`; and `1F 3M` where four cases are told."""
    letter = before.kind == "sex" and before.before and len(before.piece.text) == 1
    if not letter or before.number != 1:
        return False
    totals = [x.number for x in others if x.kind in ("risk", "case") and x.number]
    return totals[0] == 1 + (label.number or 0) if totals else label.number == 1


def _grown(part: Part, label: Label) -> bool:
    """`1 VHF: butcher 29M`: one person, and months of that number are told as years."""
    one = any(x.number == 1 for x in part.labels if x.kind in ("risk", "case"))
    return one and (label.number or 0) >= YEARS


def _man_of(part: Part, position: int) -> tuple[Label, ...]:
    label = part.labels[position]
    age = label._replace(kind="age", value=exactly((label.number or 0) * 12), number=None)
    sex = label._replace(number=None)
    return (*part.labels[:position], sex, age, *part.labels[position + 1 :])


def _aged(labels: Sequence[Label]) -> bool:
    """Whether their age is told already, or the ages of two groups."""
    ages = [label for label in labels if label.kind == "age"]
    return len(ages) > 1 or any(label.value.months is not None for label in ages)


def _one_person(label: Label) -> bool:
    """`enfant 3m`, `bébé 3m`, `F 3m`."""
    person = label.value in ("child", "person") or label.kind in ("sex", "age")
    return person and label.piece.text[:1].isalpha() and label.piece.text[-1] not in "sxw"
