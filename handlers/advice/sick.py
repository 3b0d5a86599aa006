"""What is known of somebody who is ill, between two questions. Plain data inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

LISTS = ("signs", "asked", "ages")
Illness = Literal["fever", "rash"]


@dataclass(frozen=True, slots=True)
class Sick:
    """`fever` is None where nobody said; `asked` are the questions that were answered, be it with
    "I do not know"."""

    illness: Illness
    signs: tuple[str, ...] = ()
    age_months: int | None = None
    pregnant: bool = False
    male: bool = False
    days: int | None = None
    fever: bool | None = None
    negative_test: bool = False
    blisters: bool = False
    reported: bool = False
    asked: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()  # two that were told, in months: which is it?

    @classmethod
    def remembered(cls, answers: Mapping[str, Any]) -> Sick:
        """From a conversation, perhaps of an older version."""
        known = {key: answers[key] for key in cls.__slots__ if key in answers}
        return cls(**known | {key: tuple(known.get(key, ())) for key in LISTS})
