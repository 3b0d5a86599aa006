"""What a message leaves open, and the one short question that settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.places import Place, Places
from bot.text import Text, _, n_, verbatim
from handlers.report.risks import Risks

OFFERED = 3  # and "something else": four answers fit one SMS segment
OTHER = "other"
# In words, so that an answer's own number is not taken for its place in the list: "1 three boys".
IN_WORDS = (
    *(_("zero"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven")),
    *(_("eight"), _("nine"), _("ten")),
)
UNKNOWN = _("something else")
DIED = _("{cases}: how many died?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """`key` names what is open; each choice is the value it takes and how we say it.

    `counts`: what is asked for is a number; `names`: a health risk.
    """

    key: str
    text: Text
    choices: tuple[tuple[str, Text], ...]
    counts: bool = False
    names: bool = False


Decided = Mapping[str, str]  # the values taken so far


def which_risk(key: str, words: str, ids: Sequence[str], risks: Risks) -> Doubt:
    choices = tuple((each, risks[each].name) for each in ids[:OFFERED])
    return Doubt(key, _("{words}: which disease?", words=words), choices, names=True)


def unlisted(key: str, words: str, ids: Sequence[str], risks: Risks) -> Doubt:
    choices = tuple((each, risks[each].name) for each in ids[:OFFERED])
    return Doubt(key, _("{words} is not in the list. Is it:", words=words), choices, names=True)


def which_place(key: str, words: str, places: Sequence[Place], known: Places) -> Doubt:
    names = known.told_apart(places[:OFFERED])
    choices = tuple(
        (place.id, verbatim(name)) for place, name in zip(places[:OFFERED], names, strict=True)
    )
    return Doubt(key, _("{words}: which one?", words=words), choices)


def in_words(number: int) -> Text:
    return IN_WORDS[number] if number < len(IN_WORDS) else verbatim(str(number))


def counted(number: int) -> Text:
    return n_("{number} case", "{number} cases", count=number, number=in_words(number))


def boys_or_months(key: str, words: str, number: int) -> Doubt:
    said = in_words(number)
    boys = n_("{number} boy or man", "{number} boys or men", count=number, number=said)
    months = n_("aged {count} month", "aged {count} months", count=number)
    return Doubt(key, _("{words}:", words=words), (("male", boys), ("months", months)))


def years_or_months(key: str, words: str, number: int) -> Doubt:
    years = n_("aged {count} year", "aged {count} years", count=number)
    months = n_("aged {count} month", "aged {count} months", count=number)
    return Doubt(key, _("{words}:", words=words), (("years", years), ("months", months)))


def cases_or_years(key: str, words: str, number: int) -> Doubt:
    years = n_("aged {count} year", "aged {count} years", count=number)
    return Doubt(key, _("{words}:", words=words), (("years", years), ("cases", counted(number))))


def how_many(key: str, name: Text, numbers: Sequence[int]) -> Doubt:
    choices = tuple((str(n), counted(n)) for n in numbers[:OFFERED])
    return Doubt(key, _("{risk}: how many cases in all?", risk=name), choices, counts=True)


def how_many_died(key: str, name: Text, total: int) -> Doubt:
    """`10 cas, des morts`: some of them, and perhaps all."""
    choices = tuple((str(n), _died(n)) for n in range(1, min(total, OFFERED) + 1))
    cases = _("{risk}, {cases}", risk=name, cases=_cases(total))
    return Doubt(key, replace(DIED, values={"cases": cases}), choices, counts=True)


def asks_for_the_dead(asked: Text) -> bool:
    return asked.msgid == DIED.msgid


def _died(number: int) -> Text:
    said = in_words(number)
    return n_("{number} death", "{number} deaths", count=number, number=said)


def _cases(number: int) -> Text:
    return n_("{count} case", "{count} cases", count=number)


def really_cases(key: str, name: Text, number: int) -> Doubt:
    """`200 enfants vaccinés contre la rougeole`: a disease and a number, but perhaps no cases."""
    cases = _("{risk}, {cases}", risk=name, cases=_cases(number))
    text = _("Do you report {cases}?", cases=cases)
    return Doubt(key, text, (("yes", _("yes")),))


def nobody_ill(key: str) -> Doubt:
    """`aucun décès` alone: a week without sick people, or without deaths?"""
    return Doubt(key, _("Is nobody ill either this week?"), (("yes", _("yes")),))


def of_that_sex(key: str, name: Text, sex: str, number: int) -> Doubt:
    """A man of whom a maternal death is told."""
    male = n_("{count} male case", "{count} male cases", count=number)
    female = n_("{count} female case", "{count} female cases", count=number)
    cases = _("{risk}, {cases}", risk=name, cases=male if sex == "male" else female)
    return Doubt(key, _("{cases}: is that right?", cases=cases), (("yes", _("yes")),))


def really(key: str, name: Text) -> Doubt:
    """An age at which the disease is not expected."""
    return Doubt(key, _("{risk} at this age?", risk=name), (("yes", _("yes")),))
