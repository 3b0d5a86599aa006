"""What of the advice can be heard: texts, recordings and approvals of a deployment, together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.cli.signing import data_file, in_force, words_of
from bot.config import Settings
from bot.review import Watched
from bot.voices import Voice, Voices
from handlers.advice import recordings
from handlers.advice.recordings import Recording, State, Version
from handlers.advice.spoken import Values, fixed, speakable, values_of
from handlers.advice.texts import Advice


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text in a language: `words` are to be read aloud, in the language `read`."""

    text: Advice
    locale: str
    read: str
    words: str
    version: Version
    recording: Recording | None
    state: State


class Studio:
    """Everything that can be spoken in this deployment, as it stands now."""

    def __init__(self, known: Settings) -> None:
        self._known = known
        self._data = data_file(known)
        self.every = in_force(known)
        self._fixed = fixed(self._data, known.bot.emergency_number)
        self.texts: Mapping[str, Advice] = speakable(self.every.values(), self._fixed)
        self.recordings = dict(recordings.read(known.voice.folder))
        self._said = words_of(known)

    def first(self, id_: str) -> Advice | None:
        """The text that is recorded for this id: another may say the same."""
        text = self.every.get(id_)
        if text is None:
            return None
        return next((t for t in self.texts.values() if t.msgid == text.msgid), None)

    def only_written(self) -> list[str]:
        """Ids of texts that name what is never the same."""
        return [each.id for each in self.every.values() if self._values(each) is None]

    def spoken(self, text: Advice, locale: str) -> Spoken:
        read, words = self._words(text, locale)
        now = recordings.version(text, words, self._data)
        found = self.recordings.get((text.id, locale))
        whole = found is not None and self.voice(text, found).content() is not None
        state = recordings.state(found, now, whole=whole)
        return Spoken(text, locale, read, words, now, found, state)

    def voice(self, text: Advice, found: Recording) -> Voice:
        path = (self._known.voice.folder or Path()) / found.file
        values = self._values(text) or {}
        return Voice(found.mark, text.msgid, found.locale, found.seconds, path, values)

    def _values(self, text: Advice) -> Values | None:
        return values_of(text, self._fixed)

    def _words(self, text: Advice, locale: str) -> tuple[str, str]:
        """In that language; else in the nearest of its chain that has them, for who translates."""
        bot = self._known.bot
        for read in (locale, *bot.fallback.get(locale, ()), bot.default_locale):
            if read in bot.locales and (words := self._said(text, read)) is not None:
                return read, words.format_map(self._values(text) or {})
        return "en", text.text.format_map(self._values(text) or {})


def voices_of(known: Settings, *, drafts: bool) -> Voices:
    """What is heard: what was approved and is not stale; with `drafts` what awaits that, too."""
    if known.voice.folder is None:
        return Voices()
    studio = Studio(known)
    heard: tuple[State, ...] = ("recorded", "unapproved") if drafts else ("recorded",)
    found = (
        studio.spoken(studio.texts[id_], locale)
        for id_, locale in studio.recordings
        if id_ in studio.texts and locale in known.bot.locales
    )
    return Voices(
        {
            (each.locale, each.text.msgid): studio.voice(each.text, each.recording)
            for each in found
            if each.recording is not None and each.state in heard
        },
        frozenset(text.msgid for text in studio.texts.values()),
        frozenset(text.msgid for text in studio.texts.values() if text.always),
    )


def watched_voices(known: Settings, *, drafts: bool) -> Watched[Voices]:
    """The same, kept up to date while the bot runs."""
    return Watched(
        lambda: voices_of(known, drafts=drafts), lambda: recordings.stamp(known.voice.folder)
    )


def counted(known: Settings, studio: Studio) -> Iterator[tuple[str, Counter[State]]]:
    """How many of each state, by language."""
    for locale in known.bot.locales:
        found = (studio.spoken(text, locale).state for text in studio.texts.values())
        yield locale, Counter(found)
