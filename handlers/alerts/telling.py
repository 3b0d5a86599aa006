"""Who reported hears what became of it: that it was passed on, goes no further, or is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from bot.handler import Knowledge
from bot.message import Notice, Reply
from bot.store.base import Row
from bot.text import Text, _
from handlers.alerts.announcing import described, where_of
from handlers.alerts.events import AlertDecided
from handlers.alerts.saying import quoted

STALE = timedelta(days=7)


def decided(event: AlertDecided, alert: Row, knowledge: Knowledge) -> Text:
    """What a supervisor decided. That it was false makes nobody well who is ill."""
    what = described(alert["risk"], alert["cases"] + alert["signals"], knowledge)
    where = where_of(alert["place_id"], alert["area_id"], knowledge)
    if event.status == "escalated":
        return _(
            "What you reported ({what}, {place}) was checked: it is true and is passed on. "
            "Thank you.",
            what=what,
            place=where,
        )
    return _(
        "What you reported ({what}, {place}) was checked and goes no further: {words}. "
        "Whoever is still ill goes to the health centre.",
        what=what,
        place=where,
        words=quoted(event.words),
    )


def to_reporters(text: Text, reporters: Collection[str], at: datetime) -> Iterator[Notice]:
    """One notice for each, by contact id, ordered so that every run sends the same."""
    for contact_id in sorted(reporters):
        yield Notice(contact_id, Reply(text), expires_at=at + STALE)
