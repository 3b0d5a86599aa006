"""All words the bot understands: `locales/<locale>/lexicon.toml`, found as people spell them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.folding import fold
from bot.understanding.entries import Meanings, State, files, key_of, spelled, state
from bot.understanding.guesses import Entry, Guesses, Key, sense_of
from bot.understanding.likeness import LikeWords
from bot.understanding.spelling import Shortened, by_ear
from bot.understanding.words import LOST, Sense

FILLER, ADVICE = "filler", "advice_"
APART = 6  # letters of a disease that may be written as two words
REMEMBERED = 2048  # words and phrases
KEPT = 4  # vocabularies, of some megabytes each
SLIPPED = 5  # letters of a phrase's word in which a slip is forgiven
LOST_FROM = 8  # letters of a phrase that may have lost its accents
# Kinds that may be meant in any language whatever their length: codes, and letters on a form.
SHORT_ANYWHERE = frozenset({"risk", "sex", "zero", "vaccine"})
LENT, LENT_FROM = frozenset((kind, "fr") for kind in ("unit", "mark", "case", "age")), 3  # `4ans`
# Kinds that one feature asks for with `Lexicons.words` and reads by itself: in a message they would
# take words away from a report.
BY_ITSELF = frozenset(
    {"danger", "born", "worry", "own", "had", "told", "early", "audience", "step", "facility"}
    | {"order", "week", "sought"}
)


def vocabulary(folder: Path, locales: Sequence[str], extra: Path | None = None) -> Vocabulary:
    """The words of these files, read once for as long as nobody changes one of them."""
    read = (path for each in locales for path in files(folder, each, extra))
    return _vocabulary(folder, tuple(locales), extra, state(read))


@lru_cache(maxsize=KEPT)
def _vocabulary(
    folder: Path, locales: tuple[str, ...], extra: Path | None, _known: State
) -> Vocabulary:
    return Vocabulary(folder, locales, extra)


class Vocabulary:
    """Phrases by their words, single words by spelling, by ear, and by likeness."""

    def __init__(self, folder: Path, locales: Sequence[str], extra: Path | None = None) -> None:
        self.phrases: dict[Key, list[Entry]] = defaultdict(list)
        self.longest = 1
        self.written: dict[Entry, list[str]] = defaultdict(list)
        self._read((path, each) for each in locales for path in files(folder, each, extra))
        self._learn_without_accents()
        self.openings = frozenset(key[:n] for key in self.phrases for n in range(1, len(key)))
        self.first_words = frozenset(key[0] for key in self.openings)
        self._words = frozenset(word for key in self.phrases for word in key)
        self.born = frozenset(
            fold(word)
            for (kind, _meaning, _locale), written in self.written.items()
            for word in written
            if kind == "born" and " " not in word
        )
        self.diseases = frozenset(
            "".join(key)
            for key, found in self.phrases.items()
            if len("".join(key)) >= APART and any(entry[0] == "risk" for entry in found)
        )
        self.senses = lru_cache(maxsize=REMEMBERED)(self._senses)
        self.phrase = lru_cache(maxsize=REMEMBERED)(self._phrase)
        self.in_phrase = lru_cache(maxsize=REMEMBERED)(self._in_phrase)

    # Of misspelt words alone, so made when the first one is met (bot/cli/warming.py, at start).
    @cached_property
    def _guesses(self) -> Guesses:
        return Guesses(self.phrases)

    @cached_property
    def _long_words(self) -> list[str]:
        return _of_phrases(self.phrases)

    @cached_property
    def _of_phrases(self) -> dict[str, str]:
        return {by_ear(word): word for word in self._long_words}

    @cached_property
    def _like_those(self) -> LikeWords:
        return LikeWords(self._long_words)

    @cached_property
    def _shortened(self) -> Shortened:
        return Shortened(self._long_words)

    def _read(self, lexicons: Iterable[tuple[Path, str]]) -> None:
        meanings = Meanings()
        for path, locale in lexicons:
            for each in meanings.read(path, locale):
                self._learn(key_of(each.word), each.entry, each.word)
        if meanings.problems:
            raise BadFile(meanings.problems)

    def _learn(self, key: Key, entry: Entry, word: str) -> None:
        self.written[entry].append(word)
        if entry[0] in BY_ITSELF:
            return
        self.longest = max(self.longest, len(key))
        for one in spelled(word):
            for each in {one, ("".join(one),)}:
                if entry not in self.phrases[each]:
                    self.phrases[each].append(entry)

    def _learn_without_accents(self) -> None:
        """Where that makes no other word of it: `vacciné` may not become `vaccin`."""
        words = frozenset(self.phrases)
        for entry, written in self.written.items():
            if entry[0] in BY_ITSELF:
                continue
            for key in (key for word in written for key in _without_accents(word)):
                if key not in words:
                    self.phrases[key].append(entry)

    def with_lost_letters(self, folded: str) -> str:
        """`d?c?s` as the one word it can be; itself if it can be none, or several."""
        pattern = re.compile(LOST.sub(".", folded) + ".?")
        found = {word for word in self._words if pattern.fullmatch(word)}
        same = {word for word in found if len(word) == len(folded)} or found
        return same.pop() if len(same) == 1 else folded

    def _in_phrase(self, folded: str) -> str:
        """A misspelt word as the one of a disease's several words that it must be; else itself.

        It sounds the same, or nobody knows it and it is a single slip away, or has all consonants
        of it: `darhee`. Else `diarrrhée rouge` would be the disease of its first word alone.
        """
        if len(folded) < SLIPPED - 1 or not folded.isalpha():
            return folded
        if alike := self._of_phrases.get(by_ear(folded)):
            return alike
        if folded in self._words:
            return folded
        near = [word for word, mistakes in self._like_those.near(folded) if mistakes == 1]
        near = near or list(self._shortened.of(folded))
        sounding = {self._of_phrases[by_ear(word)] for word in near}
        return sounding.pop() if len(sounding) == 1 else folded

    def _phrase(self, key: Key, locale: str | None) -> tuple[Sense, ...]:
        """The meanings of a phrase exactly as it stands."""
        found = self.phrases.get(key, ())
        if any(kind == FILLER and theirs == locale for kind, _meaning, theirs in found):
            found = [entry for entry in found if not _is_a_topic_elsewhere(entry, locale)]
        senses = [sense_of(entry, locale, 1.0) for entry in found if _counts(entry, key, locale)]
        return tuple(sorted(senses, key=lambda sense: -sense.score))

    def _senses(self, folded: str, locale: str | None) -> tuple[Sense, ...]:
        """The meanings of one word: as written, else as what it may be."""
        return self._phrase((folded,), locale) or self._guesses.senses(folded, locale)


def _of_phrases(phrases: Mapping[Key, Sequence[Entry]]) -> list[str]:
    """The longer words of diseases that are several words, also those that sound the same."""
    return [
        word
        for key, found in phrases.items()
        if len(key) > 1 and any(entry[0] == "risk" for entry in found)
        for word in key
        if len(word) >= SLIPPED
    ]


def _without_accents(word: str) -> Iterator[Key]:
    """Accented letters are sometimes lost in transport: `dcs`, `mningite`."""
    if word.isascii():
        return
    key = key_of(word)
    kept = "".join(letter for letter in word.casefold() if letter.isascii())
    lost = tuple(fold(part) for part in kept.replace("'", " ").replace("-", " ").split())
    if lost != key and len(lost) == len(key) and _still_clear(key, lost):
        yield lost


def _still_clear(key: Key, lost: Key) -> bool:
    """Enough is left of it: of one word five letters, of `dcs maternel` all but two."""
    if len(key) == 1:
        return len(lost[0]) >= 5
    touched = (after for before, after in zip(key, lost, strict=True) if before != after)
    return sum(map(len, lost)) >= LOST_FROM and all(len(part) >= 3 for part in touched)


def _is_a_topic_elsewhere(entry: Entry, locale: str | None) -> bool:
    """`mine`, to catch in Bambara, is a danger in two other languages."""
    kind, meaning, theirs = entry
    return kind == "intent" and meaning.startswith(ADVICE) and theirs != locale


def _counts(entry: Entry, key: Key, locale: str | None) -> bool:
    """A short word of another language is usually something else."""
    kind, _meaning, theirs = entry
    if locale is None or theirs == locale or kind in SHORT_ANYWHERE:
        return True
    letters = sum(map(len, key))
    return letters > 3 or ((kind, theirs) in LENT and letters >= LENT_FROM)
