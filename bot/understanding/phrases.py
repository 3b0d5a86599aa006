"""Phrases looked up in a message, whatever signs and capitals stand between their words.

A phrase of some length is known by its sound too: `abitants`, `kombien`, `mesage`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from bot.folding import fold
from bot.understanding.spelling import by_ear

LONGEST = 4  # words of a phrase
HEARD = 7  # letters from which on the sound is enough
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|->|=>|\?")


@cache
def _heard(phrases: frozenset[str]) -> frozenset[str]:
    said = (fold(phrase).replace("'", " ").replace("-", " ") for phrase in phrases)
    long = (phrase for phrase in said if sum(map(str.isalpha, phrase)) >= HEARD)
    return frozenset(" ".join(map(by_ear, phrase.split())) for phrase in long)


def apart(folded: str) -> list[str]:
    """The words of a phrase: `can't` is two."""
    return folded.replace("'", " ").replace("-", " ").split()


class Many:
    """Many phrases, each of one or more uses, looked for at once by the longest word of each: few
    messages have any."""

    def __init__(self, phrases: Mapping[str, frozenset[str]]) -> None:
        self._by_word: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._by_sound: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for use, phrase in ((use, each) for use, written in phrases.items() for each in written):
            words = apart(fold(phrase))
            self._by_word[max(words, key=len)].add((f" {' '.join(words)} ", use))
            if sum(map(len, words)) >= HEARD:
                sounds = [by_ear(word) for word in words]
                self._by_sound[max(sounds, key=len)].add((f" {' '.join(sounds)} ", use))

    def uses_in(self, words: Sequence[str]) -> set[str]:
        """Those of the phrases that a message has, as spelled or as they sound."""
        sounds = [by_ear(word) for word in words]
        return _uses(self._by_word, words) | _uses(self._by_sound, sounds)


def _uses(known: Mapping[str, Collection[tuple[str, str]]], words: Sequence[str]) -> set[str]:
    may_be = [each for word in known.keys() & set(words) for each in known[word]]
    row = f" {' '.join(words)} " if may_be else ""
    return {use for phrase, use in may_be if phrase in row}


class Phrases:
    """The words of a message, folded; `can't` is one word and two."""

    def __init__(self, text: str) -> None:
        self.words = TOKEN.findall(fold(text).replace("’", "'"))
        self._row = f" {' '.join(self.words)} "
        self._apart = self._row.replace("'", " ").replace("-", " ").split()
        self._sounds = [by_ear(word) for word in self._apart]

    def has(self, phrases: frozenset[str]) -> bool:
        sounds = any(self._ends(phrases, at) for at in range(len(self._apart)))
        return sounds or self.writes(phrases)

    def writes(self, phrases: frozenset[str]) -> bool:
        """As they are spelled: where what sounds alike would mean something else."""
        row = f" {' '.join(self._apart)} "
        return any(f" {each} " in self._row or f" {each} " in row for each in phrases)

    def led(self, first: frozenset[str], *then: tuple[frozenset[str], int]) -> bool:
        """Whether after one of `first` one of the next begins within so many words, and so on."""
        size = len(self._apart)
        ends = {end for at in range(size) for end in self._ends(first, at)}
        for phrases, within in then:
            begins = {at for end in ends for at in range(end, min(end + within, size))}
            ends = {end for at in begins for end in self._ends(phrases, at)}
        return bool(ends)

    def _ends(self, phrases: frozenset[str], begin: int) -> list[int]:
        """Behind each phrase that begins at a word."""
        heard, last = _heard(phrases), min(begin + LONGEST, len(self._apart))
        return [
            end
            for end in range(begin + 1, last + 1)
            if " ".join(self._apart[begin:end]) in phrases
            or " ".join(self._sounds[begin:end]) in heard
        ]
