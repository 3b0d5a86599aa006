"""What can happen to a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.epiweek import EpiWeek
from handlers.report.grammar import Finding
from handlers.report.risks import Risk


@dataclass(frozen=True, slots=True)
class ReportFiled:
    """A report was understood and kept under `number`.

    `signal`: it comes from a resident and nobody has verified it. `supersedes` is the report it
    corrects, `retells` that somebody was told of that one, in the area `told_in`; `duplicate_of`
    is the one it repeats by the sender's own word. `on`: the day it is about, where it was sent.
    `week`: an earlier one that it says it is of.
    """

    number: int
    contact_id: str
    inbound_id: str
    finding: Finding
    risk: Risk
    area_id: str | None
    signal: bool
    training: bool
    reported_at: datetime
    sent_at: datetime | None = None
    supersedes: int | None = None
    duplicate_of: int | None = None
    retells: bool = False
    told_in: str | None = None
    on: date | None = None
    week: EpiWeek | None = None


@dataclass(frozen=True, slots=True)
class ReportWithdrawn:
    """Its sender takes a report back. `told`: somebody was told of it, and has to know."""

    number: int
    contact_id: str
    at: datetime
    risk: Risk
    cases: int
    area_id: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class ReportPlaced:
    """The place of a report that had none became known; `point` in degrees.

    `finding`: what was reported there, as far as it is told again.
    """

    number: int
    contact_id: str
    place_id: str
    place_name: str
    area_id: str | None
    at: datetime
    risk: Risk
    finding: Finding
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ZeroReported:
    """Nothing to report in a week: of one health risk, or (None) of any."""

    number: int
    contact_id: str
    area_id: str | None
    week: EpiWeek
    risk: str | None
    at: datetime
    training: bool = False


@dataclass(frozen=True, slots=True)
class ZeroWithdrawn:
    """Its sender takes a zero report back: of that week nothing is known any more."""

    number: int
    contact_id: str
    area_id: str | None
    week: EpiWeek
    at: datetime
    training: bool = False


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What a message reports waits for an answer; `question` as it was asked, as plain data.

    `risks`: which could be read; `lacks`: what is not clear, a word for it. `handler`: who asked,
    another one where it may be about a report that was sent before.
    """

    contact_id: str
    inbound_id: str
    step: str
    question: str
    answers: Mapping[str, Any]
    choices: tuple[str, ...]
    risks: tuple[str, ...]
    lacks: str
    place_id: str | None
    area_id: str | None
    at: datetime
    training: bool = False
    handler: str = "report"


@dataclass(frozen=True, slots=True)
class QuestionSettled:
    """It was answered, or (`dropped`) its sender takes back what was asked about."""

    contact_id: str
    inbound_id: str
    at: datetime
    dropped: bool = False


def worth_telling(risk: Risk, *, signal: bool, training: bool) -> bool:
    """Immediate risks at once; a resident's signal always: somebody has to verify it."""
    return (risk.immediate or signal) and not training
