"""All words the bot understands: `locales/<locale>/lexicon.toml`, found as people spell them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.folding import fold
from bot.understanding.likeness import LikeWords
from bot.understanding.spelling import by_ear, consonants, is_within
from bot.understanding.words import FOREIGN, LOST, Sense, cut

BY_EAR = 0.9
MISTAKE = 0.12
CLEAR = 5  # letters: `mali` is not `male`, `nose` not `none`
LONG = 8  # letters of a common word that may have two mistakes
SHORTEST = 4  # letters of a word that may be misspelt at all
CONSONANTS = 3  # of a word that people shorten to them
SHORTENED = frozenset({"risk", "sex", "case"})
IDLE = 7  # letters of a word without meaning that may be misspelt: `villages`, not `here`
APART = 6  # letters of a disease that may be written as two words
# Kinds that may be meant in any language whatever their length: codes, and letters on a form.
SHORT_ANYWHERE = frozenset({"risk", "sex", "zero"})
# Kinds that are too weighty, or too common, to be guessed at from a misspelt word.
EXACT_ONLY = frozenset({"yes", "no", "stop", "start", "filler", "locale"})
Key = tuple[str, ...]
Entry = tuple[str, str, str]  # kind, meaning, locale


def entries(path: Path, locale: str) -> Iterator[tuple[Key, Entry, str]]:
    """Each word of a lexicon file, cut as messages are cut; raise `BadFile` for a doubtful one."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    seen: dict[tuple[str, Key], str] = {}
    problems = []
    for kind, meanings in tables.items():
        for meaning, words in meanings.items():
            for word in words:
                key = key_of(word)
                other = seen.setdefault((kind, key), meaning)
                if not key or other != meaning:
                    problems.append(f"{locale}: {word!r} means both {kind}.{other} and .{meaning}")
                yield key, (kind, meaning, locale), word
    if problems:
        raise BadFile(problems)


def key_of(words: str) -> Key:
    return tuple(word.folded for word in cut(words) if word.folded.isalnum())


class Vocabulary:
    """Phrases by their words, single words by spelling, by ear, and by likeness."""

    def __init__(self, folder: Path, locales: Sequence[str], extra: Path | None = None) -> None:
        self.phrases: dict[Key, list[Entry]] = defaultdict(list)
        self.longest = 1
        self.written: dict[Entry, list[str]] = defaultdict(list)
        for locale in locales:
            for path in _files(folder, locale, extra):
                for key, entry, word in entries(path, locale):
                    self._learn(key, entry, word)
        self._learn_without_accents()
        self.openings = frozenset(key[:n] for key in self.phrases for n in range(1, len(key)))
        self.first_words = frozenset(key[0] for key in self.openings)
        self._by_ear: dict[str, list[Entry]] = defaultdict(list)
        for key, found in self.phrases.items():
            if len(key) == 1 and len(key[0]) >= SHORTEST:
                self._by_ear[by_ear(key[0])] += found
        self._words = frozenset(word for key in self.phrases for word in key)
        self._guesses = _guesses(self.phrases)
        self._alike = LikeWords(self._guesses)
        short_sexes = _short_sexes(self.phrases)
        self._swapped = _swapped(short_sexes, self._words)
        self._shortened_to = {**short_sexes, **self._guesses}
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        for word in self._shortened_to:
            if len(consonants(word)) >= CONSONANTS:
                self._by_consonants[consonants(word)].append(word)
        self.diseases = frozenset(
            "".join(key)
            for key, found in self.phrases.items()
            if len("".join(key)) >= APART and any(entry[0] == "risk" for entry in found)
        )
        self.senses = lru_cache(maxsize=20000)(self._senses)
        self.phrase = lru_cache(maxsize=20000)(self._phrase)

    def _learn(self, key: Key, entry: Entry, word: str) -> None:
        self.longest = max(self.longest, len(key))
        for each in {key, ("".join(key),)}:
            if entry not in self.phrases[each]:
                self.phrases[each].append(entry)
        self.written[entry].append(word)

    def _learn_without_accents(self) -> None:
        """Where that makes no other word of it: `vacciné` may not become `vaccin`."""
        words = frozenset(self.phrases)
        for entry, written in self.written.items():
            for key in (key for word in written for key in _without_accents(word)):
                if key not in words:
                    self.phrases[key].append(entry)

    def with_lost_letters(self, folded: str) -> str:
        """`d?c?s` as the one word it can be; itself if it can be none, or several."""
        pattern = re.compile(LOST.sub(".", folded) + ".?")
        found = {word for word in self._words if pattern.fullmatch(word)}
        same = {word for word in found if len(word) == len(folded)} or found
        return same.pop() if len(same) == 1 else folded

    def _phrase(self, key: Key, locale: str | None) -> tuple[Sense, ...]:
        """The meanings of a phrase exactly as it stands."""
        found = self.phrases.get(key, ())
        senses = [_sense(entry, locale, 1.0) for entry in found if _counts(entry, key, locale)]
        return tuple(sorted(senses, key=lambda sense: -sense.score))

    def _senses(self, folded: str, locale: str | None) -> tuple[Sense, ...]:
        """The meanings of one word: as written, else by ear, else with typing mistakes."""
        if exact := self._phrase((folded,), locale):
            return exact
        if len(folded) < SHORTEST:
            return ()
        found = self._by_ear.get(by_ear(folded), ())
        heard = [entry for entry in found if _guessable(entry, folded)]
        if near := heard or self._swapped.get(folded) or list(self._shortened(folded)):
            return _best(_sense(entry, locale, BY_EAR) for entry in near)
        return _best(self._mistyped(folded, locale))

    def _shortened(self, folded: str) -> Iterator[Entry]:
        """`msls`, `rougl`: all consonants of a word, and none but its own letters."""
        for word in self._by_consonants.get(consonants(folded), ()):
            if is_within(folded, word):
                yield from (e for e in self._shortened_to[word] if e[0] in SHORTENED)

    def _mistyped(self, folded: str, locale: str | None) -> Iterator[Sense]:
        for word, mistakes in self._alike.near(folded):
            for entry in self._guesses[word]:
                if mistakes > 1 and (len(word) < LONG or _is_idle(entry)) and entry[0] != "risk":
                    continue  # `Hombory` is no `hot body`
                if len(word) == SHORTEST and locale not in (None, entry[2]):
                    continue  # a short word of another language: too much guessed
                yield _sense(entry, locale, 1.0 - MISTAKE * mistakes)


