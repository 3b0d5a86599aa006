"""How a language writes days and numbers, and from which side; by Babel, and tables of our own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

# Where CLDR has no days. Tamasheq's are those of FLORES-200; its months are not attested there, so
# they are numbers. Its numbers are written as in French, and one is singular.
WEEKDAYS = {
    "taq": ("litnin", "altanata", "allarba", "alxamis", "ăljumăɣăt", "asabet", "ălxad"),
}
COMMAS = {"ar": "، "}
FROM_THE_RIGHT = "\u200f"
# A sign after Latin letters or digits, a space, and again such. Words of a command have no sign.
BETWEEN = re.compile(r"(?<=[A-Za-z0-9)])([،؛:.,؟])(?= [A-Za-z0-9(?])")
DAY = "EEE d MMM"  # mar. 24 nov.


@lru_cache
def cldr(locale: str) -> str:
    """The nearest locale whose numbers and days CLDR knows: `ar` for `ar_ML`, `fr` for `taq`."""
    for name in (locale, locale.split("_")[0].split("-")[0]):
        try:
            return str(Locale.parse(name.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return "fr"


def listed(said: Iterable[str], locale: str) -> str:
    """One after the other, with the commas of the language."""
    return COMMAS.get(locale, ", ").join(said)


def directed(text: str, locale: str) -> str:
    """Telegram, telephones and browsers write a text in the direction of its first letter.

    So an Arabic text that begins with the name of a village is told that it goes from the right;
    and again after a sign between two Latin names or numbers, which else change places: the name
    and the distance of `Koro، 2 كم`. Done twice it is done once.
    """
    if not _from_the_right(locale):
        return text
    text = BETWEEN.sub(rf"\1{FROM_THE_RIGHT}", text)
    strong = (unicodedata.bidirectional(letter) for letter in text)
    first = next((each for each in strong if each in ("L", "R", "AL")), "L")
    return FROM_THE_RIGHT + text if text and first == "L" else text


@lru_cache
def _from_the_right(locale: str) -> bool:
    return bool(Locale.parse(cldr(locale)).text_direction == "rtl")


@lru_cache(maxsize=4096)
def day_of(day: date, locale: str) -> str:
    if own := WEEKDAYS.get(locale.split("_")[0]):
        return f"{own[day.weekday()]} {day.day}/{day.month:02}"
    said = format_date(day, DAY, locale=cldr(locale))
    # French counts the first of a month; CLDR's short forms do not.
    return said.replace(" 1 ", " 1er ") if locale.startswith("fr") else said


@lru_cache(maxsize=4096)
def number_of(number: float, locale: str) -> str:
    return str(format_decimal(number, locale=locale))
