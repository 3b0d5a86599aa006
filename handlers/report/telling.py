"""Who is told of a report: the supervisor of the area, or who stands in, the same minute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.areas import Areas
from bot.handler import Knowledge, Outcome, Reaction
from bot.message import Notice, Reply, Role, Urgency
from bot.store.base import Session
from bot.text import Text, _, verbatim
from handlers.report.buttons import checking
from handlers.report.events import ReportFiled, ReportPlaced, ReportWithdrawn, worth_telling
from handlers.report.records import alert_of
from handlers.report.said import in_a_row, shortly, summary

STALE = timedelta(days=3)


async def tell(
    session: Session, reports: Sequence[ReportFiled], _now: datetime, knowledge: Knowledge
) -> Outcome:
    alerts = alert_of(session)
    told = (n for report in reports for n in _notices(report, alerts, knowledge.areas))
    return Outcome(tuple(told))


def _notices(report: ReportFiled, alerts: Mapping[int, Reply], known: Areas) -> Iterator[Notice]:
    """To who is told of it; and of a correction to who was told of what it replaces."""
    what = _what(report, known)
    if report.training and report.risk.immediate:
        only_ok = checking(report.number)[:1]
        said = Reply(_in_training(report, what), buttons=only_ok)
        yield Notice(heard_by(report.area_id, report.contact_id), said)
    alarming = worth_telling(report.risk, signal=report.signal, training=report.training)
    areas = [report.area_id] if alarming else []
    if report.retells and report.told_in not in areas:
        areas.append(report.told_in)
    urgency = Urgency.URGENT if report.risk.immediate else Urgency.ORDINARY
    for area_id in areas:
        whom = heard_by(area_id, report.contact_id)
        theirs = area_id is None or area_id in known.upwards(report.area_id)
        said = _said(report, alerts, what) if theirs else _gone(report, what)
        yield Notice(whom, said, urgency, report.reported_at + STALE)


def _what(report: ReportFiled, known: Areas) -> Text:
    """Without a place the area is named: who is told may have others in view too."""
    said = summary(report.finding, report.risk)
    area = known.find(report.area_id) if report.area_id else None
    if report.finding.place is not None or area is None:
        return said
    return _("{summary}, area {area}", summary=said, area=verbatim(area.name))


def heard_by(area_id: str | None, by: str) -> Role:
    """The supervisor of the area, or who stands in; where nobody does, the reporter's own.

    Where nobody knows the area, who has the whole in view.
    """
    if area_id is None:
        return Role("coordinator", otherwise=("admin", "supervisor"), without=by)
    return Role("supervisor", area_id, otherwise=("coordinator", "admin"), without=by, of=by)


async def tell_withdrawn(session: Session, events: Sequence[ReportWithdrawn]) -> Outcome:
    """Who was told sets out for nothing, unless they hear that it was a mistake."""
    return Outcome(tuple(_withdrawn(event) for event in events if event.told))


def _withdrawn(event: ReportWithdrawn) -> Notice:
    text = _(
        "Cancelled by its sender: no {number}, {summary}.",
        number=str(event.number),
        summary=shortly(event.risk, event.cases),
    )
    urgency = Urgency.URGENT if event.risk.immediate else Urgency.ORDINARY
    whom = heard_by(event.area_id, event.contact_id)
    return Notice(whom, Reply(text), urgency, event.at + STALE)


async def tell_where(session: Session, events: Sequence[ReportPlaced]) -> Outcome:
    """The place of a signal came later: now the area's own supervisor can be told."""
    alerts = alert_of(session)
    return Outcome(tuple(_placed(event, alerts.get(event.number)) for event in events))


def _placed(event: ReportPlaced, alert: Reply | None) -> Notice:
    told = _to_verify(event.number, summary(event.finding, event.risk))
    said = Reply(in_a_row(told, _how(event.number)), buttons=checking(event.number))
    return Notice(
        heard_by(event.area_id, event.contact_id),
        _with(said, alert),
        Urgency.URGENT if event.risk.immediate else Urgency.ORDINARY,
        event.at + STALE,
    )


def _to_verify(number: int, said: Text) -> Text:
    return _(
        "To verify, no {number}: a resident reports {summary}.", number=str(number), summary=said
    )


def _how(number: int) -> Text:
    return _("True: OK {number}. False: NO {number} and why.", number=str(number))


def _said(report: ReportFiled, alerts: Mapping[int, Reply], what: Text) -> Reply:
    """How to check it, then the same of its alert: `OK 1` says nothing of alert 2."""
    alone = _alone(report, what)
    said = Reply(in_a_row(alone, _how(report.number)), buttons=checking(report.number))
    return _with(said, alerts.get(report.number))


def _gone(report: ReportFiled, what: Text) -> Reply:
    """To who was told of what it replaces, and may not decide where it is now."""
    elsewhere = _("It is in another area now, which decides.")
    return Reply(in_a_row(_alone(report, what), elsewhere))


def _with(said: Reply, alert: Reply | None) -> Reply:
    if alert is None:
        return said
    return Reply(in_a_row(said.text, alert.text), buttons=(*said.buttons, *alert.buttons))


def _in_training(report: ReportFiled, said: Text) -> Text:
    """Nobody is alarmed; but a first report may be of somebody who is really ill."""
    return _(
        "Training only, no {number}: {summary}. If it is true all the same: OK {number}.",
        number=str(report.number),
        summary=said,
    )


def _alone(report: ReportFiled, said: Text) -> Text:
    number = str(report.number)
    if report.signal:
        return _to_verify(report.number, said)
    if report.supersedes is not None:
        old = str(report.supersedes)
        return _(
            "Corrected: no {number} replaces {old}: {summary}.",
            number=number,
            old=old,
            summary=said,
        )
    return _("URGENT no {number}: {summary}.", number=number, summary=said)


reactions = (
    Reaction(ReportFiled, tell, informed=True),
    Reaction(ReportPlaced, tell_where),
    Reaction(ReportWithdrawn, tell_withdrawn),
)
