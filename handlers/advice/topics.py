"""The shorter topics, read from `topics.toml`: what is said, and where the service is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.text import Text

OURS = Path(__file__).with_name("topics.toml")


@dataclass(frozen=True, slots=True)
class Topic:
    """`texts` are ids; `asked_by` what the lexicons call it, without `advice_`."""

    id: str
    name: Text
    texts: tuple[str, ...]
    asked_by: tuple[str, ...]
    service: str


@lru_cache
def load(path: Path = OURS) -> Mapping[str, Topic]:
    try:
        return {
            entry["id"]: Topic(
                entry["id"],
                Text(entry["name"]),
                tuple(entry["texts"]),
                tuple(entry["asked_by"]),
                entry["service"],
            )
            for entry in tomllib.loads(path.read_text("utf-8"))["topic"]
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
