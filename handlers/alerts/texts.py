"""What became of an alert, in a few words."""

from __future__ import annotations

from bot.store.base import Row
from bot.text import Text, _

STATUS = {
    "open": _("open"),
    "escalated": _("passed on"),
    "dismissed": _("found to be none"),
    "closed": _("closed"),
    "withdrawn": _("ended: its reports were withdrawn or refused"),
}
OUTCOMES = {
    "laboratory": _("confirmed by the laboratory"),
    "linked": _("confirmed by link to a confirmed case"),
    "clinical": _("confirmed by its signs"),
    "not_confirmed": _("not confirmed"),
}


def state(alert: Row) -> Text:
    """Of a closed one its outcome."""
    closed = OUTCOMES.get(alert["outcome"] or "") if alert["status"] == "closed" else None
    return closed or STATUS[alert["status"]]
