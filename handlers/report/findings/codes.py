"""Numbers in place of words made a reading: `1#2#1`, `palu#2#1`, or too few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.places import Place
from bot.text import Text, _, n_
from bot.understanding import Word
from handlers.report.finding import NAMED, REPORTS, Case, Finding, Option, Question, Reading
from handlers.report.findings import doubts
from handlers.report.findings.coded import Coded, coded, finding_of, named
from handlers.report.risks import Risks
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
        return _coded(form, risks, where, today, most)
    if by_name := _by_name(words, most):
        return _with_place(*by_name, where)
    return None


def _wordy(form: Coded, where: Where) -> bool:
    """`qwzx 4 Mopti`, `5 TDR positifs`: a number among words is not the coded form."""
    if any(word.means("filler") in MEASURED for word in form.rest):
        return True
    unknown = [word for word in form.rest if not word.senses and len(word.folded) >= UNKNOWN]
    names = (word for word in unknown if where.named(word.text, misspelt=True))
    return form.bare and len(unknown) > sum(1 for _name in names)


def _by_name(words: Sequence[Word], most: int) -> tuple[Finding, Sequence[Word]] | None:
    """`palu#2#1`: the coded form with the risk in words."""
    form = named(words)
    if form is None or len(form[0]) != 1:
        return None
    (risk,), numbers, rest = form
    finding = finding_of(risk, numbers, most)
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
        finding = finding_of(risk, numbers[1:], most) if risk and len(numbers) in (3, 5) else None
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
            (Finding(risk, n, sex_unknown=n, cases=(Case(None, None, n),), place=place),)
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


def _as_read(reading: Reading) -> Callable[[], Reading]:
    return lambda: reading


def _cases(name: Text, number: int) -> Text:
    return _("{risk}, {cases}", risk=name, cases=n_("{count} case", "{count} cases", count=number))
