"""Coordinators keep the schedule from a phone: a short message, a preview, a yes; then undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.form import ask_again, chosen
from bot.handler import Context, Handler, Turn, say
from bot.replies import load_reply
from bot.text import Text, _
from handlers.clinics.agenda import Agenda
from handlers.clinics.changing import added, changed, ended
from handlers.clinics.data import clinic_data, clinic_of, visit_of, whole_visit
from handlers.clinics.events import ClinicChanged, VisitChanged
from handlers.clinics.meant import ROLES, is_theirs, local, one_clinic, spot_named, visits_meant
from handlers.clinics.model import Clinic
from handlers.clinics.previewing import ask_about_clinic, ask_about_visit, which
from handlers.clinics.records import agenda_of, latest_change
from handlers.clinics.telling import day_changed, told
from handlers.clinics.wish import VERBS, Wish, wish_of

STATUS = {"suspend": "suspended", "open": "open", "close": "closed"}
NOT_YOURS = _("This is not of your area. Nothing was changed.")
MEANWHILE = _("This was changed meanwhile. Nothing was done: please send it again.")
WHICH = _("Which visit? Send its number or its place. Example: CANCEL VISIT KORO TOMORROW")
DONE = _("Done. To take it back within ten minutes: UNDO CHANGE")
Answers = Mapping[str, Any]


async def run(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None or waiting.handler != "keeping" or _new_wish(context):
        return await _begin(context, context.inbound.text)
    key = chosen(context)
    if key is None:
        question = load_reply(waiting.answers["question"])
        return ask_again(context, question, _("Please answer with one of the numbers."))
    if waiting.step == "which":
        return await _begin(context, waiting.answers["text"], int(key))
    return await _do(context, waiting.answers) if key == "yes" else say(_("Nothing was changed."))


def _new_wish(context: Context) -> bool:
    return any(context.understood.intent(f"keep_{verb}") > 0 for verb in VERBS)


async def _begin(context: Context, text: str, number: int | None = None) -> Turn:
    """`number`: the visit that was chosen of several."""
    knowledge, locale = context.knowledge, context.contact.locale
    understood = knowledge.lexicons.understand(text, locale)
    wish = wish_of(understood, context.today, knowledge.lexicons, locale)
    agenda = await agenda_of(context.session, knowledge)
    if wish.verb == "undo":
        return await _undo(context, agenda)
    if wish.verb in STATUS:
        return await _clinic(context, wish, agenda)
    if wish.verb == "add":
        return await _add(context, wish, agenda)
    return await _change(context, wish, agenda, text, number)


async def _change(
    context: Context, wish: Wish, agenda: Agenda, text: str, number: int | None
) -> Turn:
    found = visits_meant(context, wish, agenda, number)
    if len(found) != 1:
        return which(context, found, text) if found else say(_none(context, wish))
    [visit] = found
    if not is_theirs(context, visit.spot.area_id):
        return say(NOT_YOURS)
    spot = spot_named(context, wish.into.understood) if wish.into else None
    outcome = changed(visit, wish, spot, local(context), agenda.visits)
    return (
        say(outcome) if isinstance(outcome, Text) else await ask_about_visit(context, outcome, wish)
    )


def _none(context: Context, wish: Wish) -> Text:
    spot = spot_named(context, wish.what.understood)
    if spot is None:
        return WHICH
    return _("No visit of yours near {place}.", place=spot.name)


async def _add(context: Context, wish: Wish, agenda: Agenda) -> Turn:
    spot = spot_named(context, wish.what.understood)
    if spot is None:
        return say(_("I do not know this place. Send its name as on the map, and the day."))
    if not is_theirs(context, spot.area_id):
        return say(NOT_YOURS)
    outcome = added(wish, spot, context.session.number(), local(context), agenda.visits)
    return (
        say(outcome) if isinstance(outcome, Text) else await ask_about_visit(context, outcome, wish)
    )


async def _clinic(context: Context, wish: Wish, agenda: Agenda) -> Turn:
    clinic = one_clinic(context, wish, agenda)
    if clinic is None:
        return say(_("Which clinic? Send its number, for example: CLOSE CLINIC 12"))
    if not is_theirs(context, clinic.spot.area_id):
        return say(NOT_YOURS)
    return await ask_about_clinic(context, clinic, STATUS[wish.verb])


async def _do(context: Context, answers: Answers) -> Turn:
    """What was previewed, if nobody has changed it since."""
    agenda = await agenda_of(context.session, context.knowledge)
    who, at = context.contact.id, context.now
    if answers["what"] == "clinic":
        after = clinic_of(answers["after"])
        before = agenda.clinic(after.number)
        if before is None or clinic_data(before) != answers["before"]:
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
    return clinic_of(row["before"]) if row["before"] else clinic


INTENTS = frozenset(f"keep_{verb}" for verb in VERBS)
handler = Handler("keeping", run, INTENTS, interrupts=True, roles=ROLES)
