"""A message cut into words: letters, numbers and signs, however they were glued."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.folding import Characters, fold

FOREIGN = 0.85  # a word of another language than the person's
LONGEST = 2000  # characters of a message that are read
MOST = 400  # words and signs of it; a person writes fewer, and time stays bounded


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word can mean. 1.0 is the word as the person's language writes it.

    `kind` is a table of the lexicon (risk, sex, unit, intent...), `meaning` its entry.
    """

    kind: str
    meaning: str
    score: float
    locale: str

    @property
    def exact(self) -> bool:
        """Spelled as some language spells it, not guessed at."""
        return self.score in (1.0, FOREIGN)


class Word(NamedTuple):
    """One word, number, sign, or phrase; `start` and `end` are positions in the cleaned text.

    A tuple, since dozens are made for each message: a third of a frozen dataclass's cost.
    """

    text: str
    folded: str
    start: int
    end: int
    number: int | None = None
    senses: tuple[Sense, ...] = ()

    def means(self, kind: str) -> str | None:
        """Its best meaning of one kind."""
        for sense in self.senses:
            if sense.kind == kind:
                return sense.meaning
        return None


# Letters typed for digits (`1O`, `l0`) belong to their number; a decimal sign does not.
_TOKEN = re.compile(
    r"(?P<number>(?<![^\W\d_])[lI]\d[\dOolI]*+(?![^\W_])|\d[\dOolI]*+(?![^\W\d_])|[Oo]\d+|\d+)"
    r"|(?P<letters>[^\W\d_]+(?:[?\ufffd]+[^\W\d_]+)*)|(?P<sign>[^\w\s]|_|\n)"
)
_SIGNS = {"؟": "?", "،": ",", "؛": ";", "♀": "f", "♂": "m"}
_DIGITS = str.maketrans("OolI", "0011")
LOST = re.compile("[?\ufffd]")  # a letter that some gateway did not know: `d?c?s`
PAIRS, PHONE, FIRST_PAIR = 4, 8, "20"  # of digits, in a telephone number; its digits
COUNTRY = "223"
LONGEST_NUMBER = 12  # digits; longer ones are no number anybody means


@lru_cache(maxsize=1024)
def cleaned(text: str) -> str:
    """Composed letters; no marks that only steer writing direction; bounded in length."""
    if text.isascii():
        return text[:LONGEST].replace("\0", " ")
    return unicodedata.normalize("NFKC", text[:LONGEST]).translate(_SEEN)


def _seen(character: str) -> str:
    if character == "\0" or character in _SIGNS:
        return _SIGNS.get(character, " ")
    return "" if unicodedata.category(character) in ("Cf", "Mn", "Cs", "Co") else character


_SEEN = Characters(_seen)


def cut(text: str) -> list[Word]:
    """Words in order, as they stand in a cleaned text; meanings are found later."""
    return [
        _number(match) if match.lastgroup == "number" else _plain(match)
        for match in islice(_TOKEN.finditer(text), MOST)
    ]


def _plain(match: re.Match[str]) -> Word:
    token = match[0]
    return Word(token, fold(token), match.start(), match.end())


def _number(match: re.Match[str]) -> Word:
    digits = fold(match[0].translate(_DIGITS))
    known = digits.isdecimal() and len(digits) <= LONGEST_NUMBER
    return Word(match[0], digits, match.start(), match.end(), int(digits) if known else None)


def without_phones(words: Sequence[Word]) -> Sequence[Word]:
    """Without the digits of telephone numbers, which count nothing: `70 00 00 12` has no zero."""
    if not any(word.number is not None for word in words):
        return words
    kept: list[Word] = []
    at = 0
    while at < len(words):
        pairs = words[at : at + PAIRS]
        if _is_phone(words[at].folded):
            at += 1
        elif len(pairs) == PAIRS and all(map(_is_pair, pairs)) and pairs[0].folded >= FIRST_PAIR:
            at += PAIRS
        else:
            kept.append(words[at])
            at += 1
    return kept


def _is_phone(folded: str) -> bool:
    """`70000012`, with the country's number before it or not."""
    digits = folded.removeprefix("00").removeprefix(COUNTRY)
    return digits.isdecimal() and len(digits) == PHONE and digits >= FIRST_PAIR


def _is_pair(word: Word) -> bool:
    return word.number is not None and len(word.folded) == 2
