"""What a change would be, in words, and how many people it concerns: nothing is done before yes."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from bot.form import ask
from bot.geo import rectangle
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.replies import dump_reply
from bot.store.base import as_rows
from bot.text import Text, _, verbatim
from handlers.clinics.changing import Changed
from handlers.clinics.data import clinic_data, whole_visit
from handlers.clinics.days import FAR_AHEAD, coming
from handlers.clinics.drafts import Draft
from handlers.clinics.hours import show_hours
from handlers.clinics.meant import local
from handlers.clinics.model import Clinic, Occurrence, Spot, Visit
from handlers.clinics.precision import marked
from handlers.clinics.records import QUERIES
from handlers.clinics.reminding import reminding_of
from handlers.clinics.saying import REASON_WORDS, SHOWN, day_and_hours
from handlers.clinics.services import services_of
from handlers.clinics.steps import EVERY
from handlers.clinics.wish import Wish

OFFERED = 5
HOURS_UNKNOWN = _("hours to be confirmed")
STATUS_WORDS: dict[str, Text] = {
    "suspended": _("suspended for now"),
    "open": _("open again"),
    "closed": _("closed for good"),
}


def which(context: Context, found: list[Visit], text: str) -> Turn:
    at = local(context)
    days = [(visit, next(coming(visit, at), None)) for visit in found]
    days.sort(key=lambda each: each[1].starts if each[1] else at + FAR_AHEAD)
    choices = tuple(Choice(str(visit.number), short(visit, day)) for visit, day in days[:OFFERED])
    question = Reply(_("Which visit?"), choices)
    kept = {"text": text, "question": dump_reply(question)}
    return ask(context, "keeping", "which", question, kept)


def short(visit: Visit, day: Occurrence | None) -> Text:
    if day is None:
        return verbatim(visit.spot.name)
    return _("{place} {day}", place=day.spot.name, day=day_and_hours(day))


async def ask_about_visit(
    context: Context, outcome: Changed, wish: Wish, draft: Draft | None = None
) -> Turn:
    """`draft`: what was answered, so that one can go back to it."""
    visit = outcome.now
    text = _(
        "Visit {number}, {place}, {day}: {verb}. People concerned: {people}. Do it?",
        number=str(visit.number),
        place=marked(visit.spot.name, visit.source),
        day=day_and_hours(outcome.day) if outcome.day else verbatim("?"),
        verb=_verb(context, outcome, wish),
        people=str(await people_concerned(context, visit.spot)),
    )
    before = whole_visit(outcome.was) if outcome.was else None
    on = outcome.day.planned_on.isoformat() if outcome.day and outcome.was else None
    kept = {"what": "visit", "before": before, "after": whole_visit(visit), "on": on}
    return _ask(context, text, kept, draft)


async def ask_about_clinic(
    context: Context, before: Clinic | None, after: Clinic, draft: Draft | None = None
) -> Turn:
    text = _(
        "Clinic {number}, {name}: {status}. People concerned: {people}. Do it?",
        number=str(after.number),
        name=marked(after.name, after.source),
        status=_clinic_verb(context, before, after),
        people=str(await people_concerned(context, after.spot)),
    )
    was = clinic_data(before) if before else None
    kept = {"what": "clinic", "before": was, "after": clinic_data(after)}
    return _ask(context, text, kept, draft)


def _clinic_verb(context: Context, before: Clinic | None, after: Clinic) -> Text:
    if before is None:
        names = services_of(context.knowledge).names
        known = [verbatim(show_hours(after.hours)) if after.hours else HOURS_UNKNOWN]
        known += [names[each] for each in sorted(after.services) if each in names][:SHOWN]
        known += [verbatim(after.phone)] if after.phone else []
        return _("ADD, {place} ({details})", place=after.spot.name, details=tuple(known))
    if before.spot != after.spot:
        return _("MOVE to {place}", place=after.spot.name)
    return STATUS_WORDS[after.status]


def _ask(context: Context, text: Text, kept: dict[str, Any], draft: Draft | None) -> Turn:
    question = Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))
    answers = {**kept, "question": dump_reply(question), "draft": dict(draft) if draft else None}
    return ask(context, "keeping", "confirm", question, answers)


async def people_concerned(context: Context, spot: Spot) -> int:
    """Followers of places around, people who were there last, workers of the area."""
    south, north, west, east = rectangle(spot.point, reminding_of(context.knowledge).within_km)
    areas = context.knowledge.areas
    above = areas.upwards(spot.area_id)
    [row] = await context.session.fetch(
        QUERIES,
        "concerned",
        south=south,
        north=north,
        west=west,
        east=east,
        areas=as_rows({"id": area_id} for area_id in above),
    )
    return int(row["people"])


def _verb(context: Context, outcome: Changed, wish: Wish) -> Text:
    if wish.verb == "cancel":
        return _("CANCEL ({reason})", reason=REASON_WORDS[wish.reason or "other"])
    if wish.verb == "resume":
        return _("RESUME")
    if wish.verb == "add":
        return _adding(context, outcome.now, wish)
    assert outcome.day is not None
    on = outcome.day.planned_on
    change = next(each for each in outcome.now.changes if each.on == on)
    at = datetime.combine(change.to_on or on, time(0))
    new = next(each for each in coming(outcome.now, at) if each.planned_on == on)
    return _("MOVE to {day}, {place}", day=day_and_hours(new), place=new.spot.name)


def _adding(context: Context, visit: Visit, wish: Wish) -> Text:
    """How often, what is offered, and who goes."""
    names = services_of(context.knowledge).names
    details = [EVERY[wish.every]] if wish.every in EVERY and visit.rule.text else []
    details += [names[each] for each in sorted(visit.services) if each in names][:SHOWN]
    if visit.team:
        details.append(verbatim(visit.team))
    return _("ADD ({details})", details=tuple(details)) if details else _("ADD")
