"""Messages as people write them on a small phone: short, in any order, with slips. Pure.

The words for the diseases are those of the lexicons, so that a language that is added is played.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

SLIP = 0.3  # of messages with one slip of the thumb
LONG = 6  # letters of a word that survives a slip
AGES = {
    "fr": {"under5": "-5 ans", "over5": "+5 ans"},
    "en": {"under5": "under 5", "over5": "over 5"},
}
CASES = {"fr": "cas", "en": "cases"}
DEATHS = {"fr": "{n} mort", "en": "{n} dead"}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message is to say."""

    risk: str
    count: int
    deaths: int
    place_id: str
    place: str


def scribbled(
    meant: Meant, words: Sequence[str], locale: str, group: str | None, random: Random
) -> str:
    """One of the ways to write it. `group`: of all of them, if it is the same."""
    word = random.choice(words[:3])
    said = [f"{word} {meant.count}", f"{meant.count} {word}"]
    if locale in CASES:
        said.append(f"{meant.count} {CASES[locale]} {word}")
    parts = [random.choice(said)]
    if group is not None and locale in AGES and random.random() < 0.5:
        parts.append(AGES[locale][group])
    if meant.deaths and locale in DEATHS:
        parts.append(DEATHS[locale].format(n=meant.deaths))
    parts.append(meant.place)
    text = " ".join(parts)
    if random.random() < SLIP:
        text = slipped(text, random)
    return random.choice((str, str.upper, str.capitalize, str.lower))(text)


def slipped(text: str, random: Random) -> str:
    """One slip, in a word long enough to be known all the same."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= LONG and word.isalpha()]
    if not long:
        return text
    at = random.choice(long)
    word, where = words[at], random.randrange(1, len(words[at]) - 1)
    words[at] = random.choice(
        (
            word[:where] + word[where + 1 :],
            word[:where] + word[where] + word[where:],
            word[:where] + word[where + 1] + word[where] + word[where + 2 :],
        )
    )
    return " ".join(words)
