"""What a misspelt word may be: by ear, by its letters in another order, by its consonants, by
likeness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TypeAlias

from bot.understanding.likeness import LikeWords
from bot.understanding.spelling import Shortened, by_ear
from bot.understanding.words import FOREIGN, Sense

BY_EAR = 0.9
MISTAKE = 0.12
CLEAR = 5  # letters: `mali` is not `male`, `nose` not `none`
LONG = 8  # letters of a common word that may have two mistakes
IDLE = 7  # letters of a word without meaning that may have one: `village`, not `here`
SHORTEST = 4  # letters of a word that may be misspelt at all
SHORTENED = frozenset({"risk", "sex", "case"})
# Kinds that are too weighty, or too common, to be guessed at from a misspelt word.
EXACT_ONLY = frozenset({"yes", "no", "stop", "start", "link", "locale", "asks", "vaccine"})
FILLER, DENIAL, LANGUAGE = "filler", "zero", "language"
Key: TypeAlias = tuple[str, ...]
Entry: TypeAlias = tuple[str, str, str]  # kind, meaning, locale
Entries: TypeAlias = dict[str, list[Entry]]  # by one word


class Guesses:
    """Single words of all phrases, found though they are misspelt."""

    def __init__(self, phrases: Mapping[Key, list[Entry]]) -> None:
        words = {key[0]: found for key, found in phrases.items() if len(key) == 1}
        words = {word: found for word, found in words.items() if len(word) >= SHORTEST}
        short_sexes = _short_sexes(words)
        self._guesses = _guesses(words)
        self._alike = LikeWords(self._guesses)
        self._by_ear = _indexed(words, by_ear)
        self._swapped = _swapped(short_sexes, {word for key in phrases for word in key})
        self._shortened_to = {**short_sexes, **self._guesses}
        self._shorter = Shortened(self._shortened_to)

    def senses(self, folded: str, locale: str | None) -> tuple[Sense, ...]:
        """The meanings of a word that no lexicon has, best first."""
        if len(folded) < SHORTEST:
            return ()
        found = self._by_ear.get(by_ear(folded), ())
        heard = [entry for entry in found if _guessable(entry, folded)]
        if near := heard or self._swapped.get(folded) or list(self._shortened(folded)):
            return _best(sense_of(entry, locale, BY_EAR) for entry in near)
        return _best(self._mistyped(folded, locale))

    def _shortened(self, folded: str) -> Iterator[Entry]:
        """`msls`, `rougl`: all consonants of a word, and none but its own letters."""
        for word in self._shorter.of(folded):
            yield from (e for e in self._shortened_to[word] if e[0] in SHORTENED)

    def _mistyped(self, folded: str, locale: str | None) -> Iterator[Sense]:
        for word, mistakes in self._alike.near(folded):
            for entry in self._guesses[word]:
                if mistakes > 1 and (len(word) < LONG or entry[0] == FILLER) and entry[0] != "risk":
                    continue  # `Hombory` is no `hot body`
                if len(word) == SHORTEST and (
                    entry[0] == "number" or locale not in (None, entry[2])
                ):
                    continue  # `dent` is not `cent`; nor a short word of another language
                foreign = locale not in (None, entry[2])
                if foreign and (entry[0] == DENIAL or (entry[0] == "intent" and len(word) < LONG)):
                    continue  # `avaient` is not "haven't", nor `atend` "amend"
                if entry[1] == LANGUAGE:
                    continue  # `mangues`, `long`
                yield sense_of(entry, locale, 1.0 - MISTAKE * mistakes)


def sense_of(entry: Entry, locale: str | None, score: float) -> Sense:
    """The meaning of an entry for somebody of that locale."""
    kind, meaning, theirs = entry
    return Sense(kind, meaning, score if locale in (None, theirs) else score * FOREIGN, theirs)


def _indexed(words: Mapping[str, list[Entry]], key: Callable[[str], str]) -> Entries:
    found: Entries = defaultdict(list)
    for word, entries in words.items():
        found[key(word)] += entries
    return found


def _guessable(entry: Entry, word: str) -> bool:
    """Whether such a word may be misspelt; what means nothing only if it is long."""
    return entry[0] not in EXACT_ONLY and (entry[0] != FILLER or len(word) >= IDLE)


def _guesses(words: Mapping[str, list[Entry]]) -> Entries:
    """The words that a misspelt one is compared with."""
    found = {}
    for word, entries in words.items():
        guessable = [entry for entry in entries if _guessable(entry, word)]
        if len(word) <= CLEAR:
            guessable = [entry for entry in guessable if entry[0] not in ("sex", "zero")]
        if guessable:
            found[word] = guessable
    return found


def _short_sexes(words: Mapping[str, list[Entry]]) -> Entries:
    """Words for a sex that are too short to be guessed at: `mali` is not `male`."""
    short = {word: found for word, found in words.items() if len(word) <= CLEAR}
    sexes = {word: [e for e in found if e[0] == "sex"] for word, found in short.items()}
    return {word: found for word, found in sexes.items() if found}


def _swapped(words: Entries, known: Container[str]) -> Entries:
    """`grils`, `fmeme`: two letters in the wrong order, where only one word has them so."""
    found: Entries = defaultdict(list)
    for word, entries in words.items():
        for at in range(len(word) - 1):
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if swapped not in known:
                found[swapped] += entries
    return {word: all_ for word, all_ in found.items() if len({e[:2] for e in all_}) == 1}


def _best(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    """The nearest, and what is just as near: two equally good meanings are both kept.

    A word without meaning is guessed at only where nothing else can be meant.
    """
    all_ = sorted(senses, key=lambda sense: -sense.score)
    found = [sense for sense in all_ if sense.kind != FILLER] or all_
    if not found:
        return ()
    unique = {(s.kind, s.meaning): s for s in reversed(found)}
    near = found[0].score - MISTAKE / 2
    return tuple(sorted((s for s in unique.values() if s.score >= near), key=lambda s: -s.score))
