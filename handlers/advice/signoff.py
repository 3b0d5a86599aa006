"""Who has approved which text, in which language, of which version; and what that is worth now.

Approvals are a file of the deployment (`advice-approved.toml`), one entry for each text and
language. An approval holds for the words that were read: when the English text, its translation,
or a data file whose values the text speaks of changes, the text is a draft again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from handlers.advice import ledger
from handlers.advice.texts import Advice

FILE, TABLE = "advice-approved.toml", "approved"
SIZE = 6  # bytes of a version: enough to tell two texts apart
HEADING = """\
# Who has approved which advice; written by `kunnafoni advice approve`. Roles, no names of people.
"""
State = Literal["reviewed", "draft", "changed", "untranslated"]
DataFile = Callable[[str], Path]  # the file of that name that is in force


@dataclass(frozen=True, slots=True)
class Approval:
    """`source` is the version of the English text and its data, `words` that of what was read."""

    id: str
    locale: str
    by: str
    on: date
    source: str
    words: str


Approvals = Mapping[tuple[str, str], Approval]  # by id and locale


def read(folder: Path | None) -> Approvals:
    """None where there is no file yet. Raises `BadFile` for one that cannot be read."""
    found = ledger.read(_file(folder), TABLE, Approval)
    return {(each.id, each.locale): each for each in found}


def stamp(folder: Path | None) -> tuple[int, int] | None:
    """Another one whenever the file of approvals has changed; None while there is none."""
    return ledger.stamp(_file(folder))


def write(folder: Path, approvals: Iterable[Approval]) -> None:
    """All of them, in one step: a reader never sees half a file."""
    entries = sorted(approvals, key=lambda a: (a.id, a.locale))
    ledger.write(folder / FILE, HEADING, TABLE, entries)


def _file(folder: Path | None) -> Path | None:
    return folder / FILE if folder else None


def source_version(text: Advice, data_file: DataFile) -> str:
    """Of the English text, and of the values it speaks of."""
    found = blake2b(text.text.encode(), digest_size=SIZE)
    for name in text.data:
        found.update(data_file(name).read_bytes())
    return found.hexdigest()


def words_version(words: str) -> str:
    return blake2b(words.encode(), digest_size=SIZE).hexdigest()


def state(text: Advice, locale: str, words: str | None, known: Approvals, data: DataFile) -> State:
    """`words` is the translation as it stands now; None where there is none."""
    if words is None:
        return "untranslated"
    approval = known.get((text.id, locale))
    if approval is None:
        return "draft"
    current = (source_version(text, data), words_version(words))
    return "reviewed" if current == (approval.source, approval.words) else "changed"
