"""Services and kinds of facilities, as the data file has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.handler import Knowledge
from bot.text import Text

OURS = Path(__file__).with_name("services.toml")


@dataclass(frozen=True, slots=True)
class Kind:
    """`usual`: the services that such a facility usually has."""

    name: Text
    usual: frozenset[str]


@dataclass(frozen=True, slots=True)
class Services:
    """Names of services, and kinds, by id."""

    names: dict[str, Text]
    kinds: dict[str, Kind]

    def usually(self, service: str) -> frozenset[str]:
        """The kinds of facility that usually have a service."""
        return frozenset(id_ for id_, kind in self.kinds.items() if service in kind.usual)


def services_of(knowledge: Knowledge) -> Services:
    """Ours, or the file that the deployment put in its place."""
    return load(knowledge.data_file(OURS))


@lru_cache
def load(path: Path = OURS) -> Services:
    """Raises `BadFile` naming what is doubtful."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        names = {entry["id"]: Text(entry["name"]) for entry in data["service"]}
        kinds = {
            entry["id"]: Kind(Text(entry["name"]), frozenset(entry.get("usual", ())))
            for entry in data["kind"]
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    unknown = sorted({each for kind in kinds.values() for each in kind.usual} - names.keys())
    if unknown:
        raise BadFile([f"{path.name}: no service {name!r}" for name in unknown])
    return Services(names, kinds)
