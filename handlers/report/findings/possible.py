"""People whom a health risk cannot befall: asked about, in words and in codes. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.finding import Case
from handlers.report.findings import doubts
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.risks import Risk
from handlers.report.words.bounds import Age


def impossible(
    risk: Risk, cases: Sequence[Case], age: Age | None, key: str, decided: Decided
) -> Doubt | None:
    """A man in a maternal death, a child of six with tetanus of the newborn."""
    wrong = [case for case in cases if risk.sex and case.sex not in (risk.sex, None)]
    if wrong and f"{key}.sex" not in decided:
        sex = wrong[0].sex or "male"
        return doubts.of_that_sex(f"{key}.sex", risk.name, sex, sum(case.count for case in wrong))
    if _too_old(risk, cases, age) and f"{key}.age" not in decided:
        return doubts.really(f"{key}.age", risk.name)
    return None


def _too_old(risk: Risk, cases: Sequence[Case], age: Age | None) -> bool:
    if risk.oldest is None:
        return False
    if age is not None and age.months is not None:
        return age.months > risk.oldest
    return any(case.age_group == "over5" for case in cases)
