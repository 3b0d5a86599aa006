"""Services and kinds of facilities, as the data file has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.errors import BadFile
from bot.handler import Knowledge
from bot.text import Text
from bot.understanding import Word

OURS = Path(__file__).with_name("services.toml")
TOPIC = "service:"  # begins what a service is called among the things that people follow
LIKE = 0.85  # how sure a misspelt word must be to name one


@dataclass(frozen=True, slots=True)
class Kind:
    """`usual`: the services that such a facility usually has."""

    name: Text
    usual: frozenset[str]


@dataclass(frozen=True, slots=True)
class Services:
    """Names of services, and kinds, by id; `treats`: services by the health risk they are for."""

    names: dict[str, Text]
    kinds: dict[str, Kind]
    treats: dict[str, str]

    def usually(self, service: str) -> frozenset[str]:
        """The kinds of facility that usually have a service, or one of several."""
        named = services_in(service)
        return frozenset(id_ for id_, kind in self.kinds.items() if named & kind.usual)

    def named(self, service: str) -> Text:
        """`dépistage du cancer du sein, du col de l’utérus` where a word means both."""
        names = tuple(self.names[id_] for id_ in service.split() if id_ in self.names)
        return names[0] if len(names) == 1 else Text("{words}", {"words": names})

    def topic(self, topic: str) -> Text | None:
        """What a topic is called, `service:vaccination`; None for what is no service any more."""
        return self.names.get(topic.removeprefix(TOPIC)) if topic.startswith(TOPIC) else None

    def topics_in(self, word: Word) -> tuple[str, ...]:
        """The topics that a word names, also misspelt; of a word for several services, all."""
        sense = next((each for each in word.senses if each.kind == "service"), None)
        if sense is None or sense.score < LIKE:
            return ()
        return tuple(TOPIC + id_ for id_ in sense.meaning.split() if id_ in self.names)


def services_in(named: str | None) -> frozenset[str]:
    """The ids that a word of a lexicon means: one, or several with blanks between."""
    return frozenset(named.split()) if named else frozenset()


def services_of(knowledge: Knowledge) -> Services:
    """Ours, or the file that the deployment put in its place."""
    return load(knowledge.data_file(OURS))


@lru_cache
def load(path: Path = OURS) -> Services:
    """Raises `BadFile` naming what is doubtful."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        names = {entry["id"]: Text(entry["name"]) for entry in data["service"]}
        treats = {
            risk: entry["id"] for entry in data["service"] for risk in entry.get("treats", ())
        }
        kinds = {
            entry["id"]: Kind(Text(entry["name"]), frozenset(entry.get("usual", ())))
            for entry in data["kind"]
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    unknown = sorted({each for kind in kinds.values() for each in kind.usual} - names.keys())
    if unknown:
        raise BadFile([f"{path.name}: no service {name!r}" for name in unknown])
    return Services(names, kinds, treats)
