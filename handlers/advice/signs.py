"""Danger signs in the words people use: misspelt, without `ne`, in a sentence or alone. Pure.

The words are the lexicons' (table [danger]); what is nearly one of them is taken for it, since a
sign that is missed harms more than one too many. `other` in that table lists what only looks like
a sign ("mal de tête plus fièvre" is not "tète plus"); `not` lists the words before a sign that
deny it ("pas de convulsions"). A sign that is denied is not there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.folding import fold
from bot.understanding import Lexicons
from bot.understanding.small import small
from bot.understanding.spelling import by_ear

KIND = "danger"
DENYING, DENIED = small("denying"), small("denied")
OTHER, NOT = "other", "not"
GAP = 2  # words that may stand between two words of a sign: `urine est très foncée`
HEARD = 4  # letters from which on a word is also known by its sound
MISTAKEN = 5  # letters from which on it may have a typing mistake; from LONG on, two
LONG = 8
MOST = 120  # words of a message that are read
REMEMBERED, MESSAGES = 2048, 256  # words; messages
SHARED = 16  # readers: a few tables of the words of a deployment
_CLAUSES = re.compile(r"[.,;:!?/\n]+")
_WORDS = re.compile(r"[^\W\d_]+")
Key = tuple[str, ...]


class _Match(NamedTuple):
    code: str
    places: tuple[int, ...]
    exact: int  # words that are spelled as in the lexicon
    order: int  # of the phrase in the lexicons


def _weight(match: _Match) -> tuple[int, int, int, tuple[int, ...]]:
    """The longest first, then what is spelled best."""
    return -len(match.places), -match.exact, match.order, match.places


class Signs:
    """Reads danger signs by the words of some locales; or what another table of them means."""

    def __init__(
        self,
        codes: Sequence[str],
        lexicons: Lexicons,
        locales: Iterable[str],
        kind: str = KIND,
    ) -> None:
        self.codes = tuple(codes)
        self._phrases: dict[Key, str] = {}
        self._denials: set[Key] = set()
        for locale in locales:
            for code in (*codes, OTHER):
                for written in lexicons.words(kind, code, locale):
                    self._phrases.setdefault(_words(written), code)
            self._denials |= {_words(each) for each in lexicons.words(kind, NOT, locale)}
        self._phrases |= {_words(code): code for code in codes}
        self._first = _FirstWords(self._phrases)
        self._begins = lru_cache(maxsize=REMEMBERED)(self._begun)
        # Several handlers look for danger in the same message.
        self.found = lru_cache(maxsize=MESSAGES)(self._found)

    def _found(self, text: str) -> tuple[str, ...]:
        """The codes of the signs that a message tells, each once, in its order."""
        codes = (code for clause in _CLAUSES.split(text) for code in self._in_clause(clause))
        return tuple(dict.fromkeys(codes))

    def told(self, items: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes that some items tell, and the items that tell none."""
        read = {item.strip(): self.found(item) for item in items if item.strip()}
        codes = dict.fromkeys(code for found in read.values() for code in found)
        return tuple(codes), tuple(item for item, found in read.items() if not found)

    def _in_clause(self, clause: str) -> Iterator[str]:
        words = _words(clause)
        taken: set[int] = set()
        matches = sorted(self._matches(words), key=_weight)
        kept = []
        for match in matches:
            if taken.isdisjoint(match.places):
                taken.update(match.places)
                if match.code != OTHER and not self._denied(words, match):
                    kept.append(match)
        yield from (match.code for match in sorted(kept, key=lambda each: each.places))

    def _matches(self, words: Key) -> Iterator[_Match]:
        for begin, word in enumerate(words):
            for order, phrase, code in self._begins(word):
                if places := _places(phrase, words, begin):
                    exact = sum(words[at] == word for at, word in zip(places, phrase, strict=True))
                    yield _Match(code, places, exact, order)

    def _begun(self, word: str) -> tuple[tuple[int, Key, str], ...]:
        """The phrases that may begin with a word: few, and people use the same words."""
        return tuple(
            (order, phrase, self._phrases[phrase])
            for order, phrase in self._first.near(word)
            if alike(word, phrase[0], beside=len(phrase) > 1)
        )

    def _denied(self, words: Key, match: _Match) -> bool:
        """`pas de convulsions`, `ne saigne pas`."""
        first, last = match.places[0], match.places[-1]
        if any(words[max(0, first - len(each)) : first] == each for each in self._denials):
            return True
        before, after = words[max(0, first - 1) : first], words[last + 1 : last + 2]
        return bool(DENYING.intersection(before) and DENIED.intersection(after))


class _FirstWords:
    """Phrases by what their first word sounds like: none is `alike` that is not among those."""

    def __init__(self, phrases: Iterable[Key]) -> None:
        self._by_letter: dict[str, list[tuple[int, Key]]] = defaultdict(list)
        self._by_spoken: dict[str, list[tuple[int, Key]]] = defaultdict(list)
        for order, phrase in enumerate(phrases):
            self._by_letter[by_ear(phrase[0])[:1]].append((order, phrase))
            self._by_spoken[_spoken(phrase[0])].append((order, phrase))

    def near(self, word: str) -> list[tuple[int, Key]]:
        """With their place in the order of all phrases; more than are alike, but few."""
        same_letter = self._by_letter.get(by_ear(word)[:1], [])
        return sorted({*same_letter, *self._by_spoken.get(_spoken(word), ())})


def _words(text: str) -> Key:
    found = _WORDS.finditer(fold(text).replace("_", " "))
    return tuple(match[0] for match in islice(found, MOST))


def _places(phrase: Key, words: Key, begin: int) -> tuple[int, ...]:
    """Where its words stand, close together, if the first is at `begin`; empty if they do not."""
    places = [begin]
    for word in phrase[1:]:
        near = range(places[-1] + 1, min(len(words), places[-1] + 2 + GAP))
        place = next((at for at in near if alike(words[at], word, beside=True)), None)
        if place is None:
            return ()
        places.append(place)
    return tuple(places)


def alike(written: str, word: str, *, beside: bool = False) -> bool:
    """Whether a word may be meant, as people spell it; both folded.

    `beside`: other words of the phrase are there too, so that its last letter may be one that is
    not heard, or missing: `bois plu` for `boit plus`.
    """
    if written == word:
        return True
    shorter = min(len(written), len(word))
    if beside and shorter > 1 and _spoken(written) == _spoken(word):
        return True
    if shorter < HEARD:
        return False
    heard, meant = by_ear(written), by_ear(word)
    if heard[:1] != meant[:1]:
        return False
    if heard == meant:
        return True
    if len(word) < MISTAKEN:
        return False
    mistakes = 2 if len(word) >= LONG else 1
    return OSA.distance(written, word, score_cutoff=mistakes) <= mistakes


@lru_cache(maxsize=REMEMBERED)
def _spoken(word: str) -> str:
    return by_ear(word.removesuffix("x")).rstrip("st") or word


@lru_cache(maxsize=SHARED)
def reader(
    codes: tuple[str, ...], lexicons: Lexicons, locales: tuple[str, ...], kind: str
) -> Signs:
    """The same reader for the same words: some hundred phrases are taken apart for each."""
    return Signs(codes, lexicons, locales, kind)
