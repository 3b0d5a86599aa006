"""What a lexicon file says, entry by entry; what it says twice is found here too."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from bot.errors import BadFile
from bot.folding import fold
from bot.understanding.guesses import Entry, Key
from bot.understanding.words import cut

State: TypeAlias = tuple[tuple[Path, int, int, int], ...]
OURS, THEIRS = "lexicon.toml", "lexicon-"
_TABLE = re.compile(r"\s*\[(?P<kind>[^\]\[]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*\"?(?P<meaning>[^\"=#]+?)\"?\s*=")


@dataclass(frozen=True, slots=True)
class Written:
    """One word of a file, under the meaning that it has there."""

    path: Path
    entry: Entry
    word: str

    def __str__(self) -> str:
        kind, meaning, _locale = self.entry
        return f"{kind}.{meaning} ({self.place})"

    @property
    def place(self) -> str:
        """The file and the line, as an editor opens it: `fr/lexicon.toml:12`."""
        name = self.path.name
        named = f"{self.path.parent.name}/{name}" if name == OURS else name
        return f"{named}:{self._line()}"

    def _line(self) -> int:
        """Looked for only when something is wrong: TOML's reader does not tell it."""
        kind, meaning, _locale = self.entry
        table, key = "", ""
        for number, line in enumerate(self.path.read_text("utf-8").splitlines(), 1):
            if found := _TABLE.fullmatch(line):
                table, key = found["kind"].strip(), ""
            if found := _KEY.match(line):
                key = found["meaning"].strip()
            said = (f'"{self.word}"', f"'{self.word}'")
            if (table, key) == (kind, meaning) and any(each in line for each in said):
                return number
        return 1


class Meanings:
    """What each word means by now: of one kind and language it may have one meaning only."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, Key], Written] = {}
        self.problems: list[str] = []

    def add(self, written: Written) -> None:
        kind, meaning, locale = written.entry
        if not key_of(written.word):
            self.problems.append(f"{written.place}: {written.word!r} has no letters")
        for key in spelled(written.word):
            known = self._known.setdefault((locale, kind, key), written)
            if known.entry[1] != meaning:
                self.problems.append(
                    f"{written.place}: {written.word!r} means {kind}.{meaning}, but also {known}"
                )

    def read(self, path: Path, locale: str) -> Iterator[Written]:
        """Each entry of one more file, remembered; what is wrong with it is in `problems`."""
        try:
            for written in entries(path, locale):
                self.add(written)
                yield written
        except BadFile as error:
            self.problems += error.problems


def entries(path: Path, locale: str) -> Iterator[Written]:
    """Each word of a lexicon file; raise `BadFile` for what is no lexicon."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    for kind, meanings in tables.items():
        if not isinstance(meanings, dict):
            raise BadFile([f"{path.name}: {kind!r} stands in no table"])
        for meaning, words in meanings.items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise BadFile([f"{path.name}: {kind}.{meaning} is no list of words"])
            for word in words:
                yield Written(path, (kind, meaning, locale), word)


def files(folder: Path, locale: str, extra: Path | None) -> Iterator[Path]:
    """The lexicons of a language: ours, then a deployment's own."""
    yield folder / locale / OURS
    if extra is not None and (more := extra / f"{THEIRS}{locale}.toml").is_file():
        yield more


def state(paths: Iterable[Path]) -> State:
    """What changes when somebody changes one of these files."""
    stats = ((path, path.stat()) for path in paths if path.is_file())
    return tuple((path, stat.st_mtime_ns, stat.st_size, stat.st_ino) for path, stat in stats)


@lru_cache(maxsize=64)  # each word is looked at several times in a row
def key_of(words: str) -> Key:
    """Cut as messages are cut; of plain words, nearly all, that is where the blanks are."""
    folded = fold(words)
    if folded.isascii() and folded.replace(" ", "").isalpha():
        return tuple(folded.split())
    return tuple(word.folded for word in cut(words) if word.folded.isalnum())


@lru_cache(maxsize=64)
def spelled(word: str) -> frozenset[Key]:
    """A lexicon's word as it may be typed right."""
    return frozenset((key_of(word), *_as_in_french(word)))


def _as_in_french(word: str) -> Iterable[Key]:
    """`ɲ` (folded to `ny`) is also typed `gn`, `ŋ` (folded to `n`) also `ng`."""
    lower = word.casefold()
    if "ɲ" in lower or "ŋ" in lower:
        yield key_of(lower.replace("ɲ", "gn").replace("ŋ", "ng"))
