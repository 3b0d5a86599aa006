"""Numbers in place of words made a reading: `1#2#1`, `palu#2#1`, or too few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.places import Place
from bot.text import Text, _, n_
from bot.understanding import Word
from handlers.report.finding import (
    NAMED,
    REPORTS,
    Case,
    Finding,
    Option,
    Question,
    Reading,
    broken_down,
)
from handlers.report.findings import doubts
from handlers.report.findings.code_words import code_first, told_behind
from handlers.report.findings.coded import Coded, coded, finding_of, named
from handlers.report.findings.doubts import Doubt
from handlers.report.findings.possible import impossible
from handlers.report.risks import Risk, Risks
from handlers.report.words.bounds import exactly
from handlers.report.words.meant import Where
from handlers.report.words.pieces import pieces_of
from handlers.report.words.times import day
from handlers.report.words.where import likely, spelled

UNKNOWN = 3  # letters of a word that must mean something
MEASURED = ("rapid_test", "arm")  # what was counted is people


def numbers_read(
    words: Sequence[Word], text: str, risks: Risks, where: Where, today: date, most: int
) -> Reading | None:
    """None for a message that says more than numbers."""
    form = coded(words, text)
    if form is not None and not _wordy(form, where):
        return _possible(_coded(form, risks, where, today, most), risks)
    if by_name := _by_name(words, risks, most):
        return _possible(_with_place(*by_name, where), risks)
    if form is None and (told := _with_words(words, text, risks, where, today, most)):
        return _possible(told, risks)
    return None


def _with_words(
    words: Sequence[Word], text: str, risks: Risks, where: Where, today: date, most: int
) -> Reading | None:
    """`1#2#1 mort`: the code, and what is said of its case."""
    first = code_first(words)
    risk = risks.numbered(first[0][0]) if first else None
    if first is None or risk is None:
        return None
    found = finding_of(risks[risk], first[0][1:], most)
    told = told_behind(first[1], found, risks[risk], where, today) if found else None
    if found and told is None and not any(_names(word) for word in first[1]):
        return Reading(not_understood=(text,))
    return Reading((told[0],), not_understood=told[1][:NAMED]) if told else None


def _names(word: Word) -> bool:
    return any(sense.kind in ("risk", "unlisted", "sign") for sense in word.senses)


def _possible(read: Reading, risks: Risks, begin: int = 0) -> Reading:
    """A code of people whom its risk cannot befall is asked about; the reading, if that is so."""
    for at, found in enumerate(read.reports[begin:], begin):
        age = exactly(found.age_months) if found.age_months is not None else None
        if doubt := impossible(risks[found.risk], found.cases, age, "code", {}):
            return _asked(doubt, read, risks, at)
    return read


def _asked(doubt: Doubt, read: Reading, risks: Risks, at: int) -> Reading:
    sure = partial(_possible, read, risks, at + 1)
    options = tuple(Option(value, label, sure) for value, label in doubt.choices)
    other = Option(doubts.OTHER, doubts.UNKNOWN)
    return Reading(question=Question(doubt.text, (*options, other)))


def _wordy(form: Coded, where: Where) -> bool:
    """`qwzx 4 Mopti`, `5 TDR positifs`: a number among words is not the coded form."""
    if any(word.means("filler") in MEASURED for word in form.rest):
        return True
    unknown = [word for word in form.rest if not word.senses and len(word.folded) >= UNKNOWN]
    names = (word for word in unknown if where.named(word.text, misspelt=True))
    return form.bare and len(unknown) > sum(1 for _name in names)


def _by_name(
    words: Sequence[Word], risks: Risks, most: int
) -> tuple[Finding, Sequence[Word]] | None:
    """`palu#2#1`: the coded form with the risk in words."""
    form = named(words)
    if form is None or len(form[0]) != 1:
        return None
    (risk,), numbers, rest = form
    finding = finding_of(risks[risk], numbers, most) if risk in risks else None
    return (finding, rest) if finding else None


def _with_place(found: Finding, rest: Sequence[Word], where: Where) -> Reading:
    """A coded finding, with the place that other words of the message name."""
    pieces = likely(spelled(pieces_of(rest), where), where)
    place = next((p.value[0] for p in pieces if p.kind == "place" and len(p.value) == 1), None)
    unknown = tuple(p.text for p in pieces if p.kind == "unknown")
    return Reading((replace(found, place=place),), not_understood=unknown)


def _coded(form: Coded, risks: Risks, where: Where, today: date, most: int) -> Reading:
    pieces = likely(spelled(pieces_of(form.rest), where), where)
    place = next((p.value[0] for p in pieces if p.kind == "place" and len(p.value) == 1), None)
    days = (day(pieces, at, today) for at, piece in enumerate(pieces) if piece.kind == "onset")
    onset = next((found[0].value for found in days if found), None)
    unknown = tuple(p.text for p in pieces if p.kind == "unknown")
    if all(not any(group) for group in form.groups):
        return Reading(zero=True, not_understood=unknown)
    if form.bare:
        return _bare(form, risks, place, unknown, most)
    found: list[Finding] = []
    unread = list(unknown)
    zero = False
    for numbers, text in zip(form.groups, form.texts, strict=True):
        if len(found) == REPORTS:
            unread.append(text)
            continue
        risk = risks.numbered(numbers[0])
        whole = risk and len(numbers) in (3, 5)
        finding = finding_of(risks[risk], numbers[1:], most) if risk and whole else None
        if finding is None:
            unread.append(text)
        elif finding.count:
            found.append(replace(finding, place=place, onset=onset))
        else:
            zero = True
    return Reading(tuple(found), zero=zero and not found, not_understood=tuple(unread[:NAMED]))


def _bare(
    form: Coded, risks: Risks, place: Place | None, unknown: tuple[str, ...], most: int
) -> Reading:
    """One or two numbers alone are never a report: we ask what they mean."""
    numbers = tuple(number for group in form.groups for number in group)
    text = " ".join(form.texts)
    if unknown or max(numbers) > most:
        return Reading(not_understood=(*unknown, text))
    count = numbers[1] if len(numbers) > 1 and numbers[1] else 1
    pairs = [(risks.numbered(numbers[0]), count)]
    pairs += [(risk, numbers[-1] or 1) for risk in risks.offered(frozenset(("illness",)))]
    readings = {
        (risk, n): Reading(
            (broken_down(risk, [Case(None, None, n)], place=place, deaths=_dead(risks[risk], n)),)
        )
        for risk, n in pairs
        if risk and n
    }
    options = [
        Option(f"{risk}.{n}", _cases(risks[risk].name, n), _as_read(reading))
        for (risk, n), reading in readings.items()
    ][: doubts.OFFERED]
    text_asked = _("{words}: what do you report?", words=text)
    return Reading(question=Question(text_asked, (*options, Option(doubts.OTHER, doubts.UNKNOWN))))


def _dead(risk: Risk, number: int) -> int:
    return number if risk.fatal else 0


def _as_read(reading: Reading) -> Callable[[], Reading]:
    return lambda: reading


def _cases(name: Text, number: int) -> Text:
    return _("{risk}, {cases}", risk=name, cases=n_("{count} case", "{count} cases", count=number))
