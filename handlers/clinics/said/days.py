"""Days as people write them: `28/11`, `mardi 8 déc`, `le 14`, `Dec 14`, `demain`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.understanding import Understood, Word
from bot.understanding.small import small
from handlers.clinics.asked import COMING

_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?\b|\b(\d{4})-(\d{2})-(\d{2})\b")
PAST: Mapping[str | None, int] = {"yesterday": 1, "before_yesterday": 2}  # said to be over
BEFORE_DAY, AFTER_DAY = small("before_day"), small("after_day")
WEEK, NEXT = 7, small("next_day")
NOW = small("now_not_today")
BETWEEN = BEFORE_DAY | {","}
HOUR = re.compile(r" ?(?:h|:\d|am\b|pm\b|heures?\b|km\b|%)", re.IGNORECASE)
LONGEST_MONTH = 31
AHEAD = 62  # days within which a weekday has a number


class Said(NamedTuple):
    """A day and where in the text it stands; None: there is no such day."""

    start: int
    end: int
    day: date | None


def days_said(understood: Understood, today: date) -> list[Said]:
    """In the order they are written; a day without a year is the next one from `today` on."""
    text, words = understood.text, understood.words
    found = [Said(*each.span(), _written(each, today)) for each in _DATE.finditer(text)]
    at = 0
    while at < len(words):
        inside = any(said.start <= words[at].start < said.end for said in found)
        one = None if inside else _named(text, words, at, today)
        if one is None:
            at += 1
            continue
        found.append(one[0])
        at = one[1]
    return sorted(found)


def _named(text: str, words: Sequence[Word], at: int, today: date) -> tuple[Said, int] | None:
    """The day that begins with this word, and the word after it."""
    word = words[at]
    if (coming := word.means("coming")) and word.folded not in NOW:
        return Said(word.start, word.end, today + timedelta(days=COMING[coming])), at + 1
    if (past := word.means("onset")) in PAST:
        return Said(word.start, word.end, today - timedelta(days=PAST[past])), at + 1
    weekday = word.means("weekday")
    begins = _past(words, at + 1) if weekday is not None else at
    numbered = _numbered(text, words, begins, today, None if weekday is None else int(weekday))
    if numbered is not None:
        day, end = numbered
        return Said(word.start, words[end - 1].end, day), end
    if weekday is None:
        return None
    return _weekday(words, at, int(weekday), today), at + 1


def _weekday(words: Sequence[Word], at: int, weekday: int, today: date) -> Said:
    """The next such day; `mercredi prochain`, of this week, is the one after."""
    day = today + timedelta(days=(weekday - today.weekday()) % WEEK)
    beside = {each.folded for each in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])}
    if beside & NEXT and day.isocalendar().week == today.isocalendar().week:
        day += timedelta(days=WEEK)
    return Said(words[at].start, words[at].end, day)


def _past(words: Sequence[Word], at: int) -> int:
    """Past `jeudi, le ...`."""
    while at < len(words) and words[at].folded in BETWEEN:
        at += 1
    return at


def _numbered(
    text: str, words: Sequence[Word], at: int, today: date, weekday: int | None
) -> tuple[date | None, int] | None:
    """`8 décembre`, `December 14`, `vendredi 4`, `le 14`."""
    if (month := _month(words, at)) is not None:
        number = _day_number(text, words, at + 1)
        return (_next(number, month, today, weekday), at + 2) if number else None
    number = _day_number(text, words, at)
    if number is None:
        return None
    end = at + 1
    while (
        end < len(words)
        and words[end].folded in AFTER_DAY
        and words[end].start == words[end - 1].end
    ):
        end += 1  # `1er`, `14th`
    if (month := _month(words, end)) is not None:
        return _next(number, month, today, weekday), end + 1
    if weekday is not None:
        return _of_weekday(number, weekday, today), end
    led = at > 0 and words[at - 1].folded in BEFORE_DAY
    return (_of_number(number, today), end) if led and _ends(words, end) else None


def _past_ending(words: Sequence[Word], at: int) -> int:
    """Past `1er`, `14th`."""
    end = at + 1
    glued = end < len(words) and words[end].start == words[at].end
    return end + 1 if glued and words[end].folded in AFTER_DAY else end


def _ends(words: Sequence[Word], at: int) -> bool:
    """`le 14` counts nobody: no people, case or unit follows."""
    senses = words[at].senses[:1] if at < len(words) else ()
    return not any(sense.kind in ("unit", "case", "risk", "sex", "month") for sense in senses)


def _month(words: Sequence[Word], at: int) -> int | None:
    month = words[at].means("month") if at < len(words) else None
    return int(month) if month else None


def _day_number(text: str, words: Sequence[Word], at: int) -> int | None:
    """A number that a month may have, and no hour."""
    number = _number(words[at]) if at < len(words) else None
    if number is None or not 1 <= number <= LONGEST_MONTH or HOUR.match(text, words[at].end):
        return None
    return number


def _number(word: Word) -> int | None:
    """Digits, or `1er`."""
    said = word.means("number") if word.folded[:1].isdecimal() else None
    return word.number if word.number is not None or said is None else int(said)


def _next(number: int, month: int, today: date, weekday: int | None) -> date | None:
    try:
        found = date(today.year, month, number)
        found = found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None
    return found if weekday in (None, found.weekday()) else None


def _of_weekday(number: int, weekday: int, today: date) -> date | None:
    days = (today + timedelta(days=after) for after in range(AHEAD))
    return next((day for day in days if (day.day, day.weekday()) == (number, weekday)), None)


def _of_number(number: int, today: date) -> date | None:
    days = (today + timedelta(days=after) for after in range(AHEAD))
    return next((day for day in days if day.day == number), None)


def _written(match: re.Match[str], today: date) -> date | None:
    day, month, year, *iso = match.groups()
    try:
        if iso[0]:
            return date(int(iso[0]), int(iso[1]), int(iso[2]))
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        found = date(today.year, int(month), int(day))
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None  # a day that does not exist
