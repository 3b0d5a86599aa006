"""Being led through a change of the schedule: question after question, back, or out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.form import ask, ask_again
from bot.handler import Context, Turn, say
from bot.message import Reply
from bot.text import Text, _
from handlers.clinics.agenda import Agenda
from handlers.clinics.changing import Changed, added, changed
from handlers.clinics.drafts import Draft, spot_in, wish_from
from handlers.clinics.hours import read_hours
from handlers.clinics.meant import local, says
from handlers.clinics.model import Clinic, Status
from handlers.clinics.previewing import ask_about_clinic, ask_about_visit
from handlers.clinics.steps import DAY, EVERY_STEP, HOURS_STEP, REASON, SERVICES, TEAM, Step
from handlers.clinics.steps_clinic import (
    CLINIC,
    FACILITY,
    NAME,
    OPENING_STEP,
    PHONE,
    clinics_of,
    usual_name,
)
from handlers.clinics.steps_where import NEW, ON, PLACE, VISIT, the_only_day, visits_of

FLOWS: dict[str, tuple[Step, ...]] = {
    "add": (PLACE, DAY, EVERY_STEP, HOURS_STEP, SERVICES, TEAM),
    "move": (VISIT, ON, NEW),
    "cancel": (VISIT, ON, REASON),
    "resume": (VISIT, ON),
    "add_clinic": (FACILITY, PLACE, NAME, OPENING_STEP, SERVICES, PHONE),
    "move_clinic": (CLINIC, PLACE),
    "suspend": (CLINIC,),
    "open": (CLINIC,),
    "close": (CLINIC,),
}
# Of who has begun with details, only what cannot be left out is asked.
NEEDED = {"add": (PLACE, DAY), "add_clinic": (FACILITY, PLACE)}
# What is asked once more when all answers together cannot be.
AGAIN = {"add": ("day", "every", "hours"), "move": ("new", "place")}
STEPS = {step.name: step for flow in FLOWS.values() for step in flow}
STATUS: Mapping[str, Status] = {"suspend": "suspended", "open": "open", "close": "closed"}
LEFT = _("Nothing was changed.")
NO_VISIT = _("There is no such visit in your area.")
NO_CLINIC = _("There is no such clinic in your area.")


def leaves(context: Context) -> bool:
    """`ANNULER`, `QUITTER`: out of the questions, whichever is open."""
    words = context.understood.words
    cancels = context.understood.intent("cancel") > 0 and not any(w.number for w in words)
    return says(context, "leave") or cancels


async def proceed(context: Context, agenda: Agenda) -> Turn:
    """Take the answer to the question that is open."""
    waiting = context.conversation
    assert waiting is not None
    draft, step = dict(waiting.answers), STEPS[waiting.step]
    if leaves(context):
        return say(LEFT)
    if says(context, "back"):
        return await back(context, draft, agenda)
    found = step.read(context, draft, agenda)
    if found is None or isinstance(found, Text):
        return ask_again(context, step.ask(context, draft, agenda), found or step.help)
    draft.update(found)
    if step.name in found:
        draft["asked"] = [*draft.get("asked", ()), step.name]
    return await onward(context, draft, agenda)


async def back(context: Context, draft: dict[str, Any], agenda: Agenda) -> Turn:
    """The question before; the first one stays where it is."""
    asked = list(draft.get("asked", ()))
    name = asked.pop() if asked else ""
    dropped = {name, "picked", "candidates", "among", *(("every",) if name == "day" else ())}
    kept = {key: value for key, value in draft.items() if key not in dropped}
    return await onward(context, {**kept, "asked": asked}, agenda)


async def onward(
    context: Context, draft: dict[str, Any], agenda: Agenda, problem: Text | None = None
) -> Turn:
    """The next question, with what was wrong before it; or the preview."""
    step = next((each for each in _flow(draft) if each.name not in draft), None)
    if step is ON and (day := the_only_day(context, draft, agenda)):
        return await onward(context, {**draft, "on": day.isoformat()}, agenda, problem)
    if step is None:
        return await _finish(context, draft, agenda)
    if step is VISIT and not visits_of(context, {**draft, "among": []}, agenda):
        return say(NO_VISIT)
    if step is CLINIC and not clinics_of(context, {**draft, "among": []}, agenda):
        return say(NO_CLINIC)
    question = step.ask(context, draft, agenda)
    if problem is not None:
        text = _("{help} {question}", help=problem, question=question.text)
        question = Reply(text, question.choices)
    return ask(context, "keeping", step.name, question, draft)


def _flow(draft: Draft) -> tuple[Step, ...]:
    verb = draft["verb"]
    if draft.get("brief"):
        return NEEDED[verb]
    if verb == "move" and draft.get("candidates"):
        return (*FLOWS[verb], PLACE)
    return FLOWS[verb]


async def _finish(context: Context, draft: dict[str, Any], agenda: Agenda) -> Turn:
    if draft["verb"] in ("add_clinic", "move_clinic", *STATUS):
        return await _clinic(context, draft, agenda)
    wish = wish_from(draft)
    outcome = _outcome(context, draft, agenda)
    if isinstance(outcome, Changed):
        return await ask_about_visit(context, outcome, wish, draft)
    forgotten = AGAIN.get(draft["verb"])
    if forgotten is None or draft.get("brief"):
        return say(outcome)
    kept = {key: value for key, value in draft.items() if key not in forgotten}
    kept["asked"] = [name for name in draft.get("asked", ()) if name not in forgotten]
    return await onward(context, kept, agenda, outcome)


def _outcome(context: Context, draft: Draft, agenda: Agenda) -> Changed | Text:
    wish, spot, at = wish_from(draft), spot_in(draft), local(context)
    if draft["verb"] == "add":
        assert spot is not None
        return added(wish, spot, context.session.number(), at, agenda.visits)
    visit = agenda.visit(draft["visit"])
    return changed(visit, wish, spot, at, agenda.visits) if visit else NO_VISIT


async def _clinic(context: Context, draft: Draft, agenda: Agenda) -> Turn:
    verb, spot = draft["verb"], spot_in(draft)
    if verb == "add_clinic":
        return await ask_about_clinic(context, None, _new_clinic(context, draft), draft)
    before = agenda.clinic(draft["clinic"])
    if before is None:
        return say(NO_CLINIC)
    if spot is not None:
        return await ask_about_clinic(context, before, replace(before, spot=spot), draft)
    after = replace(before, status=STATUS[verb])
    return await ask_about_clinic(context, before, after, draft)


def _new_clinic(context: Context, draft: Draft) -> Clinic:
    spot = spot_in(draft)
    assert spot is not None
    return Clinic(
        context.session.number(),
        draft.get("name") or usual_name(context, draft),
        draft["facility"],
        spot,
        frozenset(draft.get("services", ())),
        read_hours(draft.get("opening", "")),
        draft.get("phone", ""),
    )