def _files(folder: Path, locale: str, extra: Path | None) -> Iterator[Path]:
    yield folder / locale / "lexicon.toml"
    if extra is not None and (more := extra / f"lexicon-{locale}.toml").is_file():
        yield more


def _without_accents(word: str) -> Iterator[Key]:
    """Accented letters are sometimes lost in transport: `dcs`, `mningite`."""
    key = key_of(word)
    kept = "".join(letter for letter in word.casefold() if letter.isascii())
    lost = tuple(fold(part) for part in kept.replace("'", " ").replace("-", " ").split())
    if lost != key and all(len(part) >= 5 for part in lost) and len(lost) == len(key):
        yield lost


def _is_idle(entry: Entry) -> bool:
    return entry[0] == "filler"


def _guessable(entry: Entry, word: str) -> bool:
    """Whether such a word may be misspelt; what means nothing only if it is long."""
    return entry[0] not in EXACT_ONLY or (_is_idle(entry) and len(word) >= IDLE)


def _short_sexes(phrases: Mapping[Key, list[Entry]]) -> dict[str, list[Entry]]:
    """Words for a sex that are too short to be guessed at: `mali` is not `male`."""
    short = (key for key in phrases if len(key) == 1 and SHORTEST <= len(key[0]) <= CLEAR)
    found = {key[0]: [entry for entry in phrases[key] if entry[0] == "sex"] for key in short}
    return {word: sexes for word, sexes in found.items() if sexes}


def _swapped(words: Mapping[str, list[Entry]], known: Container[str]) -> dict[str, list[Entry]]:
    """`grils`, `fmeme`: two letters in the wrong order, where only one word has them so."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for word, entries_ in words.items():
        for at in range(len(word) - 1):
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if swapped not in known:
                found[swapped] += entries_
    return {word: all_ for word, all_ in found.items() if len({e[:2] for e in all_}) == 1}


def _guesses(phrases: Mapping[Key, list[Entry]]) -> dict[str, list[Entry]]:
    """The words that a misspelt one is compared with."""
    found = {}
    for key, entries_ in phrases.items():
        guessable = [entry for entry in entries_ if _guessable(entry, key[0])]
        if len(key) == 1 and len(key[0]) >= SHORTEST:
            if len(key[0]) <= CLEAR:
                guessable = [entry for entry in guessable if entry[0] not in ("sex", "zero")]
            if guessable:
                found[key[0]] = guessable
    return found


def _counts(entry: Entry, key: Key, locale: str | None) -> bool:
    """A short word of another language is usually something else."""
    kind, _meaning, theirs = entry
    if locale is None or theirs == locale or kind in SHORT_ANYWHERE:
        return True
    return sum(map(len, key)) > 3


def _sense(entry: Entry, locale: str | None, score: float) -> Sense:
    kind, meaning, theirs = entry
    return Sense(kind, meaning, score if locale in (None, theirs) else score * FOREIGN, theirs)


def _best(senses: Iterator[Sense]) -> tuple[Sense, ...]:
    """The nearest, and what is just as near: two equally good meanings are both kept.

    A word without meaning is guessed at only where nothing else can be meant.
    """
    all_ = sorted(senses, key=lambda sense: -sense.score)
    found = [sense for sense in all_ if sense.kind != "filler"] or all_
    if not found:
        return ()
    unique = {(s.kind, s.meaning): s for s in reversed(found)}
    near = found[0].score - MISTAKE / 2
    return tuple(sorted((s for s in unique.values() if s.score >= near), key=lambda s: -s.score))
