"""What is meant only by those who write nothing else: STOP, START. By the whole message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.lexicon import Vocabulary
from bot.understanding.small import small

WHOLE = ("stop", "start")  # opting out is the whole message, or it is not meant
COURTESIES, SIGNS = small("courtesy"), ".,;:!?"


def whole_of(folded: str) -> tuple[str, ...]:
    """All words of a message, without the signs around them."""
    return tuple(folded.replace("'", " ").strip(' .,;:!?/"*#()').split())


def to_the_point(words: Sequence[str]) -> tuple[str, ...]:
    """`Bonjour, STOP svp`: without the courtesies around what is wanted."""
    bare = [word.strip(SIGNS) for word in words]
    first, last = 0, len(bare)
    while first < last and bare[first] in COURTESIES:
        first += 1
    while last > first and bare[last - 1] in COURTESIES:
        last -= 1
    return tuple(bare[first:last])


def joined(vocabulary: Vocabulary) -> dict[str, str]:
    """What is meant only as a whole, by its letters: `arretez de menvoyer des messages`."""
    return {
        "".join(key): kind
        for key, entries in vocabulary.phrases.items()
        for kind, _meaning, _locale in entries
        if kind in WHOLE and len(key) > 1
    }
