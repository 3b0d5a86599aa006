"""Whether a message is for the report at all: what it reads there, and what is another's."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.handler import Context
from bot.understanding import Understood
from handlers.clinics.nearby import service_sought
from handlers.emergency import danger_signs
from handlers.report import guided
from handlers.report.filing import own_area, own_point
from handlers.report.findings.nothing import is_anothers, only_wishes, tells_more
from handlers.report.grammar import Reading, read
from handlers.report.records import risks_of

MEMO = "readings"


def leaves(context: Context) -> bool:
    """A new message that is no report after all."""
    return context.conversation is None and is_for_others(context, read_here(context))


def read_here(context: Context) -> Reading:
    return reading_of(context, context.inbound.text, context.today)


def tells(reading: Reading) -> bool:
    return bool(reading.question or reading.reports or reading.zero)


def is_for_others(context: Context, reading: Reading) -> bool:
    """Who looks for a service or only asks reports nothing; nor do words of danger without more."""
    understood = context.understood
    if service_sought(context) and not tells_more(understood):
        return True
    if guided.only_asks(context, reading):
        return True
    if not understood.intent("report") and not understood.intent("zero"):
        # Nobody is asked what was never said to be a report.
        asked = reading.question is not None and context.contact.has("chw", "supervisor")
        return not (reading.reports or asked)
    if tells(reading) or understood.intent("emergency") or only_wishes(understood):
        return False
    return is_anothers(understood) or bool(danger_signs(context))


def reading_of(context: Context, text: str, today: date, about: str | None = None) -> Reading:
    """What a text says on a day; `about`: the health risk that was asked about.

    Within a turn it is asked for by several, and read once.
    """
    knowledge, contact = context.knowledge, context.contact
    understood = context.understood
    if text != context.inbound.text:
        understood = knowledge.lexicons.understand(text, contact.locale)
    near, area_id = own_point(context), own_area(context)
    read_before: dict[Any, tuple[Understood, Reading]] = context.memo.setdefault(MEMO, {})
    key = id(understood), today, near, area_id, contact.locale, about
    if key not in read_before:
        reading = read(
            understood,
            risks=risks_of(knowledge),
            places=knowledge.places,
            today=today,
            near=near,
            area_id=area_id,
            locale=contact.locale,
            about=about,
        )
        read_before[key] = understood, reading  # with it, that no other object gets its id
    return read_before[key][1]
