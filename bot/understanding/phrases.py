"""Phrases looked up in a message, whatever signs and capitals stand between their words."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.folding import fold

LONGEST = 4  # words of a phrase
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|->|=>|\?")


class Phrases:
    """The words of a message, folded; `can't` is one word and two."""

    def __init__(self, text: str) -> None:
        self.words = TOKEN.findall(fold(text).replace("’", "'"))
        self._row = f" {' '.join(self.words)} "
        self._apart = self._row.replace("'", " ").replace("-", " ")

    def has(self, phrases: Collection[str]) -> bool:
        return any(f" {each} " in self._row or f" {each} " in self._apart for each in phrases)

    def led(self, first: Collection[str], *then: tuple[Collection[str], int]) -> bool:
        """Whether after one of `first` one of the next begins within so many words, and so on."""
        words = self._apart.split()
        ends = {end for end in range(1, len(words) + 1) if _stands(words, first, end=end)}
        for phrases, within in then:
            near = {at for end in ends for at in range(end, min(end + within, len(words)))}
            begins = [at for at in near if _stands(words, phrases, begin=at)]
            ends = {end for at in begins for end in range(at + 1, at + LONGEST + 1)
                    if " ".join(words[at:end]) in phrases}  # fmt: skip
        return bool(ends)


def _stands(
    words: list[str], phrases: Collection[str], *, begin: int = 0, end: int | None = None
) -> bool:
    """Whether a phrase begins at one word, or ends before another."""
    for length in range(1, LONGEST + 1):
        row = words[begin : begin + length] if end is None else words[max(0, end - length) : end]
        if len(row) == length and " ".join(row) in phrases:
            return True
    return False
