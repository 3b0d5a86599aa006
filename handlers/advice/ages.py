"""How old a child is, as people tell it: `9 mois`, `1 an et demi`, `né le 12/03/2026`. Pure.

An age is a range of days of birth: "9 months" may be anything up to ten. Who decides by it takes
the latest day, so that no dose is offered too early. Of several numbers that could be an age, one
after "born" or "aged" wins, then months and years before days; what an illness lasts ("depuis 3
jours") is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from dateutil.relativedelta import relativedelta

from bot.folding import fold
from bot.understanding import Lexicons, Word
from bot.understanding.small import small
from handlers.advice.days import Impossible, dated, month_of, relative, year_of

ONE_DAY = timedelta(days=1)
FOR_SOMEBODY = small("for_somebody")
OLDEST = 900  # months, when an age is told in months
OLDEST_YEARS = 120
CLEAR = 4  # letters of a unit that must be right
SHORT = 2  # letters of what may stand between "born" and the day: `en`, `le`, `on`, `:`
OLD = "old"  # `vaccines for a 2 year old` lasts no two years
MOST_DAYS = 3 * 366  # an age told in days or weeks
Problem = Literal["future", "impossible", "too_old"]


@dataclass(frozen=True, slots=True)
class Born:
    """Born on one of these days, both included."""

    earliest: date
    latest: date

    def months(self, on: date) -> int:
        """Months completed on a day, if born on the latest."""
        age = relativedelta(on, self.latest)
        return age.years * 12 + age.months


@dataclass(frozen=True, slots=True)
class Unread:
    """It was told, and cannot be: ask again."""

    problem: Problem


Told: TypeAlias = Born | Unread | None


class _Candidate(NamedTuple):
    weight: int
    told: Born | Unread


class Ages:
    """Reads ages by the words of some locales."""

    def __init__(self, lexicons: Lexicons, locales: Iterable[str]) -> None:
        self._lexicons = lexicons
        written = (word for each in locales for word in lexicons.words("born", "born", each))
        self._born = frozenset(fold(word) for word in written)

    def read(self, text: str, on: date, locale: str | None = None) -> Told:
        """The age or the day of birth that a message tells, on a day; None if it tells none."""
        words = self._lexicons.understand(text, locale).words
        found = list(self._candidates(words, on))
        return max(found, key=lambda each: each.weight).told if found else None

    def _candidates(self, words: Sequence[Word], on: date) -> Iterator[_Candidate]:
        at = 0
        while at < len(words):
            introduced = self._introduced(words, at)
            found = _age(words, at, on) or _day(words, at, on, born=introduced == "born")
            if found is None:
                at += 1
                continue
            told, length, weight = found
            old = words[at + length - 1].folded.endswith(OLD) or _is_of_a_child(words, at, length)
            if introduced == "since" and not old:
                at += length
                continue
            yield _Candidate(weight + (10 if introduced else 0), told)
            at += length

    def _introduced(self, words: Sequence[Word], at: int) -> str | None:
        """`born`, `aged` or `since`, by the words before; `né il y a` is born."""
        since = False
        for word in reversed(words[max(0, at - 4) : at]):
            if word.folded in self._born:
                return "born"
            if word.means("aged"):
                return "aged"
            if word.means("when") in ("since", "ago", "began"):
                since = True
            elif len(word.folded) > SHORT and not word.means("when"):
                break  # `ne tete plus` is no birth
        return "since" if since else None


def _is_of_a_child(words: Sequence[Word], at: int, length: int) -> bool:
    """`vaccine for 6 month baby`; no `fever for 3 days`."""
    after = words[at + length : at + length + 1]
    child = any(word.means("age") == "under5" or word.means("case") == "child" for word in after)
    led = at > 0 and words[at - 1].folded in FOR_SOMEBODY
    return child and led and words[at + length - 1].means("unit") in ("year", "month")


def _age(words: Sequence[Word], at: int, on: date) -> tuple[Born | Unread, int, int] | None:
    """The age, how many words it takes, and how telling it is."""
    number, length = _number(words, at)
    if number is None:
        return _unit_first(words, at, on)
    unit = _unit(words, at + length)
    if unit is None:
        return None
    length += 1
    if unit != "year":
        sure = unit == "month" and words[at + length - 1].folded != "m"
        return _of(number, unit, on), length, 5 if sure else 1
    more, taken = _and_months(words, at + length)
    half = 6 if length == 4 else 0  # `1,5 an`
    return _of(int(number) * 12 + half + more, "month", on, OLDEST_YEARS * 12), length + taken, 5


def _unit_first(words: Sequence[Word], at: int, on: date) -> tuple[Born | Unread, int, int] | None:
    """Bambara: `kalo 9`, `san 2`."""
    if not any(sense.kind == "unit" and sense.locale == "bm" for sense in words[at].senses):
        return None
    number = _value(words, at + 1)
    unit = words[at].means("unit")
    if number is None or unit is None:
        return None
    if unit == "year":
        return _of(number * 12, "month", on, OLDEST_YEARS * 12), 2, 5
    return _of(number, unit, on), 2, 5 if unit == "month" else 1


def _number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """A number and how many words it takes: `1,5` before a year takes three."""
    number = _value(words, at)
    if number is None or at + 3 >= len(words):
        return number, 1
    half = words[at + 1].text in ",." and words[at + 2].number == 5
    return (number, 3) if half and _unit(words, at + 3) == "year" else (number, 1)


def _value(words: Sequence[Word], at: int) -> int | None:
    if at >= len(words):
        return None
    written = words[at].means("number")
    return int(written) if written is not None else words[at].number


def _unit(words: Sequence[Word], at: int) -> str | None:
    if at >= len(words):
        return None
    word = words[at]
    if word.folded == "m":
        return "month"
    if word.folded == "a" and word.start > words[at - 1].end:
        return None  # `9 a Koro` is no age
    told = next((sense for sense in word.senses if sense.kind == "unit"), None)
    if told is None or (len(word.folded) <= CLEAR and not told.exact):
        return None  # `rougeole 2 koro`: Koro is no `karo`, a month in Bambara
    return told.meaning


def _and_months(words: Sequence[Word], at: int) -> tuple[int, int]:
    """`et demi`, `et 6 mois`, `6 mois`."""
    if at < len(words) and words[at].means("half"):
        return 6, 1
    skip = 1 if at < len(words) and words[at].means("filler") else 0
    months = _value(words, at + skip)
    if months is not None and months < 12 and _unit(words, at + skip + 1) == "month":
        return months, skip + 2
    return 0, 0


def aged(months: int, on: date) -> Born | Unread:
    """Born so many months before a day."""
    return _of(months, "month", on, OLDEST_YEARS * 12)


def _of(number: int, unit: str, on: date, oldest: int = OLDEST - 1) -> Born | Unread:
    """Born so long before `on`: between this age and the next."""
    if unit == "month":
        if number > oldest:
            return Unread("too_old")
        earliest = on - relativedelta(months=number + 1) + ONE_DAY
        return Born(earliest, on - relativedelta(months=number))
    days = number * {"hour": 0, "day": 1, "week": 7}[unit]
    if days > MOST_DAYS:
        return Unread("too_old")
    latest = on - timedelta(days=days)
    return Born(latest - timedelta(days=6) if unit == "week" else latest, latest)


def _day(
    words: Sequence[Word], at: int, on: date, *, born: bool
) -> tuple[Born | Unread, int, int] | None:
    """A day, a month or a year of birth; without the word for it, only what is written whole."""
    try:
        found = dated(words, at, on) or month_of(words, at, on, born=born)
        if found is None and born:
            found = relative(words, at, on) or year_of(words, at)
    except Impossible:
        return Unread("impossible"), 1, 4
    if found is None:
        return None
    earliest, latest, length = found
    if earliest > on:
        return Unread("future"), length, 4
    if earliest < on - relativedelta(years=OLDEST_YEARS):
        return Unread("too_old"), length, 4
    return Born(earliest, min(latest, on)), length, 4
