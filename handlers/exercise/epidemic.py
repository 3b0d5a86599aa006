"""Who falls ill where and when: a branching process on top of what is always there. Pure."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

OURS = Path(__file__).with_name("outbreaks.toml")
Group = str  # under5 or over5


@dataclass(frozen=True, slots=True)
class Kind:
    """How a disease spreads; see outbreaks.toml."""

    risk: str
    reproduction: float
    interval: float
    most: int
    under5: float
    deaths: float


@dataclass(frozen=True, slots=True)
class Outbreak:
    """It begins with a first case, on day `begins` of the exercise, in one area."""

    kind: Kind
    area_id: str
    begins: int


@dataclass(frozen=True, slots=True)
class Ill:
    """Somebody who falls ill, on a day of the exercise, near a reporter (by position)."""

    day: int
    reporter: int
    risk: str
    group: Group
    dies: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """What can be played."""

    kinds: tuple[Kind, ...]
    weekly: tuple[tuple[str, float], ...]


def load(file: Path = OURS) -> Play:
    data = tomllib.loads(file.read_text("utf-8"))
    background = tuple((each["risk"], each["weekly"]) for each in data["background"])
    return Play(tuple(Kind(**each) for each in data["outbreak"]), background)


def spread(
    outbreak: Outbreak, reporters: Sequence[int], days: int, random: Random
) -> Iterator[Ill]:
    """The cases of an outbreak until day `days`, near the `reporters` of its area."""
    kind = outbreak.kind
    waiting, found = [outbreak.begins], 0
    while waiting and found < kind.most:
        day = waiting.pop(0)
        if day >= days:
            continue
        found += 1
        group = "under5" if random.random() < kind.under5 else "over5"
        yield Ill(day, random.choice(reporters), kind.risk, group, random.random() < kind.deaths)
        # The first leads to at least one more: what ends at once is no outbreak to be found.
        led = max(poisson(kind.reproduction, random), found == 1)
        waiting += [day + max(1, round(random.gauss(kind.interval, 2))) for _case in range(led)]
        waiting.sort()


def always(
    weekly: Sequence[tuple[str, float]], reporters: Sequence[int], days: int, random: Random
) -> Iterator[Ill]:
    """Cases that come without any outbreak."""
    for reporter in reporters:
        for risk, rate in weekly:
            for _case in range(poisson(rate * days / 7, random)):
                group = random.choice(("under5", "over5"))
                yield Ill(random.randrange(days), reporter, risk, group)


def poisson(mean: float, random: Random) -> int:
    """Knuth's method (The Art of Computer Programming, vol. 2, 3.4.1), by multiplication."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def together(ill: Sequence[Ill]) -> dict[tuple[int, int, str], Counter[Group]]:
    """By day, reporter and risk: what goes into one message, deaths counted as `dies`."""
    found: dict[tuple[int, int, str], Counter[Group]] = {}
    for each in sorted(ill, key=lambda one: (one.day, one.reporter, one.risk)):
        counted = found.setdefault((each.day, each.reporter, each.risk), Counter())
        counted[each.group] += 1
        counted["dies"] += each.dies
    return found
