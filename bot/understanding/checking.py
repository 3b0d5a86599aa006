"""What no lexicon may hold: words that would be taken for their contrary, in any language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import BadFile
from bot.understanding.guesses import Key
from bot.understanding.lexicon import entries, spelled

# Kinds of which a word of one language may have one: each is the whole message, or decides much.
APART = (("yes", "no"), ("yes", "stop"), ("no", "start"), ("stop", "start"), ("risk", "unlisted"))
# Understood in every language, so no language may mean something else by them.
EVERYWHERE = ("stop", "start")
ANYWHERE = ("yes", "zero", "number", "risk", "sex", "language", *EVERYWHERE)
Kinds = Mapping[Key, Mapping[str, set[str]]]  # of each word: its kinds, and the locales of each


def problems(folder: Path) -> list[str]:
    """One line for each doubtful word of `<folder>/<locale>/lexicon.toml`, for all locales."""
    found: list[str] = []
    kinds: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted(folder.glob("*/lexicon.toml")):
        locale = path.parent.name
        try:
            for _key, (kind, _meaning, _locale), word in entries(path, locale):
                for each in spelled(word):
                    kinds[each][kind].add(locale)
        except BadFile as error:
            found += error.problems
    return [*found, *_contrary(kinds), *_everywhere(kinds)]


def _contrary(kinds: Kinds) -> Iterator[str]:
    for key, theirs in kinds.items():
        for one, other in APART:
            for locale in sorted(theirs.get(one, set()) & theirs.get(other, set())):
                yield f"{locale}: {' '.join(key)!r} is in [{one}] and in [{other}]"


def _everywhere(kinds: Kinds) -> Iterator[str]:
    """`stop` in one language, something else in another."""
    for key, theirs in kinds.items():
        for kind in EVERYWHERE:
            for other in ANYWHERE:
                clash = theirs.get(other, set()) - theirs.get(kind, set())
                if kind in theirs and other != kind and clash:
                    yield (
                        f"{', '.join(sorted(theirs[kind]))}: {' '.join(key)!r} is in [{kind}], "
                        f"but in [{other}] of {', '.join(sorted(clash))}"
                    )
