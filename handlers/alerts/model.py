"""Rules, the cases they look at, and what they find: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from bot.areas import Areas
from bot.epiweek import EpiWeek
from bot.geo import Point
from handlers.alerts.aberration import Signal
from handlers.weeks.figures import Figure

Level = Literal["alert", "outbreak"]  # an outbreak is a suspected one: a person confirms it
Counted = Literal["cases", "severe", "positive", "deaths"]
Within = Literal["place", "health_area", "district", "region"]
Method = Literal["ears_c1", "ears_c2", "ears_c3", "cusum", "third_quartile", "mean_plus_sd", "csum"]
Whole = Annotated[int, Field(ge=1, strict=True)]
STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class CaseAt:
    """The cases of one report: how many, when and where.

    `on` is the day of the event: the onset, or else the day of the report. `point` (degrees) is
    that of the place, or else the centre of the area, or None. `signal`: nobody verified it.
    `closed`: in a camp, a prison, a boarding school. `over`: its alert is closed. `severe`,
    `deaths` and `positive` (of a rapid test) are among `count`.
    """

    report: int
    on: date
    count: int = 1
    place_id: str | None = None
    area_id: str | None = None
    point: Point | None = None
    signal: bool = False
    closed: bool = False
    over: bool = False
    severe: int = 0
    positive: int = 0
    deaths: int = 0

    def counted(self, what: Counted) -> int:
        number: int = getattr(self, "count" if what == "cases" else what)
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What all rules have. `weight` is what an unverified case counts, from 0 to 1.

    It holds in `areas` (all, if empty) and those below them, but not in `but` and below: what is
    nearest decides.
    """

    id: str
    risk: str
    level: Level = "alert"
    counted: Counted = "cases"
    weight: Annotated[float, Field(ge=0, le=1, strict=True)] = 0.5
    areas: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    source: str

    def holds(self, area_id: str | None, areas: Areas) -> bool:
        if area_id is not None and (self.areas or self.but):
            for each in areas.upwards(area_id):
                if each in self.areas:
                    return True
                if each in self.but:
                    return False
        return not self.areas

    def reached(self, wanted: float, cases: int, signals: int) -> bool:
        """Whether so many cases are enough. Counts are added before they are weighed, and weighed
        with a tolerance, so that neither order nor rounding decides."""
        return cases + self.weight * signals >= wanted * (1 - 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(Rule):
    """`cases` cases in `days` days in a row: in one place or area (`within`), or no more than `km`
    kilometres from one of them. A single case is one that is enough by itself; those that follow
    within `days` belong to it. `closed`: only cases in closed settings. `joins`: within one place,
    what lies fewer days than that from one of its cases goes on with it.
    """

    __pydantic_config__ = STRICT
    kind: Literal["single", "cluster"]
    cases: Whole = 1
    days: Whole
    within: Within | None = None
    km: Annotated[float, Field(gt=0, le=200, strict=True)] | None = None
    closed: bool = False
    joins: Whole | None = None

    @property
    def apart(self) -> int:
        """Days from which on it is another alert; one without `joins` has twice its window."""
        return (self.joins or 2 * self.days) if self.within == "place" else self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly(Rule):
    """In one week and area `cases` cases, or `per_100000` of its people, or twice as many as two
    weeks before (`doubling`). Only where at least `least_people` and at most `most_people` live;
    an area of unknown population counts as small, and has no rate. `joins`: as above, in whole
    weeks.
    """

    __pydantic_config__ = STRICT
    kind: Literal["weekly"]
    within: Within
    cases: Whole | None = None
    per_100000: Annotated[float, Field(gt=0, strict=True)] | None = None
    doubling: bool = False
    least_people: Annotated[int, Field(ge=0, strict=True)] = 0
    most_people: Whole | None = None
    joins: Whole | None = None

    @property
    def apart(self) -> int:
        """Weeks."""
        return (self.joins or 2 * 7) // 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Past(Rule):
    """More in a week and area than its past makes likely, `weeks` weeks in a row.

    By the first of `methods` that has enough past. `baseline`, `z` and `min_sd` are of EARS;
    `reference` (weeks before, for the mean), `run`, `k` and `h` of the CUSUM; `years`,
    `least_years`, `times` (SD) and `without` (years that were epidemic) of the malaria thresholds.
    """

    __pydantic_config__ = STRICT
    kind: Literal["past"]
    within: Within
    methods: Annotated[tuple[Method, ...], Field(min_length=1)]
    weeks: Whole = 1
    baseline: Annotated[int, Field(ge=2, strict=True)] = 7
    z: Annotated[float, Field(gt=0, strict=True)] | None = None
    min_sd: Annotated[float, Field(ge=0, strict=True)] = 1.0
    reference: Annotated[int, Field(ge=2, strict=True)] = 52
    run: Whole = 8
    k: Annotated[float, Field(strict=True)] = 1.04
    h: Annotated[float, Field(gt=0, strict=True)] = 2.26
    years: Whole = 5
    least_years: Whole = 5
    times: Annotated[float, Field(ge=0, strict=True)] | None = None
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A week beside its past. Without a `method` there was not enough past: nothing is told.

    `weak`: weeks in which few reported are in that past, for there was too little without them.
    `figure`: who reported in this week, of whom it was expected; None if nobody looked.
    """

    rule: Past
    area_id: str
    week: EpiWeek
    method: Method | None = None
    signal: Signal | None = None
    alarm: bool = False
    weak: bool = False
    figure: Figure | None = None
