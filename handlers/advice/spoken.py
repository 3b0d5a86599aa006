"""Which advice can be said by voice: what says the same to everybody, whoever asks and when.

A text that names a day, or the vaccines of one child, is only written. What it names of the data
files and of the configuration is spoken with it, and heard only where the text names the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter

from handlers.advice import malaria_facts, measles, schedule
from handlers.advice.signoff import DataFile
from handlers.advice.texts import Advice

Values = Mapping[str, str]
MONTHS_A_YEAR = 12


def fixed(data: DataFile, emergency: str) -> Values:
    """What texts may name and still be spoken, by the names of their values.

    After an id, what that text alone means by a name.
    """
    malaria = malaria_facts.load(data(malaria_facts.OURS.name))
    rash = measles.load(data(measles.OURS.name))
    doses = schedule.load(data(schedule.OURS.name)).slots["MR"]
    ages = [slot.age_from.months for slot in doses if not slot.extra]
    known = {
        "emergency": emergency,
        "months": malaria.rules["infant_fever"].under_months,
        "malaria.smc_ask months": malaria.smc_ages[0],
        "years": malaria.smc_ages[1] // MONTHS_A_YEAR,
        "days": rash.after_days,
        "hours": rash.within_hours,
        "from_day": rash.expected[0],
        "to_day": rash.expected[1],
        "first_age": ages[0],
        "second_age": ages[-1],
    }
    return {name: str(value) for name, value in known.items()}


def values_of(text: Advice, known: Values) -> Values | None:
    """What it names, as it is spoken; None if it can only be written."""
    names = [name for _words, name, _spec, _as in Formatter().parse(text.text) if name]
    found = {name: known.get(f"{text.id} {name}", known.get(name, "")) for name in names}
    return found if all(found.values()) else None


def speakable(every: Iterable[Advice], known: Values) -> Mapping[str, Advice]:
    """Those that can be spoken, by id; of several that say the same only the first."""
    found: dict[str, Advice] = {}
    for text in every:
        if values_of(text, known) is not None:
            found.setdefault(text.msgid, text)
    return {text.id: text for text in found.values()}
