"""Who writes, said before what they want: `Ici la matrone de Boron. Pas de malade.`

A midwife who says that she is one looks for none, nor does a nurse for the health centre.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from bot.understanding.words import Word

I_AM = small("opens_who_i_am")
COURTESIES = ("greeting", "thanks")
ENDS, BREAKS = (".", "\n"), (".", "\n", ",", ":")
SOUGHT = ("nearest_clinic", "schedule")
LONGEST = 9  # words and signs of such a sentence


def without_introduction(words: Sequence[Word]) -> Sequence[Word]:
    """The words of who writes look for no service any more; the rest as they are."""
    end = _introduction(words)
    if not end:
        return words
    return [*map(_seeking_nothing, words[:end]), *words[end:]]


def _introduction(words: Sequence[Word]) -> int:
    """How many words it takes; 0 where a message begins with none, or is nothing else."""
    begin = next((at for at, word in enumerate(words) if not _is_courtesy(word)), 0)
    named = begin < len(words) and _opens(words, begin)
    breaks = BREAKS if named else ENDS
    until = range(begin, min(begin + LONGEST, len(words)))
    end = next((at for at in until if words[at].text in breaks), 0)
    said = words[begin:end]
    if not any(word.means("filler") == "role" for word in said) or end + 1 >= len(words):
        return 0
    if not named and said[0].means("filler") != "role":
        return 0
    return 0 if any(word.means("question") for word in said) else end


def _opens(words: Sequence[Word], at: int) -> bool:
    two = " ".join(word.folded for word in words[at : at + 2])
    return words[at].folded in I_AM or two in I_AM


def _is_courtesy(word: Word) -> bool:
    return word.means("intent") in COURTESIES or not word.folded[:1].isalnum()


def _seeking_nothing(word: Word) -> Word:
    kept = tuple(
        sense
        for sense in word.senses
        if sense.kind != "service" and not (sense.kind == "intent" and sense.meaning in SOUGHT)
    )
    return word._replace(senses=kept)
