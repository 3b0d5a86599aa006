"""What a change would be, in words, and how many people it concerns: nothing is done before yes."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from bot.form import ask
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.replies import dump_reply
from bot.store.base import as_rows
from bot.text import Text, _, verbatim
from handlers.clinics.agenda import FAR_AHEAD, coming
from handlers.clinics.changing import Changed
from handlers.clinics.data import clinic_data, whole_visit
from handlers.clinics.meant import NEAR, local
from handlers.clinics.model import Clinic, Spot, Visit
from handlers.clinics.precision import marked
from handlers.clinics.records import QUERIES
from handlers.clinics.saying import REASON_WORDS, day_and_hours
from handlers.clinics.wish import Wish

OFFERED = 5
DEGREE = 111.0  # km; a rectangle around a place, a little larger than the circle
STATUS_WORDS: dict[str, Text] = {
    "suspended": _("suspended for now"),
    "open": _("open again"),
    "closed": _("closed for good"),
}


def which(context: Context, found: list[Visit], text: str) -> Turn:
    at = local(context)
    soonest = sorted(found, key=lambda visit: _starts(visit, at))[:OFFERED]
    choices = tuple(Choice(str(visit.number), _short(visit, at)) for visit in soonest)
    question = Reply(_("Which visit?"), choices)
    kept = {"text": text, "question": dump_reply(question)}
    return ask(context, "keeping", "which", question, kept)


def _starts(visit: Visit, at: datetime) -> datetime:
    day = next(coming(visit, at), None)
    return day.starts if day else at + FAR_AHEAD


def _short(visit: Visit, at: datetime) -> Text:
    day = next(coming(visit, at), None)
    if day is None:
        return verbatim(visit.spot.name)
    return _("{place} {day}", place=visit.spot.name, day=day_and_hours(day))


async def ask_about_visit(context: Context, outcome: Changed, wish: Wish) -> Turn:
    visit = outcome.now
    text = _(
        "Visit {number}, {place}, {day}: {verb}. It concerns {people} people. Do it?",
        number=str(visit.number),
        place=marked(visit.spot.name, visit.source),
        day=day_and_hours(outcome.day) if outcome.day else verbatim("?"),
        verb=_verb(outcome, wish),
        people=str(await people_concerned(context, visit.spot)),
    )
    before = whole_visit(outcome.was) if outcome.was else None
    on = outcome.day.planned_on.isoformat() if outcome.day and outcome.was else None
    return _ask(
        context, text, {"what": "visit", "before": before, "after": whole_visit(visit), "on": on}
    )


async def ask_about_clinic(context: Context, clinic: Clinic, status: str) -> Turn:
    text = _(
        "Clinic {number}, {name}: {status}. It concerns {people} people. Do it?",
        number=str(clinic.number),
        name=marked(clinic.name, clinic.source),
        status=STATUS_WORDS[status],
        people=str(await people_concerned(context, clinic.spot)),
    )
    before = clinic_data(clinic)
    after = {**before, "status": status}
    return _ask(context, text, {"what": "clinic", "before": before, "after": after})


def _ask(context: Context, text: Text, kept: dict[str, Any]) -> Turn:
    question = Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))
    answers = {**kept, "question": dump_reply(question)}
    return ask(context, "keeping", "confirm", question, answers)


async def people_concerned(context: Context, spot: Spot) -> int:
    """Followers of places around, people who were there last, workers of the area."""
    latitude, longitude = spot.point
    reach = NEAR / DEGREE
    areas = context.knowledge.areas
    above = [spot.area_id, *(a.id for a in areas.ancestors(spot.area_id))] if spot.area_id else []
    [row] = await context.session.fetch(
        QUERIES,
        "concerned",
        south=latitude - reach,
        north=latitude + reach,
        west=longitude - reach,
        east=longitude + reach,
        areas=as_rows({"id": area_id} for area_id in above),
    )
    return int(row["people"])


def _verb(outcome: Changed, wish: Wish) -> Text:
    if wish.verb == "cancel":
        return _("CANCEL ({reason})", reason=REASON_WORDS[wish.reason or "other"])
    if wish.verb == "resume":
        return _("RESUME")
    if wish.verb == "add":
        return _("ADD, again and again") if outcome.now.rule.text else _("ADD")
    assert outcome.day is not None
    on = outcome.day.planned_on
    change = next(each for each in outcome.now.changes if each.on == on)
    at = datetime.combine(change.to_on or on, time(0))
    new = next(each for each in coming(outcome.now, at) if each.planned_on == on)
    return _("MOVE to {day}, {place}", day=day_and_hours(new), place=new.spot.name)
