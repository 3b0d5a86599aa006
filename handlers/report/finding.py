"""What a message says, as far as it could be read: reports, nothing to report, or a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from bot.places import Place
from bot.text import Text

Sex = Literal["female", "male"]
AgeGroup = Literal["under5", "over5"]
Named: TypeAlias = int | tuple[int, int]  # a week's number, or its last day and month
REPORTS = 20  # of one message; what comes after them is named as not read
NAMED = 5  # words that were not understood, in an answer


@dataclass(frozen=True, slots=True)
class Case:
    """So many cases of one sex and age group; None is not known."""

    sex: Sex | None
    age_group: AgeGroup | None
    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One report. `count` is all cases: female + male + sex_unknown, and the sum of `cases`.

    Deaths, severe cases and those with a positive rapid test (of cholera) are among them.
    `age_months` is the age if it is one for all, `onset` the day the illness began. `week`: its
    own, where the message has several. `animals`: the cases are those, of a risk that befalls
    people too.
    """

    risk: str
    count: int
    female: int = 0
    male: int = 0
    sex_unknown: int = 0
    cases: tuple[Case, ...] = ()
    age_months: int | None = None
    age_group: AgeGroup | None = None
    deaths: int = 0
    severe: int = 0
    positive: int = 0
    vaccinated: bool | None = None
    onset: date | None = None
    place: Place | None = None
    week: Named | None = None
    animals: bool = False


def broken_down(risk: str, cases: Sequence[Case], **known: Any) -> Finding:
    """The finding that a breakdown adds up to, with what else is `known` of it."""
    female = sum(case.count for case in cases if case.sex == "female")
    male = sum(case.count for case in cases if case.sex == "male")
    count = sum(case.count for case in cases)
    groups = {case.age_group for case in cases}
    return Finding(
        risk=risk,
        count=count,
        female=female,
        male=male,
        sex_unknown=count - female - male,
        cases=tuple(cases),
        age_group=groups.pop() if len(groups) == 1 else None,
        **known,
    )


@dataclass(frozen=True, slots=True)
class Option:
    """An answer we offer, and what the message says if it is chosen: None for "something else"."""

    key: str
    label: Text
    then: Callable[[], Reading] | None = field(default=None, compare=False)

    @property
    def reading(self) -> Reading | None:
        return self.then() if self.then else None


@dataclass(frozen=True, slots=True)
class Question:
    """Two readings are equally good, or one thing is missing: at most four answers.

    `counted`: where a number is asked for, any other number is an answer too; `named`: where a
    health risk is, any other one.
    """

    text: Text
    options: tuple[Option, ...]
    counted: Callable[[int], Reading] | None = field(default=None, compare=False)
    named: Callable[[str], Reading] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """`zero`: nothing to report. `not_understood` are the person's own words.

    `week`: the number of the week that it is of, 0 for the last one, or its last day and month
    (of_week.py); None: of none.
    """

    reports: tuple[Finding, ...] = ()
    zero: bool = False
    question: Question | None = None
    not_understood: tuple[str, ...] = ()
    week: Named | None = None
