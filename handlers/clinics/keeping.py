"""Coordinators keep the schedule from a phone: a short message, a preview, a yes; then undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contact import Contact
from bot.form import ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.replies import load_reply
from bot.text import Text, _
from bot.understanding import Understood
from handlers.clinics.adding import (
    add_clinic,
    add_visit,
    ask_where_to,
    change_clinic,
    says_nothing_new,
    team_named,
)
from handlers.clinics.agenda import Agenda
from handlers.clinics.changing import FARTHEST, changed, day_meant, ended
from handlers.clinics.data import clinic_data, clinic_of, visit_of, whole_visit
from handlers.clinics.days import coming
from handlers.clinics.events import ClinicChanged, VisitChanged
from handlers.clinics.guiding import LEFT, STATUS, STEPS, back, leaves, onward, proceed
from handlers.clinics.meant import (
    ROLES,
    clinics_meant,
    is_theirs,
    local,
    places_named,
    says,
    spot_at,
    spot_named,
    visits_meant,
)
from handlers.clinics.model import Clinic, Visit, day_changed
from handlers.clinics.nearby import services_for
from handlers.clinics.previewing import ask_about_visit, which
from handlers.clinics.records import agenda_of, latest_change
from handlers.clinics.said.wish import wish_said
from handlers.clinics.said.wording import is_of_a_visit, names_a_visit, states, verb_in
from handlers.clinics.telling import told
from handlers.clinics.wish import VERBS, Wish, wish_of

NOT_YOURS = _("This is not of your area. Nothing was changed.")
MEANWHILE = _("This was changed meanwhile. Nothing was done: please send it again.")
WHICH = _("Which visit? Send its number or its place. Example: CANCEL VISIT KORO TOMORROW")
WHICH_CLINIC = _("Which clinic? Send its number, for example: CLOSE CLINIC 12")
DONE = _("Done. To take it back within ten minutes: UNDO CHANGE")
# Said of a clinic, and as well of the mobile clinic's next day: `annuler la clinique de jeudi`.
OF_CLINICS = ("add_clinic", "move_clinic", "suspend")
Answers = Mapping[str, Any]


async def run(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None or waiting.handler != "keeping" or _new_wish(context):
        return await _begin(context, context.inbound.text)
    agenda = await agenda_of(context.session, context.knowledge)
    if waiting.step in STEPS:
        return await proceed(context, agenda)
    if says(context, "back") and (draft := waiting.answers.get("draft")):
        return await back(context, dict(draft), agenda)
    key = "no" if leaves(context) else chosen(context)
    if key is None:
        question = load_reply(waiting.answers["question"])
        return ask_again(context, question, _("Please answer with one of the numbers."))
    if key == "no":
        return say(LEFT)
    if waiting.step == "which":
        return await _begin(context, waiting.answers["text"], int(key))
    return await _do(context, waiting.answers)


def _new_wish(context: Context) -> bool:
    return any(context.understood.intent(f"keep_{verb}") > 0 for verb in VERBS)


async def _begin(context: Context, text: str, number: int | None = None) -> Turn:
    """`number`: the visit that was chosen of several."""
    knowledge, locale = context.knowledge, context.contact.locale
    agenda = await agenda_of(context.session, knowledge)
    team, rest = team_named(context, text, agenda)
    understood = knowledge.lexicons.understand(rest, locale)
    wish = wish_of(understood, context.today, knowledge.lexicons, locale)
    if not wish.verb or (wish.verb in OF_CLINICS and is_of_a_visit(understood)):
        said = wish_said(context, understood)
        if said is None or (not wish.verb and _is_known(context, said, agenda)):
            return PASS
        wish = said
    services = wish.services | {*services_for(knowledge, understood.words)}
    wish = replace(wish, team=team, services=services)
    if wish.verb == "undo":
        return await _undo(context, agenda)
    if wish.verb == "add":
        return await add_visit(context, wish, agenda)
    if wish.verb == "add_clinic":
        return await add_clinic(context, wish, agenda)
    if wish.verb == "move_clinic" or wish.verb in STATUS:
        return await _clinic(context, wish, agenda)
    return await _change(context, wish, agenda, text, number)


async def _change(
    context: Context, wish: Wish, agenda: Agenda, text: str, number: int | None
) -> Turn:
    found = visits_meant(context, wish, agenda, number)
    places, _unknown = places_named(context, wish.what.understood)
    named = bool(places or _unknown or number or wish.number or wish.what.days)
    if not named:
        reason = {"reason": wish.reason} if wish.reason else {}
        return await onward(context, {"verb": wish.verb, **reason}, agenda)
    if len(found) != 1:
        return which(context, found, text) if found else say(_none(context, wish))
    [visit] = found
    if not is_theirs(context, visit.spot.area_id):
        return say(NOT_YOURS)
    if wish.verb == "move" and says_nothing_new(wish):
        return await onward(context, {"verb": "move", "visit": visit.number}, agenda)
    return await _changed(context, visit, wish, agenda)


async def _changed(context: Context, visit: Visit, wish: Wish, agenda: Agenda) -> Turn:
    """Of a new place that can be several, or none, that is asked first."""
    spot = None
    if wish.into is not None:
        places, unknown = places_named(context, wish.into.understood)
        day = day_meant(visit, wish, local(context), cancelled=False)
        if day and (len(places) > 1 or (unknown and not places and not wish.into.days)):
            return await ask_where_to(context, visit, day, wish, agenda)
        spot = spot_at(places[0]) if len(places) == 1 else None
    outcome = changed(visit, wish, spot, local(context), agenda.visits)
    if isinstance(outcome, Text):
        return say(outcome)
    return await ask_about_visit(context, outcome, wish)


def _is_known(context: Context, wish: Wish, agenda: Agenda) -> bool:
    """`clinique mobile à Koro jeudi`, where it comes then already: it is rather asked; and words
    of no place and no visit at all are another's."""
    if not wish.what.text:
        return not wish.number and not names_a_visit(context.understood)
    if wish.verb != "add" or not states(context.understood):
        return False
    near = visits_meant(context, wish, agenda)
    days = {each.on for visit in near for each in coming(visit, local(context), FARTHEST)}
    return bool(days.intersection(wish.what.days))


