"""The coded form: `1#2#1` (risk, sex, age) and `1#0#4#1#2` (males and females under 5 and over)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding import Sense, Word
from handlers.report.finding import AgeGroup, Case, Finding, Sex, broken_down
from handlers.report.risks import Risk

SEXES: dict[int, Sex] = {1: "male", 2: "female"}
AGES: dict[int, AgeGroup] = {1: "under5", 2: "over5"}
GROUPS: tuple[tuple[Sex, AgeGroup], ...] = (
    ("male", "under5"),
    ("male", "over5"),
    ("female", "under5"),
    ("female", "over5"),
)
LETTERS = {"o": 0, "l": 1, "i": 1}  # typed for digits
SINGLE, AGGREGATE = 3, 5
SEPARATORS = "#*"
NAMED = ("risk", "unlisted", "sign")
WEEK = "week"  # `S48 - 0 cas`: its number counts nobody
TELLING = frozenset(("risk", "unlisted", "sign", "mark", "zero"))
IDLE = frozenset(("filler", "intent", "yes", "no", "locale", "case", "question", "onset"))
OTHER_MATTERS = frozenset(("supply", "advice_malaria", "advice_measles", "advice_vaccination"))


@dataclass(frozen=True, slots=True)
class Coded:
    """The numbers of a message that is hardly more than numbers; `rest` are its other words."""

    groups: tuple[tuple[int, ...], ...]
    texts: tuple[str, ...]
    rest: tuple[Word, ...]

    @property
    def bare(self) -> bool:
        """One or two numbers: too few for a report."""
        joined = all(word.senses for word in self.rest)  # `15 et 3`, not `koro 3 mopti 4`
        return sum(map(len, self.groups)) <= (2 if joined or len(self.groups) == 1 else 0)


def coded(words: Sequence[Word], text: str) -> Coded | None:
    """None unless numbers are all that the message says, but for a greeting or a place."""
    runs: list[list[Word]] = [[]]
    rest: list[Word] = []
    clear = any(sign in text for sign in SEPARATORS)
    for at, word in enumerate(words):
        if _digit(word, words) and not (at and words[at - 1].means("filler") == WEEK):
            runs[-1].append(word)
        elif word.folded.isalpha() or word.senses:
            if any(_says_more(sense, clear=clear) for sense in word.senses):
                return None
            only_sounds = clear and not any(sense.exact for sense in word.senses)
            rest.append(word._replace(senses=()) if only_sounds else word)
            runs.append([])
    found = [run for run in runs if run]
    if not found:
        return None
    groups = [part for run in found for part in _parts(run, text)]
    texts = tuple(text[part[0].start : part[-1].end] for part in groups)
    return Coded(tuple(tuple(map(_value, part)) for part in groups), texts, tuple(rest))


def _says_more(sense: Sense, *, clear: bool) -> bool:
    """Of a clear code (`1#1#1 Sagabari`) no village is a disease that only sounds like it."""
    if clear and not sense.exact and sense.kind in NAMED:
        return False
    if sense.meaning in OTHER_MATTERS and sense.exact:
        return True  # "besoin de 20 moustiquaires"
    return sense.kind not in IDLE and (sense.exact or sense.kind in TELLING)


def named(words: Sequence[Word]) -> tuple[tuple[str, ...], tuple[int, ...], Sequence[Word]] | None:
    """`palu#2#1`: the coded form with the risk in words; its ids, the numbers, the other words."""
    ids = tuple(s.meaning for s in words[0].senses if s.kind == "risk" and s.exact) if words else ()
    if not ids or len(words) < 2 or words[1].folded not in SEPARATORS:
        return None
    numbers: list[int] = []
    at = 1
    while at + 1 < len(words) and words[at].folded == words[1].folded:
        if words[at + 1].number is None:
            break
        numbers.append(words[at + 1].number or 0)
        at += 2
    if len(numbers) + 1 not in (SINGLE, AGGREGATE):
        return None
    return tuple(dict.fromkeys(ids)), tuple(numbers), words[at:]


def _digit(word: Word, words: Sequence[Word]) -> bool:
    if word.number is not None:
        return True
    if word.folded not in LETTERS:
        return False
    beside = (w for w in words if word.start in (w.end, w.end + 1) or w.start == word.end)
    return any(w.folded in "#*" for w in beside)


def _value(word: Word) -> int:
    return word.number if word.number is not None else LETTERS[word.folded]


def _parts(run: list[Word], text: str) -> list[list[Word]]:
    """Several coded reports in a row: `1#1#1 1#2#2` or `1#1#1, 1#2#2`; else all is one."""
    if len(run) in (SINGLE, AGGREGATE):
        return [run]
    gaps = [text[before.end : word.start].strip() for before, word in pairwise(run)]
    for apart in ("", *dict.fromkeys(gaps[1:])):
        parts = [run[:1]]
        for gap, word in zip(gaps, run[1:], strict=True):
            if gap == apart:
                parts.append([word])
            else:
                parts[-1].append(word)
        if all(len(part) in (SINGLE, AGGREGATE) for part in parts):
            return parts
    return [run]


def finding_of(risk: Risk, numbers: Sequence[int], most: int) -> Finding | None:
    """One case by sex and age, or four counts; None if a number is none of its code.

    Of a risk that is a death all died.
    """
    if len(numbers) == SINGLE - 1:
        sex, age = SEXES.get(numbers[0]), AGES.get(numbers[1])
        if sex is None or age is None:
            return None
        return broken_down(risk.id, [Case(sex, age, 1)], deaths=int(risk.fatal))
    cases = [Case(*group, n) for group, n in zip(GROUPS, numbers, strict=True) if n]
    deaths = sum(numbers) if risk.fatal else 0
    return broken_down(risk.id, cases, deaths=deaths) if sum(numbers) <= most else None
