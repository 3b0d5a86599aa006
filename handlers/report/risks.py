"""The health risks that can be reported, and the signs that people describe instead of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from bot.errors import BadFile
from bot.text import Text

Kind = Literal["human", "animal", "event"]
KINDS = ("human", "animal", "event")
OURS = Path(__file__).with_name("risks.toml")


SAID_OF_CASES = frozenset(("several", "under15"))  # as good as signs, but no signs


@dataclass(frozen=True, slots=True)
class Risk:
    """A line of the list. `fatal`: every case is a death. `oldest`: an age in months.

    `sex`: of everyone it befalls. `of_dogs`: a sick animal is a case of it too.
    """

    id: str
    number: int
    short: str
    kind: Kind
    immediate: bool
    name: Text
    fatal: bool = False
    oldest: int | None = None
    sex: Literal["female", "male"] | None = None
    of_dogs: bool = False


class Risks(Mapping[str, Risk]):
    """The list by id, in its order; and what signs, alone or together, stand for."""

    def __init__(
        self,
        risks: Mapping[str, Risk],
        together: Mapping[frozenset[str], tuple[str, bool]],
        turns: Mapping[tuple[str, str], str],
        offers: Mapping[str, tuple[str, ...]],
        severe: Mapping[str, str],
    ) -> None:
        self._risks = risks
        self._by_number = {risk.number: risk.id for risk in risks.values()}
        self._together = together
        self._turns = turns
        self._offers = offers
        self.severe = severe  # a risk that is the severe form of another

    def __getitem__(self, id: str) -> Risk:  # noqa: A002
        return self._risks[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._risks)

    def __len__(self) -> int:
        return len(self._risks)

    @property
    def of_newborns(self) -> frozenset[str]:
        """Risks whose ages are told in days."""
        return frozenset(risk.id for risk in self._risks.values() if risk.oldest is not None)

    @property
    def of_animals(self) -> str | None:
        """The risk that is told of animals alone."""
        return next((risk.id for risk in self._risks.values() if risk.kind == "animal"), None)

    def numbered(self, number: int) -> str | None:
        """The id of a code of the coded form."""
        return self._by_number.get(number)

    def described(self, signs: frozenset[str]) -> str | None:
        """The risk that these signs together are, by its community definition."""
        told = signs - SAID_OF_CASES
        return next(
            (
                risk
                for each, (risk, alone) in self._together.items()
                if each <= signs and (told <= each or not alone)
            ),
            None,
        )

    def turned(self, id: str, signs: frozenset[str]) -> str:  # noqa: A002
        """A risk, or what it becomes with a sign: diarrhoea with blood."""
        return next((self._turns[id, s] for s in signs if (id, s) in self._turns), id)

    def without(self, id: str, signs: frozenset[str]) -> str:  # noqa: A002
        """What a risk is that was turned by one of these signs: diarrhoea, with no blood."""
        turns = ((risk, sign) for (risk, sign), into in self._turns.items() if into == id)
        return next((risk for risk, sign in turns if sign in signs), id)

    def offered(self, signs: frozenset[str]) -> tuple[str, ...]:
        """What to offer for signs that name no risk: the likeliest first."""
        found = (risk for sign, all_of in self._offers.items() if sign in signs for risk in all_of)
        return tuple(dict.fromkeys(found))


@lru_cache
def load(path: Path = OURS) -> Risks:
    """Raises `BadFile` naming every doubtful entry."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        risks = [_risk(entry) for entry in data.get("risk", [])]
        together = dict(_together(entry) for entry in data.get("together", []))
        turns = {(entry["risk"], entry["sign"]): entry["into"] for entry in data.get("turns", [])}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    offers = {sign: tuple(ids) for sign, ids in data.get("offers", {}).items()}
    known = {risk.id for risk in risks}
    named = {
        *(risk for risk, _alone in together.values()),
        *turns.values(),
        *(each for ids in offers.values() for each in ids),
    }
    problems = [f"{path.name}: no health risk {name!r}" for name in sorted(named - known)]
    if problems := [*problems, *_doubles(path, risks)]:
        raise BadFile(problems)
    severe = data.get("severe", {})
    return Risks({risk.id: risk for risk in risks}, together, turns, offers, severe)


def _together(entry: Mapping[str, Any]) -> tuple[frozenset[str], tuple[str, bool]]:
    return frozenset(entry["signs"]), (entry["risk"], bool(entry.get("alone")))


def _risk(entry: Mapping[str, Any]) -> Risk:
    values = dict(entry) | {"name": Text(entry["name"])}
    if entry["kind"] not in KINDS:
        raise KeyError(f"kind {entry['kind']!r} of {entry['id']!r}")
    return Risk(**values)


def _doubles(path: Path, risks: list[Risk]) -> Iterator[str]:
    for name in ("id", "number", "short"):
        seen: dict[Any, str] = {}
        for risk in risks:
            other = seen.setdefault(getattr(risk, name), risk.id)
            if other != risk.id or (name == "id" and risks.count(risk) > 1):
                yield f"{path.name}: {name} {getattr(risk, name)!r} is of {other} and {risk.id}"
