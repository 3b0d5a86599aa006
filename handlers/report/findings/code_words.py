"""What is said in words behind a code: `1#2#1 mort`, `1#2#1 4 ans`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.understanding import Word
from handlers.report.finding import Finding
from handlers.report.findings.coded import AGGREGATE, SEPARATORS, SINGLE
from handlers.report.findings.labels import Part
from handlers.report.findings.outcomes import number_of, onset_of, vaccinated
from handlers.report.findings.parts import parts_of
from handlers.report.risks import Risk
from handlers.report.words.denying import denied
from handlers.report.words.meant import Where
from handlers.report.words.pieces import Piece, pieces_of
from handlers.report.words.seen import read_by
from handlers.report.words.spelled import whole
from handlers.report.words.unharmed import unharmed
from handlers.report.words.where import likely, spelled

SAID = frozenset(("mark", "age", "date", "place", "filler", "stroke", "sex", "case", "unknown",
                  "within", "number", "zero", "risk"))  # fmt: skip
TELLING = ("mark", "age")
BEFORE = -2  # where nothing of the text stands, or is glued to


def code_first(words: Sequence[Word]) -> tuple[tuple[int, ...], Sequence[Word]] | None:
    """The numbers of a code that begins a message, and the words behind it."""
    numbers: list[int] = []
    at = 0
    while at < len(words) and words[at].number is not None:
        numbers.append(words[at].number or 0)
        at += 1
        if at >= len(words) or words[at].folded not in SEPARATORS:
            break
        at += 1
    whole_code = len(numbers) in (SINGLE, AGGREGATE) and words[at - 1].number is not None
    return (tuple(numbers), words[at:]) if whole_code and at < len(words) else None


def told_behind(
    words: Sequence[Word], found: Finding, risk: Risk, where: Where, today: date
) -> tuple[Finding, tuple[str, ...]] | None:
    """The finding with what the words say of it, and those that nothing was made of.

    None where they tell of others, or nothing that a code cannot hold.
    """
    named = Piece("risk", (risk.id,), BEFORE, BEFORE, risk.id)
    newborn = frozenset((risk.id,) if risk.oldest is not None else ())
    steps = (denied, partial(spelled, where=where), partial(whole, today=today, newborn=newborn),
             partial(likely, where=where), unharmed)  # fmt: skip
    pieces = read_by(steps, [named, *pieces_of(words)])
    kinds = {piece.kind for piece in pieces}
    parts = parts_of(pieces)
    if not kinds <= SAID or kinds.isdisjoint(TELLING) or len(parts) != 1 or parts[0].loose:
        return None
    [part] = parts
    if any(label.value != case.sex for label in part.of("sex") for case in found.cases):
        return None
    unread = [piece.text for piece in pieces if piece.kind == "unknown"]
    return _with(part, found, risk, pieces, unread)


def _with(
    part: Part, found: Finding, risk: Risk, pieces: Sequence[Piece], unread: list[str]
) -> tuple[Finding, tuple[str, ...]]:
    place = next((p.value[0] for p in pieces if p.kind == "place" and len(p.value) == 1), None)
    ages = [label for label in part.of("age") if label.value.months is not None]
    same = len(ages) == found.count == 1 and ages[0].value.group == found.age_group
    if not same:
        unread += [label.piece.text for label in part.of("age")]
    deaths, severe = (_among(part, mark, found.count) for mark in ("death", "severe"))
    for mark, number in (("death", deaths), ("severe", severe)):
        unread += [x.piece.text for x in part.of("mark", mark) if number is None]
    protected, unkept = vaccinated(part, found.count)
    day = onset_of(part, risk)
    told = replace(
        found,
        age_months=ages[0].value.months if same else None,
        vaccinated=protected,
        onset=day.value if day else None,
        place=place,
        deaths=deaths or found.deaths,
        severe=severe or 0,
    )
    return told, (*unread, *unkept)


def _among(part: Part, mark: str, total: int) -> int | None:
    number = number_of(part, mark, total)
    return number if number is not None and number <= total else None
