"""The small words on which grammars turn, `locales/<locale>/grammar.toml`: `of`, `and`, `not`.

They are no entries of a lexicon: such a word has many uses, and none of them is what a message is
about. Whoever reads asks for a use by its name, and looks at the words that stand where it matters.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from bot.folding import fold
from bot.paths import LOCALES

FILE = "grammar.toml"


@cache
def small(*uses: str) -> frozenset[str]:
    """The words of some uses in all languages (messages mix them), small letters, with accents and
    without. `KeyError` for a use that no locale has.
    """
    known = _known()
    return frozenset().union(*(known[use] for use in uses))


@cache
def _known() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(LOCALES.glob(f"*/{FILE}")):
        for use, words in tomllib.loads(path.read_text("utf-8")).items():
            found[use] |= {form for word in words for form in _typed(word)}
    return {use: frozenset(words) for use, words in found.items()}


def _typed(word: str) -> set[str]:
    """As it may be compared: as written, folded, and with the apostrophe of better keyboards."""
    return {word, fold(word), word.replace("'", "’")}
