"""The doses that were given, as a card or a person tells them: `BCG, penta 2, RR 12/10/2026`.

Pure. Some vaccines are named like what they prevent ("polio 3"): what could as well be a report
is told apart by what else the message holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import Word
from handlers.advice.days import Impossible, dated
from handlers.advice.schedule import Schedule
from handlers.advice.vaccination import Child, Dose, Given

LONGEST = 3  # words of a vaccine's name
MOST = 5  # doses of one vaccine
SMALL = frozenset(("filler", "dose", "service", "number", "mark", "onset"))


@dataclass(frozen=True, slots=True)
class Card:
    """`only`: nothing else is told; `sure`: a name is there that no report could hold."""

    given: tuple[Given, ...] = ()
    only: bool = True
    sure: bool = False


def doses_told(words: Sequence[Word], on: date, known: Schedule) -> Card:
    """`penta 2` is two doses, without days; a day after the name is that of one dose."""
    found: list[Given] = []
    only, sure = True, False
    at = 0
    while at < len(words):
        antigen, length = _antigen(words, at, known)
        if antigen is None:
            only = only and not _is_else(words[at])
            at += 1
            continue
        sure = sure or not any(word.means("risk") for word in words[at : at + length])
        given, taken = _given(antigen, words, at + length, on)
        found += given
        at += length + taken
    return Card(tuple(found), only, sure)


def _is_else(word: Word) -> bool:
    """A name, a sex, a number: no small word and no sign."""
    return word.folded.isalnum() and not any(s.kind in SMALL for s in word.senses)


def _antigen(words: Sequence[Word], at: int, known: Schedule) -> tuple[str | None, int]:
    for length in range(LONGEST, 0, -1):
        name = "".join(word.text for word in words[at : at + length])
        if at + length <= len(words) and (antigen := known.antigen(name)):
            return antigen, length
    return None, 1


def _given(antigen: str, words: Sequence[Word], at: int, on: date) -> tuple[list[Given], int]:
    try:
        day = dated(words, at, on) if at < len(words) else None
    except Impossible:
        day = None
    if day is not None:
        return [Given(antigen, day[0])], day[2]
    number = words[at].number if at < len(words) else None
    if number is None or number > MOST:
        return [Given(antigen, None)], 0
    return [Given(antigen, None)] * max(number, 0 if antigen != "OPV" else 1), 1


def until_now(child: Child, on: date, known: Schedule) -> list[Given]:
    """All that became due before today, as given on its first day: "all until now".

    What becomes due today is still open, and the seasonal doses are.
    """
    return list(_until_now(child, on, known))


def _until_now(child: Child, on: date, known: Schedule) -> Iterator[Given]:
    for antigen, slots in known.slots.items():
        for slot in slots:
            since = max(slot.age_from.after(child.born), slot.valid_from)
            if not slot.extra and not slot.months and since < on:
                yield Given(antigen, since)


def in_time(child: Child, on: date, known: Schedule) -> list[Given]:
    """What a child has had whose windows that are over were kept: what is open now is due."""
    found = []
    for antigen, slots in known.slots.items():
        for slot in slots:
            since = max(slot.age_from.after(child.born), slot.valid_from)
            ends = known.grace.after(since)
            if slot.age_to is not None:
                ends = max(slot.age_to.after(child.born), slot.valid_from)
            if not slot.extra and not slot.months and ends <= on:
                found.append(Given(antigen, since))
    return found


def by_now(child: Child, on: date, known: Schedule) -> list[Dose]:
    """The last dose of each vaccine that a child of this age has had, if it had all in time."""
    found: dict[str, Dose] = {}
    for antigen, slots in known.slots.items():
        for slot in slots if known.is_offered(antigen, child.areas) else ():
            since = max(slot.age_from.after(child.born), slot.valid_from)
            theirs = slot.sex in (None, child.sex) and child.born >= slot.born_from
            if theirs and not slot.extra and not slot.months and since <= on:
                found[antigen] = Dose(antigen, slot.dose, since)
    return list(found.values())
