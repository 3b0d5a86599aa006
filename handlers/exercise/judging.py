"""What an exercise showed: outbreaks found and how soon, and alarms where there was none. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.exercise.epidemic import Outbreak


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert; `day` of the exercise. `outbreak`: suspected, not only a case to look at."""

    number: int
    risk: str
    area_id: str | None
    day: float
    outbreak: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Days from the first case to the first alert, and to the suspected outbreak; None: never."""

    outbreak: Outbreak
    alert_after: float | None
    outbreak_after: float | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`false_alarms`: suspected outbreaks where none was played. `to_look_at`: single cases there,
    which are rightly told, and are no alarm.
    """

    found: tuple[Found, ...]
    false_alarms: tuple[Raised, ...]
    to_look_at: int

    @property
    def sensitivity(self) -> float | None:
        """Suspected outbreaks of those that were played, from 0 to 1."""
        known = [each.outbreak_after is not None for each in self.found]
        return sum(known) / len(known) if known else None


def judged(
    played: Sequence[Outbreak],
    raised: Sequence[Raised],
    same: Callable[[str | None, str], bool],
) -> Verdict:
    """`same`: whether an alert's area is that of an outbreak, or lies in it."""
    found, explained = [], set()
    for outbreak in played:
        mine = [
            each
            for each in raised
            if each.risk == outbreak.kind.risk and each.day >= outbreak.begins
            if same(each.area_id, outbreak.area_id)
        ]
        explained |= {each.number for each in mine}
        suspected = [each for each in mine if each.outbreak]
        first = min(suspected or mine, key=lambda each: each.day, default=None)
        found.append(
            Found(
                outbreak,
                _after(mine, outbreak),
                _after(suspected, outbreak),
                first.number if first else None,
            )
        )
    others = [each for each in raised if each.number not in explained]
    false = tuple(each for each in others if each.outbreak)
    return Verdict(tuple(found), false, len(others) - len(false))


def _after(raised: Sequence[Raised], outbreak: Outbreak) -> float | None:
    return min((each.day - outbreak.begins for each in raised), default=None)
