"""Who is told of a report: the supervisor of the area, or who stands in, the same minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.handler import Outcome, Reaction
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Session
from bot.text import Text, _
from handlers.report.events import ReportFiled, ReportPlaced
from handlers.report.said import summary

STALE = timedelta(days=3)


def worth_telling(report: ReportFiled) -> bool:
    """Immediate risks at once; a resident's signal always: somebody has to verify it."""
    return (report.risk.immediate or report.signal) and not report.training


async def tell(session: Session, reports: Sequence[ReportFiled]) -> Outcome:
    return Outcome(tuple(_notice(report) for report in reports if worth_telling(report)))


def _notice(report: ReportFiled) -> Notice:
    urgency = Urgency.URGENT if report.risk.immediate else Urgency.ORDINARY
    return Notice(_whom(report.area_id), Reply(_words(report)), urgency, report.reported_at + STALE)


def _whom(area_id: str | None) -> Role:
    """The supervisor of the area; where nobody knows the area, who has the whole in view."""
    if area_id is None:
        return Role("coordinator", otherwise=("admin", "supervisor"))
    return Role("supervisor", area_id, otherwise=("coordinator", "admin"))


async def tell_where(session: Session, events: Sequence[ReportPlaced]) -> Outcome:
    """The place of a signal came later: now the area's own supervisor can be told."""
    return Outcome(
        tuple(
            Notice(
                _whom(event.area_id),
                Reply(
                    _(
                        "To verify, no {number}: a resident reports sick people in {place}.",
                        number=str(event.number),
                        place=event.place_name,
                    )
                ),
                expires_at=event.at + STALE,
            )
            for event in events
        )
    )


def _words(report: ReportFiled) -> Text:
    said = summary(report.finding, report.risk)
    number = str(report.number)
    if report.signal:
        return _(
            "To verify, no {number}: a resident reports {summary}.", number=number, summary=said
        )
    if report.supersedes is not None:
        old = str(report.supersedes)
        return _(
            "Corrected: no {number} replaces {old}: {summary}.",
            number=number,
            old=old,
            summary=said,
        )
    return _(
        "URGENT no {number}: {summary}. Reported by a health worker.", number=number, summary=said
    )


reactions = (Reaction(ReportFiled, tell), Reaction(ReportPlaced, tell_where))
