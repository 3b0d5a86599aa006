"""Clinics and visits in words: short, what helps to go first."""

from __future__ import annotations

from datetime import date, datetime

from bot.geo import Point, distance, eighth
from bot.handler import Knowledge
from bot.text import Text, _, verbatim
from handlers.clinics.agenda import Near
from handlers.clinics.hours import ALL_DAY, Span, clock
from handlers.clinics.model import Clinic, Occurrence
from handlers.clinics.precision import marked, told_spot
from handlers.clinics.services import Services, services_in

HERE = 1.0  # km within which no direction is said
SHOWN = 3  # services of a visit that are named
USUAL = 2  # services that a facility may have, of those that it usually has
REASON_WORDS: dict[str, Text] = {
    "insecurity": _("insecurity"),
    "road": _("road cut off"),
    "rain": _("rain"),
    "staff": _("no staff"),
    "supplies": _("no supplies"),
    "other": _("change of plan"),
}
DIRECTIONS: tuple[Text, ...] = (
    _("to the north"), _("to the north-east"), _("to the east"), _("to the south-east"),
    _("to the south"), _("to the south-west"), _("to the west"), _("to the north-west"),
)  # fmt: skip


def far(here: Point, there: Point, km: float) -> Text:
    """`12 km au nord-est`; in whole km."""
    if km < HERE:
        return _("less than 1 km")
    return _("{km} km {direction}", km=f"{km:.0f}", direction=DIRECTIONS[eighth(here, there)])


def clinic_line(
    clinic: Clinic,
    here: Point,
    km: float,
    at: datetime,
    services: Services,
    service: str | None = None,
    on: date | None = None,
) -> Text:
    """`CSCom Koro, ouvert jusqu'à 16h, 1 km au sud`; with the hours of `on` if a day was asked for.

    `service`: id of what is looked for, or several. What nobody has entered is said to be so, with
    what such a facility usually has.
    """
    line = _(
        "{name}, {hours}, {far}",
        name=marked(clinic.name, clinic.source),
        hours=_opening(clinic, at) if on is None or on == at.date() else _hours_on(clinic, on),
        far=far(here, clinic.spot.point, km),
    )
    if service is None:
        return _with_phone(_with_usual(line, clinic, services), clinic)
    if not services_in(service).isdisjoint(clinic.services):
        return _with_phone(line, clinic)
    line = _("{line} ({service}: usual there, ask)", line=line, service=services.named(service))
    return _with_phone(line, clinic)


def _with_usual(line: Text, clinic: Clinic, services: Services) -> Text:
    kind = services.kinds.get(clinic.kind)
    usual = [name for id_, name in services.names.items() if kind and id_ in kind.usual]
    if clinic.services or not usual:
        return line
    shown = tuple(usual[:USUAL])
    return _("{line} (services to be confirmed; usual: {services})", line=line, services=shown)


def _with_phone(line: Text, clinic: Clinic) -> Text:
    return _("{line}, phone {phone}", line=line, phone=clinic.phone) if clinic.phone else line


def _opening(clinic: Clinic, at: datetime) -> Text:
    if clinic.hours is None:
        return _("hours to be confirmed")
    closes = clinic.hours.closes_at(at)
    if closes is not None:
        if clinic.hours.closes_at(closes) is not None:
            return _("open day and night")
        return _("open until {time}", time=clock(closes.time()))
    opens = clinic.hours.opens_at(at)
    if opens is None:
        return _("hours to be confirmed")
    if opens.date() == at.date():
        return _("opens at {time}", time=clock(opens.time()))
    return _("opens {day} {time}", day=opens.date(), time=clock(opens.time()))


def _hours_on(clinic: Clinic, on: date) -> Text:
    if clinic.hours is None:
        return _("hours to be confirmed")
    spans = ", ".join(map(_span, clinic.hours.on(on)))
    if not spans:
        return _("closed {day}", day=on)
    return _("{day} {hours}", day=on, hours=spans)


def _span(span: Span) -> str:
    return "24h/24" if span == ALL_DAY else f"{clock(span[0])}-{clock(span[1])}"


def visit_line(near: Near, here: Point, knowledge: Knowledge, services: Services) -> Text:
    """`Clinique mobile : mar. 24 nov. 9h-14h, Madougou, 32 km au nord`."""
    occurrence = near.occurrence
    assert occurrence is not None
    name, point = told_spot(occurrence, knowledge.places, knowledge.areas)
    where = verbatim(name)
    if point is not None:
        where = _("{place}, {far}", place=name, far=far(here, point, distance(here, point)))
    line = _("Mobile clinic: {day}, {place}", day=day_and_hours(occurrence), place=where)
    if occurrence.cancelled:
        reason = REASON_WORDS.get(occurrence.reason or "other", REASON_WORDS["other"])
        return _(
            "CANCELLED ({reason}): mobile clinic of {day}, {place}",
            reason=reason,
            day=occurrence.on,
            place=name,
        )
    named = sorted(occurrence.visit.services)[:SHOWN]
    if not named:
        return line
    offered = tuple(services.names[each] for each in named if each in services.names)
    return _("{line} ({services})", line=line, services=offered)


def day_and_hours(occurrence: Occurrence) -> Text:
    if occurrence.begins is None:
        return _("{day} (hours to be confirmed)", day=occurrence.on)
    hours = clock(occurrence.begins)
    if occurrence.ends is not None:
        hours += f"-{clock(occurrence.ends)}"
    return _("{day} {hours}", day=occurrence.on, hours=hours)
