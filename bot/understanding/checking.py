"""What no lexicon may hold: words that would be taken for their contrary, in any language.

A deployment's own words are held to the same, beside ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.understanding.entries import OURS, THEIRS, Meanings, State, Written, files, spelled, state
from bot.understanding.guesses import Key

# Kinds of which a word of one language may have one: each is the whole message, or decides much.
APART = (("yes", "no"), ("yes", "stop"), ("no", "start"), ("stop", "start"), ("risk", "unlisted"))
# Understood in every language, so no language may mean something else by them.
EVERYWHERE = ("stop", "start")
ANYWHERE = ("yes", "zero", "number", "risk", "sex", "language", *EVERYWHERE)
KEPT = 4  # answers: of some lines each
Kinds = Mapping[Key, Mapping[str, Mapping[str, Written]]]  # of each word: its kinds, by locale


def problems(folder: Path, extra: Path | None = None) -> list[str]:
    """One line for each doubtful word of `<folder>/<locale>/lexicon.toml`, for all locales.

    `extra` is a deployment's folder with its own `lexicon-<locale>.toml`. A line names the file,
    the line in it and both meanings. What is unchanged is looked through once.
    """
    read = [*folder.glob(f"*/{OURS}"), *(extra.glob(f"{THEIRS}*.toml") if extra else ())]
    return list(_problems(folder, extra, state(sorted(read))))


@lru_cache(maxsize=KEPT)
def _problems(folder: Path, extra: Path | None, _known: State) -> tuple[str, ...]:
    meanings = Meanings()
    kinds: dict[Key, dict[str, dict[str, Written]]] = defaultdict(lambda: defaultdict(dict))
    locales = sorted(path.parent.name for path in folder.glob(f"*/{OURS}"))
    for locale in locales:
        for path in files(folder, locale, extra):
            for written in meanings.read(path, locale):
                for key in spelled(written.word):
                    kinds[key][written.entry[0]].setdefault(locale, written)
    strange = _of_no_language(extra, locales) if extra is not None else ()
    return (*strange, *meanings.problems, *_contrary(kinds), *_everywhere(kinds))


def has_own(extra: Path | None) -> bool:
    """Whether a deployment has words of its own at all."""
    return extra is not None and any(extra.glob(f"{THEIRS}*.toml"))


def _of_no_language(extra: Path, locales: list[str]) -> Iterator[str]:
    for path in sorted(extra.glob(f"{THEIRS}*.toml")):
        if path.stem.removeprefix(THEIRS) not in locales:
            yield f"{path.name}: no such language here; there are {', '.join(locales)}"


def _contrary(words: Kinds) -> Iterator[str]:
    for theirs in words.values():
        for one, other in APART:
            first, second = theirs.get(one, {}), theirs.get(other, {})
            for locale in sorted(first.keys() & second.keys()):
                here, there = second[locale], first[locale]
                if there.path.name != OURS:
                    here, there = there, here  # theirs is told first: that is to be mended
                kinds = here.entry[0], there.entry[0]
                yield (
                    f"{here.place}: {here.word!r} is in [{kinds[0]}], but also in [{kinds[1]}] "
                    f"({there.place})"
                )


def _everywhere(kinds: Kinds) -> Iterator[str]:
    """`stop` in one language, something else in another."""
    for theirs in kinds.values():
        for kind in EVERYWHERE:
            for other in ANYWHERE if kind in theirs else ():
                clash = theirs.get(other, {}).keys() - theirs[kind].keys()
                if other == kind:
                    continue
                here = next(iter(theirs[kind].values()))
                for locale in sorted(clash):
                    there = theirs[other][locale]
                    yield (
                        f"{there.place}: {there.word!r} is in [{other}], but in every language it "
                        f"is [{kind}] ({here.place})"
                    )
