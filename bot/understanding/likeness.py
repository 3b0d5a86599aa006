"""Which words of the lexicon a misspelt one may be: few comparisons, for each costs time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.spelling import mistakes_allowed

FIRST_WRONG = 7  # letters of a word whose first one may be the mistake


class LikeWords:
    """Words by length and first letter, and without it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = dict.fromkeys(words)  # in their order: it decides between equals
        self._by_start: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_start[len(word), word[0]].append(word)
            if len(word) >= FIRST_WRONG:
                self._by_rest[word[1:]].append(word)

        self._compared = cache(self._words_to_compare)

    def near(self, folded: str) -> Iterator[tuple[str, int]]:
        """Words within the mistakes that their lengths allow, and how many those are."""
        for most, words in self._compared(len(folded), folded[0]):
            found = process.extract(
                folded, words, scorer=OSA.distance, score_cutoff=most, limit=None
            )
            yield from ((word, int(mistakes)) for word, mistakes, _position in found)
        if len(folded) >= FIRST_WRONG - 1:
            yield from ((word, 1) for word in self._first_wrong(folded))

    def _words_to_compare(self, length: int, start: str) -> list[tuple[int, list[str]]]:
        """Those that begin so and may be meant, with the most mistakes they may have."""
        allowed = mistakes_allowed(length)
        found: dict[int, list[str]] = defaultdict(list)
        for other in range(length - allowed, length + allowed + 1):
            most = min(allowed, mistakes_allowed(other))
            if abs(other - length) <= most:
                found[most] += self._by_start.get((other, start), ())
        return [(most, words) for most, words in found.items() if words]

    def _first_wrong(self, folded: str) -> Iterator[str]:
        """One mistake, in the first letter: exchanged, missing, too much, or after the second."""
        rest = folded[1:]
        candidates = [*self._by_rest.get(rest, ()), *self._by_rest.get(folded, ()), rest]
        candidates.append(folded[1] + folded[0] + folded[2:])
        for word in dict.fromkeys(candidates):
            if word[0] != folded[0] and len(word) >= FIRST_WRONG and word in self._words:
                yield word
