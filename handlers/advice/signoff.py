"""Who has approved which text, in which language, of which version; and what that is worth now.

Approvals are a file of the deployment (`advice-approved.toml`), one entry for each text and
language. An approval holds for the words that were read: when the English text, its translation,
or a data file whose values the text speaks of changes, the text is a draft again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from bot.errors import BadFile
from handlers.advice.texts import Advice

FILE = "advice-approved.toml"
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
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("approved", [])
        found = [Approval(**entry) for entry in entries]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, OSError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    return {(each.id, each.locale): each for each in found}


def stamp(folder: Path | None) -> tuple[int, int] | None:
    """Another one whenever the file of approvals has changed; None while there is none."""
    try:
        found = (folder / FILE).stat() if folder else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None


def write(folder: Path, approvals: Iterable[Approval]) -> None:
    """All of them, in one step: a reader never sees half a file."""
    entries = [_entry(each) for each in sorted(approvals, key=lambda a: (a.id, a.locale))]
    whole = folder / FILE
    half = whole.with_suffix(".new")
    half.write_text("\n".join([HEADING, *entries]), "utf-8")
    half.replace(whole)


def _entry(each: Approval) -> str:
    by = each.by.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'[[approved]]\nid = "{each.id}"\nlocale = "{each.locale}"\nby = "{by}"\n'
        f'on = {each.on.isoformat()}\nsource = "{each.source}"\nwords = "{each.words}"\n'
    )


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
