"""Phrases in one sentence, their endings left open: `avertis* moi` is `avertissé moi` too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from bot.folding import fold
from bot.understanding.spelling import by_ear

ENDS = re.compile(r"[.!?;\n]+")
TOKEN = re.compile(r"[^\W_]+|,")
APOSTROPHES = re.compile("['’-]")
MUTE = re.compile("(?<=..)[deizstxr]+$")  # at the end of a French word
HEARD = 6  # letters of a phrase's sound from which on it is enough
APART = ","
KEPT = 512  # lists of phrases
ANY, ANY_ENDING = "*", r"\w*"


class _Phrases:
    """The phrases of a list; the longest at each word. Most are ruled out by their first words."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        longest = sorted({" ".join(row) for row in rows}, key=len, reverse=True)
        self._firsts = frozenset(row.partition(" ")[0].removesuffix(ANY) for row in longest)
        either = "|".join(re.escape(each).replace(r"\*", ANY_ENDING) for each in longest)
        self._pattern = re.compile(rf"(?<= )(?=((?:{either}))(?= ))")

    def in_row(self, row: _Row) -> Iterator[re.Match[str]]:
        if self._firsts.isdisjoint(row.beginnings):
            return iter(())
        return self._pattern.finditer(row.text)


class _Row:
    """Words with blanks between, and where each begins; `beginnings` of words, and all words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.text = f" {' '.join(words)} "
        self.beginnings = {word[:end] for word in words for end in range(1, len(word) + 1)}
        self._starts = list(accumulate((len(word) + 1 for word in words[:-1]), initial=1))

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        begin, end = match.span(1)
        return bisect_left(self._starts, begin), bisect_left(self._starts, end)


@lru_cache(maxsize=KEPT)
def _as_written(phrases: frozenset[str]) -> _Phrases:
    return _Phrases(APOSTROPHES.sub(" ", fold(each)).split() for each in phrases)


@lru_cache(maxsize=KEPT)
def _by_sound(phrases: frozenset[str]) -> _Phrases | None:
    """Those that are long enough to be known by it."""
    heard = [[*map(_heard, APOSTROPHES.sub(" ", fold(each)).split())] for each in phrases]
    long = [row for row in heard if sum(map(len, row)) >= HEARD]
    return _Phrases(long) if long else None


@lru_cache(maxsize=2048)
def _heard(word: str) -> str:
    """`couran` for `courant`, `ecriv` for `écrivez`: what is not heard at the end is left out."""
    if word.endswith("*"):
        return f"{by_ear(word[:-1])}*"
    sound = by_ear(word)
    return MUTE.sub("", sound) or sound


def sentences_of(folded: str) -> list[Sentence]:
    return [Sentence(each) for each in ENDS.split(folded) if each.strip()]


class Sentence:
    """The words of one sentence, folded; a comma is a word that parts what is said."""

    def __init__(self, folded: str) -> None:
        self.words = TOKEN.findall(folded)
        self._written, self._heard = _Row(self.words), _Row([*map(_heard, self.words)])

    def spans(self, phrases: frozenset[str]) -> list[tuple[int, int]]:
        """Where each of them begins and ends, in words."""
        found = [*map(self._written.span, _as_written(phrases).in_row(self._written))]
        if (sounds := _by_sound(phrases)) is not None:
            found += map(self._heard.span, sounds.in_row(self._heard))
        return found

    def has(self, phrases: frozenset[str]) -> bool:
        return bool(self.spans(phrases))

    def is_only(self, phrases: frozenset[str], idle: frozenset[str]) -> bool:
        """`un responsable svp`: one of them, and small words that say nothing."""
        said = (word for word in self.words if word not in idle and word != APART)
        bare = Sentence(" ".join(said))
        return (0, len(bare.words)) in bare.spans(phrases)

    def led(self, *lists: frozenset[str], within: int = 0) -> bool:
        """Whether they follow each other, with as many words between at most, and no comma."""
        return bool(self.behind(*lists, within=within))

    def behind(self, *lists: frozenset[str], within: int = 0) -> set[int]:
        """The words behind each such row of phrases."""
        ends = {end for _begin, end in self.spans(lists[0])}
        for phrases in lists[1:] if ends else ():
            found = self.spans(phrases)
            ends = {
                after
                for begin, after in found
                for end in ends
                if 0 <= begin - end <= within and APART not in self.words[end:begin]
            }
        return ends
