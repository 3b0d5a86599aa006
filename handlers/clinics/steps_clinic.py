"""Questions about a clinic: which one; or of a new one its kind, name, hours and phone."""

from __future__ import annotations

import re

from bot.form import chosen
from bot.handler import Context
from bot.message import Choice, Reply
from bot.text import Text, _, verbatim
from handlers.clinics.agenda import Agenda
from handlers.clinics.data import spot_of
from handlers.clinics.drafts import Draft
from handlers.clinics.hours import BadHours, read_hours, show_hours
from handlers.clinics.meant import is_theirs, places_named
from handlers.clinics.model import Clinic
from handlers.clinics.nearby import facility_named
from handlers.clinics.services import services_of
from handlers.clinics.steps import (
    LONGEST_NAME,
    NUMBER_HELP,
    OFFERED,
    UNKNOWN,
    Read,
    Step,
    is_unknown,
)
from handlers.clinics.steps_where import is_near

OPENING = ("lun-ven 8h-16h", "24h/24")
_PHONE = re.compile(r"\+?[\d .-]{8,20}")


def clinics_of(context: Context, draft: Draft, agenda: Agenda) -> list[Clinic]:
    """Those of theirs that the verb can be about, by name."""
    verb, among = draft["verb"], set(draft.get("among", ()))
    wanted = {"suspend": ("open",), "open": ("suspended", "closed"),
              "close": ("open", "suspended")}.get(verb, ("open", "suspended"))  # fmt: skip
    found = [
        clinic
        for clinic in agenda.clinics
        if clinic.status in wanted
        and (not among or clinic.number in among)
        and is_theirs(context, clinic.spot.area_id)
    ]
    return sorted(found, key=lambda clinic: (clinic.name, clinic.number))


def _ask_clinic(context: Context, draft: Draft, agenda: Agenda) -> Reply:
    few = clinics_of(context, draft, agenda)
    choices = tuple(Choice(str(c.number), verbatim(c.name)) for c in few[: OFFERED - 1])
    offered = choices if len(few) < OFFERED else ()
    return Reply(_("Which clinic? Send its number or its place."), offered)


def _read_clinic(context: Context, draft: Draft, agenda: Agenda) -> Read:
    key = chosen(context)
    bare = [w.number for w in context.understood.words if w.number is not None]
    everything = clinics_of(context, {**draft, "among": []}, agenda)
    if key or len(bare) == 1:
        number = int(key) if key else bare[0]
        known = number in {clinic.number for clinic in everything}
        return {"clinic": number, "among": []} if known else _no_clinic(str(number))
    places, unknown = places_named(context, context.understood)
    if not places:
        return _no_clinic(unknown[:LONGEST_NAME]) if unknown else None
    near = [
        clinic.number
        for clinic in everything
        if any(is_near(clinic.spot, place) for place in places)
    ]
    if not near:
        return _no_clinic(places[0].name)
    return {"clinic": near[0], "among": []} if len(near) == 1 else {"among": near}


def _no_clinic(named: str) -> Text:
    return _("{name}: no clinic of yours that this can be done to.", name=named)


def usual_name(context: Context, draft: Draft) -> str:
    """`CSCom Koro`: as such a facility is called where it is."""
    spot = spot_of(draft["place"])
    for locale in context.knowledge.locales:
        for name in context.knowledge.lexicons.words("facility", draft["facility"], locale):
            return f"{name[:1].upper()}{name[1:]} {spot.name}"
    return spot.name


def _ask_facility(context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    kinds = services_of(context.knowledge).kinds
    choices = tuple(Choice(key, kind.name) for key, kind in kinds.items())
    return Reply(_("What kind of facility?"), choices[:OFFERED])


def _read_facility(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    key = chosen(context) or facility_named(context, context.inbound.text)
    return {"facility": key} if key else None


def _ask_name(context: Context, draft: Draft, _agenda: Agenda) -> Reply:
    name = usual_name(context, draft)
    return Reply(_("Its name? Choose, or write it."), (Choice("usual", verbatim(name)),))


def _read_name(context: Context, draft: Draft, _agenda: Agenda) -> Read:
    if chosen(context) == "usual":
        return {"name": usual_name(context, draft)}
    name = " ".join(context.inbound.text.split())
    if not any(character.isalpha() for character in name) or len(name) > LONGEST_NAME:
        return None
    return {"name": name}


def _ask_opening(_context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    choices = (*(Choice(each, verbatim(each)) for each in OPENING), UNKNOWN)
    return Reply(_("Open when? Example: lun-ven 8h-16h; sam 8h-12h"), choices)


def _read_opening(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    key = chosen(context)
    if is_unknown(context):
        return {"opening": ""}
    try:
        hours = read_hours(key or context.inbound.text)
    except BadHours:
        return None
    return {"opening": show_hours(hours)} if hours else None


def _ask_phone(_context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    return Reply(_("Its phone number?"), (UNKNOWN,))


def _read_phone(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    if is_unknown(context):
        return {"phone": ""}
    text = context.inbound.text.strip()
    return {"phone": text.replace(" ", "")} if _PHONE.fullmatch(text) else None


CLINIC = Step("clinic", _ask_clinic, _read_clinic, NUMBER_HELP)
FACILITY = Step("facility", _ask_facility, _read_facility, NUMBER_HELP)
NAME = Step("name", _ask_name, _read_name, _("A name with letters, please, not too long."))
OPENING_STEP = Step("opening", _ask_opening, _read_opening, _("I read no hours."))
PHONE = Step("phone", _ask_phone, _read_phone, _("I read no phone number."))
