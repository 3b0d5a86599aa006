"""What is advised, by id: the texts of `texts.toml`, each with its sources."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.text import Text, Value

OURS = Path(__file__).with_name("texts.toml")
CONFIDENCES = ("H", "M", "L")


@dataclass(frozen=True, slots=True)
class Advice:
    """A text with its sources: the fields are explained at the top of `texts.toml`."""

    id: str
    text: str
    source: str
    confidence: str
    checked: date
    gk: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    always: bool = False


@lru_cache
def load(path: Path = OURS) -> Mapping[str, Advice]:
    """All texts by id, in the order of the file. Raises `BadFile` naming what is doubtful."""
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
    return {advice.id: advice for advice in found}


def _problems(found: list[Advice]) -> Iterator[str]:
    ids = [advice.id for advice in found]
    yield from (f"{each} is there twice" for each in sorted({i for i in ids if ids.count(i) > 1}))
    for advice in found:
        if advice.confidence not in CONFIDENCES:
            yield f"{advice.id}: confidence {advice.confidence!r}"
        if not advice.source:
            yield f"{advice.id}: no source"


def advice(id_: str, **values: Value) -> Text:
    """The text of that id, with what it names."""
    return Text(load()[id_].text, values)