def _none(context: Context, wish: Wish) -> Text:
    spot = spot_named(context, wish.what.understood)
    if spot is None:
        return WHICH
    return _("No visit of yours near {place}.", place=spot.name)


async def _clinic(context: Context, wish: Wish, agenda: Agenda) -> Turn:
    places, unknown = places_named(context, wish.what.understood)
    if wish.number is None and not places and not unknown:
        return await onward(context, {"verb": wish.verb}, agenda)
    meant = clinics_meant(context, wish, agenda)
    if len(meant) > 1:
        among = [clinic.number for clinic in meant]
        return await onward(context, {"verb": wish.verb, "among": among}, agenda)
    if not meant:
        return say(WHICH_CLINIC)
    [clinic] = meant
    if not is_theirs(context, clinic.spot.area_id):
        return say(NOT_YOURS)
    return await change_clinic(context, clinic, wish, agenda)


async def _do(context: Context, answers: Answers) -> Turn:
    """What was previewed, if nobody has changed it since."""
    agenda = await agenda_of(context.session, context.knowledge)
    who, at = context.contact.id, context.now
    if answers["what"] == "clinic":
        after = clinic_of(answers["after"])
        before = agenda.clinic(after.number)
        if (clinic_data(before) if before else None) != answers["before"]:
            return say(MEANWHILE)
        return say(DONE, ClinicChanged(before, after, who, at))
    visit = visit_of(answers["after"])
    was = agenda.visit(visit.number)
    if (whole_visit(was) if was else None) != answers["before"]:
        return say(MEANWHILE)
    on = date.fromisoformat(answers["on"]) if answers["on"] else None
    return await told(context, VisitChanged(was, visit, on, who, at), DONE)


async def _undo(context: Context, agenda: Agenda) -> Turn:
    """Their own last change, for ten minutes, if nobody changed the same thing since."""
    row = await latest_change(context.session, context.contact.id, context.now)
    if row is None:
        return say(
            _("There is nothing to take back: only your own change of the last ten minutes.")
        )
    who, at = context.contact.id, context.now
    text = _("Taken back: no {number} is as before.", number=str(row["number"]))
    if row["what"] == "clinic":
        clinic = agenda.clinic(row["number"])
        assert clinic is not None
        return say(text, ClinicChanged(clinic, _clinic_before(row, clinic), who, at, undone=True))
    visit = agenda.visit(row["number"])
    assert visit is not None
    before = visit_of(row["before"]) if row["before"] else ended(visit)
    on = day_changed(visit, before)
    return await told(context, VisitChanged(visit, before, on, who, at, undone=True), text)


def _clinic_before(row: Mapping[str, Any], clinic: Clinic) -> Clinic:
    """What was added by mistake is closed, not deleted."""
    return clinic_of(row["before"]) if row["before"] else replace(clinic, status="closed")


def claims(understood: Understood, contact: Contact) -> bool:
    """`la clinique n'ira pas à Koro jeudi`, of who keeps the schedule."""
    return contact.has(*ROLES) and verb_in(understood) is not None


INTENTS = frozenset(f"keep_{verb}" for verb in VERBS)
handler = Handler(
    "keeping",
    run,
    INTENTS,
    interrupts=True,
    numbers=True,
    claims=claims,
    keeps=frozenset({"cancel"}),
    roles=ROLES,
)
