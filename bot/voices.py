"""Which recordings go with what is said, for people who do not read.

What a recording says, and who approved it, is for the features to know; here it is decided what a
person hears of an answer. Half an answer can mislead as much as a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from bot.text import Text, Value

SIZE = 8  # bytes of a mark


@dataclass(frozen=True, slots=True)
class Voice:
    """A recording of a text in one language. `mark` tells its content from any other.

    `values` are what the text names, as they are spoken: `{"emergency": "15"}`.
    """

    mark: str
    msgid: str
    locale: str
    seconds: float
    path: Path
    values: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes | None:
        """The recording; None if it is gone, or another is in its place."""
        try:
            found = self.path.read_bytes()
        except OSError:
            return None
        return found if mark_of(found) == self.mark else None

    def says(self, text: Text) -> bool:
        told = {name: str(value) for name, value in text.values.items() if name in self.values}
        return self.msgid == text.msgid and told == self.values


@dataclass(frozen=True, slots=True)
class Voices:
    """`recorded` are those that may be sent, by locale and msgid.

    `spoken`: texts that can be said by voice at all; of an answer all of them are heard, or none.
    `alone`: but these are, whatever else is not: to go now is right whatever follows.
    """

    recorded: Mapping[tuple[str, str], Voice] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    @property
    def now(self) -> Voices:
        return self

    def of(self, said: Sequence[Text], chain: Sequence[str]) -> tuple[Voice, ...]:
        """In the first language of a chain in which this can be heard; `said` in its order."""
        wanted = [text for text in said if text.msgid in self.spoken]
        for locale in chain if wanted else ():
            voices = [self._voice(text, locale) for text in wanted]
            heard = [voice for voice in voices if voice is not None]
            if len(heard) < len(wanted):
                heard = [voice for voice in heard if voice.msgid in self.alone]
            if heard:
                return tuple({voice.mark: voice for voice in heard}.values())
        return ()

    def marked(self, mark: str) -> Voice | None:
        """The recording with this mark, while it may be sent."""
        return next((voice for voice in self.recorded.values() if voice.mark == mark), None)

    def _voice(self, text: Text, locale: str) -> Voice | None:
        found = self.recorded.get((locale, text.msgid))
        return found if found is not None and found.says(text) else None


class Speakable(Protocol):
    """What may be heard at this moment."""

    @property
    def now(self) -> Voices: ...


def mark_of(content: bytes) -> str:
    return blake2b(content, digest_size=SIZE).hexdigest()


def within(text: Text) -> Iterator[Text]:
    """The text, and those that it is put together from, in their order."""
    yield text
    for value in text.values.values():
        yield from _inside(value)


def _inside(value: Value) -> Iterator[Text]:
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, Text):
            yield from within(each)
