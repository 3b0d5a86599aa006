"""What is asked of a week in other words than `BILAN` and `MANQUANTS`. Pure.

`combien de malades cette semaine ?`; `quels agents n'ont rien envoyé ?`
"""

from __future__ import annotations

from bot.understanding import Understood
from bot.understanding.small import small

PEOPLE, REPORTED = small("people_who_report", "who_reports"), small("have_not_reported")
NOT, WEEK, FIGURES = small("some_have_not"), small("a_week"), small("figures_of")
OTHERS = small("only_checkers_say", "to_many")  # what waits to be checked, messages to many
DAYS = 7  # of a week; more than that counts the sick


def wish_in(understood: Understood) -> str | None:
    """`week_missing`, `week_summary`; None for anything else, a report above all."""
    said = {part for word in understood.words for part in word.folded.split()}
    if any((word.number or 0) > DAYS for word in understood.words) or said & OTHERS:
        return None
    if said & PEOPLE and said & REPORTED and said & NOT:
        return "week_missing"
    return "week_summary" if said & WEEK and said & FIGURES else None
