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
CODE = 2  # letters of a disease's code, which is a word of every day too
SICK = ("case", "sex", "mark", "sign", "age")


def wish_in(understood: Understood) -> str | None:
    """`week_missing`, `week_summary`; None for anything else, a report above all."""
    said = {part for word in understood.words for part in word.folded.split()}
    if said & OTHERS or _reports(understood):
        return None
    if said & PEOPLE and said & REPORTED and said & NOT:
        return "week_missing"
    return "week_summary" if said & WEEK and said & FIGURES else None


def _reports(understood: Understood) -> bool:
    """`situation de la semaine : rougeole 3`, `point semaine : RAS`."""
    words = understood.words
    numbers = [at for at, word in enumerate(words) if word.number is not None]
    named = any(word.means("risk") and len(word.folded) > CODE for word in words)
    behind = [words[at + 1] for at in numbers if at + 1 < len(words)]
    sick = any(sense.kind in SICK for word in behind for sense in word.senses[:1])
    many = any((words[at].number or 0) > DAYS for at in numbers)
    zero = any(word.means("zero") == "zero" for word in words)  # not `n'ont rien envoyé`
    return bool(numbers and (named or sick or many)) or zero
