"""Sick people and deaths that somebody tells of besides those that were reported. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding import Word
from bot.understanding.small import small

OTHERS = small("others", "newly")
NONE_OF = small("nobody", "says_not")
PEOPLE = ("case", "sex")
CODE = 2  # letters of a disease's code, which is a word of every day too


def counts_others(words: Sequence[Word]) -> bool:
    """`2 autres cas`, `3 nouveaux malades`, `un autre enfant`; not `les autres cas`."""
    return any(
        _leads_to_others(words[at + 1 :])
        for at, word in enumerate(words)
        if word.number or word.means("number")
    )


def _leads_to_others(words: Sequence[Word]) -> bool:
    said: set[str] = set()
    for word in words:
        kind = word.senses[0].kind if word.senses else ""
        said.update(word.folded.split())
        if kind in ("case", "sign", "risk"):
            return not said.isdisjoint(OTHERS)
        if kind != "filler" and said.isdisjoint(OTHERS):
            return False
    return False


def tells_of_a_death(words: Sequence[Word]) -> bool:
    """`1 mort`, `un enfant est mort`; not `pas de mort`, `0 décès`."""
    dead = any(word.means("mark") == "death" for word in words)
    none = any(word.means("zero") or word.number == 0 for word in words)
    said = {part for word in words for part in word.folded.split()}
    return dead and not none and said.isdisjoint(NONE_OF)


def counts_otherwise(words: Sequence[Word], cases: int) -> bool:
    """`ok 231 mais 2 cas seulement`, of three; `3 cas`, `2 garçons et 1 fille` are those."""
    behind = [*words[1:], None]
    told = [
        number
        for word, after in zip(words, behind, strict=False)
        if (number := _number(word)) and after is not None and after.senses
        if after.senses[0].kind in PEOPLE and len(after.folded) > 1  # not `14h`
    ]
    return bool(told) and cases not in (*told, sum(told))


def _number(word: Word) -> int:
    return word.number or int(word.means("number") or 0)


def names_another(words: Sequence[Word], risk: str) -> bool:
    """`ok 231 mais c'est la varicelle`, of measles: perhaps it is not true."""
    called = [word for word in words if len(word.folded) > CODE]
    named = {word.means(kind) for word in called for kind in ("risk", "unlisted")} - {None}
    return bool(named) and risk.partition(":")[0] not in named
