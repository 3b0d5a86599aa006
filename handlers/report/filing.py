"""Filing what was read: a number for each report, one acknowledgement, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.places import Place
from bot.store.base import Row
from bot.text import Text, _
from handlers.advice.offering import with_advice
from handlers.emergency import TODAY, danger_signs
from handlers.report.acknowledging import of_week, several, single
from handlers.report.dating import day_of, week_of
from handlers.report.events import ReportFiled, ReportWithdrawn, worth_telling
from handlers.report.finding import Finding, Named, Reading
from handlers.report.records import listener, risks_of
from handlers.report.risks import Risk
from handlers.report.said import (
    in_a_row,
    shortly,
    summary,
)

REPORTERS = ("chw", "supervisor", "coordinator", "admin")
WHERE = _("Where? Send the name of the village.")
LEARNING = _("Training: does not count.")
CARE = _("Who is ill goes to the health centre today.")
NOT_ILL = ("animal_deaths", "unexplained_deaths", "maternal_death")


def trusted(context: Context) -> bool:
    return context.contact.has(*REPORTERS)


def own_area(context: Context) -> str | None:
    """Where the person works, or else lives, as far as it was told."""
    return context.contact.area_of(*REPORTERS) or context.contact.area_of("resident")


def own_point(context: Context) -> tuple[float, float] | None:
    """Where the person usually is, in degrees, to tell two places of one name apart."""
    knowledge, contact = context.knowledge, context.contact
    if contact.place_id and (place := knowledge.places.find(contact.place_id)):
        return place.latitude, place.longitude
    area_id = own_area(context)
    area = knowledge.areas.find(area_id) if area_id else None
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return area.latitude, area.longitude


async def file(
    context: Context,
    reading: Reading,
    text: str,
    *,
    supersedes: Row | None = None,
    inbound_id: str | None = None,
) -> Turn:
    """Keep every report of `reading`; say each number back, and what could not be read.

    `supersedes` is the person's own report, or zero report (of no risk), that this one replaces.
    `inbound_id` is the message that told it, where this one only answers a question about it.
    """
    told_by = inbound_id or context.inbound.id
    filed = [
        _filed(context, finding, finding.week or reading.week, supersedes, told_by)
        for finding in reading.reports
    ]
    if not trusted(context):
        return await _signal(context, filed)
    told = await _told(context, filed)
    if len(filed) > 1:
        acknowledgement = several(filed, told, reading.not_understood)
    else:
        acknowledgement = single(context, filed[0], told, reading.not_understood, text)
    return say(acknowledgement, *filed)


async def file_changes(
    context: Context, changes: Sequence[tuple[Reading, Row | None]], told_by: str | None = None
) -> Turn:
    """Each reading in the place of the person's own report beside it; without one it is new."""
    if len(changes) == 1:
        [(reading, older)] = changes
        text = context.inbound.text
        return await file(context, reading, text, supersedes=older, inbound_id=told_by)
    filed = [
        _filed(context, reading.reports[0], reading.week, older, told_by or context.inbound.id)
        for reading, older in changes
    ]
    return say(several(filed, await _told(context, filed), ()), *filed)


def _filed(
    context: Context, finding: Finding, named: Named | None, older: Row | None, inbound_id: str
) -> ReportFiled:
    week = week_of(context, named)
    risk, place = risks_of(context.knowledge)[finding.risk], finding.place
    return ReportFiled(
        number=context.session.number(),
        contact_id=context.contact.id,
        inbound_id=inbound_id,
        finding=finding,
        risk=risk,
        area_id=area_of(context, place),
        signal=not trusted(context),
        training=context.contact.training,
        reported_at=context.now,
        sent_at=context.inbound.sent_at,
        supersedes=older["number"] if older else None,
        retells=_retells(context, older),
        told_in=older["area_id"] if older else None,
        on=day_of(context, finding, week, older),
        week=week,
    )


def _retells(context: Context, older: Row | None) -> bool:
    """Whether somebody was told of what it replaces; of a zero report nobody was."""
    if older is None or older["risk"] is None:
        return False
    return was_told(risks_of(context.knowledge)[older["risk"]], older)


def at_its_place(context: Context, reading: Reading, older: Row) -> Reading:
    """`CORRIGER 12 rougeole 2`, of a report from Boni: still from Boni, where no other is named."""
    [found] = reading.reports
    place = context.knowledge.places.find(older["place_id"]) if older["place_id"] else None
    return reading if found.place else replace(reading, reports=(replace(found, place=place),))


def ask_whether_to_cancel(context: Context, report: Row, then: str = "") -> Turn:
    """`then`: what is reported instead, once that is certain."""
    question = cancel_question(context, report)
    return ask(context, "cancel", "sure", question, {"number": report["number"], "then": then})


def cancel_question(context: Context, report: Row) -> Reply:
    risk = risks_of(context.knowledge)[report["risk"]]
    text = _(
        "Cancel no {number}: {summary}?",
        number=str(report["number"]),
        summary=shortly(risk, report["cases"]),
    )
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))


def was_told(risk: Risk, report: Row) -> bool:
    """Whether somebody was told of it."""
    return worth_telling(risk, signal=report["signal"], training=report["training"])


def area_of(context: Context, place: Place | None) -> str | None:
    """The place's district; or the reporter's own health area, where that is a part of it."""
    own = own_area(context)
    if place is None or own is None:
        return own if place is None else place.area_id
    above = context.knowledge.areas.ancestors(own)
    return own if any(area.id == place.area_id for area in above) else place.area_id


async def _told(context: Context, filed: list[ReportFiled]) -> Text | None:
    """Whether somebody is really told, said only when it is so."""
    if filed[0].training:
        return LEARNING
    urgent = [f for f in filed if f.risk.immediate]
    if not urgent or context.contact.has("supervisor", "coordinator", "admin"):
        return None
    role = await listener(context, urgent[0].area_id)
    if role is None:
        return _("Call your health centre.")
    return _("Supervisor told.") if role == "supervisor" else _("Coordinator told.")


async def _signal(context: Context, filed: list[ReportFiled]) -> Turn:
    """A resident is thanked, never reassured; if we do not know where, we ask."""
    first = filed[0]
    numbers = ", ".join(str(f.number) for f in filed)
    said = of_week(summary(first.finding, first.risk), first)
    noted = _("Thank you. Noted as no {number}: {summary}.", number=numbers, summary=said)
    told = _("A health worker is told.") if await listener(context, first.area_id) else None
    # Then it was said what to do.
    urgent = context.understood.intent("emergency") > 0 or first.risk.id in TODAY
    nobody_ill = first.finding.animals or first.risk.id in NOT_ILL
    care = None if urgent or nobody_ill else CARE
    if first.finding.place is not None or first.area_id is not None:
        turn = say(in_a_row(noted, told, care), *filed)
        return turn if danger_signs(context) else _advised(context, turn, first)
    question = Reply(in_a_row(noted, told, WHERE))
    known = {"numbers": [f.number for f in filed], "risk": first.risk.id}
    turn = ask(context, "place", "where", question, known)
    return replace(turn, events=tuple(filed))


def _advised(context: Context, turn: Turn, filed: ReportFiled) -> Turn:
    place = filed.finding.place
    return with_advice(context, turn, filed.risk.id, place.id if place else None)


def withdrawn(context: Context, report: Row) -> ReportWithdrawn:
    risk = risks_of(context.knowledge)[report["risk"]]
    return ReportWithdrawn(
        report["number"],
        context.contact.id,
        context.now,
        risk,
        report["cases"],
        report["area_id"],
        told=was_told(risk, report),
    )
