"""STOP, START and LANGUAGE in every language there is, whichever of them this bot speaks.

Who writes `توقف` to a bot that speaks French means it, too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from bot.folding import fold
from bot.understanding.lexicon import Vocabulary
from bot.understanding.whole import START, STOP, whole_of

LANGUAGE = "language"
Phrase = tuple[str, ...]


def everywhere(folder: Path, known: Vocabulary, locales: Collection[str]) -> Mapping[Phrase, str]:
    """What each such message means, where it has no other meaning in a language that is spoken.

    Words for LANGUAGE of the spoken ones too: short ones are not read in another language.
    """
    found: dict[Phrase, str] = {}
    for path in sorted(folder.glob("*/lexicon.toml")):
        for said, wish in _wishes(path).items():
            own = {kind for kind, _meaning, _locale in known.phrases.get(said, ())}
            spoken = path.parent.name in locales
            if not own or (spoken and wish == LANGUAGE):
                found.setdefault(said, wish)
    return found


@cache
def _wishes(path: Path) -> Mapping[Phrase, str]:
    data = tomllib.loads(path.read_text("utf-8"))
    written = {
        STOP: data.get(STOP, {}).get(STOP, ()),
        START: data.get(START, {}).get(START, ()),
        LANGUAGE: data.get("intent", {}).get(LANGUAGE, ()),
    }
    return {whole_of(fold(word)): wish for wish, words in written.items() for word in words}
