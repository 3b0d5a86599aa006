"""Questions about a visit: each asks, and reads its answer; what both know is the draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from bot.form import chosen
from bot.handler import Context
from bot.message import Choice, Reply
from bot.text import Text, _, verbatim
from handlers.clinics.agenda import Agenda
from handlers.clinics.drafts import Draft, span_data
from handlers.clinics.meant import is_theirs, local, says
from handlers.clinics.nearby import services_for
from handlers.clinics.saying import REASON_WORDS
from handlers.clinics.services import services_of
from handlers.clinics.wish import Wish, hours_in, services_named, wish_of

OFFERED = 6  # choices of a question, so that it stays within two segments
DAYS = 5  # of the calendar that are offered
HOURS = ("8h-12h", "8h-14h", "9h-14h")
EVERY: dict[str, Text] = {
    "once": _("once"),
    "week": _("every week"),
    "fortnight": _("every two weeks"),
    "month": _("every month"),
}
LONGEST_NAME = 40  # characters
UNKNOWN = Choice("unknown", _("not known yet"))

# What an answer makes known, by the names of steps; what is wrong with it; or nothing of use.
Read: TypeAlias = Mapping[str, Any] | Text | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to ask. An answer that makes other things known is asked for again."""

    name: str
    ask: Callable[[Context, Draft, Agenda], Reply]
    read: Callable[[Context, Draft, Agenda], Read]
    help: Text


def is_unknown(context: Context) -> bool:
    """Chosen or written: nobody knows yet."""
    return chosen(context) == UNKNOWN.key or says(context, "unknown")


def written(context: Context) -> Wish:
    """The answer, read as a message to the schedule is."""
    knowledge, locale = context.knowledge, context.contact.locale
    return wish_of(context.understood, context.today, knowledge.lexicons, locale)


def _ask_day(context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    question = _("Which day? Example: FRIDAY, 28/11, EVERY TUESDAY")
    return Reply(question, tuple(day_choices(context)))


def day_choices(context: Context) -> list[Choice]:
    days = (context.today + timedelta(days=after) for after in range(1, DAYS + 1))
    return [Choice(day.isoformat(), Text("{day}", {"day": day})) for day in days]


def _read_day(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    if key := chosen(context):
        return {"day": key}
    wish = written(context)
    if wish.wrong_day:
        return _("{day}: there is no such day.", day=wish.wrong_day)
    if not wish.what.days:
        return None
    first = wish.what.days[0]
    if first < local(context).date():
        return _("{day} is over.", day=first)
    return {"day": first.isoformat(), **({"every": wish.every} if wish.every else {})}


def _ask_every(_context: Context, draft: Draft, _agenda: Agenda) -> Reply:
    day = date.fromisoformat(draft["day"])
    choices = tuple(Choice(key, label) for key, label in EVERY.items())
    return Reply(_("From {day}: how often?", day=day), choices)


def _read_every(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    key = chosen(context) or context.understood.slots.get("every")
    return {"every": key} if key in EVERY else None


def _ask_hours(_context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    choices = (*(Choice(each, verbatim(each)) for each in HOURS), UNKNOWN)
    return Reply(_("From when to when? Example: 9h-14h"), choices)


def _read_hours(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    key = chosen(context)
    if is_unknown(context):
        return {"hours": []}
    hours, wrong = hours_in(key or context.inbound.text)
    if wrong:
        return hours_wrong(wrong)
    return {"hours": span_data(hours)} if hours else None


def hours_wrong(wrong: str) -> Text:
    return _("{hours}: these hours cannot be.", hours=wrong[:LONGEST_NAME])


def _ask_services(context: Context, draft: Draft, _agenda: Agenda) -> Reply:
    names = services_of(context.knowledge).names
    picked = draft.get("picked", [])
    left = [each for each in names if each not in picked][:OFFERED]
    choices = tuple(Choice(each, names[each]) for each in left)
    if not picked:
        question = _("Which services? Several may be sent at once: 1 2")
        return Reply(question, (*choices, UNKNOWN))
    known = tuple(names[each] for each in picked)
    question = _("So far: {services}. Another one?", services=known)
    return Reply(question, (*choices, Choice("done", _("that is all"))))


def _read_services(context: Context, draft: Draft, _agenda: Agenda) -> Read:
    """A button adds one and asks on; what is written says all at once."""
    waiting = context.conversation
    assert waiting is not None
    picked = list(draft.get("picked", []))
    if context.inbound.choice is not None:
        key = chosen(context)
        if key in (UNKNOWN.key, "done"):
            return {"services": picked, "picked": []}
        return {"picked": [*picked, key]} if key else None
    if is_unknown(context) or says(context, "done"):
        return {"services": picked, "picked": []}
    numbers = [word.number for word in context.understood.words if word.number is not None]
    if any(not 1 <= number <= len(waiting.choices) for number in numbers):
        return None
    keys = [waiting.choices[number - 1] for number in numbers]
    if not keys and (alone := chosen(context)):
        keys = [alone]
    ended = {UNKNOWN.key, "done"} & set(keys)
    said = {*services_named(context.understood)}
    said |= {*services_for(context.knowledge, context.understood.words)}
    named = {*keys, *said} - {UNKNOWN.key, "done"}
    if not named and not ended:
        return None
    return {"services": sorted({*picked, *named}), "picked": []}


def teams(context: Context, agenda: Agenda) -> list[str]:
    """The teams of visits that are theirs, the latest first."""
    theirs = [v for v in reversed(agenda.visits) if v.team and is_theirs(context, v.spot.area_id)]
    return list(dict.fromkeys(visit.team for visit in theirs))


def _ask_team(context: Context, _draft: Draft, agenda: Agenda) -> Reply:
    known = tuple(Choice(name, verbatim(name)) for name in teams(context, agenda)[:OFFERED])
    return Reply(_("Which team? Choose, or write its name."), (*known, UNKNOWN))


def _read_team(context: Context, _draft: Draft, agenda: Agenda) -> Read:
    if key := chosen(context):
        return {"team": "" if key == UNKNOWN.key else key}
    if is_unknown(context):
        return {"team": ""}
    name = " ".join(context.inbound.text.split())
    if not any(character.isalpha() for character in name) or len(name) > LONGEST_NAME:
        return None
    same = [each for each in teams(context, agenda) if each.casefold() == name.casefold()]
    return {"team": same[0] if same else name}


def _ask_reason(_context: Context, _draft: Draft, _agenda: Agenda) -> Reply:
    choices = tuple(Choice(key, label) for key, label in REASON_WORDS.items())
    return Reply(_("Why?"), choices)


def _read_reason(context: Context, _draft: Draft, _agenda: Agenda) -> Read:
    key = chosen(context) or context.understood.slots.get("reason")
    return {"reason": key} if key in REASON_WORDS else None


NUMBER_HELP = _("Please answer with one of the numbers.")
DAY = Step("day", _ask_day, _read_day, _("I read no day."))
EVERY_STEP = Step("every", _ask_every, _read_every, NUMBER_HELP)
HOURS_STEP = Step("hours", _ask_hours, _read_hours, _("I read no hours."))
SERVICES = Step("services", _ask_services, _read_services, _("I do not know this service."))
TEAM = Step("team", _ask_team, _read_team, _("The name of the team, please."))
REASON = Step("reason", _ask_reason, _read_reason, NUMBER_HELP)
