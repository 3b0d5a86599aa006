"""The grammar of a report: words in, findings out, or one question. Pure; bounded in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.places import Places
from bot.understanding import Understood, Word
from bot.understanding.small import small
from handlers.report.counts.of_week import weeks_of
from handlers.report.finding import NAMED, REPORTS, Case, Finding, Option, Question, Reading
from handlers.report.findings import doubts
from handlers.report.findings.assembling import assemble
from handlers.report.findings.codes import numbers_read
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.either import Either, either
from handlers.report.findings.labels import Part
from handlers.report.findings.merging import merged
from handlers.report.findings.nothing import (
    all_none,
    only_nobody_died,
    says_nothing,
    says_what_it_is_not,
    somebody_died,
    tells_of_somebody,
)
from handlers.report.findings.parts import parts_of
from handlers.report.findings.settling import by_letters
from handlers.report.findings.summing import (
    as_stated,
    counting,
    told_twice,
    unlike,
    without_breakdown,
)
from handlers.report.findings.unread import harm, near_harm, unread_words
from handlers.report.findings.untold import with_numbers
from handlers.report.people.apart import apart
from handlers.report.people.dead import counted_before
from handlers.report.people.least import more_told
from handlers.report.people.together import joined, together
from handlers.report.risks import Risks
from handlers.report.steps import how_many, who_is_told_of
from handlers.report.words.meant import Where, villages
from handlers.report.words.pieces import Piece, pieces_of
from handlers.report.words.seen import read_by

__all__ = ["Case", "Finding", "Option", "Question", "Reading", "read"]

BEFORE = -2  # where nothing of the text stands, or is glued to
NOBODY = "nobody"  # is ill either
NONE_OF_THEM = small("nobody_alone")
MOST = 999  # cases of one report; more is a slip, or a telephone's number


@dataclass(frozen=True, slots=True)
class _Message:
    """A message ready to be read, and what it is read with."""

    pieces: tuple[Piece, ...]
    parts: tuple[Part, ...]
    risks: Risks
    places: Places


def read(
    understood: Understood,
    *,
    risks: Risks,
    places: Places,
    today: date,
    near: tuple[float, float] | None = None,
    area_id: str | None = None,
    locale: str | None = None,
    most: int = MOST,
    about: str | None = None,
) -> Reading:
    """What is reported, on the day `today`; `near` (degrees) and `area_id` tell places apart.

    `about`: the health risk that was asked about, where the words only answer how many.
    """
    words = _without_command(understood.words)
    if words and words[0].means("intent") == "cancel":
        return Reading()
    where = Where(places, near, area_id)
    asked_about = _asked_about(about) if about else ()
    if about and understood.text.strip(" .!").casefold() in NONE_OF_THEM:
        return Reading()  # `personne` is no answer to how many there are, and no person
    words = villages(words, where)
    found = _read_words(words, understood, risks, where, today, most, asked_about)
    silent = not (found.reports or found.zero or found.question or found.not_understood)
    return Reading(not_understood=near_harm(words)) if silent else found


def _read_words(
    words: Sequence[Word],
    understood: Understood,
    risks: Risks,
    where: Where,
    today: date,
    most: int,
    asked_about: Sequence[Piece] = (),
) -> Reading:
    by_numbers = numbers_read(words, understood.text, risks, where, today, most)
    if by_numbers and not asked_about:
        return by_numbers
    told = read_by(who_is_told_of(risks, where, today, most), [*asked_about, *pieces_of(words)])
    after = how_many(risks)

    def counted(pieces: Sequence[Piece]) -> Reading:
        return _counted(read_by(after, pieces), understood, risks, where.places)

    if not asked_about and (asked := _asked_of_the_dead(told, counted, risks)):
        return asked
    people = None if asked_about else apart(told)
    found = (people and together(people, risks, counted)) or counted(told)
    if once := told_twice(found):
        return _asked_whether_twice(once, risks)
    more = 0 if asked_about else more_told(found, told)
    return _asked_of_more(found, more, risks) if more else found


def _asked_of_the_dead(
    told: Sequence[Piece], counted: Callable[[Sequence[Piece]], Reading], risks: Risks
) -> Reading | None:
    """Whether who died is one of those who were counted before."""
    less, number = counted_before(told) or (told, 0)
    found = counted(less) if number else Reading()
    if len(found.reports) != 1 or found.question:
        return None
    [report] = found.reports
    whole = counted(told)
    if whole.reports and whole.reports[0].count == report.count:
        return None  # the number of all was told
    both = report.count, report.count + number
    doubt = doubts.how_many("total", risks[report.risk].name, both)
    return Reading(question=_asking(doubt, lambda count: counting(found, int(count))))


def _asked_whether_twice(once: Reading, risks: Risks) -> Reading:
    [report] = once.reports
    doubt = doubts.how_many("total", risks[report.risk].name, (report.count, 2 * report.count))
    return Reading(question=_asking(doubt, lambda count: counting(once, int(count))))


def _asked_of_more(found: Reading, more: int, risks: Risks) -> Reading:
    """More persons are told of than were counted."""
    found = replace(found, reports=(joined(found.reports),))
    count = found.reports[0].count
    doubt = doubts.how_many("total", risks[found.reports[0].risk].name, (count, more))

    def told_of(number: str) -> Reading:
        """Where they are more, of whom sexes and ages were read is not known."""
        base = without_breakdown(found) if int(number) > count else found
        return counting(base, int(number))

    return Reading(question=_asking(doubt, told_of))


def _counted(
    pieces: Sequence[Piece], understood: Understood, risks: Risks, places: Places
) -> Reading:
    if doubt := either(pieces):
        return _asked_which(doubt, pieces, understood, risks, places)
    found = as_stated(_all_read(pieces, understood, risks, places), pieces)
    return _asked_how_many(found, both, risks) if (both := unlike(found, pieces)) else found


def _asked_how_many(found: Reading, numbers: tuple[int, int], risks: Risks) -> Reading:
    """A total was stated that is not what was read."""
    doubt = doubts.how_many("total", risks[found.reports[0].risk].name, numbers)
    return Reading(question=_asking(doubt, lambda number: counting(found, int(number))))


def _asked_about(risk: str) -> tuple[Piece, ...]:
    """As if the answer began with the disease."""
    return (Piece("risk", (risk,), BEFORE, BEFORE, risk),)


def _asked_which(
    doubt: Either,
    pieces: Sequence[Piece],
    understood: Understood,
    risks: Risks,
    places: Places,
) -> Reading:
    """Which of two numbers is meant; with each of them the message is read anew."""

    def reading_if(number: str) -> Reading:
        return _all_read(doubt.decided(pieces, int(number)), understood, risks, places)

    return Reading(question=_asking(doubt.doubt(pieces), reading_if))


def _all_read(
    pieces: Sequence[Piece], understood: Understood, risks: Risks, places: Places
) -> Reading:
    parts = all_none(merged(parts_of(pieces, ("risk", "unlisted")), risks))
    if understood.intent("emergency") and not any(tells_of_somebody(part, risks) for part in parts):
        return Reading()
    return _read(_Message(tuple(pieces), tuple(parts), risks, places), by_letters(parts))


def _without_command(words: Sequence[Word]) -> Sequence[Word]:
    """`CORRIGER 123 palu 2` says what comes after the number."""
    if words and words[0].means("intent") == "correct":
        return words[2:] if len(words) > 1 and words[1].number is not None else words[1:]
    return words


def _read(message: _Message, decided: Decided) -> Reading:
    found: list[tuple[int, Finding]] = []  # where it begins
    unkept: list[str] = []
    none_of = False
    for position, part in enumerate(message.parts[:REPORTS]):
        told = assemble(part, str(position), message.risks, message.places, decided)
        if isinstance(told, Doubt):
            asked = _question(message, told, decided)
            return Reading(question=asked, not_understood=unread_words(message.pieces))
        unkept += told.unkept or (() if told.finding or told.zero else harm(part))
        none_of = none_of or told.zero
        if told.finding is not None:
            found.append((part.begins, told.finding))
    unkept += [x.piece.text for part in message.parts[REPORTS:] for x in part.labels[:1]]
    unread = with_numbers(
        (*unread_words(message.pieces), *unkept), message.pieces, [told for _, told in found]
    )[:NAMED]
    nothing = not found and (none_of or says_nothing(message.pieces))
    if nothing and (says_what_it_is_not(message.pieces) or somebody_died(message.parts)):
        nothing = False
        unread = (*unread, *(word for part in message.parts for word in harm(part)))[:NAMED]
    if nothing and only_nobody_died(message.pieces, message.parts) and NOBODY not in decided:
        return Reading(question=_question(message, doubts.nobody_ill(NOBODY), decided))
    week, each = weeks_of(message.pieces, unread, found, nothing=nothing)
    return Reading(each, zero=nothing, not_understood=unread, week=week)


def _question(message: _Message, doubt: Doubt, decided: Decided) -> Question:
    return _asking(doubt, lambda value: _read(message, {**decided, doubt.key: value}))


def _asking(doubt: Doubt, reading_if: Callable[[str], Reading]) -> Question:
    options = [Option(value, label, partial(reading_if, value)) for value, label in doubt.choices]
    counted = (lambda number: reading_if(str(number))) if doubt.counts else None
    named = reading_if if doubt.names else None
    return Question(doubt.text, (*options, Option(doubts.OTHER, doubts.UNKNOWN)), counted, named)
