"""Who wants no more messages, or wants them again: by the whole message, or by a sentence of it.

A word alone, inside of another message, is not meant so.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.lexicon import Vocabulary
from bot.understanding.phrases import Phrases
from bot.understanding.small import small
from bot.understanding.words import Word

STOP, START = "stop", "start"
WHOLE = (STOP, START)  # a word of these alone is the whole message, or it is not meant
COURTESIES, SIGNS = small("courtesy"), ".,;:!?"
MESSAGES, SEVERAL = small("our_messages"), small("our_messages_plural")
ENDS_THEM, RESUMES, NEAR = small("ends_messages"), small("resumes_messages"), 4
BEGINS_THEM, AGAIN, FAR = small("begins_messages"), small("again_messages"), 9  # words


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


def of_messages(text: str, words: Sequence[Word]) -> str | None:
    """`ne m'envoyez plus vos messages`, `j'avais arrêté les sms, je les veux de nouveau`."""
    if not any(word.folded in MESSAGES for word in words):
        return None  # nearly every message: the rest costs time
    said = Phrases(text)
    if not said.has(MESSAGES):
        return None
    wanted = said.led(BEGINS_THEM, (AGAIN, FAR)) or said.led(AGAIN, (BEGINS_THEM, FAR))
    if (wanted and said.has(SEVERAL)) or said.led(RESUMES, (MESSAGES, NEAR)):
        return START
    return STOP if said.led(ENDS_THEM, (MESSAGES, NEAR)) else None
