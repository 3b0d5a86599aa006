"""Phrases in one sentence, their endings left open: `avertis* moi` is `avertissé moi` too."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from bot.folding import fold

ENDS = re.compile(r"[.!?;\n]+")
TOKEN = re.compile(r"[^\W_]+|,")
APART = ","
ANY_ENDING = r"\w*"


@cache
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    """The longest phrase at each word; those of one list may overlap."""
    said = {re.sub(r"['’-]", " ", fold(each)) for each in phrases}
    longest = sorted(said, key=len, reverse=True)
    either = "|".join(re.escape(each).replace(r"\*", ANY_ENDING) for each in longest)
    return re.compile(rf"(?<= )(?=((?:{either}))(?= ))")


def sentences_of(folded: str) -> list[Sentence]:
    return [Sentence(each) for each in ENDS.split(folded) if each.strip()]


class Sentence:
    """The words of one sentence, folded; a comma is a word that parts what is said."""

    def __init__(self, folded: str) -> None:
        self.words = TOKEN.findall(folded)
        self._row = f" {' '.join(self.words)} "
        at, starts = 1, []
        for word in self.words:
            starts.append(at)
            at += len(word) + 1
        self._starts = starts

    def spans(self, phrases: frozenset[str]) -> list[tuple[int, int]]:
        """Where each of them begins and ends, in words."""
        found = []
        for match in _pattern(phrases).finditer(self._row):
            begin = bisect_left(self._starts, match.start(1))
            found.append((begin, bisect_left(self._starts, match.end(1))))
        return found

    def has(self, phrases: frozenset[str]) -> bool:
        return _pattern(phrases).search(self._row) is not None

    def is_only(self, phrases: frozenset[str], idle: frozenset[str]) -> bool:
        """`un responsable svp`: one of them, and small words that say nothing."""
        bare = Sentence(" ".join(word for word in self.words if word not in idle))
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
