"""Which advice has been recorded, by whom, of which words; who approved it, and what it is worth.

Recordings are files in a folder of the deployment, and `voice.toml` there has one entry for each
text and language. A recording holds for the words that were read aloud: when they change, or the
data they speak of, it is stale, and nobody hears it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from handlers.advice import ledger
from handlers.advice.signoff import DataFile, source_version, words_version
from handlers.advice.texts import Advice

FILE, TABLE = "voice.toml", "recording"
HEADING = """\
# Recordings of advice; written by `kunnafoni voice add` and `approve`. Roles, no names of people.
"""
State = Literal["recorded", "unapproved", "stale", "gone", "missing"]


@dataclass(frozen=True, slots=True)
class Version:
    """Of the English text and its data, and of the words that were read aloud."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Recording:
    """`mark` is that of the content of `file`; `read` the language of the words that the speaker
    was given, `by` a role. What is not approved has nobody in `approved_by`.
    """

    id: str
    locale: str
    file: str
    mark: str
    seconds: float
    by: str
    on: date
    read: str
    source: str
    words: str
    approved_by: str | None = None
    approved_on: date | None = None

    @property
    def version(self) -> Version:
        return Version(self.source, self.words)


Recordings = Mapping[tuple[str, str], Recording]  # by id and locale


def read(folder: Path | None) -> Recordings:
    """None where there is no file yet. Raises `BadFile` for one that cannot be read."""
    found = ledger.read(_file(folder), TABLE, Recording)
    return {(each.id, each.locale): each for each in found}


def stamp(folder: Path | None) -> tuple[int, int] | None:
    return ledger.stamp(_file(folder))


def write(folder: Path, recordings: Iterable[Recording]) -> None:
    entries = sorted(recordings, key=lambda each: (each.id, each.locale))
    ledger.write(folder / FILE, HEADING, TABLE, entries)


def _file(folder: Path | None) -> Path | None:
    return folder / FILE if folder else None


def version(text: Advice, words: str, data: DataFile) -> Version:
    """`words` as they are read aloud, what they name filled in."""
    return Version(source_version(text, data), words_version(words))


def state(found: Recording | None, now: Version, *, whole: bool) -> State:
    """What a recording is worth while the text is as it is `now`; `whole`: its file is there."""
    if found is None:
        return "missing"
    if not whole:
        return "gone"
    if found.version != now:
        return "stale"
    return "recorded" if found.approved_by else "unapproved"
