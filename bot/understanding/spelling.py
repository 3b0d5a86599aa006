"""How near two spellings are: by ear, then by typing mistakes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

# What French and Bambara ears write differently, in the order it is tried at each letter.
_EAR = (
    (r"ph", "f"), (r"qu|q|ck", "k"), (r"gu(?=[ei])", "g"), (r"ge(?=[ao])|g(?=[ei])|dj", "j"),
    (r"ch(?=ol|or|l|r)", "k"), (r"ch|sh", "X"), (r"c(?=[ei])|z", "s"), (r"c", "k"),
    (r"ou|w|oo", "u"), (r"eau|au", "o"), (r"ai|ei|oeu|eu", "e"), (r"gn|ny", "N"), (r"y", "i"),
    (r"th", "t"), (r"h", ""), (r"x", "ks"),
)  # fmt: skip
_SOUND = re.compile("|".join(f"({pattern})" for pattern, _sound in _EAR))
_SOUNDS = ("", *(sound for _pattern, sound in _EAR))
_TWICE = re.compile(r"(.)\1+")


def _heard(match: re.Match[str]) -> str:
    return _SOUNDS[match.lastindex or 0]


@lru_cache(maxsize=2048)
def by_ear(folded: str) -> str:
    """One spelling for what sounds alike: `roujol`, `rougeole` and `roujole` are the same."""
    heard = _TWICE.sub(r"\1", _SOUND.sub(_heard, folded))
    return heard.removesuffix("e")


def mistakes_allowed(length: int) -> int:
    """Typing mistakes forgiven in a word: none in short ones, where each letter tells."""
    if length < 4:
        return 0
    return 1 if length < 7 else 2


CONSONANTS = 3  # of a word that people shorten to them
_VOWELS = re.compile("[aeiouy]+")


@lru_cache(maxsize=2048)
def consonants(folded: str) -> str:
    """What is left of a word when people shorten it most: `mlr` of `malaria`."""
    return _TWICE.sub(r"\1", _VOWELS.sub("", folded))


def is_within(short: str, word: str) -> bool:
    """Whether `short` is `word` with letters left out, none changed."""
    letters = iter(word)
    return short[:1] == word[:1] and all(letter in letters for letter in short)


class Shortened:
    """Words by their consonants: which ones may somebody have shortened so?"""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(words):
            if len(kept := consonants(word)) >= CONSONANTS:
                self._by_consonants[kept].append(word)

    def of(self, short: str) -> Iterator[str]:
        """`diarrhee` of `darhee`: all its consonants, enough of them, none but its own letters."""
        found = self._by_consonants.get(consonants(short), ())
        return (word for word in found if is_within(short, word))
