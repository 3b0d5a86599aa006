"""What is advised, by id: the texts of `texts.toml`, each with its sources.

A deployment says some of them in its own words: a `texts.toml` in its folder has entries of the
same form, by the ids of ours, and may give translations as `words = { fr = "...", bm = "..." }`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.text import Text, Value
from handlers.advice.refused import refused

OURS = Path(__file__).with_name("texts.toml")
CONFIDENCES = ("H", "M", "L")
_VALUES = re.compile(r"\{\w*\}")


@dataclass(frozen=True, slots=True)
class Advice:
    """A text with its sources: the fields are explained at the top of `texts.toml`.

    `msgid` is our own English, by which the program knows it; `words` a deployment's translations.
    """

    id: str
    text: str
    source: str
    confidence: str
    checked: date
    gk: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    always: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    msgid: str = ""

    def said(self, locale: str, ours: str | None) -> str | None:
        """Its words in that locale; `ours` is what our catalog has. None if there are none."""
        if locale in self.words:
            return self.words[locale]
        if self.text == self.msgid:
            return ours
        return self.text if locale == "en" else None


@lru_cache
def load(path: Path = OURS) -> Mapping[str, Advice]:
    """All texts by id, in the order of the file. Raises `BadFile` naming what is doubtful."""
    ours = _read(OURS)
    if path == OURS:
        return ours
    theirs = _read(path)
    if problems := [f"{path.name}: {each}" for each in _other(theirs, ours)]:
        raise BadFile(problems)
    anew = {
        id_: replace(each, msgid=ours[id_].text, always=ours[id_].always)
        for id_, each in theirs.items()
    }
    return {**ours, **anew}


def _read(path: Path) -> Mapping[str, Advice]:
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["text"]
        found = [
            Advice(
                **entry | {"gk": tuple(entry.get("gk", ())), "data": tuple(entry.get("data", ()))}
            )
            for entry in entries
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    if problems := [f"{path.name}: {each}" for each in _problems(found)]:
        raise BadFile(problems)
    return {advice.id: replace(advice, msgid=advice.text) for advice in found}


def _other(theirs: Mapping[str, Advice], ours: Mapping[str, Advice]) -> Iterator[str]:
    for id_, each in theirs.items():
        if id_ not in ours:
            yield f"{id_}: no such text of ours; `kunnafoni advice status` lists them"
            continue
        named = set(_VALUES.findall(ours[id_].text))
        for words in (each.text, *each.words.values()):
            if set(_VALUES.findall(words)) != named:
                yield f"{id_}: it has to name {', '.join(sorted(named)) or 'no value'}: {words}"


def _problems(found: list[Advice]) -> Iterator[str]:
    ids = [advice.id for advice in found]
    yield from (f"{each} is there twice" for each in sorted({i for i in ids if ids.count(i) > 1}))
    for advice in found:
        if advice.confidence not in CONFIDENCES:
            yield f"{advice.id}: confidence {advice.confidence!r}"
        if not advice.source:
            yield f"{advice.id}: no source"
        for words in (advice.text, *advice.words.values()):
            if (never := refused(words)) is not None:
                yield f"{advice.id}: {never!r} is never said"


def advice(id_: str, **values: Value) -> Text:
    """The text of that id, with what it names."""
    return Text(load()[id_].text, values)
