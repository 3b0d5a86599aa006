"""Where the words of a draft stand. A language that nobody of us speaks says only attested words.

`locales/<locale>/words.toml`, where there is one: `[source]` names what was read, `[words]` the
words that stand there, each form by itself. Whether a sentence is right only a speaker can tell.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

WORDS = "words.toml"
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")


def unattested(folder: Path, catalog: Catalog) -> list[str]:
    """What is wrong with the words of a locale: without a source, of an unknown one, unused."""
    file = folder / WORDS
    if not file.exists():
        return []
    data = tomllib.loads(file.read_text("utf-8"))
    words = {word: source for source, known in data["words"].items() for word in known}
    used = {word: form for message in catalog for form in _said(message) for word in _words(form)}
    found = [
        f"no source is named for {word!r}: {used[word]}" for word in sorted(used.keys() - words)
    ]
    found += [f"{WORDS}: no source {name!r}" for name in data["words"].keys() - data["source"]]
    return found + [f"{WORDS}: no text has {word!r}" for word in sorted(words.keys() - used)]


def _said(message: Message) -> tuple[str, ...]:
    if not message.id:
        return ()  # the header
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def _words(text: str) -> Iterator[str]:
    """Without what is filled in, and without commands: those are words to be sent, in capitals."""
    for word in _WORD.findall(_PLACEHOLDER.sub(" ", text)):
        if len(word) == 1 or not word.isupper():
            yield word.lower()
